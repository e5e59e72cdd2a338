"""The readings of the report, shared by all requests that see one state of the workspace."""

import sqlite3
from collections.abc import Mapping
from functools import cached_property

from cmo_nlp.query import ListedConcept, ListedDocument, list_concepts, list_documents
from cmo_nlp.records import Change, Topic
from cmo_nlp.report.view.readings import Listed, Readings, Series, Thing
from cmo_nlp.report.view.sources import public_source
from cmo_nlp.serve.kept import KeptNow
from cmo_nlp.store import read

__all__ = ["ServedReadings"]


class ServedReadings(Readings):
    """Readings of one request; what it reads stays for those that come after it."""

    def __init__(self, connection: sqlite3.Connection, kept: KeptNow) -> None:
        super().__init__(connection)
        self._kept = kept

    @cached_property
    def documents(self) -> Mapping[str, Listed]:
        """The documents by id, without the folders of their files."""

        def make() -> Mapping[str, Listed]:
            return {
                one.id: Listed(
                    one.id, one.title, one.publisher, public_source(one.source), one.source_type,
                    one.published, one.words, one.family,
                )
                for one in self.listed_documents
            }  # fmt: skip

        return self._kept.value("documents", make)

    @cached_property
    def listed_documents(self) -> tuple[ListedDocument, ...]:
        """The documents by date, with how much was found in each."""
        make = lambda: list_documents(self.connection, read.PassageFilter())  # noqa: E731
        return self._kept.value("listed documents", make)

    @cached_property
    def listed_concepts(self) -> Mapping[str, ListedConcept]:
        """The concepts of the lexicon by id, those in most documents first, unmentioned ones last."""

        def make() -> Mapping[str, ListedConcept]:
            return {one.id: one for one in list_concepts(self.connection, unmentioned=True) if one.id}

        return self._kept.value("concepts", make)

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The documents of each family of near-duplicates, its representative first."""
        return self._kept.value("members", lambda: Readings(self.connection).members)

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics as the user edited them, free ones first."""
        return self._kept.value("topics", lambda: read.counted_topics(self.connection))

    @cached_property
    def spans_of_topics(self) -> Mapping[str, list[tuple[int, int, str]]]:
        """The (start, end, topic) of the assigned segments of each document."""
        return self._kept.value("spans", lambda: read.topics_by_document(self.connection))

    @cached_property
    def things(self) -> Mapping[tuple[str, str], Thing]:
        """Everything that can have a series, by kind and id."""
        return self._kept.value("things", lambda: Readings(self.connection).things)

    @cached_property
    def all_changes(self) -> tuple[Change, ...]:
        """Every test."""
        return self._kept.value("changes", lambda: tuple(read.changes(self.connection)))

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The series of the corpus as it is."""
        return self._kept.value("series", lambda: tuple(self._series()))

    def series_of(self, kind: str, identity: str) -> Series | None:
        """Return the series of a thing, None where it has none."""

        def make() -> Mapping[tuple[str, str], Series]:
            return {(one.thing.kind, one.thing.id): one for one in self.series}

        return self._kept.value("series by thing", make).get((kind, identity))
