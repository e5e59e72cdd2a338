"""Coherence and diversity against figures worked out by hand."""

import math

import numpy as np
import pytest

from cmo_nlp.topics.coherence import coherence, diversity, occurrence_matrix, top_terms


def test_terms_that_stand_only_together_cohere_fully() -> None:
    counts = occurrence_matrix([["a", "b"], ["a", "b"], ["c"], ["d"]])
    assert coherence(counts, [np.array([0, 1])]) == pytest.approx(1)


def test_terms_that_never_meet_have_minus_one_and_by_chance_zero() -> None:
    counts = occurrence_matrix([["a"], ["b"]])
    assert coherence(counts, [np.array([0, 1])]) == -1
    counts = occurrence_matrix([["a", "b"], ["a"], ["b"], ["c"]])
    assert coherence(counts, [np.array([0, 1])]) == pytest.approx(0)


def test_npmi_is_pointwise_information_over_that_of_the_pair() -> None:
    counts = occurrence_matrix([["a", "b"], ["a", "b"], ["a"], ["c"], ["c"]])
    expected = math.log((2 / 5) / (3 / 5 * 2 / 5)) / -math.log(2 / 5)
    assert coherence(counts, [np.array([0, 1])]) == pytest.approx(expected)


def test_a_pair_that_stands_everywhere_coheres() -> None:
    assert coherence(occurrence_matrix([["a", "b"]] * 3), [np.array([0, 1])]) == 1


def test_without_pairs_there_is_no_coherence_and_without_terms_no_diversity() -> None:
    counts = occurrence_matrix([["a"]])
    assert coherence(counts, [np.array([0])]) is None
    assert diversity([]) is None


def test_one_unit_does_not_tell_which_terms_go_together() -> None:
    assert coherence(occurrence_matrix([["a", "b"]]), [np.array([0, 1])]) is None


def test_diversity_is_the_share_of_different_terms() -> None:
    assert diversity([np.array([0, 1]), np.array([1, 2])]) == 0.75


def test_top_terms_are_those_of_the_topic_heaviest_first() -> None:
    counts = occurrence_matrix([["a", "a", "b", "x"], ["c", "x"], ["d"]])
    found = top_terms(counts, np.array([0, 1, -1]))
    assert [columns.tolist() for columns in found] == [[0, 1, 4], [2, 4]]
