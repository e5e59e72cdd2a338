"""The odds ratio of a thing from one horizon to the next, each document compared with itself only."""

import numpy as np

__all__ = ["conditional_slopes"]

_STEPS, _TOLERANCE = 60, 1e-10
_LONGEST = 2.0


def conditional_slopes(counts: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return slope and standard error (things,) of conditional logistic regression, NaN without a maximum.

    `counts` (things, strata, 3) and `sizes` (strata, 3) are 0 or 1: whether a stratum (a document) has the
    unit (a horizon) 0, 1 or 2, and whether the thing is in it. Definition: the likelihood of which of the
    units of a stratum hold the thing, given how many do; the slope is in logits from one unit to the next,
    above 0 towards the last. Formula: log L = Σ (b s - log Σ exp(b s')), s the sum of the units that hold it,
    s' the sums of all choices of as many units.
    Bias: none that strata bring in; away from 0 with a handful of strata. Source: Breslow and Day (1980),
    chapter 7.
    """
    held = counts * sizes
    many, choices = held.sum(axis=2).astype(int), sizes.sum(axis=1).astype(int)
    sort = np.where((many > 0) & (many < choices), _sorts(sizes), 0)
    sort = np.where((many == 2) & (choices == 3), len(_SORTS), sort)  # noqa: PLR2004 - two of three
    numbers = np.stack([(sort == place).sum(axis=1) for place in range(1, len(_SORTS) + 1)], axis=1)
    observed = (held @ np.arange(3.0) * (sort > 0)).sum(axis=1)
    return _maximised(observed, numbers)


_SORTS = ((0.0, 1.0), (1.0, 2.0), (0.0, 2.0), (0.0, 1.0, 2.0), (1.0, 2.0, 3.0))
"""the sums that a stratum may have: one unit of a pair, one of three, two of three."""


def _sorts(sizes: np.ndarray) -> np.ndarray:
    """Return which of the sorts, from 1, a stratum with one holding unit is of; 0 for a single unit."""
    of_units = np.zeros(8, dtype=int)
    of_units[[0b011, 0b110, 0b101, 0b111]] = 1, 2, 3, 4
    found: np.ndarray = of_units[(sizes @ np.array([1, 2, 4])).astype(int)]
    return found


def _maximised(observed: np.ndarray, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    lowest = numbers @ np.array([min(sums) for sums in _SORTS])
    highest = numbers @ np.array([max(sums) for sums in _SORTS])
    inside = (observed > lowest) & (observed < highest)
    slope, information = np.zeros(len(observed)), np.ones(len(observed))
    for _ in range(_STEPS):
        means, variances = zip(*(_moments(slope, np.array(sums)) for sums in _SORTS), strict=True)
        score = observed - (numbers * np.stack(means, axis=1)).sum(axis=1)
        information = np.where(inside, (numbers * np.stack(variances, axis=1)).sum(axis=1), 1.0)
        step = np.where(inside, np.clip(score / information, -_LONGEST, _LONGEST), 0.0)
        slope = slope + step
        if np.all(np.abs(step) < _TOLERANCE):
            break
    return np.where(inside, slope, np.nan), np.where(inside, 1 / np.sqrt(information), np.nan)


def _moments(slope: np.ndarray, sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    weight = np.exp(slope[:, None] * (sums - sums.max()))
    weight /= weight.sum(axis=1, keepdims=True)
    mean = weight @ sums
    return mean, weight @ sums**2 - mean**2
