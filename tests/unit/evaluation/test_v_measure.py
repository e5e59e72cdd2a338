"""V-measure against scikit-learn, and the topic of a document."""

import numpy as np
import pytest
from sklearn.metrics import v_measure_score

from evaluation.v_measure import document_topics, interval_of_difference, v_measures


def test_it_is_scikit_learns_measure_and_weights_count_documents() -> None:
    rng = np.random.default_rng(3)
    categories, topics = np.array(list("abc"))[rng.integers(3, size=60)], rng.integers(-1, 4, size=60)
    weights = rng.integers(3, size=60)
    found = v_measures(categories, topics, np.array([np.ones(60), weights]))
    repeated = v_measure_score(np.repeat(categories, weights), np.repeat(topics, weights))
    assert found.tolist() == pytest.approx([v_measure_score(categories, topics), repeated])


def test_a_document_takes_the_topic_of_most_of_its_segments_and_of_equals_the_first() -> None:
    topics = np.array([1, 0, 0, 2, 1, -1, -1, -1, 3])
    documents = np.array([0, 0, 0, 1, 1, 2, 2, 3, 3])
    assert document_topics(topics, documents).tolist() == [0, 2, -1, 3]


def test_the_interval_of_a_method_with_itself_holds_zero_and_of_a_better_one_does_not() -> None:
    categories = np.array([0, 1] * 40)
    chance = [np.random.default_rng(seed).integers(2, size=80) for seed in range(4)]
    low, high = interval_of_difference(categories, chance, chance, draws=200)
    assert low <= 0 <= high
    assert interval_of_difference(categories, [categories], chance, draws=200)[0] > 0
