"""How much each document holds, and how often and where each concept is mentioned."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from cmo_nlp.store.read.families import counted_as

__all__ = [
    "ConceptTally", "DocumentTally", "FormTally", "concept_tallies", "document_tallies", "form_tallies",
]  # fmt: skip


class DocumentTally(NamedTuple):
    """What an annotated document holds; `role_mentions` are the mentions of its titles."""

    sentences: int
    segments: int
    mentions: int
    role_mentions: int
    statements: int


class ConceptTally(NamedTuple):
    """How often a concept is mentioned: in all, denied, in statements of each horizon, and in which years.

    `documents` counts a family of near-duplicates once, all others count each mention.
    """

    documents: int
    mentions: int
    negated: int
    past: int
    present: int
    future: int
    first_year: str | None
    last_year: str | None


class FormTally(NamedTuple):
    """The same of what grammar found and no lexicon gave, in one document and one spelling."""

    document_id: str
    label: str
    surface: str
    mentions: int
    negated: int
    past: int
    present: int
    future: int
    year: str | None


_COUNTS = (
    "count(*), sum(m.negated), coalesce(sum(s.horizon='past'), 0), coalesce(sum(s.horizon='present'), 0), "
    "coalesce(sum(s.horizon='future'), 0)"
)
_PLACES = (
    "FROM mentions m NOT INDEXED JOIN documents d ON d.row=m.document LEFT JOIN statements s "
    "ON s.document=m.document AND s.start=m.statement_start AND s.end=m.statement_end"
)


def document_tallies(connection: sqlite3.Connection) -> dict[str, DocumentTally]:
    """Return what each annotated document holds, by id."""
    query = (
        "SELECT d.id, "
        "(SELECT count(*) FROM sentences WHERE document=d.row), "
        "(SELECT count(*) FROM segments WHERE document=d.row), "
        "(SELECT count(*) FROM mentions WHERE document=d.row), "
        "(SELECT count(*) FROM mentions WHERE document=d.row AND label='title'), "
        "(SELECT count(*) FROM statements WHERE document=d.row) "
        "FROM documents d JOIN annotations a ON a.document=d.row"
    )
    return {identity: DocumentTally(*counts) for identity, *counts in connection.execute(query)}


def concept_tallies(connection: sqlite3.Connection) -> dict[str, ConceptTally]:
    """Return how often each concept of the lexicon is mentioned, by id; no entry where it never is."""
    counted = "coalesce(d.family, d.id)" if counted_as(connection) else "d.id"
    query = (
        f"SELECT m.concept, count(DISTINCT {counted}), {_COUNTS}, "
        f"min(substr(d.published, 1, 4)), max(substr(d.published, 1, 4)) {_PLACES} "
        "WHERE m.concept IS NOT NULL GROUP BY m.concept"
    )
    return {identity: ConceptTally(*counts) for identity, *counts in connection.execute(query)}


def form_tallies(connection: sqlite3.Connection) -> Iterator[FormTally]:
    """Yield how often each spelling that no lexicon gave stands in each document, by document."""
    query = (
        f"SELECT d.id, m.label, m.surface, {_COUNTS}, substr(d.published, 1, 4) {_PLACES} "
        "WHERE m.concept IS NULL GROUP BY d.id, m.label, m.surface ORDER BY d.id, m.label, m.surface"
    )
    for values in connection.execute(query):
        yield FormTally(*values)
