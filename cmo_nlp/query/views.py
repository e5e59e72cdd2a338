"""One thing from near: a document, a passage, a concept, a series, and the way back to the text."""

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from cmo_nlp.query.concept_list import ListedConcept, list_concepts
from cmo_nlp.query.document_list import ListedDocument, listed_document
from cmo_nlp.query.identities import identified
from cmo_nlp.query.topic_view import TopicQuotation, TopicView, quoted_passage, topic_view
from cmo_nlp.records import (
    Change,
    Horizon,
    Mention,
    Quotation,
    Segment,
    Sentence,
    Span,
    Statement,
    TrendPoint,
)
from cmo_nlp.store import read

__all__ = [
    "ConceptView", "DocumentView", "PassageMention", "PassageView", "SegmentView", "SeriesView", "Shown",
    "show",
]  # fmt: skip

_QUOTATIONS = 5
_SURFACES = 10
_Kind = Literal["segment", "sentence", "statement", "mention"]


class SegmentView(NamedTuple):
    """A segment of a document: its place, its free topic (None where it has none), its text."""

    start: int
    end: int
    words: int
    topic_id: str | None
    topic: str | None
    text: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its text; `family_members` are its near-duplicates, itself among them, or empty.

    `concepts` are (id, name, label, mentions), the most mentioned first; `themes` the guided topics that some
    segment speaks of, as (id, name, segments).
    """

    document: ListedDocument
    metadata: dict[str, str]
    family_members: tuple[str, ...]
    concepts: tuple[tuple[str, str, str, int], ...]
    themes: tuple[tuple[str, str, int], ...]
    segments: tuple[SegmentView, ...]
    text: str


class PassageMention(NamedTuple):
    """A mention inside a passage, with the name of its concept; both None where no lexicon gave it."""

    label: str
    concept_id: str | None
    name: str | None
    start: int
    end: int
    surface: str
    origin: str
    score: float
    negated: bool


@dataclass(frozen=True, slots=True)
class PassageView:
    """Any passage of a document, in its words. `kinds` says what we know it as; it may be none of them.

    `around` is the run of sentences that it stands in, `segment` the segment that it begins in; `topics` are
    the (id, name) of that segment's. `horizon` is that of the statement that it stands in.
    """

    quotation: TopicQuotation
    kinds: tuple[_Kind, ...]
    around: TopicQuotation
    segment: Span | None
    topics: tuple[tuple[str, str], ...]
    horizon: Horizon | None
    reference_year: int | None
    mentions: tuple[PassageMention, ...]


@dataclass(frozen=True, slots=True)
class ConceptView:
    """A concept, how it is written in the corpus (commonest first), and sentences that mention it.

    The sentences are of different documents as far as there are, those without a denial first; `years` are
    (year, documents that mention it), near-duplicates once, in the year of the first.
    """

    concept: ListedConcept
    note: str
    narrower: tuple[str, ...]
    surfaces: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    quotations: tuple[TopicQuotation, ...]


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series of the trends, `kind:id`: its points, and what was tested of it."""

    id: str
    kind: str
    name: str
    points: tuple[TrendPoint, ...]
    changes: tuple[Change, ...]


Shown: TypeAlias = DocumentView | PassageView | ConceptView | TopicView | SeriesView


def show(connection: sqlite3.Connection, text: str) -> Shown:
    """Return what is known of the thing with that id; InputError with the nearest ids where there is none."""
    found = identified(connection, text)
    if found.kind == "document":
        return _document(connection, found.id)
    if found.kind == "passage":
        return _passage(connection, Quotation(found.id, found.start, found.end))
    if found.kind == "concept":
        return _concept(connection, found.id)
    if found.kind == "topic":
        return topic_view(connection, found.id)
    return _series(connection, found.id)


def _document(connection: sqlite3.Connection, identity: str) -> DocumentView:
    document = read.document(connection, identity)
    listed = listed_document(document, read.document_tallies(connection).get(identity))
    record = read.annotation(connection, identity)
    mentions = record.annotation.mentions if record else ()
    topics = {topic.id: topic for topic in read.topics(connection)}
    assigned = read.topics_by_document(connection).get(identity, [])
    free = {(start, end): topic for start, end, topic in assigned if topics[topic].kind == "free"}
    themes = Counter(topic for _, _, topic in assigned if topics[topic].kind == "guided")
    segments = [
        SegmentView(
            s.start,
            s.end,
            s.words,
            topic,
            topics[topic].name if topic else None,
            document.text[s.start : s.end],
        )
        for s in (record.segments if record else ())
        for topic in (free.get((s.start, s.end)),)
    ]
    family = document.family
    members = [i for i, of in read.families(connection).items() if of == family] if family else []
    return DocumentView(
        listed,
        dict(document.description.metadata),
        tuple(members),
        tuple(_counted(connection, mentions)),
        tuple((i, topics[i].name, n) for i, n in sorted(themes.items(), key=lambda one: (-one[1], one[0]))),
        tuple(segments),
        document.text,
    )


def _counted(
    connection: sqlite3.Connection, mentions: Iterable[Mention]
) -> Iterator[tuple[str, str, str, int]]:
    counts = Counter(m.concept_id for m in mentions if m.concept_id)
    named = {one.concept.id: one.concept for one in read.concepts(connection)}
    for identity, n in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        yield identity, named[identity].name, named[identity].label, n


def _passage(connection: sqlite3.Connection, place: Quotation) -> PassageView:
    record = read.annotation(connection, place.document_id)
    sentences: Sequence[Sentence] = record.annotation.sentences if record else ()
    statements: Sequence[Statement] = record.annotation.statements if record else ()
    mentions: Sequence[Mention] = record.annotation.mentions if record else ()
    segments: Sequence[Segment] = record.segments if record else ()
    spans: dict[_Kind, Sequence[Sentence | Statement | Mention | Segment]] = {
        "segment": segments, "sentence": sentences, "statement": statements, "mention": mentions,
    }  # fmt: skip
    kinds = [k for k, known in spans.items() if any((o.start, o.end) == place[1:] for o in known)]
    touched = [s for s in sentences if s.start < place.end and place.start < s.end]
    start = min([place.start, *(s.start for s in touched)])
    end = max([place.end, *(s.end for s in touched)])
    segment = next((Span(s.start, s.end) for s in segments if s.start <= place.start < s.end), None)
    inside = [s for s in statements if s.start <= place.start and place.end <= s.end]
    return PassageView(
        quoted_passage(connection, place),
        tuple(kinds),
        quoted_passage(connection, Quotation(place.document_id, start, end)),
        segment,
        tuple(_topics(connection, place.document_id, segment)),
        inside[0].horizon if inside else None,
        inside[0].reference_year if inside else None,
        tuple(_mentions(connection, [m for m in mentions if m.start < place.end and place.start < m.end])),
    )


def _topics(connection: sqlite3.Connection, document: str, segment: Span | None) -> Iterator[tuple[str, str]]:
    named = {topic.id: topic.name for topic in read.topics(connection)}
    for start, end, topic in read.topics_by_document(connection).get(document, []):
        if (start, end) == segment:
            yield topic, named[topic]


def _mentions(connection: sqlite3.Connection, mentions: Iterable[Mention]) -> Iterator[PassageMention]:
    named = {one.concept.id: one.concept.name for one in read.concepts(connection)}
    for m in mentions:
        name = named[m.concept_id] if m.concept_id else None
        yield PassageMention(
            m.label, m.concept_id, name, m.start, m.end, m.surface, m.origin, m.score, m.negated
        )


def _concept(connection: sqlite3.Connection, identity: str) -> ConceptView:
    listed = {one.id: one for one in list_concepts(connection, unmentioned=True)}
    (concept,) = (one.concept for one in read.concepts(connection) if one.concept.id == identity)
    places = list(read.mentions_of(connection, identity))
    surfaces = Counter(" ".join(place.surface.split()) for place in places)
    of, first = read.counted_as(connection), dict[str, str]()
    for place in places:  # by date
        if place.published:
            first.setdefault(of.get(place.document_id, place.document_id), place.published[:4])
    years = Counter(first.values())
    return ConceptView(
        listed[identity],
        concept.note,
        tuple(sorted(one.id for one in listed.values() if one.id and one.broader == identity)),
        tuple(sorted(surfaces.items(), key=lambda one: (-one[1], one[0]))[:_SURFACES]),
        tuple(sorted(years.items())),
        tuple(_sentence(connection, place) for place in _telling(places)),
    )


def _telling(places: Sequence[read.MentionPlace]) -> list[read.MentionPlace]:
    """Return a few mentions: of each document the first before the second of any, denied ones last."""
    seen: Counter[str] = Counter()
    ranked: list[tuple[bool, int, int]] = []
    for place in places:
        ranked.append((place.negated, seen[place.document_id], len(ranked)))
        seen[place.document_id] += 1
    return [places[order] for _, _, order in sorted(ranked)[:_QUOTATIONS]]


def _sentence(connection: sqlite3.Connection, place: read.MentionPlace) -> TopicQuotation:
    record = read.annotation(connection, place.document_id)
    sentences = record.annotation.sentences if record else ()
    at = bisect_right([s.start for s in sentences], place.start) - 1
    start, end = place.start, place.end
    if at >= 0 and sentences[at].end >= end:
        start, end = sentences[at].start, sentences[at].end
    return quoted_passage(connection, Quotation(place.document_id, start, end))


def _series(connection: sqlite3.Connection, identity: str) -> SeriesView:
    kind, _, name = identity.partition(":")
    points = tuple(p for p in read.points(connection) if (p.kind, p.id) == (kind, name))
    changes = tuple(c for c in read.changes(connection) if (c.kind, c.id) == (kind, name))
    return SeriesView(identity, kind, _name(connection, kind, name), points, changes)


def _name(connection: sqlite3.Connection, kind: str, identity: str) -> str:
    if kind == "concept":
        named = {one.concept.id: one.concept.name for one in read.concepts(connection)}
    else:
        named = {
            topic.id: topic.name for topic in (*read.fitted_topics(connection), *read.topics(connection))
        }
    return named.get(identity, identity)
