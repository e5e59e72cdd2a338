"""What rises, falls or breaks, what does not, and what could not be tested."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from cmo_nlp.records import Change, TrendPoint
from cmo_nlp.report.summary import Half, halves
from cmo_nlp.report.view.evidence import Evidence, Quotes
from cmo_nlp.report.view.readings import Readings, Series, Thing

__all__ = ["ChangeRow", "ChangesView", "SeriesView", "Untested", "Way", "changes_view", "series_view"]

Way = Literal["up", "down", "break"]
_SHOWN = 36
"""established changes that have a picture; the others are rows of the table."""
_STEADY = 8
"""pictures of what is in most documents and does not change."""
_ROWS = 400
"""rows of the table of what was tested."""
_NAMED = 30
"""things named among those that could not be tested for one reason."""
_QUOTED = 3
"""sentences on each side of a change."""


class ChangeRow(NamedTuple):
    """A thing that was tested: its tests, and two halves of its series, None of a single period."""

    thing: Thing
    trend: Change | None
    step: Change | None
    early: Half | None
    late: Half | None

    @property
    def q(self) -> float:
        """The surer of its tests; 1 where there is none."""
        return min([c.q for c in (self.trend, self.step) if c and c.q is not None] or [1.0])

    @property
    def way(self) -> Way | None:
        """Which way it went, None where nothing is established; a trend goes before a break."""
        if self.trend and self.trend.direction != "none":
            return self.trend.direction
        return "break" if self.step and self.step.direction != "none" else None


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series with its tests, and sentences from before and after `since`."""

    row: ChangeRow
    points: tuple[TrendPoint, ...]
    since: str | None
    before: Quotes
    after: Quotes


class Untested(NamedTuple):
    """The things that no test could be made of for one reason; the first of them are named."""

    reason: str
    total: int
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """`tests` counts what was tested of all series, those of the horizons among them.

    `changed` have pictures; `steady` too, of those in most documents.

    `rows` are all things that were tested, the surest first, `more` those that are left out. `held` counts
    tests with a composition held still, which are not shown.
    """

    tests: int
    established: int
    changed: dict[Way, tuple[SeriesView, ...]]
    unpictured: int
    steady: tuple[SeriesView, ...]
    rows: tuple[ChangeRow, ...]
    more: int
    untested: tuple[Untested, ...]
    held: int


def changes_view(readings: Readings, evidence: Evidence) -> ChangesView:
    """Return what the tests by publication say of every series."""
    series = {one.thing: one for one in readings.series if one.published}
    rows = [_row(one) for one in series.values()]
    tested = sorted((row for row in rows if _is_tested(row)), key=lambda row: (row.q, row.thing))
    changed = [row for row in tested if row.way]
    steady = [row for row in tested if not row.way]
    steady.sort(key=lambda row: (-series[row.thing].n, row.thing))
    ways: tuple[Way, ...] = ("up", "down", "break")
    shown = changed[:_SHOWN]
    return ChangesView(
        sum(c.p is not None and c.kind != "profile" for c in readings.all_changes),
        len(changed),
        {w: tuple(series_view(series[r.thing], evidence) for r in shown if r.way == w) for w in ways},
        len(changed) - len(shown),
        tuple(series_view(series[row.thing], evidence) for row in steady[:_STEADY]),
        tuple(tested[:_ROWS]),
        max(0, len(tested) - _ROWS),
        _untested(rows),
        sum(c.stratum is not None for c in readings.all_changes),
    )


def series_view(series: Series, evidence: Evidence) -> SeriesView:
    """Return one series with the sentences nearest to its change, or to its middle, on both sides."""
    row = _row(series)
    since = row.late.first if row.late else None
    order = [point.period for point in series.published]
    cut = order.index(since) if since in order else len(order)
    early, late = series.published[:cut], series.published[cut:]
    before = [document for point in reversed(early) for document in point.documents]
    after = [document for point in late for document in point.documents]
    return SeriesView(
        row,
        series.published,
        since,
        evidence.of(series.thing, before, _QUOTED),
        evidence.of(series.thing, after, _QUOTED),
    )


def _row(series: Series) -> ChangeRow:
    trend, step = series.change("publication", "trend"), series.change("publication", "step")
    filled = [point for point in series.published if point.N]
    break_at = step.change_point if step and step.direction != "none" else None
    return ChangeRow(series.thing, trend, step, *halves(filled, break_at))


def _is_tested(row: ChangeRow) -> bool:
    return any(change is not None and change.p is not None for change in (row.trend, row.step))


def _untested(rows: Iterable[ChangeRow]) -> tuple[Untested, ...]:
    found: defaultdict[str, list[Thing]] = defaultdict(list)
    for row in rows:
        if not _is_tested(row):
            reason = next((c.reason for c in (row.trend, row.step) if c and c.reason), "")
            found[reason].append(row.thing)
    ranked: Sequence[tuple[str, list[Thing]]] = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple(Untested(reason, len(own), tuple(sorted(own)[:_NAMED])) for reason, own in ranked)
