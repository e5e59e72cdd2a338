"""How large a step is and when it came, where nobody said beforehand when to look."""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

__all__ = ["Steps", "largest_score", "mantel_haenszel", "steps"]

_CELLS = 1_000_000
"""cells of one array at a time; 8 MB."""
_DRAWN = 20_000
_TIES = 1e-9


class Steps(NamedTuple):
    """Per thing: the `place` of its likeliest break, and between `first` and `last` those that are plausible.

    `effect` is the step at the break in logits, NaN where it is not finite; `low` and `high` are bounds that
    hold whichever of the plausible breaks is the true one, infinite where one of them has none.
    """

    place: np.ndarray
    first: np.ndarray
    last: np.ndarray
    effect: np.ndarray
    low: np.ndarray
    high: np.ndarray


def steps(  # noqa: PLR0913, PLR0917 - what is known of a break, and what is asked of an interval
    z: np.ndarray,
    variance: np.ndarray,
    ratios: np.ndarray,
    errors: np.ndarray,
    confidence: float,
    most: float,
) -> Steps:
    """Return the breaks and steps of things from what is known of every break (things, breaks).

    `z` are the scores of the breaks, `variance` theirs in logits, `ratios` and `errors` the log odds ratios;
    `most` is the square that the largest score of all breaks stays under with `confidence` by chance.
    Definition: a break and a step are plausible together where z²max - z²(break) + ((step - ratio(break)) /
    error(break))² <= `most`, and the interval is that of all plausible steps: it leaves out 0 only where the
    test over all breaks does, and holds the step with `confidence` at the least, wherever the break is. A
    break by itself is plausible where (1 - exp(-d / 2))² <= confidence, d = z²max - z²(break).
    Bias: the effect is too far from 0, having been chosen as the largest; the interval is rather wide.
    Source: Worsley (1986); Siegmund (1988).
    """
    score = np.round(z**2, 9)
    place = np.argmax(score, axis=1)
    behind = score.max(axis=1, keepdims=True) - score
    near = (behind <= -2 * np.log(1 - np.sqrt(confidence))) & (variance > 0)
    far = np.sqrt(np.maximum(most - behind, 0))
    finite = np.isfinite(ratios)
    one_step = z / np.sqrt(
        np.where(variance > 0, variance, 1)
    )  # of the score, where the estimate is infinite
    error = np.where(finite, errors, 1 / np.sqrt(np.where(variance > 0, variance, 1)))
    middle = np.where(finite, ratios, one_step)
    low = np.where(ratios == -np.inf, -np.inf, middle - far * error)
    high = np.where(ratios == np.inf, np.inf, middle + far * error)
    counted = (behind <= most) & (variance > 0)
    rows = np.arange(len(z))
    columns = np.arange(z.shape[1])
    return Steps(
        place,
        np.where(near, columns, z.shape[1]).min(axis=1, initial=z.shape[1]),
        np.where(near, columns, -1).max(axis=1, initial=-1),
        np.where(finite[rows, place], ratios[rows, place], np.nan),
        np.where(counted, low, np.inf).min(axis=1, initial=np.inf),
        np.where(counted, high, -np.inf).max(axis=1, initial=-np.inf),
    )


def mantel_haenszel(counts: csr_array, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the log odds ratios (things, breaks) from each break on against before, and their errors.

    `counts` (things, strata x periods) and `sizes` (strata, periods) are the units with a thing and all; a
    break is before each period but the first. Infinite where only one side of it has units with and without
    the thing to compare, NaN where none has. Source: Mantel and Haenszel (1959); Robins, Breslow and
    Greenland (1986) for the error.
    """
    strata, periods = sizes.shape
    rows = max(1, _CELLS // max(1, sizes.size))
    parts = [np.zeros((2, 0, periods - 1))]
    for start in range(0, counts.shape[0], rows):
        held = counts[start : start + rows].toarray().reshape(-1, strata, periods)
        parts.append(np.array(_ratios(held, sizes)))
    ratios, errors = np.concatenate(parts, axis=1)
    return ratios, errors


def _ratios(held: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    early, all_early = np.cumsum(held, axis=2)[:, :, :-1], np.cumsum(sizes, axis=1)[:, :-1]
    late, all_late = held.sum(axis=2, keepdims=True) - early, sizes.sum(axis=1, keepdims=True) - all_early
    early_without, late_without = all_early - early, all_late - late
    total = np.maximum(sizes.sum(axis=1), 1)[:, None]
    up, down = late * early_without / total, late_without * early / total
    along, across = (late + early_without) / total, (late_without + early) / total
    r, s = up.sum(axis=1), down.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (along * up).sum(axis=1) / (2 * r**2) + (across * down).sum(axis=1) / (2 * s**2)
        variance += (along * down + across * up).sum(axis=1) / (2 * r * s)
        return np.log(r) - np.log(s), np.sqrt(variance)


def largest_score(sizes: np.ndarray, contrasts: np.ndarray, confidence: float, seed: int) -> float:
    """Return what the largest squared score of all `contrasts` (periods, breaks) stays under by chance.

    Scores are taken for normal, as correlated as the `sizes` (strata, periods) make them; `confidence` is
    that of 20,000 draws. With one break it is that of a chi-squared variable.
    """
    total = sizes.sum(axis=1)
    weight = np.where(total > 1, total / np.maximum(total - 1, 1), 0)
    sums = (sizes @ contrasts) * np.sqrt(weight / np.maximum(total, 1))[:, None]
    spread = contrasts.T @ ((weight @ sizes)[:, None] * contrasts) - sums.T @ sums
    own = np.sqrt(np.maximum(np.diag(spread), 0))
    told = own > _TIES * max(1.0, float(own.max(initial=0)))
    values, vectors = np.linalg.eigh(spread[np.ix_(told, told)] / np.outer(own[told], own[told]))
    drawn = np.random.default_rng([seed, len(own)]).standard_normal((_DRAWN, int(told.sum())))
    scores = drawn @ (vectors * np.sqrt(np.maximum(values, 0))).T
    return float(np.quantile((scores**2).max(axis=1, initial=0), confidence))
