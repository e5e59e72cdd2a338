"""Specificity against the definition, in whole numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_nlp.statistics.specificity import specificity


def by_definition(found: int, drawn: int, of_kind: int, total: int) -> float:
    """Sum the draws one by one, with binomial coefficients."""
    ways = {
        k: math.comb(of_kind, k) * math.comb(total - of_kind, drawn - k)
        for k in range(max(0, drawn + of_kind - total), min(drawn, of_kind) + 1)
    }
    is_above = found * total > drawn * of_kind
    as_far = sum(w for k, w in ways.items() if (k >= found if is_above else k <= found))
    value = math.log10(as_far) - math.log10(math.comb(total, drawn))
    return -value if is_above else value


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    total = draw(st.integers(1, 80))
    drawn, of_kind = draw(st.integers(0, total)), draw(st.integers(0, total))
    found = draw(st.integers(max(0, drawn + of_kind - total), min(drawn, of_kind)))
    return found, drawn, of_kind, total


@given(tables())
def test_whole_numbers_give_the_same(table: tuple[int, int, int, int]) -> None:
    _, drawn, of_kind, total = table
    value = specificity(*table)
    if max(0, drawn + of_kind - total) == min(drawn, of_kind):
        assert value is None
    else:
        assert value == pytest.approx(by_definition(*table), abs=1e-9)


def test_large_corpora_have_no_infinite_specificity() -> None:
    value = specificity(400, 500, 400, 100_000)
    assert value is not None
    assert 800 < value < math.inf


@pytest.mark.parametrize("table", [(4, 3, 5, 10), (2, 3, 1, 10), (1, 11, 5, 10), (-1, 3, 5, 10)])
def test_impossible_counts_are_refused(table: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="more than there is"):
        specificity(*table)
