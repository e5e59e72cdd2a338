"""Topics by calendar period, computed from what is in the store."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cmo_nlp.errors import InputError
from cmo_nlp.pipeline.near_duplicates import keeps_duplicates
from cmo_nlp.pipeline.units import units
from cmo_nlp.records import Topic, TopicPeriod
from cmo_nlp.settings import Settings
from cmo_nlp.store import read

if TYPE_CHECKING:
    from cmo_nlp.topics import DatedUnit, PeriodLength
    from cmo_nlp.trends import Families

__all__ = ["TopicsOverTime", "topics_over_time"]


@dataclass(frozen=True, slots=True)
class TopicsOverTime:
    """The `cells` of all `topics`, which are as the user sees them, read in one state of the store.

    `undated` are the documents, near-duplicates counted once, whose date does not say the period; a cell of
    fewer documents than `minimum` is sparse.
    """

    cells: tuple[TopicPeriod, ...]
    topics: tuple[Topic, ...]
    undated: tuple[str, ...]
    minimum: int


def topics_over_time(
    connection: sqlite3.Connection, length: "PeriodLength", settings: Settings
) -> TopicsOverTime:
    """Return a cell for each topic and period; InputError when there was no fit yet.

    Near-duplicates count once, as in the trends: in the period of the earliest.
    """
    from cmo_nlp import topics as stage

    if read.stage(connection, "topics") is None:
        msg = "there are no topics yet; make them with: cmo-nlp topics"
        raise InputError(msg)
    families = _families(connection, length)
    documents = dict(zip(families.names, families.periods, strict=True))
    dated = list(_dated(connection, families, length))
    topics = read.topics(connection)
    cells = stage.over_time(dated, documents, topics, length, settings)
    undated = tuple(name for name, period in documents.items() if period is None)
    return TopicsOverTime(cells, topics, undated, settings.trends.minimum_documents)


def _families(connection: sqlite3.Connection, length: "PeriodLength") -> "Families":
    """Return what counts as one document, each with its period."""
    from cmo_nlp.topics import period_of
    from cmo_nlp.trends import DatedDocument, families

    keeps = keeps_duplicates(connection)
    documents = []
    for document in read.documents(connection):
        published = document.description.published
        period = period_of(published.date, length) if published else None
        documents.append(DatedDocument(document.id, None if keeps else document.family, period))
    return families(documents)


def _dated(
    connection: sqlite3.Connection, families: "Families", length: "PeriodLength"
) -> Iterator["DatedUnit"]:
    from cmo_nlp.topics import DatedUnit, period_of

    topics_of = read.topics_by_document(connection)
    for document, unit in units(connection):
        published = document.description.published
        assigned = topics_of.get(document.id, ())
        yield DatedUnit(
            unit,
            tuple(topic for start, end, topic in assigned if (start, end) == (unit.start, unit.end)),
            families.names[families.place[document.id]],
            period_of(published.date, length) if published else None,
        )
