"""One thing from near: its series, its tests, and dated quotations from before and after the change."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.query import TopicQuotation
from cmo_nlp.records import Annotation, Change, TrendPoint
from cmo_nlp.report.summary import thing_names
from cmo_nlp.statistics.specificity import specificity
from cmo_nlp.statistics.trend_tests import TrendTest, trend_tests
from cmo_nlp.store import read

__all__ = ["DatedQuotation", "PeriodSpecificity", "TrendView", "trend_view"]

_QUOTED = 3


class DatedQuotation(NamedTuple):
    """A sentence (for a topic, a passage) that speaks of a thing, in the document of a period."""

    period: str
    quotation: TopicQuotation


class PeriodSpecificity(NamedTuple):
    """How characteristic a thing is of a period, in signed log10; None where no other number was possible."""

    period: str
    specificity: float | None


@dataclass(frozen=True, slots=True)
class TrendView:
    """What is known of the changes of a thing.

    `published` and `spoken` are its series on the two clocks, `strata` those by a field. `crude` is the trend
    of the series as it is, without regard to publishers. `since` is the period from which quotations stand
    in `after`: that of the change point where a step is established, else the middle of the documents.
    """

    kind: str
    id: str
    name: str
    what: str
    published: tuple[TrendPoint, ...]
    spoken: tuple[TrendPoint, ...]
    strata: tuple[TrendPoint, ...]
    changes: tuple[Change, ...]
    crude: TrendTest | None
    specificities: tuple[PeriodSpecificity, ...]
    since: str | None
    before: tuple[DatedQuotation, ...]
    after: tuple[DatedQuotation, ...]


def trend_view(connection: sqlite3.Connection, identity: str) -> TrendView:
    """Return the thing `identity`; InputError without trends, UsageError for an id or name without a series.

    A French name stands for the id where only one thing has it.
    """
    points = list(read.points(connection))
    if not points:
        msg = "there are no series yet; make them with: cmo-nlp trends"
        raise InputError(msg)
    names = thing_names(connection)
    kind, identity = _found(identity, names, points)
    own = [point for point in points if (point.kind, point.id) == (kind, identity)]
    published = tuple(p for p in own if p.clock == "publication" and p.stratum is None)
    changes = tuple(c for c in read.changes(connection) if (c.kind, c.id) == (kind, identity))
    since = _since(published, changes)
    before, after = _quoted(connection, published, since)
    name, what = names[kind, identity]
    return TrendView(
        kind,
        identity,
        name,
        what,
        published,
        tuple(p for p in own if p.clock == "horizon"),
        tuple(p for p in own if p.stratum is not None),
        changes,
        _crude(published),
        tuple(_specificities(published)),
        since,
        before,
        after,
    )


def _found(
    wanted: str, names: dict[tuple[str, str], tuple[str, str]], points: Sequence[TrendPoint]
) -> tuple[str, str]:
    known = dict.fromkeys((point.kind, point.id) for point in points)
    told = [key for key in known if wanted in {key[1], names[key][0]}]
    exact = [key for key in told if key[1] == wanted] or told
    if len(exact) != 1:
        from difflib import get_close_matches

        near = get_close_matches(
            wanted, [n for key in known for n in (key[1], names[key][0])], n=3, cutoff=0.5
        )
        several = f"several things are called {wanted!r}: {', '.join(key[1] for key in told)}"
        hint = f"; did you mean {' or '.join(near)}?" if near else "; see them with: cmo-nlp trends --series"
        msg = several if told else f"there is no series of {wanted!r}{hint}"
        raise UsageError(msg)
    return exact[0]


def _since(points: Sequence[TrendPoint], changes: Sequence[Change]) -> str | None:
    """Return the first period of the new regime, or the one with which half of the documents are behind."""
    for change in changes:
        if change.test == "step" and change.stratum is None and change.direction != "none":
            return change.change_point
    filled = [point for point in points if point.N]
    total, behind = sum(point.N for point in filled), 0
    for earlier, later in pairwise(filled):
        behind += earlier.N
        if 2 * behind >= total:
            return later.period
    return None


def _crude(points: Sequence[TrendPoint]) -> TrendTest | None:
    """Return the trend per period of the counts as they are, None on calendars of less than two periods."""
    import numpy as np

    if len(points) < 2:  # noqa: PLR2004 - two points make a line
        return None
    n, totals = (np.array([[getattr(p, key) for p in points]]) for key in ("n", "N"))
    return trend_tests(n, totals[0], range(len(points)))[0]


def _specificities(points: Sequence[TrendPoint]) -> Iterator[PeriodSpecificity]:
    of_kind, total = sum(point.n for point in points), sum(point.N for point in points)
    for point in points:
        yield PeriodSpecificity(point.period, specificity(point.n, point.N, of_kind, total))


def _quoted(
    connection: sqlite3.Connection, points: Sequence[TrendPoint], since: str | None
) -> tuple[tuple[DatedQuotation, ...], tuple[DatedQuotation, ...]]:
    """Return quotations of the documents nearest to the change, before and after it, in order of time."""
    members = _members(connection)
    sides: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    late = False
    for point in points:
        late = late or point.period == since
        sides[late].extend((point.period, document) for document in point.documents)
    topics = read.topics_by_document(connection) if points and points[0].kind == "topic" else {}
    told = []
    for side, wanted in zip(sides, (sides[0][::-1], sides[1]), strict=True):
        found: list[DatedQuotation] = []
        for period, family in wanted:
            for document in members.get(family, (family,)):
                spans = list(_spans(connection, points[0], document, topics))
                if spans:
                    found.append(DatedQuotation(period, _quotation(connection, document, spans[0])))
                    break
            if len(found) == _QUOTED:
                break
        told.append(tuple(found if side is sides[1] else found[::-1]))
    return told[0], told[1]


def _members(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the documents of each family, its representative first."""
    found: dict[str, list[str]] = {}
    for document, family in read.families(connection).items():
        found.setdefault(family, [family])
        if document != family:
            found[family].append(document)
    return found


def _spans(
    connection: sqlite3.Connection,
    thing: TrendPoint,
    document: str,
    topics: dict[str, list[tuple[int, int, str]]],
) -> Iterator[tuple[int, int]]:
    if thing.kind == "topic":
        yield from ((start, end) for start, end, topic in topics.get(document, ()) if topic == thing.id)
        return
    record = read.annotation(connection, document)
    if record is None:
        return
    if thing.kind == "horizon":
        yield from ((s.start, s.end) for s in record.annotation.statements if s.horizon == thing.id)
        return
    yield from _sentences(record.annotation, thing.id)


def _sentences(annotation: Annotation, concept: str) -> Iterator[tuple[int, int]]:
    for mention in annotation.mentions:
        if mention.concept_id == concept:
            around = (s for s in annotation.sentences if s.start <= mention.start and mention.end <= s.end)
            sentence = next(around, None)
            yield (sentence.start, sentence.end) if sentence else (mention.start, mention.end)


def _quotation(connection: sqlite3.Connection, identity: str, span: tuple[int, int]) -> TopicQuotation:
    document = read.document(connection, identity)
    said = document.description
    return TopicQuotation(
        identity, *span, document.text[span[0] : span[1]], said.title, said.authors, said.publisher,
        document.sources[0], said.published,
    )  # fmt: skip
