"""Mentions, statements, assignments and dates into series and tests."""

import dataclasses
import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cmo_nlp.pipeline.fingerprints import trends_fingerprint, what_changed
from cmo_nlp.pipeline.near_duplicates import keeps_duplicates
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.pipeline.reports import StageReport
from cmo_nlp.records import Annotation, Horizon, Span, ThingKind, Trends
from cmo_nlp.settings import Settings
from cmo_nlp.store import read, snapshot, transaction, write

if TYPE_CHECKING:
    from cmo_nlp.trends import DatedDocument, Sighting

__all__ = ["trends"]


def trends(connection: sqlite3.Connection, settings: Settings, progress: Progress) -> StageReport:
    """Count and test every series anew, unless nothing changed since."""
    with snapshot(connection):
        fingerprint = trends_fingerprint(connection, settings)
        count = len(read.document_ids(connection))
        noted = read.stage(connection, "trends")
        if noted and not what_changed(connection, "trends", fingerprint):
            return StageReport("trends", worked=False, documents=count, remarks=noted.remarks)
        progress.start("trends", None)
        computed = _compute(connection, settings)
    settings_noted = {"trends": dataclasses.asdict(settings.trends)}
    with transaction(connection):
        written = write.replace_trends(connection, computed)
        stage = write.Stage(fingerprint, settings_noted, written, computed.remarks)
        write.record_stage(connection, "trends", stage)
    return StageReport("trends", worked=True, documents=count, remarks=computed.remarks)


def _compute(connection: sqlite3.Connection, settings: Settings) -> Trends:
    from cmo_nlp import trends as stage

    return stage.compute(list(_dated(connection)), list(_sightings(connection)), settings.trends)


def _dated(connection: sqlite3.Connection) -> Iterator["DatedDocument"]:
    from cmo_nlp.trends import DatedDocument

    keeps = keeps_duplicates(connection)
    for document in read.documents(connection):
        published = document.description.published
        family = None if keeps else document.family
        yield DatedDocument(document.id, family, published.date[:4] if published else None)


def _sightings(connection: sqlite3.Connection) -> Iterator["Sighting"]:
    """Yield each thing once per document and clock: concepts, topics and horizons."""
    topics_of = read.topics_by_document(connection)
    for identity in read.document_ids(connection):
        record = read.annotation(connection, identity)
        if record:
            yield from _document_sightings(record.annotation, topics_of.get(identity, ()))


def _document_sightings(
    annotation: Annotation, assigned: Sequence[tuple[int, int, str]]
) -> Iterator["Sighting"]:
    """Yield what one document speaks of; `assigned` are the (start, end, topic) of its segments."""
    from cmo_nlp.trends import Sighting

    for thing in sorted(_things(annotation, assigned), key=str):
        yield Sighting(thing.kind, thing.id, annotation.document_id, thing.horizon)


class _Thing(NamedTuple):
    kind: ThingKind
    id: str
    horizon: Horizon | None


def _things(annotation: Annotation, assigned: Sequence[tuple[int, int, str]]) -> set[_Thing]:
    """Return each thing with None, and with every horizon of the statements that it stands in."""
    horizons = {Span(s.start, s.end): s.horizon for s in annotation.statements}
    things = {_Thing("horizon", horizon, None) for horizon in horizons.values()}
    for m in annotation.mentions:
        if m.concept_id:
            horizon = horizons.get(m.statement) if m.statement else None
            things |= {_Thing("concept", m.concept_id, None), _Thing("concept", m.concept_id, horizon)}
    for start, end, topic in assigned:
        inside = {horizon for span, horizon in horizons.items() if start <= span.start < end}
        things |= {_Thing("topic", topic, horizon) for horizon in (None, *inside)}
    return things
