"""Mentions, statements, assignments and dates into series and tests."""

import dataclasses
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, get_args

from cmo_nlp.errors import InputError
from cmo_nlp.periods import Breaks, Calendar, PeriodLength, Periods, first_day, last_day, parse_breaks
from cmo_nlp.pipeline.counted import as_counted
from cmo_nlp.pipeline.fingerprints import trends_fingerprint, what_changed
from cmo_nlp.pipeline.near_duplicates import keeps_duplicates
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.pipeline.reports import StageReport
from cmo_nlp.records import Annotation, Document, Horizon, Span, ThingKind, Trends
from cmo_nlp.settings import Settings
from cmo_nlp.store import read, snapshot, transaction, write

if TYPE_CHECKING:
    from cmo_nlp.trends import Contrast, DatedDocument, Sighting, Thing, Unplaced

__all__ = ["contrasts", "period_years", "periods_of", "trends"]

_HEAD = 300  # characters of a kicker, a date, a name that may stand over a title
_TITLE, _SHORT_ID = 60, 8  # characters
_FIELDS = ("publisher", "source_type", "language")


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


def periods_of(connection: sqlite3.Connection, chosen: str) -> Periods:
    """Return the calendar periods, or those of the file of breaks, that a setting names."""
    if chosen in get_args(PeriodLength):
        return Calendar(chosen)  # type: ignore[arg-type] # it is one of them
    try:
        text = Path(chosen).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        msg = (
            f"cannot read the periods in {chosen}: {error}; write year, quarter, month or the name of a file"
        )
        raise InputError(msg) from error
    dates = [d.description.published.date for d in read.documents(connection) if d.description.published]
    begin = min(map(first_day, dates), default=date.min)
    return parse_breaks(text, chosen, max(map(last_day, dates), default=date.min), begin)


def _compute(connection: sqlite3.Connection, settings: Settings) -> Trends:
    from cmo_nlp import trends as stage

    periods = periods_of(connection, settings.trends.period)
    documents = list(_dated(connection, periods, settings))
    parts = dict(_parts(connection))
    return stage.compute(documents, list(_sightings(connection)), settings.trends, periods, parts)


def _told(document: Document) -> str:
    """Return what a reader knows a document by: its title, else its source, and the start of its id."""
    title = " ".join((document.description.title or "").split())
    known = f"« {shorten(title, _TITLE, placeholder='…')} »" if title else document.sources[0]
    return f"{known}, {document.id[:_SHORT_ID]}"


def contrasts(
    connection: sqlite3.Connection, settings: Settings, spans: tuple[str, str]
) -> "tuple[Contrast, ...]":
    """Return what differs between two spans of periods; InputError where no series were counted yet."""
    from cmo_nlp import trends as stage

    settings = as_counted(connection, settings)
    periods = periods_of(connection, settings.trends.period)
    documents = list(_dated(connection, periods, settings))
    return stage.contrast(documents, _sightings(connection), settings.trends, periods, spans)


def period_years(connection: sqlite3.Connection, settings: Settings) -> dict[str, float] | None:
    """Return the middle of each period of the series in years, None where its file of breaks is gone."""
    counted = {p.period for p in read.points(connection) if p.clock == "publication"}
    try:
        periods = periods_of(connection, as_counted(connection, settings).trends.period)
        named = periods.spanning(counted)
        return dict(zip(named, periods.years(named), strict=True))
    except (InputError, ValueError):  # gone, or cut otherwise since
        return None


def _dated(connection: sqlite3.Connection, periods: Periods, settings: Settings) -> Iterator["DatedDocument"]:
    """Yield the documents; one whose title names the role names it, though no sentence of its text does."""
    from cmo_nlp.lexicons import Names, load_with
    from cmo_nlp.trends import DatedDocument

    keeps = keeps_duplicates(connection)
    roles = read.mentions_by_document(connection, "title")
    names = Names(load_with(settings.annotate.lexicon), "title")
    for document in read.documents(connection):
        said = document.description
        published = said.published.date if said.published else None
        yield DatedDocument(
            document.id,
            None if keeps else document.family,
            periods.of(published) if published else None,
            said.publisher,
            document.words,
            roles.get(document.id, 0) + names.count(_title_apart(document)),
            _field(document, settings.trends.by) if settings.trends.by else None,
            _told(document),
            _unplaced(published, periods),
        )


def _title_apart(document: Document) -> str:
    """Return the title of a document that does not stand at the head of its text, where it is counted."""
    title = " ".join((document.description.title or "").split())
    head = " ".join(document.text[: 2 * len(title) + _HEAD].split())
    return "" if title in head else title


def _field(document: Document, name: str) -> str | None:
    """Return what the description of a document says under `name`, a field of it or of the metadata."""
    said = document.description
    value = getattr(said, name) if name in _FIELDS else said.metadata.get(name)
    return None if value is None or value == "" else str(value)


def _unplaced(said: str | None, periods: Periods) -> "Unplaced":
    """Return why a date would be in no period."""
    if said is None:
        return "undated"
    return "early" if isinstance(periods, Breaks) and periods.is_early(said) else "coarse"


def _parts(connection: sqlite3.Connection) -> Iterator[tuple["Thing", str]]:
    """Yield the part of the profile that each concept and each guided theme belongs to."""
    from cmo_nlp.trends import Thing

    for count in read.concepts(connection):
        yield Thing("concept", count.concept.id), count.concept.label
    for topic in read.topics(connection):
        if topic.kind == "guided":
            yield Thing("topic", topic.id), "theme"


def _sightings(connection: sqlite3.Connection) -> Iterator["Sighting"]:
    """Yield concepts, topics and horizons of each document."""
    topics_of = read.topics_by_document(connection)
    for identity in read.document_ids(connection):
        record = read.annotation(connection, identity)
        if record:
            yield from _document_sightings(record.annotation, topics_of.get(identity, ()))


def _document_sightings(
    annotation: Annotation, assigned: Sequence[tuple[int, int, str]]
) -> Iterator["Sighting"]:
    """Yield what one document speaks of; `assigned` are the (start, end, topic) of its segments.

    A mention belongs to the statement around it. A segment counts once, and stands without counting again in
    each of the statements in it.
    """
    from cmo_nlp.trends import Sighting

    horizons = {Span(s.start, s.end): s.horizon for s in annotation.statements}
    told: Counter[tuple[ThingKind, str, Horizon | None, int | None]] = Counter()
    told.update(("horizon", horizon, None, span.start) for span, horizon in horizons.items())
    for m in annotation.mentions:
        if m.concept_id:
            spoken = horizons.get(m.statement) if m.statement else None
            told["concept", m.concept_id, spoken, m.statement.start if m.statement and spoken else None] += 1
    for start, end, topic in assigned:
        told["topic", topic, None, None] += 1
        for span, horizon in horizons.items():
            if start <= span.start < end:
                told["topic", topic, horizon, span.start] += 0
    for (kind, identity, spoken, at), mentions in sorted(told.items(), key=str):
        yield Sighting(kind, identity, annotation.document_id, spoken, mentions, at)
