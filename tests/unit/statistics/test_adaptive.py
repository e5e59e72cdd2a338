"""Adaptive permutations: how far they go, and what they say."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from cmo_nlp.statistics.adaptive import adaptive_p_values
from cmo_nlp.statistics.composition import strata
from cmo_nlp.statistics.permutation import ScoreTests, Shuffler, incidence


@dataclass
class Known:
    """Hypotheses whose p-values are known: exceedances are drawn with them."""

    truth: np.ndarray
    asked: list[int] = field(default_factory=list)

    @property
    def testable(self) -> np.ndarray:
        """All whose truth is a number."""
        return np.isfinite(self.truth)

    def exceedances(self, rng: np.random.Generator, count: int, active: np.ndarray) -> np.ndarray:
        """Draw as many as the truth says."""
        self.asked.append(int(active.sum()))
        return rng.binomial(count, np.nan_to_num(self.truth))


def test_p_values_come_near_the_truth_and_what_is_not_testable_stays_unknown() -> None:
    known = Known(np.array([[0.5, 0.04], [0.2, np.nan]]))
    (found,) = adaptive_p_values([known], 0.05, 100_000, 1)
    assert found.p[[0, 0, 1], [0, 1, 0]] == pytest.approx([0.5, 0.04, 0.2], rel=0.5)
    assert np.isnan(found.p[1, 1])
    assert found.permutations[1, 1] == 0


def test_a_large_p_stops_early_and_a_doubtful_one_goes_as_far_as_the_family_needs() -> None:
    truth = np.full((400, 1), 0.5)
    truth[0] = 0.05 / 400
    (found,) = adaptive_p_values([Known(truth)], 0.05, 10**6, 1)
    assert np.all(found.permutations[1:] <= 400)
    assert found.permutations[0, 0] == 2 * 400 / 0.05


def test_the_limit_is_kept() -> None:
    truth = np.full((400, 1), 0.5)
    truth[0] = 0.05 / 400
    (found,) = adaptive_p_values([Known(truth)], 0.05, 3_000, 1)
    assert found.permutations[0, 0] == 3_000


def test_many_strong_results_are_sure_after_the_first_thousand() -> None:
    (found,) = adaptive_p_values([Known(np.zeros((100, 1)))], 0.05, 10**6, 1)
    assert np.all(found.permutations == 1_000)
    assert np.all(found.p == 1 / 1_001)


def test_no_hypothesis_gives_no_p_value() -> None:
    assert adaptive_p_values([], 0.05, 1_000, 1) == []


def test_the_seed_decides() -> None:
    truth = np.linspace(0.001, 1, 30)[:, None]
    one, other, again = (adaptive_p_values([Known(truth)], 0.05, 10_000, s)[0].p for s in (1, 2, 1))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_shuffles_stay_within_strata() -> None:
    period, stratum = np.array([0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6]), np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, 2, 2])
    for drawn in Shuffler(period, stratum).draw(np.random.default_rng(0), 50):
        for s in range(3):
            assert np.array_equal(
                np.sort(drawn[:, stratum == s]), np.tile(np.sort(period[stratum == s]), (50, 1))
            )
        assert len(np.unique(drawn, axis=0)) > 40


def test_outlets_that_come_and_go_are_not_taken_for_a_change() -> None:
    """Each outlet has a rate of its own and keeps it; flat things are rejected as often as the level says."""
    rng = np.random.default_rng(11)
    period = np.repeat(np.arange(10), 60)
    outlet = (period // 2 + rng.integers(0, 2, len(period))).astype(int)
    rates = rng.uniform(0.05, 0.5, (400, 6))
    held = rng.random((400, len(period))) < rates[:, outlet]
    scores = ScoreTests(incidence(400, len(period), np.argwhere(held)), period, outlet, np.arange(10.0))
    (found,) = adaptive_p_values([scores], 0.05, 2_000, 3)
    assert np.all((found.p < 0.05).mean(axis=0) < 0.08)
    blind = ScoreTests(scores.held, period, 0 * outlet, np.arange(10.0))
    (plain,) = adaptive_p_values([blind], 0.05, 2_000, 3)
    assert np.all((plain.p < 0.05).mean(axis=0) > 0.3)


def test_documents_of_one_publisher_and_like_length_are_compared() -> None:
    publishers = ["A"] * 100 + ["B"] * 3 + ["C", None, "D"]
    found = strata(publishers, [None] * 106, list(range(106)))
    assert len(set(found[:100])) == 4
    assert max(np.bincount(found[:100])) == 25
    assert len(set(found[100:103])) == 1
    assert len(set(found[103:])) == 1
    assert not set(found[100:103]) & set(found[103:])


def test_groups_are_held_apart() -> None:
    found = strata(["A"] * 4, ["x", "x", "y", "y"], [5] * 4)
    assert found[0] == found[1] != found[2] == found[3]
