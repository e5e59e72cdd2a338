"""Shards of annotations: what each document of a shard was found to hold, by the id of the document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pyarrow as pa

from cmo_nlp.lake.columns import nested, required, unnested
from cmo_nlp.records import Annotation, Document, Mention, Refusal, Segment, Sentence, Span, Statement, Token
from cmo_nlp.store.codec import digest

__all__ = ["ANNOTATIONS", "AnnotatedRow", "annotated_rows", "annotation_table", "as_annotated"]

_TOKEN = pa.struct(
    [
        *required(start=pa.int32(), end=pa.int32(), lemma=pa.string(), upos=pa.string(), morph=pa.string()),
        *required(head=pa.int32(), relation=pa.string()),
    ]
)
_SENTENCE = pa.struct(required(start=pa.int32(), end=pa.int32(), block=pa.int32(), kind=pa.string()))
_MENTION = pa.struct(
    [
        *required(label=pa.string()),
        pa.field("concept_id", pa.string()),
        *required(start=pa.int32(), end=pa.int32(), surface=pa.string(), origin=pa.string()),
        *required(score=pa.float64(), negated=pa.bool_()),
        pa.field("statement_start", pa.int32()),
        pa.field("statement_end", pa.int32()),
    ]
)
_STATEMENT = pa.struct(
    [
        *required(start=pa.int32(), end=pa.int32(), horizon=pa.string()),
        pa.field("reference_year", pa.int32()),
    ]
)
_SEGMENT = pa.struct(required(start=pa.int32(), end=pa.int32(), words=pa.int32()))

ANNOTATIONS = pa.schema(
    [
        *required(id=pa.string()),
        pa.field("year", pa.string()),
        *required(of=pa.string()),
        pa.field("reason", pa.string()),
        pa.field("detail", pa.string()),
        *required(tokens=pa.list_(_TOKEN), sentences=pa.list_(_SENTENCE), mentions=pa.list_(_MENTION)),
        *required(statements=pa.list_(_STATEMENT), segments=pa.list_(_SEGMENT)),
    ]
)
"""The columns of a shard of annotations: AnnotatedRow, its Annotation or Refusal field by field."""


@dataclass(frozen=True, slots=True)
class AnnotatedRow:
    """What a document was found to hold, or why it could not; `year` is its year of publication, if known.

    `of` stands for the document as it was then (`as_annotated`): its text may be known with another
    description elsewhere in the lake.
    """

    document_id: str
    year: str | None
    of: str
    result: Annotation | Refusal
    segments: tuple[Segment, ...] = ()


def as_annotated(document: Document) -> str:
    """Return what stands for all that the annotation of a document hangs on."""
    return digest(document.text, document.description)


def annotation_table(rows: Sequence[AnnotatedRow]) -> pa.Table:
    """Return the rows of a row group."""
    found = [_annotation(row) for row in rows]
    refused = [row.result if isinstance(row.result, Refusal) else None for row in rows]
    columns: dict[str, Any] = {
        "id": [row.document_id for row in rows],
        "year": [row.year for row in rows],
        "of": [row.of for row in rows],
        "reason": [refusal and refusal.reason for refusal in refused],
        "detail": [refusal and refusal.detail for refusal in refused],
        "tokens": nested([one.tokens for one in found], _TOKEN, tuple),
        "sentences": nested([one.sentences for one in found], _SENTENCE, _SENTENCE_VALUES),
        "mentions": nested([one.mentions for one in found], _MENTION, _mention_values),
        "statements": nested([one.statements for one in found], _STATEMENT, _STATEMENT_VALUES),
        "segments": nested([row.segments for row in rows], _SEGMENT, _SEGMENT_VALUES),
    }
    return pa.Table.from_pydict(columns, schema=ANNOTATIONS)


def annotated_rows(table: pa.Table) -> Iterator[AnnotatedRow]:
    """Yield the rows that `annotation_table` made; a refusal's source is the id of its document."""
    plain = table.select(["id", "year", "of", "reason", "detail"]).to_pylist()
    lists = zip(
        unnested(table["tokens"], Token),
        unnested(table["sentences"], Sentence),
        unnested(table["mentions"], _mention),
        unnested(table["statements"], Statement),
        unnested(table["segments"], Segment),
        strict=True,
    )
    for row, (tokens, sentences, mentions, statements, segments) in zip(plain, lists, strict=True):
        identity, reason = row["id"], row["reason"]
        result: Annotation | Refusal = Annotation(identity, tokens, sentences, mentions, statements)
        if reason is not None:
            result = Refusal(identity, reason, row["detail"])
        yield AnnotatedRow(identity, row["year"], row["of"], result, segments)


_SENTENCE_VALUES = attrgetter("start", "end", "block", "kind")
_STATEMENT_VALUES = attrgetter("start", "end", "horizon", "reference_year")
_SEGMENT_VALUES = attrgetter("start", "end", "words")


def _annotation(row: AnnotatedRow) -> Annotation:
    if isinstance(row.result, Annotation):
        return row.result
    return Annotation(row.document_id, (), (), (), ())


def _mention_values(m: Mention) -> tuple[Any, ...]:
    stated = m.statement or (None, None)
    return (m.label, m.concept_id, m.start, m.end, m.surface, m.origin, float(m.score), m.negated, *stated)


def _mention(*values: Any) -> Mention:
    *plain, start, end = values
    mention: Callable[..., Mention] = Mention
    return mention(*plain, None if start is None else Span(start, end))
