"""What a PDF says of itself: title, authors, when the file was made. Most of it is written by the program.

The date of creation is that of the file: a text of 2009 saved yesterday says yesterday. It is no publication
date.
"""

import datetime as dt
import re
from collections.abc import Mapping

from cmo_nlp.ingest.cleaning import clean_line

__all__ = ["read_authors", "read_created", "read_title"]

_LONGEST_TITLE = 300  # characters
_FILE_NAME = re.compile(
    r"\S*[_\\/]\S*|"
    r".*\.(?:docx?|odt|rtf|pdf|indd|qxp|qxd|pptx?|odp|xlsx?|html?|php|aspx?|tex|dvi|md|txt|pub|ai|eps)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"microsoft (?:office )?(?:word|powerpoint|excel|publisher) ?[-–].*|untitled ?\d*|sans[ -]titre ?-?\d*|"
    r"(?:sans )?nom ?\d*|"
    r"(?:présentation|presentation) powerpoint|powerpoint presentation|diapositive \d+|slide \d+|"
    r"(?:nouveau )?document ?\d*|title|titre|about:blank|(?:https?|file)://.*|mise en page \d+|layout \d+|"
    r"[({\[]?(?:anonymous|unspecified|none|null|n/a)[)}\]]?|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"[({\[]?(?:anonymous|anonyme|unspecified|unknown|inconnu|none|null)[)}\]]?|"
    r"admin(?:istrat(?:or|eur))?|user\d*|"
    r"utilisateur.*|propri[eé]taire|owner|auteur|author|"
    r"(?:pc|hp|dell|asus|acer|microsoft|windows|mac)(?:[ -].{0,12})?|"
    r"[\W\d_]*",
    re.IGNORECASE,
)
_CREATED = re.compile(r"(?:D:)?(?P<year>\d{4})-?(?P<month>\d{2})?-?(?P<day>\d{2})?")


def read_title(properties: Mapping[str, str]) -> str | None:
    """Return the title in the properties unless a program made it up.

    >>> read_title({"Title": "Microsoft Word - note_v3.doc"}), read_title({"Title": "Le CMO est mort"})
    (None, 'Le CMO est mort')
    """
    title = clean_line(properties.get("Title", ""))
    made_up = _FILE_NAME.fullmatch(title[:_LONGEST_TITLE]) or _NO_TITLE.fullmatch(title[:_LONGEST_TITLE])
    return None if made_up or len(title) > _LONGEST_TITLE else title


def read_authors(properties: Mapping[str, str]) -> tuple[str, ...]:
    """Return the authors in the properties, without names that are a program's or a machine's.

    >>> read_authors({"Author": "Anne Kerviel, Luc Orsoni"}), read_authors({"Author": "Kerviel, Anne"})
    (('Anne Kerviel', 'Luc Orsoni'), ('Kerviel, Anne',))
    """
    written = clean_line(properties.get("Author", "")[:2000])
    names = [name for part in written.split(";") for name in _names(part)]
    return tuple(dict.fromkeys(name for name in names if not _NO_AUTHOR.fullmatch(name)))


def _names(part: str) -> list[str]:
    """Return the names between commas and « et », where each has two words: « Kerviel, Anne » is one."""
    names = [name.strip() for name in re.split(r",| et | and ", part)]
    return names if all(" " in name for name in names) else [part.strip()]


def read_created(properties: Mapping[str, str]) -> str | None:
    """Return the day on which the file was made, ISO 8601, or None.

    >>> read_created({"CreationDate": "D:20141203101500+01'00'"})
    '2014-12-03'
    """
    found = _CREATED.match(properties.get("CreationDate", ""))
    if not found or not found["day"]:
        return None
    try:
        return dt.date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        return None
