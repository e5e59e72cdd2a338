"""Counting: in how many documents of each period a thing was seen, and in which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from cmo_nlp.records import Clock, TrendPoint
from cmo_nlp.settings import TrendSettings
from cmo_nlp.statistics.intervals import wilson_intervals
from cmo_nlp.trends.sightings import Thing

__all__ = ["Counts", "calendar", "count", "points"]

_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Counts:
    """`n` (things, periods) of `totals` (periods,) documents; `seen[thing][period]` are they, sorted."""

    things: tuple[Thing, ...]
    periods: tuple[str, ...]
    n: np.ndarray
    totals: np.ndarray
    seen: tuple[tuple[tuple[str, ...], ...], ...]


def calendar(periods: Iterable[str]) -> tuple[str, ...]:
    """Return the periods in order, years without a document between the first and the last put in.

    >>> calendar(["2019", "2016"])
    ('2016', '2017', '2018', '2019')
    """
    known = sorted(set(periods))
    if not known or not all(period.isdecimal() and len(period) == _YEAR_DIGITS for period in known):
        return tuple(known)
    return tuple(f"{year:04d}" for year in range(int(known[0]), int(known[-1]) + 1))


def count(
    things: Sequence[Thing],
    periods: Sequence[str],
    totals: Sequence[int],
    cells: np.ndarray,
    names: Sequence[str],
) -> Counts:
    """Return the counts of `cells`, rows (thing, period, document) of places in the other arguments.

    A document counts once in a cell, however often it stands there.
    """
    n = np.zeros((len(things), len(periods)), dtype=np.int64)
    cells = np.unique(cells.reshape(-1, 3), axis=0)  # and sorted: the documents of a cell come in order
    np.add.at(n, (cells[:, 0], cells[:, 1]), 1)
    ends = n.cumsum().reshape(n.shape).tolist()
    documents = [names[place] for place in cells[:, 2].tolist()]
    seen = tuple(
        tuple(tuple(documents[end - size : end]) for end, size in zip(row, sizes, strict=True))
        for row, sizes in zip(ends, n.tolist(), strict=True)
    )
    return Counts(tuple(things), tuple(periods), n, np.asarray(totals, dtype=np.int64), seen)


def points(counts: Counts, clock: Clock, settings: TrendSettings) -> list[TrendPoint]:
    """Return the shares of every thing and period, things in the order of `counts`, with Wilson intervals."""
    totals = np.broadcast_to(counts.totals, counts.n.shape).ravel().tolist()
    intervals = wilson_intervals(counts.n.ravel().tolist(), totals, settings.confidence)
    cells = [(thing, j) for thing in range(len(counts.things)) for j in range(len(counts.periods))]
    made = []
    for (thing, j), interval, total in zip(cells, intervals, totals, strict=True):
        n = int(counts.n[thing, j])
        kind, id_ = counts.things[thing]
        low, high = interval or (None, None)
        share = n / total if total else None
        sparse = total < settings.minimum_documents
        seen = counts.seen[thing][j]
        made.append(
            TrendPoint(kind, id_, clock, None, counts.periods[j], n, total, share, low, high, sparse, seen)
        )
    return made
