"""Names and terms of topics."""

from collections.abc import Sequence

import numpy as np

from cmo_nlp.topics.assembly import FittedTopics
from cmo_nlp.topics.candidates import Occurrence
from cmo_nlp.topics.clusters import Clustering
from cmo_nlp.topics.labels import label_topics
from cmo_nlp.topics.meaning import Meaning


def fitted(labels: list[int], *weights: dict[str, float]) -> FittedTopics:
    ones = np.ones(len(labels))
    return FittedTopics(Clustering(np.array(labels), ones, ones), weights)


def row(*terms: str) -> list[Occurrence]:
    return [Occurrence(term.lower(), term, len(term.split(" "))) for term in terms]


def names(topics: FittedTopics, rows: list[list[Occurrence]]) -> list[str]:
    documents = [f"d{number}" for number in range(len(rows))]
    return [label.name for label in label_topics(topics, rows, documents, 10)]


def test_a_term_of_every_topic_names_none() -> None:
    rows = [row("marketing", "client"), row("marketing", "film")]
    topics = fitted([0, 1], {"marketing": 0.9, "client": 0.1}, {"marketing": 0.9, "film": 0.1})
    assert names(topics, rows) == ["client", "film"]


def test_the_commonest_surface_form_is_shown_and_lower_case_wins_a_tie() -> None:
    rows = [row("Équipe"), row("équipe"), row("Équipe"), row("équipe")]
    assert names(fitted([0, 0, 0, 0], {"équipe": 1.0}), rows) == ["équipe"]
    rows = [row("CMO"), row("CMO"), row("cmo")]
    assert names(fitted([0, 0, 0], {"cmo": 1.0}), rows) == ["CMO"]


ELSEWHERE = [row("film")] * 20


def name_of(rows: list[list[Occurrence]], documents: list[str] | None = None) -> str:
    """Return the name of a topic with `rows`, each of its own document, beside another one on films."""
    everywhere = [*(documents or map(str, range(len(rows)))), *(f"f{n}" for n in range(len(ELSEWHERE)))]
    weights = {occurrence.key: 1.0 for one in rows for occurrence in one}
    labels = [0] * len(rows) + [1] * len(ELSEWHERE)
    topics = fitted(labels, weights, {"film": 1.0})
    return label_topics(topics, rows + ELSEWHERE, everywhere, 10)[0].name


def test_a_phrase_names_before_a_word_that_is_not_much_more_specific() -> None:
    word, phrase = row("client"), row("client", "relation client")
    assert name_of([phrase] * 9 + [word] * 4) == "relation client"
    assert name_of([phrase] * 2 + [word] * 18) == "client"
    assert name_of([phrase] * 4) == "relation client"  # « client » stands nowhere else


def test_without_a_phrase_two_words_name_a_topic_together() -> None:
    assert name_of([row("magasin", "prix", "carte")] * 4 + [row("magasin", "prix")] * 2) == "magasin et prix"


def test_a_word_of_few_units_is_no_half_of_a_name() -> None:
    assert name_of([row("magasin")] * 30 + [row("magasin", "prix")] * 2) == "magasin"


def test_a_phrase_of_few_units_does_not_stand_for_the_others() -> None:
    rows = [row("client", "rayon", "tête de gondole")] * 2 + [row("client", "rayon")] * 60
    assert name_of(rows) == "client et rayon"


def test_a_phrase_with_the_best_word_stands_for_it_unless_it_is_rare_beside_it() -> None:
    word, phrase = row("donnée"), row("donnée", "protection de donnée")
    others = [row(f"mot {number}") for number in range(11)]
    assert name_of([phrase] * 5 + [word] * 10 + others) == "protection de donnée"
    assert name_of([phrase] * 3 + [word] * 12 + [row("règle")] * 6) == "donnée et règle"


def test_a_word_in_hardly_any_passage_gives_way_to_one_in_a_tenth_of_them() -> None:
    rows = [row("île", "salle")] * 5 + [row("salle")] * 2 + [row("mot")] * 53
    outside = [row("film")] * 60
    topics = fitted([0] * 60 + [1] * 60, {"salle": 1.0, "île": 1.0}, {"film": 1.0})
    assert names(topics, rows + outside)[0] == "salle"


def test_a_topic_that_no_term_tells_apart_has_no_sure_name() -> None:
    """Each word stands in a handful of its sixty passages, and outside as well."""
    words = [3 * letter for letter in "abcdefghijklmnopqrst"]
    rows = [row(word) for word in words for _ in range(3)]
    outside = [row("film", word) for word in words]
    topics = fitted([0] * 60 + [1] * 20, dict.fromkeys(words, 1.0), {"film": 1.0})
    first, second = names(topics, rows + outside)
    assert first == "sans nom sûr : aaa, bbb, ccc"
    assert second == "film"


def axes(texts: Sequence[str]) -> np.ndarray:
    """Return the vectors of an encoder that knows three words, and nothing of any other."""
    known = ("salle", "prix", "film")
    return np.array([[float(text == word) for word in known] for text in texts])


def test_a_term_far_from_what_the_passages_speak_of_does_not_name_them() -> None:
    """They hold « salle » as often as « prix », and speak of prices."""
    rows = [row("salle", "prix")] * 12 + [row("film")] * 12
    sentences = axes(["prix"] * 12 + ["film"] * 12)
    topics = fitted([0] * 12 + [1] * 12, {"salle": 1.0, "prix": 0.5}, {"film": 1.0})
    documents = [f"d{number:02d}" for number in range(24)]
    meaning = Meaning(sentences, axes)
    assert [label.name for label in label_topics(topics, rows, documents, 10, meaning)] == ["prix", "film"]
    elsewhere = Meaning(axes(["autre"] * 12 + ["film"] * 12), axes)
    named = [label.name for label in label_topics(topics, rows, documents, 10, elsewhere)]
    assert named == ["sans nom sûr : prix, salle", "film"]


def test_words_that_begin_alike_are_no_two_halves_of_a_name() -> None:
    assert name_of([row("aliment", "alimentation", "sucre")] * 9 + [row("aliment")] * 2) == "aliment et sucre"


def test_a_capital_at_the_head_of_a_sentence_is_no_name() -> None:
    rows = [[Occurrence("banque", surface, 1)] for surface in ["Banque"] * 6 + ["banque"] * 4]
    assert name_of(rows) == "banque"


def test_the_words_of_one_document_give_way_to_those_of_several() -> None:
    rows = [row("mutuelle"), row("mutuelle"), row("mutuelle"), row("presse"), row("presse"), row("presse")]
    assert name_of(rows, ["d1", "d1", "d1", "d1", "d2", "d3"]) == "presse et mutuelle"
    assert name_of(rows[:3], ["d1", "d1", "d1"]) == "mutuelle"


def test_two_forms_of_one_term_do_not_name_two_topics() -> None:
    topics = fitted([0] * 6 + [1] * 4, {"donnée": 1.0}, {"donnée": 1.0, "site": 0.5})
    plural = [Occurrence("donnée", "données", 1), *row("site")]
    rows = [[Occurrence("donnée", "donnée", 1)]] * 6 + [plural] + [row("site")] * 3
    assert names(topics, rows) == ["donnée", "site"]


def test_proper_names_and_adjectives_name_a_topic_only_where_there_is_nothing_else() -> None:
    proper = [Occurrence("ferlio", "Ferlio", 1, names=False)]
    assert name_of([[*proper, *row("loyer")]] * 2 + [proper] * 5) == "loyer"
    assert name_of([proper] * 5) == "Ferlio"


def test_a_term_of_one_unit_gives_way_to_a_repeated_one() -> None:
    rows = [row("film", "marque"), row("marque"), row("marque"), row("marque")]
    assert names(fitted([0] * 4, {"film": 0.9, "marque": 0.5}), rows) == ["marque"]


def test_topics_with_the_same_only_term_still_get_different_names() -> None:
    topics = fitted([0, 1, 2], {"marque": 1.0}, {"marque": 1.0}, {"marque": 1.0})
    unsure = "sans nom sûr : marque"
    assert names(topics, [row("marque")] * 3) == [unsure, f"{unsure} (2)", f"{unsure} (3)"]


def test_no_more_terms_are_shown_than_asked() -> None:
    label = label_topics(fitted([0], {"a": 0.1, "b": 0.3, "c": 0.2}), [row("a", "b", "c")], ["d"], 2)[0]
    assert label.terms == (("b", 0.3), ("c", 0.2))
