"""The profile of the role in the latest periods, beside that of the time before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.report.view.evidence import Evidence, Quotes
from cmo_nlp.report.view.readings import PARTS, Readings, Series, Thing, What
from cmo_nlp.statistics.intervals import wilson_interval

__all__ = ["Part", "Standing", "TodayView", "Window", "today_view"]

_LEAST_DOCUMENTS = 10
"""documents of the latest periods together; a share of fewer says next to nothing."""
_SHOWN = 10
"""things of a part."""
_QUOTED = 2
"""sentences of each."""
_NEW = 2
"""documents in which a new thing must be: once is an accident."""
_SHOWN_NEW = 20


class Window(NamedTuple):
    """The latest periods, and those before them if there are any, each with their documents."""

    first: str
    last: str
    N: int
    first_before: str | None
    last_before: str | None
    N_before: int


class Standing(NamedTuple):
    """A thing in the window: `n` of its N documents with the share and interval, and the same before.

    `since` is the first period in which it is attested; `is_new` where that lies in the window.
    """

    thing: Thing
    n: int
    share: float
    low: float
    high: float
    n_before: int
    share_before: float | None
    since: str
    is_new: bool
    quotes: Quotes


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the profile: the things in most documents, and how many more there are."""

    what: What
    standings: tuple[Standing, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TodayView:
    """The profile of the window, and what is new in it; `more_new` counts those not shown."""

    window: Window
    parts: tuple[Part, ...]
    new: tuple[Standing, ...]
    more_new: int


def today_view(readings: Readings, evidence: Evidence) -> TodayView | None:
    """Return the profile of the latest periods, as many as hold ten documents together; None without any."""
    told = [series for series in readings.series if series.thing.what in PARTS and series.published]
    if not told or not any(point.N for point in told[0].published):
        return None
    start = _start(told[0])
    window = _window(told[0], start)
    found = {one.thing: _counted(one, start, window) for one in told}
    parts = tuple(_part(what, found, told, start, evidence) for what in PARTS)
    new = [one for one in _ranked(found.values()) if one.is_new and one.n >= _NEW] if window.N_before else []
    by_thing = {series.thing: series for series in told}
    shown = tuple(_quoted(one, by_thing[one.thing], start, evidence) for one in new[:_SHOWN_NEW])
    return TodayView(window, parts, shown, len(new) - len(shown))


def _start(series: Series) -> int:
    """Return the place of the first period of the window."""
    documents = 0
    for place in range(len(series.published) - 1, -1, -1):
        documents += series.published[place].N
        if documents >= _LEAST_DOCUMENTS:
            return place
    return 0


def _window(series: Series, start: int) -> Window:
    now = [p for p in series.published[start:] if p.N]
    before = [p for p in series.published[:start] if p.N]
    first, last = (before[0].period, before[-1].period) if before else (None, None)
    return Window(now[0].period, now[-1].period, sum(p.N for p in now), first, last, sum(p.N for p in before))


def _counted(series: Series, start: int, window: Window) -> Standing:
    n = sum(point.n for point in series.published[start:])
    n_before = sum(point.n for point in series.published[:start])
    interval = wilson_interval(n, window.N)
    low, high = interval or (0.0, 1.0)
    before = n_before / window.N_before if window.N_before else None
    since = next((point.period for point in series.published if point.n), "")
    is_new = bool(n and not n_before and window.N_before)
    return Standing(
        series.thing, n, n / window.N, low, high, n_before, before, since, is_new, Quotes((), n)
    )  # fmt: skip


def _ranked(standings: Iterable[Standing]) -> list[Standing]:
    return sorted(standings, key=lambda one: (-one.n, -one.n_before, one.thing.name, one.thing.id))


def _part(
    what: What, found: dict[Thing, Standing], told: Sequence[Series], start: int, evidence: Evidence
) -> Part:
    by_thing = {series.thing: series for series in told}
    own = [one for one in _ranked(found.values()) if one.thing.what == what and one.n]
    shown = tuple(_quoted(one, by_thing[one.thing], start, evidence) for one in own[:_SHOWN])
    return Part(what, shown, len(own) - len(shown))


def _quoted(standing: Standing, series: Series, start: int, evidence: Evidence) -> Standing:
    """Return `standing` with sentences, the latest first."""
    latest = [document for point in reversed(series.published[start:]) for document in point.documents]
    return standing._replace(quotes=evidence.of(standing.thing, latest, _QUOTED))
