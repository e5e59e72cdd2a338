"""The simulation of trends: its truth is what its documents are drawn from."""

import numpy as np
import pytest

from evaluation.trend_horizons import simulate_horizons
from evaluation.trends import MAIN, PERIODS, STRONG, Plan, examine, simulate

SMALL = Plan("small", (60, 60), ("flat",) * 6 + ("step",) * 4, steady=True)


def test_the_same_seed_gives_the_same_corpus_and_another_seed_another() -> None:
    documents, sightings, _ = simulate(SMALL, 1)
    assert (documents, sightings) == simulate(SMALL, 1)[:2]
    assert sightings != simulate(SMALL, 2)[1]


def test_shares_are_those_of_the_plan() -> None:
    """Over 60 steps, the mean share goes from 10 % to 25 %; flat things stay."""
    _, _, truth = simulate(STRONG, 3)
    steps = np.array([kind == "step" for kind in truth.kinds])
    first, last = truth.share[steps, :8].mean(), truth.share[steps, -7:].mean()
    assert (first, last) == (pytest.approx(0.10, abs=0.02), pytest.approx(0.25, abs=0.03))
    flat = np.array([kind == "flat" for kind in truth.kinds])
    assert abs(truth.share[flat, :8].mean() - truth.share[flat, -7:].mean()) < 0.01


def test_outlets_come_and_go_and_white_papers_take_over() -> None:
    documents, _, _ = simulate(MAIN, 1)
    by_year = [{d.publisher for d in documents if d.period == str(2001 + y)} for y in range(PERIODS)]
    assert len(set(map(frozenset, by_year))) > 5
    white = [
        np.mean([d.group == "white-paper" for d in documents if d.period == y]) for y in ("2001", "2020")
    ]
    assert white[0] < 0.25
    assert white[1] > 0.45


def test_an_examined_corpus_counts_its_steps_and_finds_them() -> None:
    count = examine(SMALL, 4)
    assert (count["step"], count["flat"], count["corpora"]) == (4, 6, 1)
    assert count["step found"] >= 3
    assert count["shares covered"] / count["shares"] > 0.9


def test_documents_say_most_of_the_present_and_more_of_the_future_than_of_the_past() -> None:
    documents, sightings = simulate_horizons(1)
    assert (documents, sightings) == simulate_horizons(1)
    spoken = [s.id for s in sightings if s.kind == "horizon"]
    assert spoken.count("present") > 1.5 * spoken.count("future") > 2 * spoken.count("past") > 300
    rate = {
        h: sum(s.id == "t59" and s.horizon == h for s in sightings) / spoken.count(h) for h in set(spoken)
    }
    assert rate["future"] > rate["present"] > rate["past"]
