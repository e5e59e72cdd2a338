"""Trend tests against a published table and statsmodels' own models."""

import warnings
from collections.abc import Sequence

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cmo_nlp.statistics.trend_tests import TrendTest, trend_tests

N = np.array([20, 35, 12, 40, 28, 33])


def one(n: Sequence[int], totals: Sequence[int], periods: Sequence[float] | None = None) -> TrendTest:
    scale = range(len(totals)) if periods is None else periods
    return trend_tests(np.array([n]), np.array(totals), scale)[0]


def test_agresti_table_alcohol_and_malformation() -> None:
    """Agresti (2002), section 3.4.5 and table 5.3: z² = 6.57, p = .010; b = 0.3166, se 0.1254."""
    test = one([48, 38, 5, 1, 1], [17114, 14502, 793, 127, 38], [0, 0.5, 1.5, 4, 7])
    assert test.z**2 == pytest.approx(6.57, abs=0.005)
    assert test.p == pytest.approx(0.0104, abs=5e-5)
    assert np.log(test.odds_ratio) == pytest.approx(0.3166, abs=5e-5)
    assert np.log(test.high) - np.log(test.low) == pytest.approx(2 * 1.959964 * 0.1254, rel=1e-3)


@settings(max_examples=60, deadline=None)
@given(st.tuples(*(st.integers(0, int(size)) for size in N)))
def test_statsmodels_logistic_regression_agrees(n: Sequence[int]) -> None:
    n = np.array(n)
    test = one(n, N)
    assume(test.odds_ratio is not None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = sm.GLM(
            np.column_stack([n, N - n]), sm.add_constant(np.arange(6.0)), family=sm.families.Binomial()
        ).fit(tol=1e-12, maxiter=200)
        score = sm.stats.Table(
            np.column_stack([n, N - n]).astype(float), shift_zeros=False
        ).test_ordinal_association(np.arange(6.0), np.array([1.0, 0.0]))
    low, high = model.conf_int()[1]
    assert np.log([test.odds_ratio, test.low, test.high]) == pytest.approx(
        [model.params[1], low, high], abs=1e-5
    )
    assert test.z == pytest.approx(score.zscore * np.sqrt(N.sum() / (N.sum() - 1)), abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 8).flatmap(lambda t: st.tuples(st.integers(0, t), st.just(t))), max_size=7))
def test_every_number_is_finite_or_none_with_a_reason(cells: list[tuple[int, int]]) -> None:
    n, totals = [cell[0] for cell in cells], [cell[1] for cell in cells]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        test = one(n, totals)
    numbers = [test.z, test.p, test.odds_ratio, test.low, test.high]
    assert all(number is None or np.isfinite(number) for number in numbers)
    assert (test.reason is not None) == (test.odds_ratio is None)
    if test.odds_ratio is not None:
        assert 0 < test.low <= test.odds_ratio <= test.high
        assert test.p is not None


@settings(max_examples=40, deadline=None)
@given(st.tuples(*(st.integers(0, int(size)) for size in N)))
def test_time_reversed_turns_the_trend_around(n: Sequence[int]) -> None:
    forth, back = one(n, N), one(n[::-1], N[::-1])
    if forth.z is not None:
        assert back.z == pytest.approx(-forth.z, abs=1e-9)
    if forth.odds_ratio is not None:
        assert back.odds_ratio == pytest.approx(1 / forth.odds_ratio, rel=1e-6)


def test_a_rise_is_positive_and_above_1() -> None:
    test = one([1, 3, 5, 8, 9, 9], [10] * 6)
    assert test.z > 0
    assert test.odds_ratio > 1
    assert test.p < 0.001


@pytest.mark.parametrize(
    ("n", "totals", "reason"),
    [
        ([1], [2], "fewer than two periods with documents"),
        ([0, 1, 0], [0, 2, 0], "fewer than two periods with documents"),
        ([], [], "fewer than two periods with documents"),
        ([0, 0], [2, 3], "in no document"),
        ([2, 3], [2, 3], "in every document"),
    ],
)
def test_what_cannot_be_tested_has_a_reason_and_no_number(
    n: Sequence[int], totals: Sequence[int], reason: str
) -> None:
    test = one(n, totals)
    assert (test.z, test.p, test.odds_ratio, test.low, test.high, test.reason) == (None,) * 5 + (reason,)


@pytest.mark.parametrize("n", [[0, 0, 5], [5, 0, 0], [0, 3, 5], [5, 1, 0]])
def test_separation_leaves_p_but_no_odds_ratio(n: Sequence[int]) -> None:
    test = one(n, [5, 5, 5])
    assert 0 < test.p < 0.05
    assert test.odds_ratio is None
    assert "separate" in test.reason


def test_an_overflowing_odds_ratio_is_none_with_a_reason() -> None:
    test = one([1, 5, 9], [10, 10, 10], [0, 1e-4, 2e-4])
    assert test.odds_ratio is None
    assert test.reason == "the odds ratio could not be estimated"


def test_empty_periods_between_count_as_distance() -> None:
    gap = one([1, 0, 4], [5, 0, 5])
    near = one([1, 4], [5, 5])
    assert gap.odds_ratio**2 == pytest.approx(near.odds_ratio)
    assert gap.p == pytest.approx(near.p)


@pytest.mark.parametrize("n", [[3, 1], [-1, 1]])
def test_counts_that_are_no_share_are_refused(n: Sequence[int]) -> None:
    with pytest.raises(ValueError, match="0 <= n <= total"):
        one(n, [2, 2])
