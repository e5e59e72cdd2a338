"""Candidate terms: noun phrases as they stand in the text, counted under their lemmas."""

from collections.abc import Callable

from cmo_nlp.topics import Unit
from cmo_nlp.topics.candidates import Occurrence, candidate_terms
from cmo_nlp.topics.class_terms import class_terms


def found(*units: Unit) -> list[list[Occurrence]]:
    return candidate_terms(units)


def surfaces(unit: Unit) -> list[str]:
    return [occurrence.surface for occurrence in found(unit)[0]]


def test_phrases_of_two_and_three_words_are_found(make_unit: Callable[..., Unit]) -> None:
    terms = surfaces(make_unit("La gestion de la relation client, c’est un métier"))
    assert {"relation client", "gestion de la relation", "gestion de la relation client"} <= set(terms)


def test_no_phrase_runs_over_punctuation_or_a_line_end(make_unit: Callable[..., Unit]) -> None:
    assert surfaces(make_unit("La marque, le client\ndigital")) == ["marque", "client", "digital"]


def test_no_phrase_runs_over_another_preposition(make_unit: Callable[..., Unit]) -> None:
    assert surfaces(make_unit("La marque sans client")) == ["marque", "client"]


def test_elided_links_are_links(make_unit: Callable[..., Unit]) -> None:
    assert "stratégie d’entreprise" in surfaces(make_unit("La stratégie d’entreprise"))


def test_singular_and_plural_are_one_term(make_unit: Callable[..., Unit]) -> None:
    rows = found(make_unit("Le directeur marketing"), make_unit("Les directeurs marketing"))
    phrases = [o for row in rows for o in row if o.words == 2]
    assert {o.key for o in phrases} == {"directeur marketing"}
    assert {o.surface for o in phrases} == {"directeur marketing", "directeurs marketing"}


def test_plurals_and_capitals_that_the_lemma_table_lacks_are_merged(make_unit: Callable[..., Unit]) -> None:
    rows = found(
        make_unit("Une start-up, des start-ups"), make_unit("L’Intelligence Artificielle, artificielle")
    )
    assert [o.key for o in rows[0]] == ["start-up", "start-up"]
    assert {o.key for o in rows[1] if o.words == 1} == {"intelligence", "artificiel"}


def test_verbs_are_no_terms(make_unit: Callable[..., Unit]) -> None:
    assert surfaces(make_unit("La marque évolue")) == ["marque"]


def test_parts_of_speech_bar_two_adjectives(make_unit: Callable[..., Unit]) -> None:
    upos = {"sociaux": "ADJ", "numériques": "ADJ", "réseaux": "NOUN"}
    terms = surfaces(make_unit("réseaux sociaux numériques", upos=upos))
    assert "réseaux sociaux" in terms
    assert "sociaux numériques" not in terms


def test_parts_of_speech_bar_an_adjective_beside_de(make_unit: Callable[..., Unit]) -> None:
    upos = {"grand": "NOUN", "beau": "ADJ", "marque": "NOUN", "de": "ADP"}
    assert surfaces(make_unit("génial de marque", upos={**upos, "génial": "ADJ"})) == ["génial", "marque"]


def test_acronyms_may_name_a_topic_and_names_may_not(make_unit: Callable[..., Unit]) -> None:
    upos = {"DSI": "PROPN", "Ferlio": "PROPN", "CARREFOUR": "PROPN"}
    names = {o.surface: o.names for o in found(make_unit("DSI, Ferlio, CARREFOUR", upos=upos))[0]}
    assert names == {"DSI": True, "Ferlio": False, "CARREFOUR": False}


def test_no_term_of_a_class_is_a_part_of_another(make_unit: Callable[..., Unit]) -> None:
    texts = ["L’expérience client change.", "L’expérience client compte.", "Le client du magasin attend."]
    units = [make_unit(text, f"d{i}") for i, text in enumerate(texts)]
    (terms,) = class_terms(units, [[0, 1, 2]], 10)
    shown = [term for term, _ in terms]
    assert "expérience client" in shown
    assert not {"client", "expérience"} & {*shown}
