"""Lexical vectors: shape, length, and the same bits for any order."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_nlp.embed import lexical_vectors

WORDS = ["données", "marque", "client", "équipe", "film", "budget", "CRM", "vente"]
rows = st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=14)


@settings(max_examples=60, deadline=None)
@given(rows, st.integers(1, 10))
def test_rows_have_length_1_or_0_and_empty_rows_have_0(terms: list[list[str]], dimensions: int) -> None:
    vectors = lexical_vectors(terms, dimensions, seed=3)
    lengths = np.linalg.norm(vectors, axis=1)
    assert vectors.shape[0] == len(terms)
    assert 1 <= vectors.shape[1] <= dimensions
    assert np.all((np.abs(lengths - 1) < 1e-9) | (lengths == 0))
    assert all(length == 0 for row, length in zip(terms, lengths, strict=True) if not row)


@settings(max_examples=60, deadline=None)
@given(rows, st.randoms())
def test_another_order_gives_the_same_bits(terms: list[list[str]], random: Random) -> None:
    order = random.sample(range(len(terms)), len(terms))
    shuffled = lexical_vectors([terms[i] for i in order], 5, seed=3)
    assert np.array_equal(shuffled, lexical_vectors(terms, 5, seed=3)[order])


def test_cosines_are_those_of_the_weights_where_no_dimension_is_lost() -> None:
    vectors = lexical_vectors([["a", "a", "b"], ["b", "c"], ["c"]], 10, seed=0)
    a, c = np.log(4 / 2) + 1, np.log(4 / 3) + 1  # a in one of three rows, b and c in two
    first = np.array([(1 + np.log(2)) * a, c, 0])
    second = np.array([0, c, c])
    expected = first @ second / np.linalg.norm(first) / np.linalg.norm(second)
    assert vectors[0] @ vectors[1] == pytest.approx(expected)
    assert vectors[0] @ vectors[2] == pytest.approx(0, abs=1e-12)


def test_copies_take_one_dimension_and_no_warning(recwarn: pytest.WarningsRecorder) -> None:
    assert lexical_vectors([["a", "b"]] * 200, 100, seed=0).shape == (200, 1)
    assert len(recwarn) == 0


def test_no_rows_give_no_vectors() -> None:
    assert lexical_vectors([], 100, seed=0).shape == (0, 1)


def test_rows_outside_the_kept_dimensions_are_0() -> None:
    vectors = lexical_vectors([["a", "b"], ["a", "b"], ["c"]], 1, seed=0)
    assert np.abs(vectors[:, 0]).tolist() == [pytest.approx(1), pytest.approx(1), 0]
