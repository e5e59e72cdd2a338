"""Is it a change? Tests of every series on both clocks, and the effects that go with them."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from cmo_nlp.statistics.breaks import Steps, largest_score, mantel_haenszel, steps
from cmo_nlp.statistics.permutation import ScoreTests, incidence
from cmo_nlp.statistics.stratified import clustered_slopes, stratified_slopes
from cmo_nlp.trends.corpus import HORIZONS, Corpus
from cmo_nlp.trends.sightings import Thing

__all__ = ["NOT_COMPARABLE", "NO_PAIRS", "SEPARATED", "UNBOUNDED", "HorizonTests", "PublicationTests"]

FEW_PERIODS = "fewer than two periods with documents"
NOWHERE = "in no document"
EVERYWHERE = "in every document"
TOO_FEW = "found in too few documents, or missing from too few, to be tested"
NOT_COMPARABLE = "no outlet has documents with it and without it in several periods"
NO_PAIRS = "no document speaks of several horizons, with it in some of them only"
UNBOUNDED = "at one of the plausible breaks the odds ratio has no finite bound"
SEPARATED = "the periods separate documents with it from those without: the odds ratio has no finite estimate"


@dataclass(frozen=True)
class PublicationTests:
    """Trend and step of each thing over the periods of publication, like documents compared with like.

    `stratum` (documents,) says which documents are alike.
    """

    of: Corpus
    stratum: np.ndarray
    fewest: int

    @cached_property
    def _dated(self) -> np.ndarray:
        return np.flatnonzero(self.of.period >= 0)

    @cached_property
    def _held(self) -> csr_array:
        return _incidence(self.of)[:, self._dated]

    @cached_property
    def filled(self) -> np.ndarray:
        """The places of the periods that hold documents."""
        return np.flatnonzero(self.of.totals)

    @cached_property
    def reasons(self) -> list[str | None]:
        """Why a thing is not tested at all, None where it is."""
        if len(self.filled) < 2:  # noqa: PLR2004 - two points make a line
            return [FEW_PERIODS] * len(self.of.things)
        found = np.asarray(self._held.sum(axis=1)).ravel()
        return [_reason(n, len(self._dated), self.fewest) for n in found.tolist()]

    @cached_property
    def rows(self) -> np.ndarray:
        """The places of the things that are tested."""
        return np.array([i for i, reason in enumerate(self.reasons) if reason is None], dtype=np.int64)

    @cached_property
    def scores(self) -> ScoreTests:
        """The tests of these things."""
        rank = np.cumsum(self.of.totals > 0) - 1
        period = rank[self.of.period[self._dated]]
        _, stratum = np.unique(self.stratum[self._dated], return_inverse=True)
        years = self.of.years[self.filled] if len(self.filled) else np.zeros(1)
        return ScoreTests(self._held[self.rows], period, stratum, years)

    @cached_property
    def _cells(self) -> csr_array:
        """The documents (things, strata x periods) with each thing."""
        scores = self.scores
        strata, periods = scores.sizes.shape
        flat = scores.stratum * periods + scores.period
        units = len(flat)
        cross = csr_array((np.ones(units), (np.arange(units), flat)), shape=(units, strata * periods))
        return csr_array(scores.held @ cross)

    def trends(self) -> tuple[np.ndarray, np.ndarray]:
        """Return slope and standard error (things,), in logits a year, NaN without a finite estimate."""
        counts = self._cells.toarray().astype(np.float32)
        sizes = self.scores.sizes[None]
        fitted = stratified_slopes(counts.reshape(-1, *sizes.shape[1:]), sizes, self.scores.scale)
        return fitted.slope, fitted.error

    def steps(self, confidence: float, seed: int) -> Steps:
        """Return the breaks, as places of `filled`, and the steps in logits.

        The break is that with the largest score, on which the test rests; of equals, the first.
        """
        scores = self.scores
        ratios, errors = mantel_haenszel(self._cells, scores.sizes)
        most = largest_score(scores.sizes, scores.contrasts[:, 1:], confidence, seed)
        found = steps(scores.z[:, 1:], scores.variance[:, 1:], ratios, errors, confidence, most)
        return found._replace(place=found.place + 1, first=found.first + 1, last=found.last + 1)


class _Cells(NamedTuple):
    """Of each pair (thing, stratum) that has any, the units (pairs, periods) with the thing."""

    thing: np.ndarray
    stratum: np.ndarray
    counts: np.ndarray


@dataclass(frozen=True)
class HorizonTests:
    """Is a thing more in what is said of the future than in what is said of the past, by the same texts?

    The units are the statements of the documents that speak of several horizons, the strata the documents:
    that a text says more of one horizon than of another makes no difference.
    """

    of: Corpus
    things: tuple[Thing, ...]
    fewest: int

    @cached_property
    def _units(self) -> np.ndarray:
        """The places of the statements."""
        several = self.of.stated.sum(axis=1) > 1
        return np.flatnonzero(several[self.of.statements[:, 0]])

    @cached_property
    def _stratum(self) -> np.ndarray:
        return np.unique(self.of.statements[self._units, 0], return_inverse=True)[1]

    @cached_property
    def _held(self) -> csr_array:
        place = {thing: row for row, thing in enumerate(self.of.things)}
        every = incidence(len(self.of.things), len(self.of.statements), self.of.told)
        return every[[place[thing] for thing in self.things]][:, self._units]

    @cached_property
    def reasons(self) -> list[str | None]:
        """Why a thing is not tested, None where it is."""
        if not len(self._units):
            return [NO_PAIRS] * len(self.things)
        cells = self._cells(self._held)
        size = np.bincount(self._stratum)
        some = np.bincount(cells.thing, minlength=len(self.things))
        whole = np.bincount(cells.thing, cells.counts.sum(axis=1) == size[cells.stratum], len(self.things))
        return [
            _reason(n, len(size), self.fewest, NO_PAIRS, len(size) - full)
            for n, full in zip(some.tolist(), whole.tolist(), strict=True)
        ]

    @cached_property
    def rows(self) -> np.ndarray:
        """The places of the things that are tested."""
        return np.array([i for i, reason in enumerate(self.reasons) if reason is None], dtype=np.int64)

    @cached_property
    def scores(self) -> ScoreTests:
        """The tests of these things: a trend from past to future."""
        horizons = self.of.statements[self._units, 1]
        scale = np.arange(len(HORIZONS), dtype=float)
        return ScoreTests(self._held[self.rows], horizons, self._stratum, scale, steps=False, rotated=True)

    def slopes(self) -> tuple[np.ndarray, np.ndarray]:
        """Return slope and standard error (things,), in logits from one horizon to the next."""
        cells = self._cells(self.scores.held)
        sizes = self.scores.sizes[cells.stratum]
        return clustered_slopes(cells.counts, sizes, cells.thing, len(self.rows), self.scores.scale)

    def _cells(self, held: csr_array) -> _Cells:
        """Return the statements of each horizon with a thing, for each document that holds it."""
        things, units = held.nonzero()
        keys, cell = np.unique(things * len(self.of.names) + self._stratum[units], return_inverse=True)
        counts = np.zeros((len(keys), len(HORIZONS)))
        np.add.at(counts, (cell, self.of.statements[self._units[units], 1]), 1)
        return _Cells(*np.divmod(keys, len(self.of.names)), counts)


def _incidence(of: Corpus) -> csr_array:
    told = np.array([thing.kind == "horizon" for thing in of.things], dtype=bool)
    rows = of.cells[(of.cells[:, 2] < 0) | told[of.cells[:, 0]]]
    return incidence(len(of.things), len(of.names), rows[:, :2])


def _reason(
    n: float, total: int, fewest: int, nowhere: str = NOWHERE, without: float | None = None
) -> str | None:
    without = total - n if without is None else without
    if n == 0:
        return nowhere
    if without == 0:
        return EVERYWHERE
    return TOO_FEW if min(n, without) < fewest else None
