"""What stands over and under an article and is known already: headline, byline, date, in blocks of their own.

The headline stays once, where the article has it; its author and its date stay in the description only.
"""

import re
from collections.abc import Sequence

from cmo_nlp.french import fold
from cmo_nlp.ingest.article import Block
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.datelines import is_relative_dateline, read_dateline
from cmo_nlp.records import Description

__all__ = ["HEAD_BLOCKS", "without_head"]

HEAD_BLOCKS = 6  # headline, kicker, byline, date, summary, and the headline again
_FOOT_BLOCKS = 2  # a signature
_LONGEST = 160  # characters of a byline or dateline
_LONGEST_LEAD = 40  # characters around the names of a byline
_LEAD = re.compile(r"^(?:(?:texte|article|propos recueillis|publie|ecrit)s?\s*(?::|par)?\s*|par\s+|by\s+)+")
_NO_WORD = re.compile(r"[\W_]+")


def without_head(blocks: Sequence[Block], description: Description) -> list[Block]:
    """Return `blocks` without a second headline, a known author's byline and a known dateline."""
    last_of_foot = len(blocks) - _FOOT_BLOCKS
    title = _folded(description.title or "")
    names = _folded(" ".join(description.authors))
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        in_head, in_foot = number < HEAD_BLOCKS, number >= last_of_foot
        is_short = not block.is_item and len(block.text) <= _LONGEST
        if is_short and in_head and (_is_second(block, title, kept) or _is_known_date(block, description)):
            continue
        if is_short and (in_head or in_foot) and _may_be(block, names) and _is_byline(block, names):
            continue
        kept.append(block)
    return kept


def _is_second(block: Block, title: str, kept: list[Block]) -> bool:
    if not title or len(block.text) > 2 * len(title) or _folded(block.text) != title:
        return False
    return any(_folded(other.text) == title for other in kept)


def _is_known_date(block: Block, description: Description) -> bool:
    """Return whether a line « Publié le … » says what is known; « Paris, le 3 mai » is the author's."""
    if is_relative_dateline(block.text):
        return True  # it means nothing a day later
    if description.published is None:
        return False
    line = read_dateline(clean_line(block.text))
    if line is None or not (line.labelled or line.modified):
        return False
    said = line.published.date if line.published else description.published.date
    known = description.published.date
    return said.startswith(known) or known.startswith(said)


def _may_be(block: Block, names: str) -> bool:
    return bool(names) and len(block.text) <= len(names) + _LONGEST_LEAD


def _is_byline(block: Block, names: str) -> bool:
    return _folded(_LEAD.sub("", fold(clean_line(block.text)))) == names


def _folded(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text)).strip()
