"""Full text: the segments that match an FTS5 expression, best first."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from cmo_nlp.store.read.edits import edited_id, topic_edits

__all__ = [
    "FoundSegment", "concepts_between", "count_segments", "find_segments", "sentences_between", "topic_of",
]  # fmt: skip

# What a hit weighs in the columns text, keys, plain_keys: the very form counts more than its stem.
_BM25 = "bm25(search, 3.0, 1.0, 0.5)"


@dataclass(frozen=True, slots=True)
class FoundSegment:
    """A segment that matches; `score` is BM25, higher is better."""

    document_id: str
    start: int
    end: int
    text: str
    score: float


def find_segments(connection: sqlite3.Connection, expression: str, limit: int) -> Iterator[FoundSegment]:
    """Yield at most `limit` segments that match `expression`, whose terms are keys that we made."""
    query = (
        f"SELECT d.id, s.start, s.end, s.text, -{_BM25} AS score FROM search "  # noqa: S608 - ours
        "JOIN segments s ON s.row=search.rowid JOIN documents d ON d.row=s.document "
        "WHERE search MATCH ? ORDER BY round(score, 9) DESC, d.id, s.start LIMIT ?"
    )
    for values in connection.execute(query, (expression, limit)):
        yield FoundSegment(*values)


def count_segments(connection: sqlite3.Connection, expression: str) -> int:
    """Return how many segments match `expression`."""
    query = "SELECT count(*) FROM search WHERE search MATCH ?"
    return int(connection.execute(query, (expression,)).fetchone()[0])


def sentences_between(
    connection: sqlite3.Connection, document: str, start: int, end: int
) -> list[tuple[int, int]]:
    """Return the (start, end) of the sentences of a document inside a passage, in order."""
    query = (
        "SELECT s.start, s.end FROM sentences s JOIN documents d ON d.row=s.document "
        "WHERE d.id=? AND s.start>=? AND s.end<=? ORDER BY s.start"
    )
    return connection.execute(query, (document, start, end)).fetchall()


def concepts_between(connection: sqlite3.Connection, document: str, start: int, end: int) -> tuple[str, ...]:
    """Return the ids of the concepts mentioned inside a passage, sorted."""
    query = (
        "SELECT DISTINCT m.concept FROM mentions m JOIN documents d ON d.row=m.document "
        "WHERE d.id=? AND m.start>=? AND m.end<=? AND m.concept IS NOT NULL ORDER BY m.concept"
    )
    return tuple(concept for (concept,) in connection.execute(query, (document, start, end)))


def topic_of(connection: sqlite3.Connection, document: str, start: int, end: int) -> str | None:
    """Return the free topic of a segment as the user edited it, None when it has none."""
    query = "SELECT topic FROM assignments WHERE document=? AND start=? AND end=?"
    found = connection.execute(query, (document, start, end)).fetchone()
    return edited_id(topic_edits(connection)).get(found[0], found[0]) if found else None
