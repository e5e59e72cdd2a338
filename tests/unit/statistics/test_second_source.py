"""Each statistic against R (tests/fixtures/statistics: the script and its output), or another library."""

import itertools
import json
import math
from pathlib import Path

import numpy as np
import pytest
import ruptures
from scipy.sparse import csr_array
from scipy.spatial.distance import jensenshannon
from statsmodels.genmod.cov_struct import Independence
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_estimating_equations import GEE
from statsmodels.stats.contingency_tables import StratifiedTable

from cmo_nlp.statistics.divergence import ProfileDistances, jensen_shannon
from cmo_nlp.statistics.intervals import wilson_interval
from cmo_nlp.statistics.log_odds import log_odds
from cmo_nlp.statistics.multiplicity import benjamini_hochberg
from cmo_nlp.statistics.permutation import ScoreTests, Shuffler
from cmo_nlp.statistics.specificity import specificity
from cmo_nlp.statistics.stratified import clustered_slopes, stratified_slopes
from cmo_nlp.statistics.trend_tests import trend_tests

FIXTURES = Path(__file__).parents[2] / "fixtures" / "statistics"
R = json.loads((FIXTURES / "second_source.json").read_text(encoding="utf-8"))
WITH, TOTALS = np.array([3, 5, 9, 8, 14, 15]), np.array([20, 25, 30, 22, 31, 28])
OUTLETS = np.array([[8, 3, 12, 20], [5, 4, 9, 16], [10, 2, 14, 11], [6, 5, 20, 25]])


def units(with_it: np.ndarray, sizes: np.ndarray) -> tuple[csr_array, np.ndarray, np.ndarray]:
    """Return held, period and stratum of the units of a table (strata, periods)."""
    held, period, stratum = [], [], []
    for s, t in np.ndindex(sizes.shape):
        held += [1.0] * int(with_it[s, t]) + [0.0] * int(sizes[s, t] - with_it[s, t])
        period += [t] * int(sizes[s, t])
        stratum += [s] * int(sizes[s, t])
    return csr_array(np.array([held])), np.array(period), np.array(stratum)


def outlets() -> tuple[np.ndarray, np.ndarray]:
    """Return with the thing, and all, (outlets, before and after) of the tables of the R script."""
    after, before, rest_after, rest_before = OUTLETS.T
    return np.column_stack([before, after]), np.column_stack([before + rest_before, after + rest_after])


def test_wilson_interval_is_rs_prop_test() -> None:
    assert wilson_interval(9, 30) == pytest.approx(tuple(R["wilson"]), abs=1e-8)


def test_cochran_armitage_is_rs_prop_trend_test() -> None:
    (test,) = trend_tests(WITH[None], TOTALS, range(6))
    assert test.z**2 == pytest.approx(R["cochran_armitage_chi2"][0], abs=1e-8)


def test_crude_odds_ratio_is_rs_glm() -> None:
    (test,) = trend_tests(WITH[None], TOTALS, range(6))
    slope, error = R["glm_slope_and_error"]
    assert math.log(test.odds_ratio) == pytest.approx(slope, abs=1e-6)
    assert math.log(test.high / test.odds_ratio) == pytest.approx(1.959964 * error, abs=1e-5)


def test_score_of_the_trend_is_cochran_armitages_with_one_stratum() -> None:
    held, period, stratum = units(WITH[None], TOTALS[None])
    scores = ScoreTests(held, period, stratum, np.arange(6.0))
    total = TOTALS.sum()
    expected = R["cochran_armitage_chi2"][0] * (total - 1) / total
    assert scores.z[0, 0] ** 2 == pytest.approx(expected, abs=1e-8)


def test_score_of_a_break_is_rs_mantel_haenszel_test() -> None:
    held, period, stratum = units(*outlets())
    scores = ScoreTests(held, period, stratum, np.arange(2.0))
    chi2, _ = R["mantel_haenszel_chi2_and_ratio"]
    assert scores.z[0] ** 2 == pytest.approx([chi2, chi2], abs=1e-8)


def test_odds_ratio_of_a_break_is_rs_and_statsmodels_mantel_haenszel_estimate() -> None:
    with_it, sizes = outlets()
    fitted = stratified_slopes(with_it[None], sizes[None], np.array([0.0, 1.0]))
    assert math.exp(fitted.slope[0]) == pytest.approx(R["mantel_haenszel_chi2_and_ratio"][1], abs=1e-8)
    tables = [
        np.array([[w[1], s[1] - w[1]], [w[0], s[0] - w[0]]]) for w, s in zip(with_it, sizes, strict=True)
    ]
    assert fitted.error[0] == pytest.approx(StratifiedTable(tables).logodds_pooled_se, rel=0.05)


def test_slope_in_many_small_outlets_is_near_rs_exact_conditional_regression() -> None:
    """Pairs weigh otherwise than the exact likelihood; both are consistent, and a tenth of an error apart."""
    with_it = np.array(R["documents_with"]).reshape(1, 40, 6)
    fitted = stratified_slopes(with_it, np.ones((1, 40, 6)), np.arange(6.0))
    slope, error = R["clogit_slope_and_error"]
    assert fitted.slope[0] == pytest.approx(slope, abs=0.25 * error)
    assert fitted.error[0] == pytest.approx(error, rel=0.1)


def test_slope_in_one_large_outlet_is_near_rs_glm() -> None:
    fitted = stratified_slopes(WITH[None, None], TOTALS[None, None], np.arange(6.0))
    slope, error = R["glm_slope_and_error"]
    assert fitted.slope[0] == pytest.approx(slope, abs=0.1 * error)
    assert fitted.error[0] == pytest.approx(error, rel=0.05)


def test_slope_of_horizons_is_near_rs_exact_conditional_regression() -> None:
    with_it = np.array(R["horizons_with"], dtype=float).reshape(60, 3)
    found = clustered_slopes(with_it, np.ones((60, 3)), np.zeros(60, dtype=int), 1, np.arange(3.0))
    slope, error = R["paired_slope_and_error"]
    assert found.slope[0] == pytest.approx(slope, abs=0.25 * error)
    assert found.error[0] == pytest.approx(error, rel=0.1)


def test_errors_by_cluster_are_those_of_statsmodels_generalised_estimating_equations() -> None:
    """Two horizons, a document with one statement of each: regression on the documents that differ."""
    differ = np.repeat([1.0, 0.0], [26, 14])
    with_it = np.column_stack([1 - differ, differ])
    found = clustered_slopes(with_it, np.ones((40, 2)), np.zeros(40, dtype=int), 1, np.array([0.0, 1.0]))
    fitted = GEE(differ, np.ones((40, 1)), np.arange(40), family=Binomial(), cov_struct=Independence()).fit()
    assert found.slope[0] == pytest.approx(fitted.params[0], abs=1e-6)
    assert found.error[0] == pytest.approx(fitted.bse[0] * (40 / 39) ** 0.5, rel=1e-6)


def test_rotations_of_a_text_keep_the_order_of_its_statements() -> None:
    period = np.array([0, 1, 1, 2, 9, 0, 2, 1])
    stratum = np.array([0, 0, 0, 0, 1, 2, 2, 2])
    (drawn,) = Shuffler(period, stratum, rotated=True).draw(np.random.default_rng(1), 50)
    ways = {tuple(np.roll(period[:4], n)) for n in range(4)}
    assert {tuple(row[:4]) for row in drawn} == ways
    assert {tuple(row[5:]) for row in drawn} == {(0, 2, 1), (2, 1, 0), (1, 0, 2)}
    assert set(drawn[:, 4].tolist()) == {9}


def test_q_values_are_rs_p_adjust() -> None:
    assert benjamini_hochberg([0.001, 0.2, 0.03, 0.04, 0.7]) == pytest.approx(R["benjamini_hochberg"])


def test_specificity_is_rs_phyper() -> None:
    high, low = R["specificity"]
    assert specificity(12, 30, 40, 200) == pytest.approx(high, abs=1e-9)
    assert specificity(2, 30, 40, 200) == pytest.approx(low, abs=1e-9)


def test_p_values_of_a_small_table_are_those_of_all_its_permutations() -> None:
    """Two outlets of 4 and 5 documents: every way to deal their periods out, counted by hand."""
    period = np.array([0, 0, 1, 2, 0, 1, 1, 2, 2])
    stratum = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1])
    held = np.array([0, 0, 1, 1, 0, 0, 1, 1, 1.0])
    scores = ScoreTests(csr_array(held[None]), period, stratum, np.arange(3.0))
    ways = np.array([
        (*first, *second)
        for first in itertools.permutations(period[:4])
        for second in itertools.permutations(period[4:])
    ])  # fmt: skip
    share = np.where(stratum == 0, 0.5, 0.6)
    contrasts = [np.arange(3), np.array([0, 1, 1]), np.array([0, 0, 1])]
    z = np.array([_score(held - share, contrast[ways], stratum) for contrast in contrasts]) ** 2
    observed = (
        np.array([_score(held - share, contrast[period][None], stratum)[0] for contrast in contrasts]) ** 2
    )
    exact = (z[0] >= observed[0] - 1e-9).mean(), (z[1:].max(axis=0) >= observed[1:].max() - 1e-9).mean()
    found = scores.exceedances(np.random.default_rng(1), 20_000, np.ones((1, 2), dtype=bool)) / 20_000
    assert found[0] == pytest.approx(exact, abs=0.01)


def _score(residual: np.ndarray, contrast: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    variance = 0.0
    for s in (0, 1):
        own = contrast[0, stratum == s]
        variance += own.var() * len(own) * (residual[stratum == s] ** 2).sum() / (len(own) - 1)
    return contrast @ residual / math.sqrt(variance)


def test_the_break_is_where_ruptures_puts_the_likeliest_one() -> None:
    """The score and the likelihood of two rates put a plain step at the same period."""
    rng, agreed = np.random.default_rng(4), 0
    for _ in range(40):
        rates = np.where(np.arange(16) < rng.integers(4, 13), 0.15, 0.45)
        with_it = rng.binomial(40, rates)
        held, period, stratum = units(with_it[None], np.full((1, 16), 40))
        scores = np.abs(ScoreTests(held, period, stratum, np.arange(16.0)).z[0, 1:])
        signal = np.column_stack([with_it, np.full(16, 40)])
        algorithm = ruptures.Dynp(custom_cost=_TwoRates(), min_size=1, jump=1).fit(signal)
        agreed += algorithm.predict(n_bkps=1)[0] == int(np.argmax(scores)) + 1
    assert agreed >= 38


class _TwoRates(ruptures.base.BaseCost):  # type: ignore[misc]
    """Minus the log-likelihood of one rate for the periods from start to end."""

    model = "binomial"
    min_size = 1

    def fit(self, signal: np.ndarray) -> "_TwoRates":
        self.signal = signal
        return self

    def error(self, start: int, end: int) -> float:
        n, total = self.signal[start:end].sum(axis=0)
        share = min(max(n / total, 1e-12), 1 - 1e-12)
        return float(-n * math.log(share) - (total - n) * math.log(1 - share))


def test_divergence_is_scipys_squared() -> None:
    rng = np.random.default_rng(2)
    first, second = rng.integers(0, 9, (2, 12))
    expected = jensenshannon(first, second, base=2) ** 2
    assert float(jensen_shannon(first, second)) == pytest.approx(expected, abs=1e-12)


def test_distance_of_equal_profiles_is_never_more_than_chance() -> None:
    held = csr_array(np.array([[1.0, 0, 1, 0], [0, 1, 0, 1.0]]))
    distances = ProfileDistances(
        held, np.array([False, False, True, True]), np.zeros(4, dtype=int), np.ones((1, 2), dtype=bool)
    )
    assert distances.observed[0, 0] == pytest.approx(0)
    assert distances.exceedances(np.random.default_rng(1), 100, np.ones((1, 1), dtype=bool))[0, 0] == 100


def test_log_odds_by_hand() -> None:
    """y1 = 10 of 40, y2 = 20 of 50, prior 1 of 4: odds 11/33 and 21/33, variance 1/11 + 1/21."""
    found = log_odds(np.array([10.0, 30]), np.array([20.0, 30]), np.array([1.0, 3]))
    assert found.delta[0] == pytest.approx(math.log(21 / 33) - math.log(11 / 33))
    assert found.z[0] == pytest.approx(math.log(21 / 11) / math.sqrt(1 / 11 + 1 / 21))
    assert found.z[1] < 0


def test_log_odds_of_one_thing_or_of_nothing_are_none() -> None:
    assert log_odds(np.array([3.0]), np.array([4.0]), np.array([1.0])) is None
    assert log_odds(np.array([0.0, 0]), np.array([4.0, 1]), np.array([1.0, 1])) is None
