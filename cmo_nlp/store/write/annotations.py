"""What documents were found to hold, and the concepts it was found with."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cmo_nlp.records import Annotation, Concept, Mention, Refusal, Segment, Sentence, Statement
from cmo_nlp.store.codec import digest, encode_tokens
from cmo_nlp.store.write.ledger import count_lemmas, forget_annotation

__all__ = ["AnnotatedDocument", "IndexedSegment", "record_annotations", "record_concepts"]

_SEGMENT_COLUMNS = "(document, start, end, words, text, lemmas, singulars, text_digest)"


@dataclass(frozen=True, slots=True)
class IndexedSegment:
    """A segment with its text, the lemma and the singular of each word of it, and the digest of the text."""

    segment: Segment
    text: str
    lemmas: str
    singulars: str
    text_digest: str = ""


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """What one document was found to hold, or why it could not; `year` is the year of publication it knew."""

    document_id: str
    fingerprint: str
    year: str | None
    result: Annotation | Refusal
    segments: tuple[IndexedSegment, ...] = ()


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
        forget_annotation(connection, found[0])
    (last,) = connection.execute("SELECT coalesce(max(row), 0) FROM segments").fetchone()
    for annotated in batch:
        if found := rows[annotated.document_id]:
            _insert_annotation(connection, found[0], annotated)
    connection.execute(
        "INSERT INTO search(rowid, text, lemmas, singulars) "
        "SELECT row, text, lemmas, singulars FROM segments WHERE row>?",
        (last,),
    )
    written = [s for annotated in batch if rows[annotated.document_id] for s in annotated.segments]
    count_lemmas(connection, ((s.singulars, s.lemmas) for s in written), 1)


def _insert_annotation(connection: sqlite3.Connection, row: int, annotated: AnnotatedDocument) -> None:
    result = annotated.result
    refusal = result if isinstance(result, Refusal) else None
    annotation = (
        result if isinstance(result, Annotation) else Annotation(annotated.document_id, (), (), (), ())
    )
    tokens = encode_tokens(annotation.tokens)
    rows = _annotation_rows(annotation, annotated.segments)
    failure = (refusal and refusal.reason, refusal and refusal.detail)
    year = annotated.year
    connection.execute(
        "INSERT INTO annotations(document, fingerprint, year, tokens, reason, detail, digest) "
        "VALUES (?,?,?,?,?,?,?)",
        (
            row,
            annotated.fingerprint,
            year,
            tokens,
            *failure,
            digest(tokens, (year, *failure), *rows.values()),
        ),
    )
    keys = {_span(s.segment): s.text_digest for s in annotated.segments}
    rows["segments"] = [(*values, keys[values[:2]]) for values in rows["segments"]]
    for table, values in rows.items():
        if values:
            marks = ",".join("?" * (1 + len(values[0])))
            columns = _SEGMENT_COLUMNS if table == "segments" else ""
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
        "segments": [(*_span(s.segment), s.segment.words, s.text, s.lemmas, s.singulars) for s in indexed],
    }


def _mention_row(m: Mention) -> tuple[Any, ...]:
    found = (m.start, m.end, m.label, m.concept_id, m.surface, m.origin, float(m.score), int(m.negated))
    return (*found, *(m.statement or (None, None)))


def _span(record: Sentence | Statement | Segment) -> tuple[int, int]:
    return record.start, record.end
