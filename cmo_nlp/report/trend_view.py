"""One thing from near: its series, its tests, and dated quotations from before and after the change."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.records import Change, TrendPoint
from cmo_nlp.report.evidence import DatedQuotation, Evidence
from cmo_nlp.report.summary import thing_names
from cmo_nlp.statistics.specificity import specificity
from cmo_nlp.statistics.trend_tests import TrendTest, trend_tests
from cmo_nlp.store import read

__all__ = ["PeriodSpecificity", "TrendView", "trend_view"]

_QUOTED = 3


class PeriodSpecificity(NamedTuple):
    """How characteristic a thing is of a period, in signed log10; None where no other number was possible."""

    period: str
    specificity: float | None


@dataclass(frozen=True, slots=True)
class TrendView:
    """What is known of the changes of a thing.

    `published` and `spoken` are its series on the two clocks, `strata` those by a field. `crude` is the trend
    per year of the series as it is, without regard to publishers; None where the middles of the periods are
    not known. `since` is the period from which quotations stand in `after`: that of the change point where a
    step is established, else the middle of the documents. `told` are quotations by horizon.
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
    told: tuple[DatedQuotation, ...]


def trend_view(
    connection: sqlite3.Connection,
    identity: str,
    years: Mapping[str, float] | None = None,
    quotations: int | None = _QUOTED,
) -> TrendView:
    """Return the thing `identity`; InputError without trends, UsageError for an id or name without a series.

    A French name stands for the id where only one thing has it. `years` are the middles of the periods;
    `quotations` documents are quoted on each side and for each horizon, None for all with all they say.
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
    spoken = tuple(p for p in own if p.clock == "horizon")
    evidence = Evidence(connection, kind, identity, quotations)
    before, after = evidence.sides(published, since)
    name, what = names[kind, identity]
    return TrendView(
        kind,
        identity,
        name,
        what,
        published,
        spoken,
        tuple(p for p in own if p.stratum is not None),
        changes,
        _crude(published, years),
        tuple(_specificities(published)),
        since,
        before,
        after,
        evidence.horizons(spoken),
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


def _crude(points: Sequence[TrendPoint], years: Mapping[str, float] | None) -> TrendTest | None:
    """Return the trend per year of the counts as they are, None where no two periods have a year."""
    import numpy as np

    if years is None or len(points) < 2 or any(point.period not in years for point in points):  # noqa: PLR2004
        return None
    n, totals = (np.array([[getattr(p, key) for p in points]]) for key in ("n", "N"))
    return trend_tests(n, totals[0], [years[point.period] for point in points])[0]


def _specificities(points: Sequence[TrendPoint]) -> Iterator[PeriodSpecificity]:
    of_kind, total = sum(point.n for point in points), sum(point.N for point in points)
    for point in points:
        yield PeriodSpecificity(point.period, specificity(point.n, point.N, of_kind, total))
