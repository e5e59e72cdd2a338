"""Counting: in how many documents of each period a thing was seen, and in which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from cmo_nlp.records import Clock, TrendPoint
from cmo_nlp.settings import TrendSettings
from cmo_nlp.statistics.intervals import wilson_intervals
from cmo_nlp.trends.corpus import HORIZONS, Corpus
from cmo_nlp.trends.sightings import Thing

__all__ = ["Counts", "by_horizon", "by_publication", "points", "standardised"]


@dataclass(frozen=True, slots=True)
class Counts:
    """`n` (things, periods) of `totals` (periods,) documents; `seen[thing][period]` are they, sorted.

    `mentions` (things, periods) are those in the documents, `words` (periods,) the length of all of these.
    """

    things: tuple[Thing, ...]
    periods: tuple[str, ...]
    n: np.ndarray
    totals: np.ndarray
    seen: tuple[tuple[tuple[str, ...], ...], ...]
    mentions: np.ndarray
    words: np.ndarray


def by_publication(of: Corpus, kept: np.ndarray | None = None) -> Counts:
    """Return in which of the dated documents of each period a thing is; of `kept` (documents,) only if given.

    A period without documents between the first and the last has a total of 0.
    """
    counted = (of.period >= 0) & (np.ones(len(of.names), dtype=bool) if kept is None else kept)
    rows = of.cells[counted[of.cells[:, 1]]]
    told = np.array([thing.kind == "horizon" for thing in of.things], dtype=bool)
    rows = rows[(rows[:, 2] < 0) | told[rows[:, 0]]]
    totals = np.bincount(of.period[counted], minlength=len(of.periods))
    words = np.bincount(of.period[counted], of.words[counted], minlength=len(of.periods))
    placed = np.column_stack([rows[:, 0], of.period[rows[:, 1]], rows[:, 1], rows[:, 3]])
    return _count(of.things, of.periods, totals, placed, of.names, words.astype(np.int64))


def by_horizon(of: Corpus) -> Counts:
    """Return in which of the documents that speak of a horizon a statement of it holds a thing."""
    told = np.array([thing.kind == "horizon" for thing in of.things], dtype=bool)
    rows = of.cells[~told[of.cells[:, 0]] & (of.cells[:, 2] >= 0)]
    rows = rows[of.stated[rows[:, 1], rows[:, 2]]]
    others = tuple(thing for thing in of.things if thing.kind != "horizon")
    rank = np.cumsum(~told) - 1
    placed = np.column_stack([rank[rows[:, 0]], rows[:, 2], rows[:, 1], 0 * rows[:, 3]])
    unknown = np.zeros(len(HORIZONS), dtype=np.int64)
    return _count(others, HORIZONS, of.stated.sum(axis=0), placed, of.names, unknown)


def standardised(of: Corpus, settings: TrendSettings) -> Iterator[TrendPoint]:
    """Yield the shares by publication with the composition by `settings.by` held still, stratum the field.

    Only documents with the field count in n and N. The share is that of each value of the field, weighted as
    often as the value is in the corpus (direct standardisation); it is None in a period that lacks documents
    of one of the values. Its interval is Wilson's for 1 / Σ w²/N documents, w the weights (Kish 1965).
    """
    values = np.array([group or "" for group in of.groups], dtype=object)
    told = np.array([group is not None for group in of.groups], dtype=bool)
    parts = [by_publication(of, told & (values == value)) for value in sorted(set(values[told]))]
    parts = [part for part in parts if part.totals.sum()]
    if not parts:
        return
    totals = np.stack([part.totals for part in parts]).astype(float)
    weights = totals.sum(axis=1, keepdims=True) / totals.sum()
    full = np.all(totals > 0, axis=0)
    size = np.where(full, 1 / (weights**2 / np.maximum(totals, 1)).sum(axis=0), 0)
    filled = np.maximum(totals, 1)
    share = sum(w * part.n / held for w, part, held in zip(weights, parts, filled, strict=True))
    whole = by_publication(of, told)
    sizes = np.broadcast_to(size, whole.n.shape)
    share = np.clip(np.where(sizes > 0, share, 0), 0, 1)
    intervals = iter(
        wilson_intervals((share * sizes).ravel().tolist(), sizes.ravel().tolist(), settings.confidence)
    )
    often = np.repeat(whole.n.sum(axis=1) >= settings.minimum_sightings, len(of.periods)).tolist()
    crude = points(whole, "publication", settings, settings.by)
    for point, value, enough in zip(crude, share.ravel().tolist(), often, strict=True):
        interval = next(intervals)
        if enough:
            known = None if interval is None else value
            low, high = interval or (None, None)
            yield replace(point, share=known, low=low, high=high)


def _count(  # noqa: PLR0913, PLR0917 - the parts of what it returns
    things: Sequence[Thing],
    periods: Sequence[str],
    totals: np.ndarray,
    placed: np.ndarray,
    names: Sequence[str],
    words: np.ndarray,
) -> Counts:
    """Count the rows (thing, period, document, mentions), one for each thing and document."""
    n, mentions = np.zeros((2, len(things), len(periods)), dtype=np.int64)
    np.add.at(n, (placed[:, 0], placed[:, 1]), 1)
    np.add.at(mentions, (placed[:, 0], placed[:, 1]), placed[:, 3])
    documents = (names[place] for place in placed[np.lexsort(placed[:, 2::-1].T), 2].tolist())
    seen = tuple(tuple(tuple(islice(documents, size)) for size in row) for row in n.tolist())
    return Counts(tuple(things), tuple(periods), n, totals, seen, mentions, words)


def points(
    counts: Counts, clock: Clock, settings: TrendSettings, stratum: str | None = None
) -> Iterator[TrendPoint]:
    """Yield the shares of every thing and period, things in the order of `counts`, with Wilson intervals."""
    totals = np.broadcast_to(counts.totals, counts.n.shape).ravel().tolist()
    intervals = iter(wilson_intervals(counts.n.ravel().tolist(), totals, settings.confidence))
    words, sums = counts.words.tolist(), counts.totals.tolist()
    for thing, n_of, mentions_of, seen_of in zip(
        counts.things, counts.n.tolist(), counts.mentions.tolist(), counts.seen, strict=True
    ):
        for place, period in enumerate(counts.periods):
            n, total, interval = n_of[place], sums[place], next(intervals)
            yield TrendPoint(
                thing.kind, thing.id, clock, stratum, period, n, total,
                n / total if total else None,
                interval and interval.low,
                interval and interval.high,
                total < settings.minimum_documents,
                seen_of[place],
                mentions_of[place],
                words[place],
            )  # fmt: skip
