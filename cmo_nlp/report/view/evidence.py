"""The sentences behind a figure, with where and when they were published."""

import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cmo_nlp.records import Annotation, Horizon, PublicationDate, Quotation
from cmo_nlp.report.view.readings import Readings, Thing
from cmo_nlp.store import read

__all__ = ["Evidence", "Quote", "Quotes", "on_one_line", "shortened"]

_LONGEST = 600
"""characters of a quotation; a sentence has 130, a passage of 120 words 750."""
_LONGEST_NAME = 160
"""characters of a title, a publisher or a source."""
_BREAKS = re.compile(r"[ \t\n\r\f\v\x85\u2028\u2029]+")
_KEPT = 64
"""documents whose text and annotation stay in memory."""


class Quote(NamedTuple):
    """A passage `start` to `end` of a document; `text` is its words, cut where `is_cut`."""

    document_id: str
    start: int
    end: int
    text: str
    is_cut: bool
    title: str
    publisher: str
    source: str
    published: PublicationDate | None


class Quotes(NamedTuple):
    """Quotations of a thing from some of the `documents` that speak of it."""

    quotes: tuple[Quote, ...]
    documents: int

    @property
    def left_out(self) -> int:
        """Documents that speak of it and are not quoted."""
        return self.documents - len({quote.document_id for quote in self.quotes})


def on_one_line(text: str) -> str:
    """Return `text` with its line breaks and runs of spaces as one space; no-break spaces stay."""
    return _BREAKS.sub(" ", text).strip()


def shortened(text: str, longest: int = _LONGEST_NAME) -> str:
    """Return `text` on one line, and of more than `longest` characters its beginning and a mark.

    >>> shortened("Le directeur marketing", 14)
    'Le directeur […]'
    """
    line = on_one_line(text)
    if len(line) <= longest:
        return line
    begun = line[:longest]
    return (begun.rpartition(" ")[0] or begun) + " […]"


class Evidence:
    """Quotes the documents of one state of the store."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._opened: OrderedDict[str, tuple[str, Annotation | None]] = OrderedDict()

    def of(self, thing: Thing, documents: Sequence[str], most: int, horizon: Horizon | None = None) -> Quotes:
        """Return a sentence (for a topic, a passage) of each of the first `most` of `documents`.

        A document stands for its family of near-duplicates. With `horizon`, the sentence is a statement about
        it.
        """
        found: list[Quote] = []
        for family in documents:
            if len(found) == most:
                break
            for document in self._readings.members.get(family, (family,)):
                span = next(self._spans(thing, document, horizon), None)
                if span:
                    found.append(self.quote(Quotation(document, *span)))
                    break
        return Quotes(tuple(found), len(documents))

    def opening(self, identity: str) -> Quote:
        """Return the first sentence of a document that is no heading, or its first words."""
        text, annotation = self._open(identity)
        sentences = annotation.sentences if annotation else ()
        first = next((s for s in sentences if s.kind == "prose"), None)
        return self.quote(
            Quotation(identity, first.start, first.end)
            if first
            else Quotation(identity, 0, min(len(text), _LONGEST))
        )

    def quote(self, place: Quotation, longest: int = _LONGEST) -> Quote:
        """Return a passage in its words, at most so many characters of it."""
        text, _ = self._open(place.document_id)
        said = on_one_line(text[place.start : place.end])
        shown = shortened(said, longest)
        listed = self._readings.documents[place.document_id]
        return Quote(
            *place, shown, shown != said, shortened(listed.title or ""), shortened(listed.publisher or ""),
            shortened(listed.source), listed.published,
        )  # fmt: skip

    def _open(self, identity: str) -> tuple[str, Annotation | None]:
        if identity not in self._opened:
            connection = self._readings.connection
            record = read.annotation(connection, identity, tokens=False)
            text = read.document(connection, identity).text
            self._opened[identity] = (text, record.annotation if record else None)
            if len(self._opened) > _KEPT:
                self._opened.popitem(last=False)
        self._opened.move_to_end(identity)
        return self._opened[identity]

    def _spans(self, thing: Thing, document: str, horizon: Horizon | None) -> Iterator[tuple[int, int]]:
        _, annotation = self._open(document)
        if annotation is None:
            return
        spoken = [(s.start, s.end) for s in annotation.statements if horizon in {None, s.horizon}]
        if thing.kind == "horizon":
            yield from ((s.start, s.end) for s in annotation.statements if s.horizon == thing.id)
        elif thing.kind == "topic":
            for start, end, topic in self._readings.spans_of_topics.get(document, ()):
                inside = [span for span in spoken if start <= span[0] < end]
                if topic == thing.id and (horizon is None or inside):
                    yield inside[0] if horizon else (start, end)
        else:
            yield from _of_concept(annotation, thing.id, spoken if horizon else None)


def _of_concept(
    annotation: Annotation, concept: str, spoken: list[tuple[int, int]] | None
) -> Iterator[tuple[int, int]]:
    """Yield the sentences with mentions of a concept, those that deny it last."""
    mentions = [m for m in annotation.mentions if m.concept_id == concept]
    for mention in sorted(mentions, key=lambda m: (m.negated, m.start)):
        if spoken is not None:
            if mention.statement and tuple(mention.statement) in spoken:
                yield mention.statement.start, mention.statement.end
            continue
        around = (s for s in annotation.sentences if s.start <= mention.start and mention.end <= s.end)
        sentence = next(around, None)
        yield (sentence.start, sentence.end) if sentence else (mention.start, mention.end)
