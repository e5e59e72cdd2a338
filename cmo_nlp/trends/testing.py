"""Is it a change? Tests of every series on both clocks, and the effects that go with them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from cmo_nlp.statistics.conditional import conditional_slopes
from cmo_nlp.statistics.permutation import ScoreTests, incidence
from cmo_nlp.statistics.stratified import stratified_slopes
from cmo_nlp.trends.corpus import HORIZONS, Corpus
from cmo_nlp.trends.sightings import Thing

__all__ = ["NOT_COMPARABLE", "SEPARATED", "HorizonTests", "PublicationTests"]

FEW_PERIODS = "fewer than two periods with documents"
NOWHERE = "in no document"
EVERYWHERE = "in every document"
TOO_FEW = "found in too few documents, or missing from too few, to be tested"
NOT_COMPARABLE = "no outlet has documents with it and without it in several periods"
NO_PAIRS = "no document speaks of several horizons, with it in some of them only"
SEPARATED = "the periods separate documents with it from those without: the odds ratio has no finite estimate"
_CHUNK = 200
"""things at a time where an array holds every document."""


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
    def _cells(self) -> tuple[np.ndarray, np.ndarray]:
        """The documents (things, strata, periods) with each thing, and (1, strata, periods) all."""
        scores = self.scores
        strata, periods = scores.sizes.shape
        flat = scores.stratum * periods + scores.period
        units = len(flat)
        cross = csr_array((np.ones(units), (np.arange(units), flat)), shape=(units, strata * periods))
        counts = (scores.held @ cross).toarray().astype(np.float32)
        return counts.reshape(len(self.rows), strata, periods), scores.sizes[None]

    def trends(self) -> tuple[np.ndarray, np.ndarray]:
        """Return slope and standard error (things,), in logits a year, NaN without a finite estimate."""
        counts, sizes = self._cells
        fitted = stratified_slopes(counts, sizes, self.scores.scale)
        return fitted.slope, fitted.error

    def steps(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the break (first filled period after it), the step in logits and its standard error.

        It is the break with the largest score, on which the test rests; of equals, the first.
        """
        counts, sizes = self._cells
        scores = np.round(np.abs(self.scores.z[:, 1:]), 9)
        breaks = np.argmax(scores, axis=1) + 1 if scores.size else np.zeros(0, dtype=int)
        after = np.arange(sizes.shape[2]) >= breaks[:, None]
        split = _split(counts, after), _split(np.broadcast_to(sizes, counts.shape), after)
        fitted = stratified_slopes(*split, np.array([0.0, 1.0]))
        return breaks, fitted.slope, fitted.error


def _split(cells: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return the sums (things, strata, 2) of the cells before a break and `after` (things, periods) it."""
    late = np.einsum("rst,rt->rs", cells, after.astype(float), optimize=False)
    return np.stack([cells.sum(axis=2) - late, late], axis=2)


@dataclass(frozen=True)
class HorizonTests:
    """Is a thing more in what is said of the future than in what is said of the past, by the same texts?

    The units are the horizons that a document speaks of, the strata the documents.
    """

    of: Corpus
    things: tuple[Thing, ...]
    fewest: int

    @cached_property
    def _units(self) -> tuple[np.ndarray, np.ndarray]:
        """Document and horizon of each unit, documents with one horizon left out."""
        several = self.of.stated.sum(axis=1) > 1
        documents, horizons = np.nonzero(self.of.stated & several[:, None])
        return documents, horizons

    @cached_property
    def _held(self) -> csr_array:
        documents, horizons = self._units
        index = np.full(self.of.stated.shape, -1)
        index[documents, horizons] = np.arange(len(documents))
        place = {thing: row for row, thing in enumerate(self.things)}
        row_of = np.array([place.get(thing, -1) for thing in self.of.things], dtype=np.int64)
        cells = self.of.cells[(row_of[self.of.cells[:, 0]] >= 0) & (self.of.cells[:, 2] >= 0)]
        units = index[cells[:, 1], cells[:, 2]]
        rows = np.column_stack([row_of[cells[:, 0]], units])[units >= 0]
        return incidence(len(self.things), len(documents), rows)

    @cached_property
    def reasons(self) -> list[str | None]:
        """Why a thing is not tested, None where it is."""
        found = np.asarray(self._held.sum(axis=1)).ravel()
        units = len(self._units[0])
        if not units:
            return [NO_PAIRS] * len(self.things)
        return [_reason(n, units, self.fewest, NO_PAIRS) for n in found.tolist()]

    @cached_property
    def rows(self) -> np.ndarray:
        """The places of the things that are tested."""
        return np.array([i for i, reason in enumerate(self.reasons) if reason is None], dtype=np.int64)

    @cached_property
    def scores(self) -> ScoreTests:
        """The tests of these things: a trend from past to future."""
        documents, horizons = self._units
        _, stratum = np.unique(documents, return_inverse=True)
        scale = np.arange(len(HORIZONS), dtype=float)
        return ScoreTests(self._held[self.rows], horizons, stratum, scale, steps=False)

    def slopes(self) -> tuple[np.ndarray, np.ndarray]:
        """Return slope and standard error (things,), in logits from one horizon to the next."""
        scores, strata = self.scores, len(self.scores.sizes)
        flat = scores.stratum * len(HORIZONS) + scores.period
        found = [np.zeros((2, 0))]
        for start in range(0, len(self.rows), _CHUNK):
            part = scores.held[start : start + _CHUNK].toarray()
            counts = np.zeros((len(part), strata * len(HORIZONS)))
            counts[:, flat] = part
            found.append(np.array(conditional_slopes(counts.reshape(len(part), strata, -1), scores.sizes)))
        slope, error = np.concatenate(found, axis=1)
        return slope, error


def _incidence(of: Corpus) -> csr_array:
    told = np.array([thing.kind == "horizon" for thing in of.things], dtype=bool)
    rows = of.cells[(of.cells[:, 2] < 0) | told[of.cells[:, 0]]]
    return incidence(len(of.things), len(of.names), rows[:, :2])


def _reason(n: float, total: int, fewest: int, nowhere: str = NOWHERE) -> str | None:
    if n == 0:
        return nowhere
    if n == total:
        return EVERYWHERE
    return TOO_FEW if min(n, total - n) < fewest else None
