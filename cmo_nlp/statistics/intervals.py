"""Confidence intervals of a share."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

__all__ = ["Interval", "wilson_interval", "wilson_intervals"]


class Interval(NamedTuple):
    """Bounds of a share, 0 <= low <= high <= 1."""

    low: float
    high: float


def wilson_interval(n: int, total: int, confidence: float = 0.95) -> Interval | None:
    """Return the Wilson score interval of the share n / total, None where total is 0.

    Definition: the shares π that a two-sided score test of n / total does not reject at 1 - `confidence`.
    Formula: (p + z²/2N ± z √(p(1-p)/N + z²/4N²)) / (1 + z²/N), p = n/N.
    Bias: pulled towards 1/2, which is what keeps it inside 0 to 1 and near its nominal coverage where N is
    small or p is at an end; coverage is right on average over p, not for each. Source: Wilson (1927); Brown,
    Cai and DasGupta (2001).

    >>> wilson_interval(0, 0) is None
    True
    >>> [round(bound, 4) for bound in wilson_interval(1, 10)]
    [0.0179, 0.4042]
    """
    return wilson_intervals([n], [total], confidence)[0]


def wilson_intervals(
    n: Sequence[float], totals: Sequence[float], confidence: float = 0.95
) -> list[Interval | None]:
    """Return the Wilson interval of each n / total, as `wilson_interval` does, None where a total is 0.

    Both may be effective numbers, which are not whole.
    """
    from statsmodels.stats.proportion import proportion_confint

    counts, sizes = np.asarray(n, dtype=float), np.asarray(totals, dtype=float)
    if np.any(counts < 0) or np.any(counts > sizes):
        msg = "a share needs 0 <= n <= total"
        raise ValueError(msg)
    lows, highs = proportion_confint(counts, np.maximum(sizes, 1), alpha=1 - confidence, method="wilson")
    lows, highs = np.where(counts == 0, 0, lows), np.where(counts == sizes, 1, highs)  # exact at the ends
    bounds = np.column_stack([lows, highs]).tolist()
    return [Interval(low, high) if size else None for (low, high), size in zip(bounds, totals, strict=True)]
