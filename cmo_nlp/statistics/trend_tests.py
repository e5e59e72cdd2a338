"""Is there a trend in a share over ordered periods, and how steep is it? Many series at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["TrendTest", "trend_tests"]

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]

_STEPS = 50
"""Newton steps at most; a slope that exists is reached in about ten."""
_TOLERANCE = 1e-10

FEW_PERIODS = "fewer than two periods with documents"
NOWHERE = "in no document"
EVERYWHERE = "in every document"
SEPARATED = "the periods separate documents with it from those without: the odds ratio has no finite estimate"
UNDEFINED_SLOPE = "the odds ratio could not be estimated"


@dataclass(frozen=True, slots=True)
class TrendTest:
    """A test of one series. `z` > 0 is a rise; `odds_ratio` is per unit of the period scale, `low` to `high`.

    What is undefined is None, and `reason` says why; `p` may be known where the odds ratio is not.
    """

    z: float | None = None
    p: float | None = None
    odds_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str | None = None


def trend_tests(
    n: np.ndarray, totals: np.ndarray, periods: Sequence[float], confidence: float = 0.95
) -> list[TrendTest]:
    """Test each row of `n` (things, periods), counts out of `totals` (periods,), for a trend over `periods`.

    Definition: the Cochran-Armitage test that a share does not change with the period, two-sided, and the
    odds ratio per unit of `periods` of the logistic model logit(share) = a + b x, whose score test it is.
    Direction: z > 0 and an odds ratio above 1 are a rise.
    Formula: z = Σ x(n - N p̄) / √(p̄(1-p̄)(Σ N x² - (Σ N x)² / Σ N)), p̄ = Σ n / Σ N; odds ratio exp(b), its
    interval exp(b ± z·se(b)) (Wald).
    Bias: p is asymptotic, too small or too large with a handful of documents; documents must be independent
    (those of one publisher are not, and p is then too small); b is biased away from 0 in small samples.
    Source: Cochran (1954), Armitage (1955); Agresti (2002), sections 3.4.5 and 5.3.5; existence of b: Albert
    and Anderson (1984).
    """
    counts, sizes, scale = np.asarray(n, float), np.asarray(totals, float), np.asarray(periods, float)
    if np.any(counts < 0) or np.any(counts > sizes):
        msg = "a trend needs 0 <= n <= total in every period"
        raise ValueError(msg)
    if np.count_nonzero(sizes) < 2:  # noqa: PLR2004 - two points make a line
        return [TrendTest(reason=FEW_PERIODS)] * len(counts)
    held = sizes > 0
    counts, sizes, scale = counts[:, held], sizes[held], scale[held]
    tests = [TrendTest(reason=EVERYWHERE if row.any() else NOWHERE) for row in counts]
    varied = (counts.sum(axis=1) > 0) & (counts.sum(axis=1) < sizes.sum())
    found = _tested(counts[varied], sizes, scale, confidence)
    for index, test in zip(np.flatnonzero(varied).tolist(), found, strict=True):
        tests[index] = test
    return tests


def _tested(counts: Matrix, sizes: Vector, scale: Vector, confidence: float) -> list[TrendTest]:
    from scipy.stats import norm

    z = _cochran_armitage(counts, sizes, scale)
    p = 2 * norm.sf(np.abs(z))
    separated = _separated(counts, sizes, scale)
    slopes, errors = _logistic_slopes(counts, sizes, scale, ~separated)
    wide = float(norm.ppf((1 + confidence) / 2))
    with np.errstate(over="ignore"):
        ratios = np.exp(np.column_stack([slopes, slopes - wide * errors, slopes + wide * errors]))
    return [
        _record(*row, separated=bool(parted))
        for *row, parted in zip(z.tolist(), p.tolist(), ratios.tolist(), separated, strict=True)
    ]


def _record(z: float, p: float, ratios: tuple[float, float, float], *, separated: bool) -> TrendTest:
    if separated:
        return TrendTest(z, p, reason=SEPARATED)
    if not np.all(np.isfinite(ratios)):
        return TrendTest(z, p, reason=UNDEFINED_SLOPE)
    odds_ratio, low, high = ratios
    return TrendTest(z, p, odds_ratio, low, high)


def _cochran_armitage(counts: Matrix, sizes: Vector, scale: Vector) -> Vector:
    centred = scale - np.average(scale, weights=sizes)
    share = counts.sum(axis=1) / sizes.sum()
    variance = share * (1 - share) * np.sum(sizes * centred**2)
    z: Vector = (counts - np.outer(share, sizes)) @ centred / np.sqrt(variance)
    return z


def _separated(counts: Matrix, sizes: Vector, scale: Vector) -> np.ndarray:
    """Tell where all documents with the thing lie on one side of those without, a shared border allowed."""
    with_it, without = counts > 0, counts < sizes
    first, last = _extent(with_it, scale)
    first_without, last_without = _extent(without, scale)
    apart: np.ndarray = (first >= last_without) | (last <= first_without)
    return apart


def _extent(present: np.ndarray, scale: Vector) -> tuple[Vector, Vector]:
    return np.where(present, scale, np.inf).min(axis=1), np.where(present, scale, -np.inf).max(axis=1)


def _logistic_slopes(
    counts: Matrix, sizes: Vector, scale: Vector, estimable: np.ndarray
) -> tuple[Vector, Vector]:
    """Return the slope and its standard error of each row, by Newton's method; NaN where not `estimable`."""
    slopes, errors = np.full((2, len(counts)), np.nan)
    rows = counts[estimable]
    centre = np.average(scale, weights=sizes)
    spread = np.sqrt(np.average((scale - centre) ** 2, weights=sizes))
    design = np.column_stack([np.ones_like(scale), (scale - centre) / spread])
    share = rows.sum(axis=1) / sizes.sum()
    beta = np.column_stack([np.log(share / (1 - share)), np.zeros(len(rows))])
    for _ in range(_STEPS):
        step = _newton_step(rows, sizes, design, beta)
        beta += step
        if np.all(np.abs(step) < _TOLERANCE):
            break
    intercept, _, _, determinant = _information(sizes, design, beta)
    slopes[estimable] = beta[:, 1] / spread
    errors[estimable] = np.sqrt(intercept / determinant) / spread
    return slopes, errors


def _newton_step(rows: Matrix, sizes: Vector, design: Matrix, beta: Matrix) -> Matrix:
    """Return the step of each row's coefficients (rows, 2), halved until the likelihood does not fall."""
    residuals = rows - sizes * _expit(beta @ design.T)
    level, slope = (residuals @ design).T
    a, b, d, determinant = _information(sizes, design, beta)
    step = np.column_stack([d * level - b * slope, a * slope - b * level]) / determinant[:, None]
    before = _likelihood(rows, sizes, beta @ design.T)
    for _ in range(_STEPS):
        worse = _likelihood(rows, sizes, (beta + step) @ design.T) < before - _TOLERANCE * np.abs(before)
        if not worse.any():
            break
        step[worse] /= 2
    return step


def _expit(eta: Matrix) -> Matrix:
    from scipy.special import expit

    return np.asarray(expit(eta))


def _information(sizes: Vector, design: Matrix, beta: Matrix) -> tuple[Vector, Vector, Vector, Vector]:
    """Return the elements a, b, d of each row's information [[a, b], [b, d]], and its determinant."""
    share = _expit(beta @ design.T)
    weight, x = sizes * share * (1 - share), design[:, 1]
    a, b, d = weight.sum(axis=1), weight @ x, weight @ x**2
    return a, b, d, a * d - b**2


def _likelihood(rows: Matrix, sizes: Vector, eta: Matrix) -> Vector:
    likelihood: Vector = (rows * eta - sizes * np.logaddexp(0, eta)).sum(axis=1)
    return likelihood
