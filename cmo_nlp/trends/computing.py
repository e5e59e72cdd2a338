"""The two clocks: the years of publication, and the past, present and future that the texts speak of."""

from collections.abc import Iterable, Sequence
from typing import get_args

import numpy as np

from cmo_nlp.records import Change, Direction, Horizon, Trends
from cmo_nlp.settings import TrendSettings
from cmo_nlp.statistics.multiplicity import benjamini_hochberg
from cmo_nlp.statistics.trend_tests import TrendTest, trend_tests
from cmo_nlp.trends.series import Counts, calendar, count, points
from cmo_nlp.trends.sightings import DatedDocument, Families, Sighting, Thing, families

__all__ = ["compute"]

_HORIZONS: tuple[Horizon, ...] = get_args(Horizon)
_NO_HORIZON = -1
_NAMED = 20
"""documents named in a remark; of more, the number of the others."""


def compute(
    documents: Sequence[DatedDocument], sightings: Iterable[Sighting], settings: TrendSettings
) -> Trends:
    """Return the series of every thing sighted, on both clocks, and a trend test of each by publication.

    Clock "publication": of the documents of each year, the share in which the thing is sighted; a year
    without documents between the first and the last has N = 0. Clock "horizon", concepts and topics only: of
    the documents with a statement about the past (present, future), the share with the thing in such a
    statement; documents without a date count here too. A family of near-duplicates counts once, at its
    earliest date.

    The q-values control false discoveries over all the tests. Every sighting must be of one of `documents`.
    """
    ordered = sorted(documents, key=lambda document: document.id)
    family = families(ordered)
    things, cells = _cells(sightings, family)
    published = _by_publication(things, cells, family)
    spoken = _by_horizon(things, cells, family)
    series = points(published, "publication", settings) + points(spoken, "horizon", settings)
    series.sort(key=lambda point: (point.kind, point.id, point.clock != "publication"))
    return Trends(tuple(series), tuple(_changes(published, settings)), _remarks(ordered, family, published))


def _cells(sightings: Iterable[Sighting], family: Families) -> tuple[list[Thing], np.ndarray]:
    """Return the things in order and the sightings as rows (thing, family, horizon) of places.

    The three horizons are among the things of any corpus: that none speaks of the future is a finding.
    """
    always = _HORIZONS if family.names else ()
    seen = {Thing("horizon", horizon): place for place, horizon in enumerate(always)}
    horizons: dict[str | None, int] = {horizon: place for place, horizon in enumerate(_HORIZONS)}
    rows = [
        (
            seen.setdefault(Thing(sighting.kind, sighting.id), len(seen)),
            family.place[sighting.document_id],
            horizons.get(sighting.id if sighting.kind == "horizon" else sighting.horizon, _NO_HORIZON),
        )
        for sighting in sightings
    ]
    things = sorted(seen)
    rank = np.empty(len(seen), dtype=np.int64)
    rank[[seen[thing] for thing in things]] = np.arange(len(things))
    cells = np.array(rows, dtype=np.int64).reshape(-1, 3)
    cells[:, 0] = rank[cells[:, 0]]
    return things, cells


def _by_publication(things: Sequence[Thing], cells: np.ndarray, family: Families) -> Counts:
    dates = [period for period in family.periods if period is not None]
    periods = calendar(dates)
    place = {period: index for index, period in enumerate(periods)}
    period_of = np.array([place[period] if period else -1 for period in family.periods], dtype=np.int64)
    totals = np.bincount(period_of[period_of >= 0], minlength=len(periods)).tolist()
    dated = cells[period_of[cells[:, 1]] >= 0]
    rows = np.column_stack([dated[:, 0], period_of[dated[:, 1]], dated[:, 1]])
    return count(things, periods, totals, rows, family.names)


def _by_horizon(things: Sequence[Thing], cells: np.ndarray, family: Families) -> Counts:
    """Count in the documents that hold a statement of the horizon, by the sightings of kind "horizon"."""
    is_horizon = np.array([thing.kind == "horizon" for thing in things], dtype=bool)
    placed = cells[cells[:, 2] != _NO_HORIZON]
    stated = np.zeros((len(family.names), len(_HORIZONS)), dtype=bool)
    of_horizons = placed[is_horizon[placed[:, 0]]]
    stated[of_horizons[:, 1], of_horizons[:, 2]] = True
    kept = placed[~is_horizon[placed[:, 0]] & stated[placed[:, 1], placed[:, 2]]]
    others = [thing for thing in things if thing.kind != "horizon"]
    rank = np.cumsum(~is_horizon) - 1
    rows = np.column_stack([rank[kept[:, 0]], kept[:, 2], kept[:, 1]])
    return count(others, _HORIZONS, stated.sum(axis=0).tolist(), rows, family.names)


def _changes(counts: Counts, settings: TrendSettings) -> Iterable[Change]:
    tests = trend_tests(counts.n, counts.totals, range(len(counts.periods)), settings.confidence)
    adjusted = benjamini_hochberg([test.p for test in tests])
    for (kind, id_), test, q in zip(counts.things, tests, adjusted, strict=True):
        direction = _direction(test, q, settings.false_discovery_rate)
        effect, low, high = test.odds_ratio, test.low, test.high
        yield Change(
            kind,
            id_,
            "publication",
            None,
            "trend",
            direction,
            effect,
            low,
            high,
            test.p,
            q,
            None,
            test.reason,
        )


def _direction(test: TrendTest, q: float | None, level: float) -> Direction:
    if q is None or test.z is None or q >= level:
        return "none"
    return "up" if test.z > 0 else "down"


def _remarks(documents: Sequence[DatedDocument], family: Families, published: Counts) -> tuple[str, ...]:
    remarks = []
    undated = [name for name, period in zip(family.names, family.periods, strict=True) if period is None]
    if undated:
        named = ", ".join(undated[:_NAMED])
        more = f" et {len(undated) - _NAMED} autres" if len(undated) > _NAMED else ""
        remarks.append(
            f"sans date, hors des séries par année : {len(undated)} sur {len(family.names)} ({named}{more})"
        )
    repeated = len(documents) - len(family.names)
    if repeated:
        remarks.append(f"quasi-doublons comptés une seule fois, avec leur famille : {repeated}")
    if documents and np.count_nonzero(published.totals) < 2:  # noqa: PLR2004 - a trend needs two points
        remarks.append("aucune évolution à tester : moins de deux années ont des documents")
    return tuple(remarks)
