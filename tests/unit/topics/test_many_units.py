"""Corpora that are large and say little."""

from collections.abc import Callable

from cmo_nlp.records import TopicModel
from cmo_nlp.topics import Unit


def test_a_hundred_thousand_units_of_one_word_are_one_topic(
    make_unit: Callable[..., Unit], fit_units: Callable[..., TopicModel]
) -> None:
    one = make_unit("marque")
    units = [Unit(f"d{i:06d}", one.start, one.end, one.text, one.tokens) for i in range(100_000)]
    fitted = fit_units(units)
    assert [(topic.name, topic.segments) for topic in fitted.topics] == [("marque", 100_000)]
