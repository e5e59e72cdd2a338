"""Permutation p-values of a whole family, each going only as far as the decision on it needs."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np

__all__ = ["Adaptive", "Permuted", "adaptive_p_values"]

_FIRST, _LEAST = 200, 1_000
"""permutations before the first look, and before a strong result may stop."""
_KNOWN = 10_000
"""permutations before a result that is surely none may stop: its p is shown, and known to 1 in 200."""
_ENOUGH = 50
"""exceedances at which a p-value is known to a seventh of itself, and no longer looked at."""
_DOUBT = 1e-3
"""the chance that is taken, per thing and look, that p is above what a strong result stops on."""
_RESOLUTION, _AMPLE, _FEW = 1.05, 2.0, 20_000
"""permutations go up to 1.05 times 1/p of the smallest p that the family may need, 2 times where few are."""


class Permuted(Protocol):
    """Hypotheses (things, tests) that are tested by the same permutations."""

    @property
    def testable(self) -> np.ndarray:
        """Which of them can be tested at all."""

    def exceedances(self, rng: np.random.Generator, count: int, active: np.ndarray) -> np.ndarray:
        """Return how often `count` permutations give a statistic as large as the observed one."""


class Adaptive(NamedTuple):
    """p-values (things, tests), NaN where not testable, and the `permutations` behind each."""

    p: np.ndarray
    permutations: np.ndarray


def adaptive_p_values(families: Sequence[Permuted], level: float, limit: int, seed: int) -> list[Adaptive]:
    """Return the p-values of all hypotheses, taken as one family of m under Benjamini-Hochberg at `level`.

    Definition: p = (b + 1) / (B + 1), b of B permutations having a statistic as large as the observed one.
    B grows by half at a time. A hypothesis stops at 50 exceedances (Besag and Clifford 1991), or when the
    procedure rejects it even with upper confidence bounds in the place of all p-values (Gandy and Hahn 2014),
    or, after 10,000, does not even with lower ones; or at a little more than m / level permutations, with
    which the smallest p that a family of m may need (level / m) is seen, twice as many while that is under
    20,000. `limit` is the most that is done in any case. A multiple of 50 is drawn each time.
    Bias: none without the second rule, which errs with probability 0.001 a look.
    """
    shapes = [family.testable.shape for family in families]
    testable = (
        np.concatenate([family.testable.ravel() for family in families]) if families else np.zeros(0, bool)
    )
    counted, drawn = np.zeros(len(testable), dtype=np.int64), np.zeros(len(testable), dtype=np.int64)
    needed = testable.sum() / level
    most = int(min(limit, max(_LEAST, np.ceil(_RESOLUTION * needed), min(_AMPLE * needed, _FEW))))
    active, total, look = testable.copy(), 0, 0
    while active.any() and total < most:
        count = _next_count(total, most)
        counted += _drawn(families, shapes, active, (seed, look), count)
        drawn[active] += count
        total, look = total + count, look + 1
        active &= counted < _ENOUGH
        if total >= _LEAST:
            sure, possible = _rejected(counted, drawn, testable, level)
            active &= ~sure & (possible | (total < _KNOWN))
    p = np.where(testable, (counted + 1) / (drawn + 1), np.nan)
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])[:-1]
    if not shapes:
        return []
    return [
        Adaptive(values.reshape(shape), number.reshape(shape))
        for values, number, shape in zip(np.split(p, ends), np.split(drawn, ends), shapes, strict=True)
    ]


def _next_count(total: int, most: int) -> int:
    count = _FIRST if not total else max(_FIRST, total // 2)
    count = min(count, _LEAST - total) if total < _LEAST < total + count else min(count, most - total)
    return -(-count // 50) * 50


def _drawn(
    families: Sequence[Permuted],
    shapes: Sequence[tuple[int, ...]],
    active: np.ndarray,
    seed: tuple[int, int],
    count: int,
) -> np.ndarray:
    found, start = [], 0
    for place, (family, shape) in enumerate(zip(families, shapes, strict=True)):
        wanted = active[start : start + int(np.prod(shape))].reshape(shape)
        start += wanted.size
        rng = np.random.default_rng([*seed, place])
        found.append(np.where(wanted, family.exceedances(rng, count, wanted), 0).ravel())
    return np.concatenate(found)


def _rejected(
    counted: np.ndarray, drawn: np.ndarray, testable: np.ndarray, level: float
) -> tuple[np.ndarray, np.ndarray]:
    """Tell which are rejected with upper, and which with lower Clopper-Pearson bounds of all p-values."""
    from scipy.stats import beta, false_discovery_control

    found, total = counted[testable], drawn[testable]
    upper = beta.ppf(1 - _DOUBT, found + 1, np.maximum(total - found, 1))
    lower = beta.ppf(_DOUBT, np.maximum(found, 1), total - found + 1) * (found > 0)
    decided = np.zeros((2, len(counted)), dtype=bool)
    for row, p in zip(decided, (upper, lower), strict=True):
        row[testable] = false_discovery_control(np.clip(p, 0, 1), method="bh") < level
    return decided[0], decided[1]
