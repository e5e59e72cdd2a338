"""Which documents are compared with which."""

import numpy as np

from cmo_nlp.settings import TrendSettings
from cmo_nlp.statistics.composition import strata, unlike_lengths
from cmo_nlp.trends import DatedDocument, Sighting, compute


def test_documents_of_an_outlet_are_told_apart_by_length_from_ten_on() -> None:
    names = ["A"] * 10 + ["B"] * 9
    found = strata(names, [None] * 19, [*range(10), *range(9)])
    assert found[:10].tolist() == [0] * 5 + [1] * 5
    assert set(found[10:].tolist()) == {2}
    assert unlike_lengths(names, [None] * 19, [*range(10), *range(9)]) == 9


def test_equal_lengths_are_one_class_and_nothing_to_tell() -> None:
    assert set(strata(["A"] * 40, [None] * 40, [0] * 40).tolist()) == {0}
    assert unlike_lengths(["A"] * 5, [None] * 5, [700] * 5) == 0


def test_no_class_has_fewer_than_five_and_no_outlet_more_than_eight() -> None:
    words = np.random.default_rng(1).permutation(1_000).tolist()
    for size in (10, 23, 90, 1_000):
        counts = np.bincount(strata(["A"] * size, [None] * size, words[:size]))
        assert counts.min() >= 5
        assert len(counts) == {10: 2, 23: 4, 90: 4, 1_000: 8}[size]


def grown(size: int, outlets: int) -> tuple[list[DatedDocument], list[Sighting]]:
    """Return documents whose length doubles over 20 years; a thing is in so many more of the long ones."""
    rng = np.random.default_rng(3)
    year, outlet = rng.integers(0, 20, size), rng.integers(0, outlets, size)
    length = rng.normal(0, 0.4, size) + np.log(2) * (year / 19 - 0.5)
    documents = [
        DatedDocument(f"{i:04}", None, str(2001 + y), f"outlet {o}", int(600 * np.exp(w)), 1)
        for i, (y, o, w) in enumerate(zip(year.tolist(), outlet.tolist(), length, strict=True))
    ]
    sightings = [
        Sighting("concept", f"t{t:02}", f"{i:04}", None)
        for t, level in enumerate(rng.uniform(-3, -0.8, 40))
        for i in np.flatnonzero(rng.random(size) < 1 / (1 + np.exp(-(level + length)))).tolist()
    ]
    return documents, sightings


def test_texts_that_grow_longer_are_no_change_where_outlets_have_thirty_of_them() -> None:
    documents, sightings = grown(1_200, 40)
    tests = [c for c in compute(documents, sightings, TrendSettings(permutations=2_000)).changes if c.p]
    assert {c.direction for c in tests} == {"none"}
    assert np.mean([c.p < 0.05 for c in tests if c.test == "trend"]) <= 0.15


def test_documents_whose_length_is_not_held_still_are_told() -> None:
    documents, sightings = grown(60, 10)
    (remark,) = (r for r in compute(documents, sightings, TrendSettings()).remarks if "longueur" in r)
    assert remark.startswith(
        "comparés sans égard à leur longueur, parce que leur publication en a moins de 10"
    )
    assert remark.endswith("documents sur 60")
