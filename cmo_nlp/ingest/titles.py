"""The title of a text that nobody gave one: its first line, when it looks like a title."""

from cmo_nlp.ingest.article import BULLET
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.datelines import read_dateline

__all__ = ["find_title"]

_LONGEST_TITLE = 160  # characters; the headlines of the French dailies have 100 at most, with a kicker 150
_NO_TITLE_ENDS = (".", ",", ";", ":")


def find_title(text: str) -> str | None:
    r"""Return the first line of `text` that is no dateline, if it looks like a title and more follows.

    >>> find_title("Le CMO est mort\n\nVive le CMO.")
    'Le CMO est mort'
    >>> find_title("Le CMO est mort.\nVive le CMO.")
    """
    lines = [line for line in text.split("\n", 20)[:20] if line.strip() and not read_dateline(line)]
    if len(lines) < 2 or lines[0].startswith((BULLET, "•")):  # noqa: PLR2004 - a title and what it stands over
        return None
    title = clean_line(lines[0])
    return title if len(title) <= _LONGEST_TITLE and not title.endswith(_NO_TITLE_ENDS) else None
