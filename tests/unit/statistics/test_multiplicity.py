"""False discovery rates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from cmo_nlp.statistics.multiplicity import benjamini_hochberg


def test_benjamini_and_hochberg_1995_example() -> None:
    """Their section 3.2: at .05 the four smallest of these fifteen are rejected."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert [q is not None and q <= 0.05 for q in benjamini_hochberg(p)] == [True] * 4 + [False] * 11


@given(st.lists(st.none() | st.floats(0, 1), max_size=30))
def test_statsmodels_agrees_and_what_is_none_stays_none(p: list[float | None]) -> None:
    q = benjamini_hochberg(p)
    assert [value is None for value in q] == [value is None for value in p]
    tested = [value for value in p if value is not None]
    if tested:
        expected = multipletests(tested, method="fdr_bh")[1]
        assert [value for value in q if value is not None] == pytest.approx(expected)


def test_nothing_tested_has_no_q() -> None:
    assert benjamini_hochberg([None, None]) == [None, None]
    assert benjamini_hochberg([]) == []
