"""What is written. Callers hold `transaction`; no language work happens in here."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cmo_nlp.records import (
    Annotation,
    Concept,
    Description,
    Document,
    Mention,
    Refusal,
    Segment,
    Sentence,
    Statement,
    TopicModel,
    Trends,
)
from cmo_nlp.store.codec import decode_description, digest, encode_description, encode_tokens, to_json
from cmo_nlp.store.merge import merge_descriptions
from cmo_nlp.store.schema import TOPIC_TABLES, TREND_TABLES

__all__ = [
    "AnnotatedDocument", "IndexedSegment", "LedgerEntry", "record_annotations", "record_concepts",
    "record_item", "record_stage", "replace_topics", "replace_trends",
]  # fmt: skip

Outcome = Literal["accepted", "copy", "refused", "replaced"]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of the item at `location`; `fingerprint` is empty where its bytes could not be read."""

    location: str
    source: str
    fingerprint: str
    result: Document | Refusal


@dataclass(frozen=True, slots=True)
class IndexedSegment:
    """A segment with the text and the keys under which search finds it."""

    segment: Segment
    text: str
    keys: str
    plain_keys: str


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """What one document was found to hold, or why it could not be annotated."""

    document_id: str
    fingerprint: str
    result: Annotation | Refusal
    segments: tuple[IndexedSegment, ...] = ()


def record_item(connection: sqlite3.Connection, entry: LedgerEntry) -> Outcome:
    """Write one item of the ledger and its document; a changed item leaves its former document.

    A document without any source left goes, its annotation with it.
    """
    before = connection.execute("SELECT document FROM items WHERE location=?", (entry.location,)).fetchone()
    row, description = _insert_document(connection, entry.result)
    _upsert_item(connection, entry, row, description)
    for touched in {row, before[0] if before else None}:
        if touched is not None:
            _refresh_document(connection, touched)
    if before and before[0] not in {None, row} and row is not None:
        return "replaced"
    return _outcome(connection, entry.location, row)


def _insert_document(
    connection: sqlite3.Connection, result: Document | Refusal
) -> tuple[int | None, str | None]:
    if isinstance(result, Refusal):
        return None, None
    description = encode_description(result.description)
    connection.execute(
        "INSERT INTO documents(id, text, words, description, digest) VALUES (?,?,?,?,'') "
        "ON CONFLICT DO NOTHING",
        (result.id, result.text, result.words, description),
    )
    (row,) = connection.execute("SELECT row FROM documents WHERE id=?", (result.id,)).fetchone()
    return row, description


def _upsert_item(
    connection: sqlite3.Connection, entry: LedgerEntry, row: int | None, description: str | None
) -> None:
    refusal = entry.result if isinstance(entry.result, Refusal) else None
    values = (
        entry.location, entry.source, entry.fingerprint, description,
        refusal and refusal.reason, refusal and refusal.detail,
    )  # fmt: skip
    connection.execute(
        "INSERT INTO items(location, source, fingerprint, description, reason, detail, document, digest) "
        "VALUES (?,?,?,?,?,?,?,?) ON CONFLICT(location) DO UPDATE SET source=excluded.source, "
        "fingerprint=excluded.fingerprint, description=excluded.description, reason=excluded.reason, "
        "detail=excluded.detail, document=excluded.document, digest=excluded.digest",
        (*values, row, digest(*values)),
    )


def _refresh_document(connection: sqlite3.Connection, row: int) -> None:
    found = connection.execute("SELECT description FROM items WHERE document=?", (row,)).fetchall()
    if not found:
        _forget_segments(connection, row)
        connection.execute("DELETE FROM documents WHERE row=?", (row,))
        return
    merged = merge_descriptions(decode_description(text) for (text,) in found)
    _describe(connection, row, merged)


def _describe(connection: sqlite3.Connection, row: int, description: Description) -> None:
    encoded = encode_description(description)
    published = description.published.date if description.published else None
    identity, words, family = connection.execute(
        "SELECT id, words, family FROM documents WHERE row=?", (row,)
    ).fetchone()
    connection.execute(
        "UPDATE documents SET description=?, published=?, digest=? WHERE row=?",
        (encoded, published, digest(identity, words, encoded, published, family), row),
    )


def _outcome(connection: sqlite3.Connection, location: str, row: int | None) -> Outcome:
    if row is None:
        return "refused"
    (others,) = connection.execute(
        "SELECT count(*) FROM items WHERE document=? AND location<>?", (row, location)
    ).fetchone()
    return "copy" if others else "accepted"


def _forget_segments(connection: sqlite3.Connection, row: int) -> None:
    """Take a document's segments out of the full-text index, which must be told the old values."""
    connection.execute(
        "INSERT INTO search(search, rowid, text, keys, plain_keys) "
        "SELECT 'delete', row, text, keys, plain_keys FROM segments WHERE document=?",
        (row,),
    )
    connection.execute("DELETE FROM annotations WHERE document=?", (row,))


def record_concepts(connection: sqlite3.Connection, concepts: Iterable[Concept]) -> str:
    """Replace the concepts by those of the lexicon that the annotation is made with; return their digest."""
    rows = sorted((c.id, c.label, c.name, c.name_en, c.broader, " ".join(c.uris), c.note) for c in concepts)
    connection.execute("DELETE FROM concepts")
    connection.executemany("INSERT INTO concepts VALUES (?,?,?,?,?,?,?)", rows)
    return digest(rows)


def record_annotations(connection: sqlite3.Connection, batch: Sequence[AnnotatedDocument]) -> None:
    """Write a batch of annotated documents, in place of what was known of them.

    A document that another process superseded meanwhile is passed over.
    """
    rows = {
        annotated.document_id: connection.execute(
            "SELECT row FROM documents WHERE id=?", (annotated.document_id,)
        ).fetchone()
        for annotated in batch
    }
    for found in filter(None, rows.values()):
        _forget_segments(connection, found[0])
    (last,) = connection.execute("SELECT coalesce(max(row), 0) FROM segments").fetchone()
    for annotated in batch:
        if found := rows[annotated.document_id]:
            _insert_annotation(connection, found[0], annotated)
    connection.execute(
        "INSERT INTO search(rowid, text, keys, plain_keys) "
        "SELECT row, text, keys, plain_keys FROM segments WHERE row>?",
        (last,),
    )


def _insert_annotation(connection: sqlite3.Connection, row: int, annotated: AnnotatedDocument) -> None:
    result = annotated.result
    refusal = result if isinstance(result, Refusal) else None
    annotation = (
        result if isinstance(result, Annotation) else Annotation(annotated.document_id, (), (), (), ())
    )
    tokens = encode_tokens(annotation.tokens)
    rows = _annotation_rows(annotation, annotated.segments)
    failure = (refusal and refusal.reason, refusal and refusal.detail)
    connection.execute(
        "INSERT INTO annotations(document, fingerprint, tokens, reason, detail, digest) VALUES (?,?,?,?,?,?)",
        (row, annotated.fingerprint, tokens, *failure, digest(tokens, failure, *rows.values())),
    )
    for table, values in rows.items():
        if values:
            marks = ",".join("?" * (1 + len(values[0])))
            columns = "(document, start, end, words, text, keys, plain_keys)" if table == "segments" else ""
            statement = f"INSERT INTO {table}{columns} VALUES ({marks})"  # noqa: S608 - names are ours
            connection.executemany(statement, [(row, *value) for value in values])


def _annotation_rows(
    annotation: Annotation, segments: Sequence[IndexedSegment]
) -> dict[str, list[tuple[Any, ...]]]:
    sentences = sorted(annotation.sentences, key=_span)
    statements = sorted(annotation.statements, key=_span)
    mentions = sorted(annotation.mentions, key=lambda m: (m.start, m.end, m.label))
    indexed = sorted(segments, key=lambda s: _span(s.segment))
    return {
        "sentences": [(s.start, s.end, s.block, s.kind) for s in sentences],
        "mentions": [_mention_row(mention) for mention in mentions],
        "statements": [(s.start, s.end, s.horizon, s.reference_year) for s in statements],
        "segments": [(*_span(s.segment), s.segment.words, s.text, s.keys, s.plain_keys) for s in indexed],
    }


def _mention_row(m: Mention) -> tuple[Any, ...]:
    found = (m.start, m.end, m.label, m.concept_id, m.surface, m.origin, float(m.score), int(m.negated))
    return (*found, *(m.statement or (None, None)))


def _span(record: Sentence | Statement | Segment) -> tuple[int, int]:
    return record.start, record.end


def replace_topics(connection: sqlite3.Connection, model: TopicModel) -> str:
    """Put a fit in place of the former one and return its digest."""
    for table in TOPIC_TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
    topics = [(topic.id, to_json(topic)) for topic in model.topics]
    assignments = [
        (a.document_id, a.start, a.end, a.topic_id, a.probability, a.reason) for a in model.assignments
    ]
    connection.executemany("INSERT INTO topics VALUES (?,?)", topics)
    connection.executemany("INSERT INTO assignments VALUES (?,?,?,?,?,?)", assignments)
    return digest(sorted(topics), sorted(assignments, key=lambda a: a[:3]))


def replace_trends(connection: sqlite3.Connection, trends: Trends) -> str:
    """Put the series and their tests in place of the former ones and return their digest."""
    for table in TREND_TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
    points = [(p.kind, p.id, p.clock, p.stratum, p.period, to_json(p)) for p in trends.points]
    changes = [(c.kind, c.id, c.clock, c.stratum, c.test, to_json(c)) for c in trends.changes]
    connection.executemany("INSERT INTO points VALUES (?,?,?,?,?,?)", points)
    connection.executemany("INSERT INTO changes VALUES (?,?,?,?,?,?)", changes)
    return digest([p[-1] for p in points], [c[-1] for c in changes])


def record_stage(
    connection: sqlite3.Connection,
    name: str,
    fingerprint: dict[str, str],
    result: str,
    remarks: Sequence[str] = (),
) -> None:
    """Note that stage `name` is done for `fingerprint` with a `result` of that digest."""
    connection.execute(
        "INSERT OR REPLACE INTO stages VALUES (?,?,?,strftime('%Y-%m-%dT%H:%M:%SZ','now'),?)",
        (name, to_json(fingerprint), result, to_json(list(remarks))),
    )
