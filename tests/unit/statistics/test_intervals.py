"""Wilson intervals against the formula, a published example, and their own definition."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from cmo_nlp.statistics.intervals import wilson_interval, wilson_intervals


def test_newcombe_1998_table_1() -> None:
    """Method 3 (score, without continuity correction) for 81/263, 15/148, 0/20 and 1/29."""
    found = [
        [round(b, 4) for b in wilson_interval(*case)] for case in [(81, 263), (15, 148), (0, 20), (1, 29)]
    ]
    assert found == [[0.2553, 0.3662], [0.0624, 0.1605], [0.0, 0.1611], [0.0061, 0.1718]]


@given(st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_scipy_gives_the_same_interval_and_it_holds_the_share(case: tuple[int, int]) -> None:
    n, total = case
    interval = wilson_interval(n, total, 0.9)
    other = binomtest(n, total).proportion_ci(0.9, method="wilson")
    assert interval == (pytest.approx(other.low, abs=1e-12), pytest.approx(other.high, abs=1e-12))
    assert 0 <= interval.low <= n / total + 1e-12
    assert n / total - 1e-12 <= interval.high <= 1


def test_no_documents_have_no_interval_and_no_warning(recwarn: pytest.WarningsRecorder) -> None:
    assert wilson_intervals([0, 1], [0, 2])[0] is None
    assert wilson_interval(0, 0) is None
    assert len(recwarn) == 0


def test_no_series_has_no_intervals() -> None:
    assert wilson_intervals([], []) == []


@pytest.mark.parametrize(("n", "total"), [(3, 2), (-1, 2)])
def test_counts_that_are_no_share_are_refused(n: int, total: int) -> None:
    with pytest.raises(ValueError, match="0 <= n <= total"):
        wilson_interval(n, total)


def test_more_confidence_is_wider() -> None:
    narrow, wide = wilson_interval(3, 10, 0.5), wilson_interval(3, 10, 0.99)
    assert wide.low < narrow.low < 0.3 < narrow.high < wide.high
    assert math.isfinite(wide.high)
