"""Clusters of unit vectors."""

import numpy as np
import pytest

from cmo_nlp.topics.clusters import cluster, leading


def spokes(*sizes: int) -> np.ndarray:
    """Return near copies of orthogonal directions, as many as each size says."""
    rng = np.random.default_rng(7)
    rows = np.repeat(np.eye(len(sizes)), sizes, axis=0) + rng.normal(0, 0.05, (sum(sizes), len(sizes)))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_clusters_are_numbered_by_size_then_by_first_member() -> None:
    labels = cluster(spokes(2, 4, 2), 3, seed=5).labels
    assert labels.tolist() == [1, 1, 0, 0, 0, 0, 2, 2]


def test_a_probability_is_1_where_there_is_one_cluster() -> None:
    assert cluster(spokes(3), 1, seed=1).probabilities.tolist() == [1.0, 1.0, 1.0]


def test_one_cluster_holds_all_that_say_anything() -> None:
    opposite = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    assert cluster(opposite, 1, seed=1).labels.tolist() == [0, 0, 0, -1]


def test_probabilities_fall_between_two_clusters() -> None:
    halfway = np.full((1, 2), 0.5**0.5)
    found = cluster(np.vstack([np.repeat(np.eye(2), 5, axis=0), halfway]), 2, seed=1)
    assert found.probabilities[-1] < found.probabilities[0]


@pytest.mark.parametrize(("n", "topics", "kept"), [(20, 0, 5), (300, 0, 8), (5000, 0, 20), (20, 12, 12)])
def test_the_dimensions_kept_grow_with_the_corpus_and_the_topics_asked_for(
    n: int, topics: int, kept: int
) -> None:
    assert leading(np.zeros((n, 40)), topics).shape == (n, kept)
