"""Full text: the segments that match an FTS5 expression, best first, and what is known of each."""

import json
import sqlite3
from collections.abc import Container, Sequence
from dataclasses import dataclass

from cmo_nlp.store.read.edits import edited_id, topic_edits

__all__ = [
    "FoundSegment", "best_segments", "concepts_between", "concepts_by_segment", "count_segments",
    "find_segments", "is_found", "is_lemma", "lemmas_beginning", "lemmas_of", "matching_segments", "revision",
    "segment_vectors", "segments_between", "segments_by_row", "sentences_between", "singulars", "topic_of",
]  # fmt: skip

# What a hit weighs in the columns text, lemmas, singulars: the very form counts more than its inflections.
_BM25 = "bm25(search, 3.0, 1.0, 0.5)"


@dataclass(frozen=True, slots=True)
class FoundSegment:
    """A segment and its document's id; `row` leads to its vector.

    `lemmas` and `singulars` have one key for each word of the text, with a space between.
    """

    row: int
    document_id: str
    start: int
    end: int
    text: str
    lemmas: str
    singulars: str


def find_segments(connection: sqlite3.Connection, expression: str) -> list[tuple[int, float]]:
    """Return (row, BM25) of all segments that match `expression`, by row; a higher score is better.

    From the full-text index alone: the segments themselves are ten times as large.
    """
    query = f"SELECT rowid, -{_BM25} FROM search WHERE search MATCH ?"  # noqa: S608 - ours
    return connection.execute(query, (expression,)).fetchall()


def best_segments(
    connection: sqlite3.Connection,
    expression: str,
    most: int,
    equal: float,
    among: Container[int] | None = None,
) -> tuple[list[tuple[int, float]], int]:
    """Return (row, BM25) of the `most` segments that match best, and how many match, `among` those rows.

    With them come those whose score is less than the last one's by no more than `equal`.
    """
    if among is not None:
        connection.create_function("is_among", 1, among.__contains__, deterministic=True)
    query = (
        f"WITH found AS MATERIALIZED (SELECT rowid AS row, -{_BM25} AS score FROM search "  # noqa: S608 - ours
        f"WHERE search MATCH ?{'' if among is None else ' AND is_among(rowid)'}), "
        "least AS (SELECT min(score) AS score FROM (SELECT score FROM found ORDER BY score DESC LIMIT ?)) "
        "SELECT row, score, (SELECT count(*) FROM found) FROM found "
        "WHERE score >= (SELECT score FROM least) - ?"
    )
    rows = connection.execute(query, (expression, most, equal)).fetchall()
    return [(row, score) for row, score, _ in rows], rows[0][2] if rows else 0


def matching_segments(connection: sqlite3.Connection, expression: str) -> list[int]:
    """Return the rows of all segments that match `expression`, ascending."""
    query = "SELECT rowid FROM search WHERE search MATCH ?"
    return [row for (row,) in connection.execute(query, (expression,))]


def is_found(connection: sqlite3.Connection, expression: str) -> bool:
    """Return whether a segment matches `expression`."""
    query = "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1"
    return connection.execute(query, (expression,)).fetchone() is not None


def count_segments(connection: sqlite3.Connection) -> int:
    """Return how many segments there are."""
    return int(connection.execute("SELECT count(*) FROM segments").fetchone()[0])


def segments_by_row(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, FoundSegment]:
    """Return the segments of `rows` that are there, by row."""
    query = (
        "SELECT s.row, d.id, s.start, s.end, s.text, s.lemmas, s.singulars "
        "FROM segments s JOIN documents d ON d.row=s.document WHERE s.row IN (SELECT value FROM json_each(?))"
    )
    found = connection.execute(query, (json.dumps(list(rows)),))
    return {row: FoundSegment(row, *values) for row, *values in found}


def segments_between(
    connection: sqlite3.Connection, document: str, start: int, end: int
) -> list[FoundSegment]:
    """Return the segments of a document that share a character with a passage, in order."""
    query = (
        "SELECT s.row, d.id, s.start, s.end, s.text, s.lemmas, s.singulars FROM segments s "
        "JOIN documents d ON d.row=s.document WHERE d.id=? AND s.start<? AND s.end>? ORDER BY s.start"
    )
    return [FoundSegment(*values) for values in connection.execute(query, (document, end, start))]


def segment_vectors(connection: sqlite3.Connection, model: str) -> tuple[list[int], list[bytes], int]:
    """Return the rows of the segments with a vector of `model`, their vectors, and how many have none.

    Checksums are not compared here; `check` compares them.
    """
    kept = dict(connection.execute("SELECT text, vector FROM vectors WHERE model=? ORDER BY row", (model,)))
    segments = connection.execute("SELECT row, text_digest FROM segments ORDER BY row").fetchall()
    rows = [row for row, text in segments if text in kept]
    return rows, [kept[text] for _, text in segments if text in kept], len(segments) - len(rows)


def revision(connection: sqlite3.Connection) -> tuple[str, int]:
    """Return the file that is open and the number of its state, which every batch that changes it raises."""
    (file,) = (name for _, schema, name in connection.execute("PRAGMA database_list") if schema == "main")
    return str(file), int(connection.execute("SELECT max(number) FROM revision").fetchone()[0] or 0)


def lemmas_of(connection: sqlite3.Connection, singular: str) -> dict[str, int]:
    """Return the lemmas that the forms of a masculine singular have in the segments, with how often."""
    return dict(
        connection.execute("SELECT lemma, n FROM lemmas WHERE singular=? ORDER BY lemma", (singular,))
    )


def is_lemma(connection: sqlite3.Connection, word: str) -> bool:
    """Return whether a word of the segments has the lemma `word` (folded)."""
    query = "SELECT 1 FROM lemmas WHERE lemma=? LIMIT 1"
    return connection.execute(query, (word,)).fetchone() is not None


def lemmas_beginning(connection: sqlite3.Connection, start: str) -> list[str]:
    """Return the lemmas of the segments that begin with `start` (folded), sorted."""
    query = "SELECT DISTINCT lemma FROM lemmas WHERE lemma>=? AND lemma<? ORDER BY lemma"
    return [lemma for (lemma,) in connection.execute(query, (start, start + "\U0010ffff"))]


def singulars(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the masculine singulars (folded) of the words of the segments, each with how often it stands."""
    return dict(connection.execute("SELECT singular, sum(n) FROM lemmas GROUP BY singular ORDER BY singular"))


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


def concepts_by_segment(connection: sqlite3.Connection) -> dict[tuple[str, int, int], tuple[str, ...]]:
    """Return the ids of the concepts mentioned inside each segment that the last fit saw, sorted.

    A segment without any has no entry.
    """
    query = (
        "SELECT DISTINCT a.document, a.start, a.end, m.concept FROM assignments a "
        "JOIN documents d ON d.id=a.document "
        "JOIN mentions m ON m.document=d.row AND m.start>=a.start AND m.end<=a.end "
        "WHERE m.concept IS NOT NULL ORDER BY a.document, a.start, a.end, m.concept"
    )
    found: dict[tuple[str, int, int], tuple[str, ...]] = {}
    for document, start, end, concept in connection.execute(query):
        found[document, start, end] = (*found.get((document, start, end), ()), concept)
    return found


def topic_of(connection: sqlite3.Connection, document: str, start: int, end: int) -> str | None:
    """Return the free topic of a segment as the user edited it, None when it has none."""
    query = "SELECT topic FROM assignments WHERE document=? AND start=? AND end=?"
    found = connection.execute(query, (document, start, end)).fetchone()
    return edited_id(topic_edits(connection)).get(found[0], found[0]) if found else None
