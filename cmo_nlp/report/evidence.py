"""In whose words: the sentences behind a series, from both sides of a change, and from each horizon."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cmo_nlp.query import TopicQuotation
from cmo_nlp.records import Annotation, Horizon, TrendPoint
from cmo_nlp.store import read

__all__ = ["DatedQuotation", "Evidence"]

_Span = tuple[int, int]


class DatedQuotation(NamedTuple):
    """A sentence (for a topic, a passage) that speaks of a thing, in the document of a period or horizon."""

    period: str
    quotation: TopicQuotation


class Evidence:
    """Quotations for the series of one thing.

    `wanted` is the number of documents on each side that are quoted, one sentence of each; None is all
    documents with all their sentences.
    """

    def __init__(self, connection: sqlite3.Connection, kind: str, identity: str, wanted: int | None) -> None:
        self._connection, self._kind, self._id, self._wanted = connection, kind, identity, wanted
        self._dates = {one.id: one.published or "" for one in read.dated_documents(connection)}
        self._topics = read.topics_by_document(connection) if kind == "topic" else {}

    def sides(
        self, points: Sequence[TrendPoint], since: str | None
    ) -> tuple[tuple[DatedQuotation, ...], tuple[DatedQuotation, ...]]:
        """Return quotations from before the period `since` and from it on, the nearest in date, in order."""
        sides: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
        late = False
        for point in points:
            late = late or point.period == since
            sides[late].extend((point.period, document) for document in self._by_date(point.documents))
        before = self._quoted(reversed(sides[0]))
        return tuple(quotation for one in reversed(before) for quotation in one), _joined(
            self._quoted(sides[1])
        )

    def horizons(self, points: Sequence[TrendPoint]) -> tuple[DatedQuotation, ...]:
        """Return what is said of the thing at each horizon, the latest documents first."""
        told: list[DatedQuotation] = []
        for point in points:
            latest = [(point.period, document) for document in self._by_date(point.documents)[::-1]]
            told += _joined(self._quoted(latest, point.period))  # type: ignore[arg-type] # it is a horizon
        return tuple(told)

    def _by_date(self, documents: Iterable[str]) -> list[str]:
        return sorted(documents, key=lambda document: (self._dates.get(document, ""), document))

    def _quoted(
        self, documents: Iterable[tuple[str, str]], horizon: Horizon | None = None
    ) -> list[list[DatedQuotation]]:
        """Return the quotations of each of the first documents that hold any."""
        found = (told for period, document in documents if (told := self._of(period, document, horizon)))
        return list(islice(found, self._wanted))

    def _of(self, period: str, document: str, horizon: Horizon | None) -> list[DatedQuotation]:
        record = read.annotation(self._connection, document, tokens=False)
        spans = list(dict.fromkeys(self._spans(record.annotation, horizon))) if record else []
        kept = spans if self._wanted is None else spans[:1]
        return [DatedQuotation(period, self._quotation(document, span)) for span in kept]

    def _spans(self, said: Annotation, horizon: Horizon | None) -> Iterator[_Span]:
        if self._kind == "horizon":
            yield from ((s.start, s.end) for s in said.statements if s.horizon == self._id)
        elif self._kind == "topic":
            starts = [s.start for s in said.statements if s.horizon == horizon]
            for start, end, topic in self._topics.get(said.document_id, ()):
                if topic == self._id and (horizon is None or any(start <= at < end for at in starts)):
                    yield start, end
        else:
            yield from _sentences(said, self._id, horizon)

    def _quotation(self, identity: str, span: _Span) -> TopicQuotation:
        document = read.document(self._connection, identity)
        said = document.description
        return TopicQuotation(
            identity, *span, document.text[span[0] : span[1]], said.title, said.authors, said.publisher,
            document.sources[0], said.published,
        )  # fmt: skip


def _joined(documents: Iterable[Sequence[DatedQuotation]]) -> tuple[DatedQuotation, ...]:
    return tuple(quotation for one in documents for quotation in one)


def _sentences(said: Annotation, concept: str, horizon: Horizon | None) -> Iterator[_Span]:
    """Yield the sentences that mention a concept; with `horizon`, in a statement on it."""
    horizons = {(s.start, s.end): s.horizon for s in said.statements}
    for mention in said.mentions:
        spoken = horizons.get((mention.statement.start, mention.statement.end)) if mention.statement else None
        if mention.concept_id == concept and horizon in {None, spoken}:
            around = (s for s in said.sentences if s.start <= mention.start and mention.end <= s.end)
            sentence = next(around, None)
            yield (sentence.start, sentence.end) if sentence else (mention.start, mention.end)
