"""A corpus made by hand, in a real store."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from cmo_nlp.records import (
    Annotation,
    Concept,
    Description,
    Document,
    Horizon,
    Label,
    Mention,
    PublicationDate,
    Segment,
    Sentence,
    Span,
    Statement,
    document_id,
)
from cmo_nlp.segment.search_keys import segment_keys
from cmo_nlp.store import open_store, transaction, write

CONCEPTS = (
    Concept("tool/crm", "tool", "CRM", "CRM", None, ()),
    Concept("tool/ia", "tool", "intelligence artificielle", "AI", None, ()),
    Concept("skill/ecoute", "skill", "écoute", "listening", None, ()),
    Concept("title/cmo", "title", "directeur marketing", "CMO", None, ("http://example.org/cmo",)),
    Concept("counterpart/dsi", "counterpart", "DSI", "CIO", None, ()),
)
Found = tuple[Label, str | None, str]


class Shelf:
    """Documents put into a store: sentences with a space between, every place of a form a mention."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        with transaction(connection):
            write.record_concepts(connection, CONCEPTS)

    def add(
        self,
        *sentences: str,
        found: Sequence[Found] = (),
        horizons: Mapping[int, Horizon] | None = None,
        in_a_segment: int = 2,
        description: Description | None = None,
        date: str | None = None,
    ) -> str:
        """Store a document and return its id; `horizons` are those of the sentences that are statements."""
        text = " ".join(sentences)
        published = PublicationDate(date, "day", "text", 0.8) if date else None
        described = description or Description(published=published)
        identity = document_id(text)
        document = Document(identity, text, len(text.split()), (f"{identity}.txt",), described)
        spans = list(_spans(sentences))
        statements = {spans[i]: horizon for i, horizon in (horizons or {}).items()}
        mentions = [
            Mention(label, concept, at.start(), at.end(), form, "lexicon" if concept else "pattern", 0.9,
                    negated=f"pas de {form}" in text, statement=_around(at.start(), statements))
            for label, concept, form in found
            for at in re.finditer(re.escape(form), text)
        ]  # fmt: skip
        annotation = Annotation(
            identity,
            (),
            tuple(Sentence(*span, 0, "prose") for span in spans),
            tuple(sorted(mentions, key=lambda m: (m.start, m.end))),
            tuple(Statement(*span, horizon, None) for span, horizon in sorted(statements.items())),
        )
        groups = [spans[i : i + in_a_segment] for i in range(0, len(spans), in_a_segment)]
        segments = tuple(_segment(text, group[0].start, group[-1].end) for group in groups)
        year = described.published.date[:4] if described.published else None
        with transaction(self.connection):
            source = document.sources[0]
            write.record_file(self.connection, [write.LedgerEntry(source, source, source, "f", document)])
            annotated = write.AnnotatedDocument(identity, "v1", year, annotation, segments)
            write.record_annotations(self.connection, [annotated])
        return identity

    def join(self, representative: str, *others: str) -> None:
        """Make a family of near-duplicates."""
        with transaction(self.connection):
            families = dict.fromkeys((representative, *others), representative)
            write.record_families(self.connection, families)


def _spans(sentences: Sequence[str]) -> Iterator[Span]:
    at = 0
    for sentence in sentences:
        yield Span(at, at + len(sentence))
        at += len(sentence) + 1


def _around(at: int, statements: Mapping[Span, Horizon]) -> Span | None:
    return next((span for span in statements if span.start <= at < span.end), None)


def _segment(text: str, start: int, end: int) -> write.IndexedSegment:
    held = text[start:end]
    return write.IndexedSegment(Segment(start, end, len(held.split())), held, *segment_keys(held))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with open_store(tmp_path, write=True) as opened:
        yield Shelf(opened)
