"""How far two profiles are from each other, and whether that is more than chance."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from cmo_nlp.statistics.permutation import Shuffler, cut, summed

__all__ = ["ProfileDistances", "jensen_shannon"]

_CELLS = 300_000
_TIES = 1e-9


def jensen_shannon(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the Jensen-Shannon divergence in bits of counts over the last axis, NaN where one is empty.

    Definition: H((p + q) / 2) - (H(p) + H(q)) / 2, H the Shannon entropy to base 2, p and q the counts as
    shares of their sum; 0 for equal profiles, 1 for profiles without anything in common, symmetric.
    Bias: upwards, more so the fewer the counts: two samples of one profile differ. A permutation p-value
    takes that into account. Source: Lin (1991); Endres and Schindelin (2003) for its square root as a metric.

    >>> float(jensen_shannon(np.array([1, 0]), np.array([0, 3])))
    1.0
    """
    from scipy.special import xlogy

    sums = first.sum(axis=-1, keepdims=True), second.sum(axis=-1, keepdims=True)
    p, q = (
        counts / np.where(total > 0, total, 1) for counts, total in zip((first, second), sums, strict=True)
    )
    mean = (p + q) / 2
    nats = (xlogy(p, p) + xlogy(q, q)).sum(axis=-1) / 2 - xlogy(mean, mean).sum(axis=-1)
    known = (sums[0][..., 0] > 0) & (sums[1][..., 0] > 0)
    divergence: np.ndarray = np.where(known, np.maximum(nats / np.log(2), 0), np.nan)
    return divergence


@dataclass(frozen=True)
class ProfileDistances:
    """Jensen-Shannon divergences between the units of two periods, for each part of the profile.

    `held` (things, units), `second` (units,) whether a unit is of the second period, `stratum` (units,),
    `members` (parts, things) which things a part of the profile is made of. A profile counts, for each
    thing, the units with it. The null hypothesis is that of `ScoreTests`: within its stratum, a unit may
    as well be of the other period. `rotated` as in `Shuffler`.
    """

    held: csr_array
    second: np.ndarray
    stratum: np.ndarray
    members: np.ndarray
    rotated: bool = False

    @cached_property
    def observed(self) -> np.ndarray:
        """The divergences (1, parts) in bits, NaN where a profile is empty."""
        return self._divergences(self._counts(self.second[None].astype(np.int16)))

    @cached_property
    def testable(self) -> np.ndarray:
        """Whether (1, parts) both profiles hold something and a stratum has units of both periods."""
        testable: np.ndarray = np.isfinite(self.observed) & bool(self._shuffler.groups)
        return testable

    def exceedances(self, rng: np.random.Generator, count: int, active: np.ndarray) -> np.ndarray:
        """Return how often (1, parts) `count` shuffles give profiles as far apart as the observed ones."""
        found = np.zeros(self.observed.shape, dtype=np.int64)
        if not active.any():
            return found
        bound = self.observed * (1 - _TIES) - _TIES

        def as_far(drawn: np.ndarray) -> np.ndarray:
            distances = self._divergences(self._counts(drawn))
            far = np.nan_to_num(distances, nan=np.inf) >= np.nan_to_num(bound)
            return np.asarray(far.sum(axis=0))

        at_once = max(1, _CELLS // max(self.held.nnz, 2 * self.held.shape[0], 1))
        return found + summed(as_far, cut(self._shuffler.draw(rng, count), at_once))

    @cached_property
    def _shuffler(self) -> Shuffler:
        return Shuffler(self.second.astype(np.int16), self.stratum, rotated=self.rotated)

    @cached_property
    def _places(self) -> tuple[np.ndarray, np.ndarray]:
        things, units = self.held.nonzero()
        return things, units

    def _counts(self, second: np.ndarray) -> np.ndarray:
        """Return the counts (shuffles, 2, things) of the units of each period."""
        things, units = self._places
        size = self.held.shape[0]
        keys = second.take(units, axis=1).astype(np.intp) * size
        keys += things
        keys += np.arange(len(second))[:, None] * 2 * size
        return np.bincount(keys.ravel(), minlength=len(second) * 2 * size).reshape(len(second), 2, size)

    def _divergences(self, counts: np.ndarray) -> np.ndarray:
        own = [counts[:, :, part] for part in self.members]
        return np.stack([jensen_shannon(c[:, 0], c[:, 1]) for c in own], axis=1)
