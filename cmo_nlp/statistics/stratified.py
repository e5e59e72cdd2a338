"""Odds ratios that compare like with like: logistic regression on time with a level for each stratum."""

from typing import NamedTuple

import numpy as np
from scipy.special import expit

__all__ = ["Slopes", "clustered_slopes", "stratified_slopes"]

_STEPS = 60
"""Newton steps at most; a slope that exists is reached in about eight."""
_TOLERANCE = 1e-10
_LONGEST = 2.0
"""logits that one step may move the ends of the scale apart."""
_CELLS = 3_000_000
"""cells of one array at a time; 24 MB."""


class Slopes(NamedTuple):
    """Per row: the `slope` in logits per unit of the scale and its standard `error`.

    Both are NaN where the strata that tell anything have all units with the thing on one side of those
    without, so that no finite slope is the likeliest, and where none tells anything.
    """

    slope: np.ndarray
    error: np.ndarray


def stratified_slopes(counts: np.ndarray, sizes: np.ndarray, scale: np.ndarray) -> Slopes:
    """Estimate logit(share) = level of the stratum + slope x from `counts` (rows, strata, periods).

    `sizes` (rows or 1, strata, periods) are the units, `scale` (periods,) the x.
    Definition: the slope that makes it the likeliest which unit of a pair holds the thing, over all pairs of
    a unit with and a unit without it in one stratum, each weighted with 1 / units of the stratum; levels drop
    out. With two periods this is Mantel and Haenszel's odds ratio. The error comes from the information of
    the logistic model with levels, at that slope, times N / (N - 1) in a stratum of N.
    Direction: a slope above 0 is a rise. Bias: small in strata of any size, where logistic regression with
    many levels goes astray (it squares the odds ratio in pairs); a little wider spread than it in large ones.
    Source: Liang (1987); Mantel and Haenszel (1959); Breslow and Day (1980), chapters 4, 5 and 7.
    """
    rows = max(1, _CELLS // max(1, counts[:1].size))
    parts = [np.zeros((2, 0))]
    for start in range(0, len(counts), rows):
        size = sizes if len(sizes) == 1 else sizes[start : start + rows]
        held = counts[start : start + rows].astype(float)
        parts.append(np.array(_estimated(held, np.broadcast_to(size, held.shape).astype(float), scale)))
    return Slopes(*np.concatenate(parts, axis=1))


def clustered_slopes(
    counts: np.ndarray, sizes: np.ndarray, row: np.ndarray, rows: int, scale: np.ndarray
) -> Slopes:
    """Return the slopes of `stratified_slopes` with errors that hold where the units of a stratum are alike.

    Strata are few units each (the statements of a document), given one by one: `counts` and `sizes`
    (cells, periods) of a row and a stratum, `row` (cells,) from 0 to `rows` - 1; strata without the thing
    need not be there. The error is the spread of the scores of the strata (sandwich), of n strata times
    √(n / (n - 1)). Bias: too small with a handful of strata.
    Source: Liang (1987); Liang and Zeger (1986).
    """
    totals = sizes.sum(axis=1, keepdims=True)
    own = counts[:, :, None] * ((sizes - counts) / np.where(totals > 0, totals, 1))[:, None, :]
    pairs = np.zeros((rows, *own.shape[1:]))
    np.add.at(pairs, row, own)
    slope = _likeliest(pairs, scale.astype(float))
    apart = scale[:, None] - scale
    share = expit(np.nan_to_num(slope)[:, None, None] * apart)
    scores = (own * (apart * (1 - share))[row]).sum(axis=(1, 2))
    information = (pairs * apart**2 * share * (1 - share)).sum(axis=(1, 2))
    telling = np.bincount(row, (own * np.abs(apart)).sum(axis=(1, 2)) > 0, rows)
    spread = np.bincount(row, scores**2, rows) * telling / np.maximum(telling - 1, 1)
    known = np.isfinite(slope) & (telling > 1)
    error = np.sqrt(spread) / np.where(information > 0, information, 1)
    return Slopes(np.where(known, slope, np.nan), np.where(known, error, np.nan))


def _estimated(counts: np.ndarray, sizes: np.ndarray, scale: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    spread = float(np.ptp(scale)) or 1.0
    x = (scale - scale.mean()) / spread
    totals = sizes.sum(axis=2, keepdims=True)
    without = (sizes - counts) / np.where(totals > 0, totals, 1)
    pairs = counts.transpose(0, 2, 1) @ without
    slope = _likeliest(pairs, x)
    error = _errors(counts, sizes, x, np.nan_to_num(slope))
    known = np.isfinite(slope)
    return np.where(known, slope / spread, np.nan), np.where(known, error / spread, np.nan)


def _likeliest(pairs: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the slope (rows,) from the weights (rows, periods with, periods without) of the pairs."""
    apart = x[:, None] - x
    upward, downward = (np.where(side, pairs, 0).sum(axis=(1, 2)) for side in (apart > 0, apart < 0))
    finite = (upward > 0) & (downward > 0)
    slope = np.zeros(len(pairs))
    for _ in range(_STEPS):
        share = expit(slope[:, None, None] * apart)
        score = (pairs * apart * (1 - share)).sum(axis=(1, 2))
        information = (pairs * apart**2 * share * (1 - share)).sum(axis=(1, 2))
        step = np.where(finite, score, 0) / np.where(information > 0, information, 1)
        step = np.clip(step, -_LONGEST, _LONGEST)
        slope = slope + step
        if np.all(np.abs(step) < _TOLERANCE):
            break
    return np.where(finite, slope, np.nan)


def _errors(counts: np.ndarray, sizes: np.ndarray, x: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Return the standard error of each slope, NaN where nothing is known of it."""
    found, totals = counts.sum(axis=2), sizes.sum(axis=2)
    telling = (found > 0) & (found < totals)
    tilt = slope[:, None, None] * x
    level = np.log(np.where(telling, found, 1)) - np.log(np.where(telling, totals - found, 1))
    for _ in range(_STEPS):
        share = expit(level[..., None] + tilt)
        weight = (sizes * share * (1 - share)).sum(axis=2)
        step = np.where(telling, found - (sizes * share).sum(axis=2), 0) / np.where(weight > 0, weight, 1)
        step = np.clip(step, -_LONGEST, _LONGEST)
        level += step
        if np.all(np.abs(step) < _TOLERANCE**0.5):
            break
    share = expit(level[..., None] + tilt)
    weight = sizes * share * (1 - share)
    own = weight.sum(axis=2)
    within = weight @ x**2 - (weight @ x) ** 2 / np.where(own > 0, own, 1)
    within *= totals / np.maximum(totals - 1, 1)
    information = np.where(telling, within, 0).sum(axis=1)
    return np.where(information > 0, 1 / np.sqrt(np.where(information > 0, information, 1)), np.nan)
