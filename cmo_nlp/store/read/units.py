"""Where concepts are mentioned, document by document: what a network of them is counted from."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from cmo_nlp.records import Span
from cmo_nlp.store.read.search import FoundSegment

__all__ = [
    "Dated", "MentionPlace", "concept_places", "dated_documents", "matching_places", "mentions_of",
    "unit_spans",
]  # fmt: skip


class Dated(NamedTuple):
    """An annotated document, the representative of its near-duplicates or None, its date or None."""

    id: str
    family: str | None
    published: str | None


def dated_documents(connection: sqlite3.Connection) -> list[Dated]:
    """Return the annotated documents by id."""
    query = (
        "SELECT d.id, d.family, d.published FROM documents d JOIN annotations a ON a.document=d.row "
        "ORDER BY d.id"
    )
    return [Dated(*values) for values in connection.execute(query)]


def concept_places(connection: sqlite3.Connection) -> Iterator[tuple[str, list[tuple[Span, str]]]]:
    """Yield each document that mentions a concept of the lexicon, with the places and ids, in order."""
    query = (
        "SELECT d.id, m.start, m.end, m.concept FROM documents d CROSS JOIN mentions m NOT INDEXED "
        "ON m.document=d.row WHERE m.concept IS NOT NULL ORDER BY d.id, m.start, m.end"
    )
    for identity, rows in groupby(connection.execute(query), key=lambda row: row[0]):
        yield identity, [(Span(start, end), concept) for _, start, end, concept in rows]


class MentionPlace(NamedTuple):
    """A mention of one concept, with the date of its document or None."""

    document_id: str
    published: str | None
    start: int
    end: int
    surface: str
    negated: bool


def mentions_of(connection: sqlite3.Connection, concept: str) -> Iterator[MentionPlace]:
    """Yield the mentions of a concept by date of publication (undated last), document and place."""
    query = (
        "SELECT d.id, d.published, m.start, m.end, m.surface, m.negated FROM mentions m NOT INDEXED "
        "JOIN documents d ON d.row=m.document WHERE m.concept=? "
        "ORDER BY d.published IS NULL, d.published, d.id, m.start, m.end"
    )
    for document, published, start, end, surface, negated in connection.execute(query, (concept,)):
        yield MentionPlace(document, published, start, end, surface, bool(negated))


def matching_places(
    connection: sqlite3.Connection, expression: str
) -> Iterator[tuple[str, list[FoundSegment]]]:
    """Yield each document with segments that match an FTS5 expression of keys that we made, and these."""
    query = (
        "SELECT d.id, s.row, s.start, s.end, s.text, s.lemmas, s.singulars FROM search "
        "CROSS JOIN segments s ON s.row=search.rowid "
        "CROSS JOIN documents d ON d.row=s.document WHERE search MATCH ? ORDER BY d.id, s.start"
    )
    for identity, rows in groupby(connection.execute(query, (expression,)), key=lambda row: row[0]):
        yield identity, [FoundSegment(row, identity, *values) for _, row, *values in rows]


def unit_spans(
    connection: sqlite3.Connection, unit: Literal["sentence", "segment"]
) -> Iterator[tuple[str, list[Span]]]:
    """Yield each annotated document with its sentences or segments, in order."""
    table = {"sentence": "sentences", "segment": "segments"}[unit]
    query = (
        f"SELECT d.id, u.start, u.end FROM documents d CROSS JOIN {table} u ON u.document=d.row "  # noqa: S608 - ours
        "ORDER BY d.id, u.start, u.end"
    )
    for identity, rows in groupby(connection.execute(query), key=lambda row: row[0]):
        yield identity, [Span(start, end) for _, start, end in rows]
