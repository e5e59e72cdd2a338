"""Names and terms of topics."""

import numpy as np

from cmo_nlp.topics.assembly import FittedTopics
from cmo_nlp.topics.candidates import Occurrence
from cmo_nlp.topics.clusters import Clustering
from cmo_nlp.topics.labels import label_topics


def fitted(labels: list[int], *weights: dict[str, float]) -> FittedTopics:
    ones = np.ones(len(labels))
    return FittedTopics(Clustering(np.array(labels), ones, ones), weights)


def row(*terms: str) -> list[Occurrence]:
    return [Occurrence(term.lower(), term, len(term.split(" "))) for term in terms]


def names(topics: FittedTopics, rows: list[list[Occurrence]]) -> list[str]:
    return [label.name for label in label_topics(topics, rows, 10)]


def test_a_term_of_every_topic_names_none() -> None:
    rows = [row("marketing", "client"), row("marketing", "film")]
    topics = fitted([0, 1], {"marketing": 0.9, "client": 0.1}, {"marketing": 0.9, "film": 0.1})
    assert names(topics, rows) == ["client", "film"]


def test_the_commonest_surface_form_is_shown_and_lower_case_wins_a_tie() -> None:
    rows = [row("Équipe"), row("équipe"), row("Équipe"), row("équipe")]
    assert names(fitted([0, 0, 0, 0], {"équipe": 1.0}), rows) == ["équipe"]
    rows = [row("CMO"), row("CMO"), row("cmo")]
    assert names(fitted([0, 0, 0], {"cmo": 1.0}), rows) == ["CMO"]


def test_a_phrase_names_before_a_word_of_nearly_its_weight() -> None:
    rows = [row("client", "relation client"), row("client", "relation client")]
    heavy = fitted([0, 0], {"client": 1.0, "relation client": 0.6})
    light = fitted([0, 0], {"client": 1.0, "relation client": 0.4})
    rows_apart = [row("client", "client", "relation client"), row("client", "client", "relation client")]
    assert names(heavy, rows_apart) == ["relation client"]
    assert names(light, rows_apart) == ["client"]
    assert names(light, rows) == ["relation client"]  # « client » stands nowhere else


def test_without_a_heavy_phrase_two_words_name_a_topic_together() -> None:
    topics = fitted([0, 0], {"magasin": 1.0, "prix": 0.8, "carte": 0.7})
    assert names(topics, [row("magasin", "prix", "carte")] * 2) == ["magasin et prix"]


def test_a_light_word_is_no_half_of_a_name() -> None:
    assert names(fitted([0, 0], {"magasin": 1.0, "prix": 0.3}), [row("magasin", "prix")] * 2) == ["magasin"]


def test_a_phrase_of_few_units_does_not_stand_for_the_others() -> None:
    rows = [row("client", "rayon", "tête de gondole")] * 2 + [row("client", "rayon")] * 60
    topics = fitted([0] * 62, {"client": 1.0, "rayon": 0.9, "tête de gondole": 0.8})
    assert names(topics, rows) == ["client et rayon"]


def test_proper_names_name_a_topic_only_where_there_is_nothing_else() -> None:
    both = fitted([0, 0], {"ferlio": 1.0, "loyer": 0.5})
    assert names(both, [row("Ferlio", "loyer")] * 2) == ["loyer"]
    assert names(fitted([0, 0], {"ferlio": 1.0}), [row("Ferlio")] * 2) == ["Ferlio"]


def test_a_term_of_one_unit_gives_way_to_a_repeated_one() -> None:
    rows = [row("film", "marque"), row("marque"), row("marque"), row("marque")]
    assert names(fitted([0] * 4, {"film": 0.9, "marque": 0.5}), rows) == ["marque"]


def test_topics_with_the_same_only_term_still_get_different_names() -> None:
    topics = fitted([0, 1, 2], {"marque": 1.0}, {"marque": 1.0}, {"marque": 1.0})
    assert names(topics, [row("marque")] * 3) == ["marque", "marque (2)", "marque (3)"]


def test_no_more_terms_are_shown_than_asked() -> None:
    label = label_topics(fitted([0], {"a": 0.1, "b": 0.3, "c": 0.2}), [row("a", "b", "c")], 2)[0]
    assert label.terms == (("b", 0.3), ("c", 0.2))
