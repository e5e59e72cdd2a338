"""What every section of a page starts from, read once: documents, things, series, tests."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from cmo_nlp.records import Change, Clock, PublicationDate, ThingKind, Topic, TrendPoint
from cmo_nlp.report.summary import thing_names
from cmo_nlp.report.view.sources import public_source
from cmo_nlp.store import read

__all__ = ["PARTS", "Listed", "Readings", "Series", "Thing", "What"]

What = Literal["skill", "tool", "title", "counterpart", "guided", "free", "horizon"]
PARTS: tuple[What, ...] = ("skill", "tool", "title", "counterpart", "guided")
"""The parts of the profile, in the order in which they are told."""


class Thing(NamedTuple):
    """What can have a series: its French `name` and, where the lexicon has one, its English name."""

    kind: ThingKind
    id: str
    what: What
    name: str
    name_en: str


class Listed(NamedTuple):
    """A document without its text; `source` is an address, or the name of a file without its folders."""

    id: str
    title: str | None
    publisher: str | None
    source: str
    source_type: str | None
    published: PublicationDate | None
    words: int
    family: str | None


@dataclass(frozen=True, slots=True)
class Series:
    """A thing on both clocks, with what was tested of it on the corpus as it is (no stratum)."""

    thing: Thing
    published: tuple[TrendPoint, ...]
    spoken: tuple[TrendPoint, ...]
    changes: tuple[Change, ...]

    def change(self, clock: Clock, test: str) -> Change | None:
        """Return the test of that clock and kind, None where there was none."""
        return next((c for c in self.changes if (c.clock, c.test) == (clock, test)), None)

    @property
    def n(self) -> int:
        """Dated documents that speak of the thing."""
        return sum(point.n for point in self.published)


class Readings:
    """One state of the store. Everything is read when it is first asked for, and kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @cached_property
    def documents(self) -> Mapping[str, Listed]:
        """The documents by id."""
        return {
            d.id: Listed(
                d.id, d.description.title, d.description.publisher, public_source(d.sources[0]),
                d.description.source_type, d.description.published, d.words, d.family,
            )
            for d in read.documents(self.connection)
        }  # fmt: skip

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The documents of each family of near-duplicates, its representative first."""
        found: dict[str, tuple[str, ...]] = {}
        for document, family in read.families(self.connection).items():
            found.setdefault(family, (family,))
            if document != family:
                found[family] = (*found[family], document)
        return found

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics as the user edited them, free ones first."""
        return read.counted_topics(self.connection)

    @cached_property
    def spans_of_topics(self) -> Mapping[str, list[tuple[int, int, str]]]:
        """The (start, end, topic) of the assigned segments of each document."""
        return read.topics_by_document(self.connection)

    @cached_property
    def things(self) -> Mapping[tuple[str, str], Thing]:
        """Everything that can have a series, by kind and id."""
        found: dict[tuple[str, str], Thing] = {}
        for count in read.concepts(self.connection):
            concept = count.concept
            what: What = concept.label
            found["concept", concept.id] = Thing("concept", concept.id, what, concept.name, concept.name_en)
        for topic in (*read.fitted_topics(self.connection), *self.topics):
            found["topic", topic.id] = Thing("topic", topic.id, topic.kind, topic.name, "")
        for (kind, identity), (name, _) in thing_names(self.connection).items():
            if kind == "horizon":
                found["horizon", identity] = Thing("horizon", identity, "horizon", name, "")
        return found

    @cached_property
    def all_changes(self) -> tuple[Change, ...]:
        """Every test, those with a composition held still among them."""
        return tuple(read.changes(self.connection))

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The series of the corpus as it is, in the order of the store."""
        return tuple(self._series())

    def _series(self) -> Iterator[Series]:
        points: defaultdict[tuple[str, str], list[TrendPoint]] = defaultdict(list)
        for point in read.points(self.connection):
            if point.stratum is None:
                points[point.kind, point.id].append(point)
        tests: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in self.all_changes:
            if change.stratum is None:
                tests[change.kind, change.id].append(change)
        for key, own in points.items():
            if key not in self.things:  # a topic of an earlier fit; the page says that the trends are stale
                continue
            published = tuple(p for p in own if p.clock == "publication")
            spoken = tuple(p for p in own if p.clock == "horizon")
            yield Series(self.things[key], published, spoken, tuple(tests[key]))
