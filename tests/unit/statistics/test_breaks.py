"""Steps whose place nobody knows beforehand: odds ratios, plausible breaks, and what may be said of both."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.stats import chi2
from statsmodels.stats.contingency_tables import StratifiedTable

from cmo_nlp.records import Change
from cmo_nlp.settings import TrendSettings
from cmo_nlp.statistics.breaks import largest_score, mantel_haenszel
from cmo_nlp.statistics.permutation import ScoreTests, Shuffler
from cmo_nlp.trends import DatedDocument, Sighting, compute


def test_odds_ratios_of_all_breaks_and_their_errors_are_those_of_statsmodels() -> None:
    rng = np.random.default_rng(5)
    sizes = rng.integers(0, 30, (4, 6))
    held = rng.binomial(sizes, 0.3, (3, 4, 6))
    ratios, errors = mantel_haenszel(csr_array(held.reshape(3, -1)), sizes)
    for row, place in np.ndindex(3, 5):
        late, early = held[row, :, place + 1 :].sum(axis=1), held[row, :, : place + 1].sum(axis=1)
        all_late, all_early = sizes[:, place + 1 :].sum(axis=1), sizes[:, : place + 1].sum(axis=1)
        table = StratifiedTable(np.array([[late, all_late - late], [early, all_early - early]], dtype=float))
        assert ratios[row, place] == pytest.approx(table.logodds_pooled)
        assert errors[row, place] == pytest.approx(table.logodds_pooled_se)


def test_a_break_with_nothing_before_it_has_an_infinite_ratio() -> None:
    ratios, errors = mantel_haenszel(csr_array(np.array([[0, 3, 2]])), np.array([[5, 5, 5]]))
    assert ratios[0, 0] == np.inf
    assert np.isfinite(ratios[0, 1])
    assert not np.isfinite(errors[0, 0])


def test_the_largest_score_of_one_break_is_a_chi_squared_variable() -> None:
    sizes, contrast = np.array([[30.0, 50], [10, 20]]), np.array([[0.0], [1]])
    assert largest_score(sizes, contrast, 0.95, 1) == pytest.approx(chi2.ppf(0.95, 1), rel=0.05)
    assert largest_score(sizes, contrast, 0.95, 1) == largest_score(sizes, contrast, 0.95, 1)


def test_the_largest_score_of_all_breaks_is_that_of_permutations() -> None:
    rng = np.random.default_rng(2)
    period, stratum = rng.integers(0, 12, 900), rng.integers(0, 5, 900)
    held = csr_array((rng.random((1, 900)) < 0.4).astype(float))
    scores = ScoreTests(held, period, stratum, np.arange(12.0))
    drawn = [row for shuffles in Shuffler(period, stratum).draw(rng, 4_000) for row in shuffles]
    largest = [ScoreTests(held, row, stratum, np.arange(12.0)).observed[0, 1] for row in drawn[:1_500]]
    most = largest_score(scores.sizes, scores.contrasts[:, 1:], 0.95, 3)
    assert np.mean(np.array(largest) < most) == pytest.approx(0.95, abs=0.02)


def steps_of(rates: np.ndarray, seed: int) -> list[Change]:
    """Return the steps of 60 things in 600 documents of 15 years, each with the rate (years,) of its year."""
    rng = np.random.default_rng(seed)
    year = rng.integers(0, 15, 600)
    documents = [DatedDocument(f"{i:03}", None, str(2005 + y), None, 500, 1) for i, y in enumerate(year)]
    sightings = [
        Sighting("concept", f"t{t:02}", f"{i:03}", None)
        for t in range(60)
        for i in np.flatnonzero(rng.random(600) < rates[year]).tolist()
    ]
    trends = compute(documents, sightings, TrendSettings(permutations=3_000))
    return [c for c in trends.changes if c.test == "step" and c.kind == "concept"]


def test_the_interval_at_a_break_that_was_chosen_leaves_out_one_as_seldom_as_it_says() -> None:
    found = steps_of(np.full(15, 0.2), 1)
    assert sum((c.low or 0) > 1 or (c.high or 2) < 1 for c in found) <= 6
    assert all(c.change_first <= c.change_point <= c.change_last for c in found)


def test_the_interval_of_a_step_and_its_plausible_breaks_hold_the_truth() -> None:
    found = steps_of(np.where(np.arange(15) < 8, 0.15, 0.35), 2)
    established = [c for c in found if c.direction == "up"]
    truth = (0.35 / 0.65) / (0.15 / 0.85)
    assert len(established) >= 50
    assert np.mean([c.low <= truth <= c.high for c in established]) >= 0.93
    assert np.mean([c.change_first <= "2013" <= c.change_last for c in established]) >= 0.93
    assert all(c.low < c.effect < c.high for c in established)
