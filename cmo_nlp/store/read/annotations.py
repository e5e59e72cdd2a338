"""What each document was found to hold, checked against its checksum."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from cmo_nlp.records import Annotation, Mention, Segment, Sentence, Span, Statement
from cmo_nlp.store.codec import decode_tokens, digest, verify

__all__ = [
    "AnnotationRecord",
    "DiscoveredMention",
    "annotation",
    "annotations_digest",
    "discovered_mentions",
    "documents_without_label",
    "mentions_by_document",
    "mentions_outside_lexicon",
    "pending",
    "unannotated",
]


@dataclass(frozen=True, slots=True)
class AnnotationRecord:
    """An annotation as stored: what was found, the segments, the fingerprint, and why it failed if it did."""

    annotation: Annotation
    segments: tuple[Segment, ...]
    fingerprint: str
    failure: tuple[str, str] | None


class DiscoveredMention(NamedTuple):
    """A mention that no form of the lexicon gave; `family` is the document's, or its own id."""

    document_id: str
    family: str
    label: str
    start: int
    end: int
    surface: str
    score: float


def discovered_mentions(connection: sqlite3.Connection) -> Iterator[DiscoveredMention]:
    """Yield what grammar found, by date of publication (undated last), document and place."""
    query = (
        "SELECT d.id, coalesce(d.family, d.id), m.label, m.start, m.end, m.surface, m.score "
        "FROM mentions m JOIN documents d ON d.row=m.document WHERE m.origin='pattern' AND m.concept IS NULL "
        "ORDER BY d.published IS NULL, d.published, d.id, m.start, m.end, m.label"
    )
    for values in connection.execute(query):
        yield DiscoveredMention(*values)


def pending(connection: sqlite3.Connection, fingerprint: str) -> list[str]:
    """Return the ids of the documents without an annotation of that fingerprint, sorted.

    One whose year of publication changed waits too: « il y a dix ans » counts from it.
    """
    query = (
        "SELECT d.id FROM documents d LEFT JOIN annotations a ON a.document=d.row "
        "WHERE a.fingerprint IS NULL OR a.fingerprint<>? OR a.year IS NOT substr(d.published, 1, 4) "
        "ORDER BY d.id"
    )
    return [identity for (identity,) in connection.execute(query, (fingerprint,))]


def unannotated(connection: sqlite3.Connection) -> int:
    """Return how many documents have no annotation of any fingerprint."""
    query = "SELECT count(*) FROM documents WHERE row NOT IN (SELECT document FROM annotations)"
    return int(connection.execute(query).fetchone()[0])


def mentions_outside_lexicon(connection: sqlite3.Connection, label: str) -> int:
    """Return how many mentions of a label name no concept of the lexicon."""
    query = "SELECT count(*) FROM mentions WHERE label=? AND concept IS NULL"
    return int(connection.execute(query, (label,)).fetchone()[0])


def documents_without_label(connection: sqlite3.Connection, label: str) -> int:
    """Return how many annotated documents hold no mention of a label."""
    query = (
        "SELECT count(*) FROM annotations WHERE document NOT IN (SELECT document FROM mentions WHERE label=?)"
    )
    return int(connection.execute(query, (label,)).fetchone()[0])


def mentions_by_document(connection: sqlite3.Connection, label: str) -> dict[str, int]:
    """Return how many mentions of a label each document holds, those that hold any."""
    query = (
        "SELECT d.id, count(*) FROM mentions m JOIN documents d ON d.row=m.document WHERE m.label=? "
        "GROUP BY d.id ORDER BY d.id"
    )
    return dict(connection.execute(query, (label,)).fetchall())


def annotation(
    connection: sqlite3.Connection, identity: str, *, tokens: bool = True
) -> AnnotationRecord | None:
    """Return what one document was found to hold, or None when it was not annotated yet.

    Everything is checked; without `tokens` they are not decoded, which takes most of the time.
    """
    found = connection.execute(
        "SELECT a.document, a.fingerprint, a.year, a.tokens, a.reason, a.detail, a.digest FROM annotations a "
        "JOIN documents d ON d.row=a.document WHERE d.id=?",
        (identity,),
    ).fetchone()
    if found is None:
        return None
    row, fingerprint, year, blob, reason, detail, checksum = found
    children = [connection.execute(query, (row,)).fetchall() for query in _CHILDREN]
    verify(f"the annotation of document {identity}", checksum, blob, (year, reason, detail), *children)
    sentences, mentions, statements, segments = children
    return AnnotationRecord(
        Annotation(
            identity,
            decode_tokens(blob) if tokens else (),
            tuple(Sentence(*values) for values in sentences),
            tuple(_mention(values) for values in mentions),
            tuple(Statement(*values) for values in statements),
        ),
        tuple(Segment(*values[:3]) for values in segments),
        fingerprint,
        (reason, detail) if reason else None,
    )


_CHILDREN = (
    "SELECT start, end, block, kind FROM sentences WHERE document=? ORDER BY start, end",
    (
        "SELECT start, end, label, concept, surface, origin, score, negated, statement_start, statement_end "
        "FROM mentions WHERE document=? ORDER BY start, end, label"
    ),
    "SELECT start, end, horizon, reference_year FROM statements WHERE document=? ORDER BY start, end",
    "SELECT start, end, words, text, lemmas, singulars FROM segments WHERE document=? ORDER BY start, end",
)


def _mention(row: tuple[Any, ...]) -> Mention:
    start, end, label, concept, surface, origin, score, negated, statement_start, statement_end = row
    statement = None if statement_start is None else Span(statement_start, statement_end)
    return Mention(label, concept, start, end, surface, origin, score, bool(negated), statement)


def annotations_digest(connection: sqlite3.Connection) -> str:
    """Return the digest of all annotations, whatever order they were made in."""
    query = "SELECT d.id, a.digest FROM annotations a JOIN documents d ON d.row=a.document ORDER BY d.id"
    return digest(connection.execute(query).fetchall())
