"""Stability against a hand-made pairing."""

import numpy as np
import pytest

from cmo_nlp.topics.stability import consensus, drawn_rows, jaccard_matrix, stability


def test_jaccard_is_shared_over_united_members() -> None:
    found = jaccard_matrix(np.array([0, 0, 1, 1, -1]), np.array([1, 1, 0, 1, 0]))
    assert found.tolist() == [[0.0, pytest.approx(2 / 3)], [pytest.approx(1 / 3), 0.25]]


def test_documents_are_drawn_whole() -> None:
    documents = np.repeat([f"d{number}" for number in range(10)], 7)
    for seed in range(20):
        drawn = drawn_rows(documents, 3, seed)
        assert len(drawn) == 56
        assert set(np.bincount(drawn // 7, minlength=10)) == {0, 7}
        assert drawn.tolist() == sorted(drawn)
    assert len({tuple(drawn_rows(documents, 3, seed)) for seed in range(20)}) > 10


def test_passages_are_drawn_where_there_are_few_documents() -> None:
    documents = np.repeat(["d1", "d2", "d3", "d4"], 5)
    drawn = drawn_rows(documents, 3, seed=1)
    assert len(drawn) == 16
    assert len({tuple(drawn_rows(documents, 3, seed)) for seed in range(20)}) > 10


def test_more_is_drawn_where_a_few_documents_hold_nearly_all() -> None:
    documents = np.array([*["long"] * 90, *(f"d{number}" for number in range(9))])
    assert all(len(drawn_rows(documents, 20, seed)) >= 20 for seed in range(30))


def test_renumbered_topics_came_back() -> None:
    assert stability(np.array([0, 0, 1, 1]), [np.array([1, 1, 0, 0])]) == [1.0, 1.0]


def test_the_share_counts_the_runs_in_which_a_topic_came_back() -> None:
    reference = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    kept = np.array([0, 0, 0, 0, 1, 1, 2, 2])
    lost = np.array([0, 1, 2, 3, 4, 4, 4, 4])
    assert stability(reference, [kept, lost]) == [0.5, 1.0]


def test_a_topic_without_a_partner_did_not_come_back() -> None:
    assert stability(np.array([0, 0, 1]), [np.array([0, 0, -1])]) == [1.0, 0.0]


def test_without_other_runs_there_is_no_stability() -> None:
    assert stability(np.array([0, 1]), []) is None


def test_consensus_is_the_share_of_runs_in_which_a_unit_stays() -> None:
    reference = np.array([0, 0, 0, 1, 1, -1])
    renumbered = np.array([1, 1, 1, 0, 0, -1])
    moved = np.array([0, 0, 1, 1, 1, 0])
    found = consensus(reference, [renumbered, moved])
    assert found is not None
    assert found.tolist() == [1.0, 1.0, 0.5, 1.0, 1.0, 0.5]


def test_a_unit_of_a_topic_without_a_pair_does_not_stay() -> None:
    found = consensus(np.array([0, 0, 1]), [np.array([0, 0, 0])])
    assert found is not None
    assert found.tolist() == [1.0, 1.0, 0.0]


def test_without_other_runs_there_is_no_consensus() -> None:
    assert consensus(np.array([0, 1]), []) is None


def test_a_pair_under_the_bar_does_not_stand_in_the_way_of_one_above() -> None:
    reference = np.repeat([0, 1], [100, 35])
    other = np.concatenate([np.zeros(68, dtype=int), np.ones(32, dtype=int), np.zeros(35, dtype=int)])
    assert stability(reference, [other]) == [1.0, 0.0]
