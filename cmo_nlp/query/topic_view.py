"""One topic from near: the concepts that dominate it, its central quotations, its passages."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.records import Assignment, PublicationDate, Quotation, Topic, TopicFigures
from cmo_nlp.statistics.specificity import specificity
from cmo_nlp.store import read

__all__ = ["DominantConcept", "TopicQuotation", "TopicView", "quoted_passage", "topic_view"]

_LEAST_SHARE = 0.1  # of the passages of the topic
_FEWEST = 2  # passages
_LEAST_SPECIFICITY = 1.3  # one draw in twenty
_MOST_CONCEPTS = 8

_Segment = tuple[str, int, int]


class DominantConcept(NamedTuple):
    """A concept of the lexicon that `n` of the `N` passages of a topic mention, more than chance would."""

    id: str
    name: str
    label: str
    n: int
    N: int
    specificity: float


@dataclass(frozen=True, slots=True)
class TopicQuotation:
    """A central passage of a topic, with what its document says of itself."""

    document_id: str
    start: int
    end: int
    quotation: str
    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    source: str
    published: PublicationDate | None


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic as the user sees it, near-duplicates counted once; `passages` are its assignments, by place."""

    topic: Topic
    figures: TopicFigures | None
    concepts: tuple[DominantConcept, ...]
    quotations: tuple[TopicQuotation, ...]
    passages: tuple[Assignment, ...]


def topic_view(connection: sqlite3.Connection, identity: str) -> TopicView:
    """Return the topic `identity`; InputError where there was no fit, UsageError for an id of no topic.

    A concept dominates where it is in a tenth of the passages of the topic, two at the least, and is specific
    to them (above 1.3) among all passages; the most specific stand first.
    """
    if read.stage(connection, "topics") is None:
        msg = "there are no topics yet; make them with: cmo-nlp topics"
        raise InputError(msg)
    topic = {topic.id: topic for topic in read.counted_topics(connection)}.get(identity)
    if topic is None:
        msg = f"there is no topic {identity!r}; see them with: cmo-nlp topics list, or cmo-nlp themes"
        raise UsageError(msg)
    assigned = list(read.assignments(connection))
    passages = tuple(a for a in assigned if a.topic_id == identity)
    return TopicView(
        topic,
        read.topic_figures(connection),
        tuple(_dominant(connection, {_segment(a) for a in passages}, map(_segment, assigned))),
        tuple(quoted_passage(connection, place) for place in topic.quotations),
        passages,
    )


def _segment(assignment: Assignment) -> _Segment:
    return assignment.document_id, assignment.start, assignment.end


def _dominant(
    connection: sqlite3.Connection, members: set[_Segment], segments: Iterable[_Segment]
) -> list[DominantConcept]:
    everywhere: Counter[str] = Counter()
    within: Counter[str] = Counter()
    total = 0
    mentioned = read.concepts_by_segment(connection)
    for segment, _ in groupby(segments):  # guided topics follow the free one of the same segment
        total += 1
        concepts = mentioned.get(segment, ())
        everywhere.update(concepts)
        if segment in members:
            within.update(concepts)
    named = {count.concept.id: count.concept for count in read.concepts(connection)}
    often = {i: n for i, n in within.items() if n >= max(_FEWEST, _LEAST_SHARE * len(members))}
    found = [
        DominantConcept(identity, named[identity].name, named[identity].label, n, len(members), value)
        for identity, n in often.items()
        if (value := _specificity(n, len(members), everywhere[identity], total)) >= _LEAST_SPECIFICITY
    ]
    return sorted(found, key=lambda concept: (-concept.specificity, concept.id))[:_MOST_CONCEPTS]


def _specificity(found: int, drawn: int, of_kind: int, total: int) -> float:
    """Return the specificity, 0.0 where the part is the whole corpus."""
    value = specificity(found, drawn, of_kind, total)
    return 0.0 if value is None else round(value, 2)


def quoted_passage(connection: sqlite3.Connection, place: Quotation) -> TopicQuotation:
    """Return a passage in its words, with what its document says of itself."""
    document = read.document(connection, place.document_id)
    said = document.description
    return TopicQuotation(
        document.id,
        place.start,
        place.end,
        document.text[place.start : place.end],
        said.title,
        said.authors,
        said.publisher,
        document.sources[0],
        said.published,
    )
