"""The segments of the corpus as the topics take them."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmo_nlp.store import read

if TYPE_CHECKING:
    from cmo_nlp.records import Document
    from cmo_nlp.topics import Unit

__all__ = ["french_units", "units"]

_FRENCH = "fr"


def units(connection: sqlite3.Connection) -> Iterator[tuple["Document", "Unit"]]:
    """Yield the segments of all documents, each with its text and tokens, by document and start."""
    from cmo_nlp.topics import Unit

    for document in read.documents(connection):
        record = read.annotation(connection, document.id)
        if record is None:
            continue
        tokens = record.annotation.tokens
        starts = [token.start for token in tokens]
        for s in record.segments:
            own = tokens[bisect_left(starts, s.start) : bisect_left(starts, s.end)]
            yield document, Unit(document.id, s.start, s.end, document.text[s.start : s.end], own)


def french_units(connection: sqlite3.Connection) -> tuple[list["Unit"], list["Unit"]]:
    """Return the segments in French, and those in another language inside a French document.

    A document that is not in French at all came in because that was asked for, and is taken whole. Only
    documents that were found to hold another language are looked at: a segment is in one where that is what
    it is told to be, with 0.9 or more.
    """
    french: list[Unit] = []
    foreign: list[Unit] = []
    for document, unit in units(connection):
        said = document.description
        mixed = said.language == _FRENCH and "other_languages" in said.metadata
        (foreign if mixed and _is_foreign(unit.text) else french).append(unit)
    return french, foreign


def _is_foreign(text: str) -> bool:
    from cmo_nlp.ingest.language import UNDETERMINED, detect_language

    found = detect_language(text)
    return found.code not in {_FRENCH, UNDETERMINED} and found.confidence >= _SURE


_SURE = 0.9
"""confidence; of an English quotation within a French sentence the detector is less sure."""
