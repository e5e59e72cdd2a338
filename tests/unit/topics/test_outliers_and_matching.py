"""What is done about outliers, and how the topics of two fits are told to be the same."""

from collections.abc import Callable

import numpy as np

from cmo_nlp.records import Assignment, Topic, TopicModel
from cmo_nlp.topics import Unit, add_unassigned, assign_outliers, matching_topics

MakeUnit = Callable[..., Unit]


def topic(identity: str, segments: int) -> Topic:
    return Topic(identity, identity, "free", None, "", (), segments, segments, 1.0, ())


def test_an_outlier_takes_its_nearest_topic_and_keeps_its_mark(make_unit: MakeUnit) -> None:
    units = [make_unit("texte", f"d{i}") for i in range(4)]
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8], [-1.0, -0.1]])
    names = ("t1", "t2", None, None)
    rows = tuple(
        Assignment(unit.document_id, 0, 5, name, 1.0 if name else None, None if name else "outlier")
        for unit, name in zip(units, names, strict=True)
    )
    model = assign_outliers(TopicModel((topic("t1", 1), topic("t2", 1)), rows, ()), units, vectors, 0.0)
    assert [(a.topic_id, a.reason, a.probability) for a in model.assignments] == [
        ("t1", None, 1.0), ("t2", None, 1.0), ("t2", "outlier", 0.8), (None, "outlier", None),
    ]  # fmt: skip
    assert [(t.segments, t.documents) for t in model.topics] == [(1, 1), (2, 2)]


def test_without_topics_outliers_stay(make_unit: MakeUnit) -> None:
    rows = (Assignment("d", 0, 5, None, None, "outlier"),)
    model = TopicModel((), rows, ())
    assert assign_outliers(model, [make_unit("texte", "d")], np.ones((1, 2)), 0.0) == model


def test_units_that_the_fit_did_not_see_have_their_reason_in_their_place(make_unit: MakeUnit) -> None:
    rows = (Assignment("b", 0, 5, "t", 1.0, None),)
    model = add_unassigned(TopicModel((), rows, ()), [make_unit("text", "a")], "not-french")
    assert [(a.document_id, a.reason) for a in model.assignments] == [("a", "not-french"), ("b", None)]


def test_topics_are_matched_by_their_members() -> None:
    before = [{1, 2, 3, 4}, {5, 6}, {7, 8, 9}]
    now = [{5, 6, 10}, {1, 2, 3}, {7, 20, 21}]
    assert matching_topics(before, now) == [1, 0, None]
    assert matching_topics([], now) == []
    assert matching_topics(before, []) == [None, None, None]
    assert matching_topics([set()], [set()]) == [None]


def test_a_pair_under_the_bar_does_not_stand_in_the_way_of_one_above() -> None:
    grown, small = set(range(100)), set(range(100, 135))
    joined, rest = {*range(68), *small}, set(range(68, 100))
    assert matching_topics([grown], [joined, rest]) == [0]
    assert matching_topics([grown, small], [joined, rest]) == [0, None]
