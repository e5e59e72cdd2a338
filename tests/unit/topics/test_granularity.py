"""How many topics there are."""

import numpy as np
import pytest

from cmo_nlp.topics.coherence import occurrence_matrix
from cmo_nlp.topics.granularity import choose_count, range_of_counts


def spokes(*sizes: int) -> np.ndarray:
    """Return near copies of orthogonal directions, as many as each size says."""
    rng = np.random.default_rng(7)
    rows = np.repeat(np.eye(len(sizes)), sizes, axis=0) + rng.normal(0, 0.05, (sum(sizes), len(sizes)))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def words(*sizes: int) -> list[list[str]]:
    """Return two words of its own for each row of a spoke."""
    return [[f"a{spoke}", f"b{spoke}"] for spoke, size in enumerate(sizes) for _ in range(size)]


@pytest.mark.parametrize("sizes", [(3, 3), (5, 6, 7), (10, 8, 9, 11), (30,) * 8])
def test_the_number_of_directions_is_found(sizes: tuple[int, ...]) -> None:
    counts = occurrence_matrix(words(*sizes))
    documents = np.arange(sum(sizes)).astype(str)
    assert choose_count(spokes(*sizes), counts, documents, "medium", seed=1) == len(sizes)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_fewer_than_four_units_are_one_topic(n: int) -> None:
    counts = occurrence_matrix(words(*[1] * n))
    assert choose_count(np.eye(n), counts, np.arange(n).astype(str), "medium", seed=1) == 1


def test_the_scale_halves_and_doubles() -> None:
    coarse, medium, fine = (range_of_counts(650, 650, g) for g in ("coarse", "medium", "fine"))
    assert (coarse[0], coarse[-1], medium[0], medium[-1], fine[0], fine[-1]) == (5, 9, 9, 17, 19, 35)


@pytest.mark.parametrize(("units", "distinct"), [(4, 4), (200, 4), (100_000, 5)])
def test_no_more_topics_than_half_the_different_units(units: int, distinct: int) -> None:
    assert range_of_counts(units, distinct, "fine") == [2]
