"""Which column of a row (or starred variable, or attribute) is which field of a document.

The names of `documents` in our own JSON export need no mapping; French headers and those of GarganText,
Europarser and trafilatura are understood where nothing else can be meant. Every other column is metadata.
"""

import functools
import re
from collections.abc import Iterable, Mapping

from cmo_nlp.errors import UsageError
from cmo_nlp.french import fold
from cmo_nlp.ingest.cleaning import clean_line

__all__ = [
    "FIELDS", "LONGEST", "assign_columns", "columns_for", "count_fields", "cut", "resolve_mapping",
    "show_names", "squeeze", "unique_names",
]  # fmt: skip

LONGEST = 60  # characters of a name or value that are compared, or shown in a message
FIELDS = ("text", "title", "authors", "publisher", "source_type", "language", "published", "modified")
_NAMES = {
    "text": "text texte content contenu body corps fulltext texteintegral textecomplet rawtext abstract",
    "title": "title titre headline titrearticle titredelarticle",
    "authors": "authors author auteurs auteur auteurrices auteurrice autrices autrice byline",
    "publisher": "publisher editeur journal newspaper media revue magazine nomdujournal titredepresse"
    " publicationname sitename sourcehostname source",
    "source_type": "sourcetype typedesource documenttype typededocument type",
    "language": "language langue lang",
    "published": "published datepublished publishedat publicationdate pubdate datedepublication"
    " datepublication datedeparution dateparution parution date",
    "modified": "modified datemodified updated updatedat lastmod datedemodification datemodification"
    " datedemiseajour",
    "year": "publicationyear anneedepublication year annee an",
    "month": "publicationmonth moisdepublication month mois",
    "day": "publicationday jourdepublication day jour",
}
_FIELD_OF = {
    name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())
}
_NOT_IN_A_NAME = re.compile(r"[\W_]+")
_MOST_NAMES = 20


@functools.lru_cache(maxsize=4096)  # the same header for every row
def squeeze(name: str) -> str:
    """Return `name` for comparison.

    >>> squeeze("Auteur(s)"), squeeze("source_type"), squeeze("Publication Year")
    ('auteurs', 'sourcetype', 'publicationyear')
    """
    return _NOT_IN_A_NAME.sub("", fold(name[:LONGEST]))


def count_fields(names: Iterable[str]) -> int:
    """Return how many of `names` are those of a field, which tells a header from other lines."""
    return sum(squeeze(name) in _FIELD_OF for name in names)


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return `names` on one line each, the nameless numbered, and repeated ones told apart.

    >>> unique_names(["Date", " ", "Date"])
    ('Date', 'column 2', 'Date (2)')
    """
    seen: dict[str, int] = {}
    unique: list[str] = []
    for number, written in enumerate(names, 1):
        name = clean_line(written) or f"column {number}"
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(unique)


def show_names(names: Iterable[str]) -> str:
    """Return `names` for a message, the first twenty of them, each cut to a readable length."""
    known = list(names)
    shown = ", ".join(f"« {cut(name)} »" for name in known[:_MOST_NAMES])
    return f"{shown} and {len(known) - _MOST_NAMES} more" if len(known) > _MOST_NAMES else shown


def cut(text: str) -> str:
    """Return `text` on one line, cut to a readable length for a message."""
    line = clean_line(text[: 4 * LONGEST])
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def resolve_mapping(mapping: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Return field → column with the columns as `names` has them; case and accents of `mapping` may differ.

    Raises UsageError for a field that documents do not have, or a column that is not there.
    """
    there = list(names)
    exact, squeezed = set(there), {squeeze(name): name for name in reversed(there)}
    resolved: dict[str, str] = {}
    for field, wanted in mapping.items():
        if field not in FIELDS:
            msg = f"--map {field}={wanted}: no such field; the fields are {', '.join(FIELDS)}"
            raise UsageError(msg)
        column = wanted if wanted in exact else squeezed.get(squeeze(wanted))
        if column is None:
            msg = f"--map {field}={wanted}: no such column; the columns are {show_names(there)}"
            raise UsageError(msg)
        resolved[field] = column
    return resolved


def columns_for(field: str, names: Iterable[str], mapping: Mapping[str, str]) -> list[str]:
    """Return the columns among `names` that may fill `field`, best first."""
    return assign_columns(names, mapping).get(field, [])


def assign_columns(names: Iterable[str], mapping: Mapping[str, str]) -> dict[str, list[str]]:
    """Return field → columns; a mapped column fills its field only, and a mapped field has no other."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    taken = set(mapping.values())
    for name in names:
        field, rank = _FIELD_OF.get(squeeze(name), ("", 0))
        if field and name not in taken:
            ranked.setdefault(field, []).append((rank, name))
    found = {field: [name for _, name in sorted(pairs)] for field, pairs in ranked.items()}
    return found | {field: [column] for field, column in mapping.items()}
