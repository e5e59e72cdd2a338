"""Which words of French carry a theme."""

import unicodedata
from collections.abc import Callable

import pytest

from cmo_nlp.topics import Unit, content_terms
from cmo_nlp.topics.stop_words import is_stop_word


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("L’expérience d'une marque", ["expérience", "marque"]),
        ("L'équipe qu’il dirige aujourd'hui", ["équipe", "diriger"]),
        ("Les directeurs marketing devraient aussi pouvoir", ["directeur", "marketing"]),
        ("des start-ups et du e-commerce", ["start-ups", "e-commerce"]),
        ("En janvier 2018, 10 % des clients", ["client"]),
        ("L’IA et la RH, mais ni au ni un", ["ia", "rh"]),
        ("Le B2B. Et le 3e", ["b2b"]),
        ("Notamment, globalement, rapidement : un changement", ["changement"]),
        ("Il a souligné, a-t-il, est-elle", []),
        ("…!? 12", []),
    ],
)
def test_content_terms_are_lemmas_without_stop_words(
    text: str, terms: list[str], make_unit: Callable[..., Unit]
) -> None:
    assert content_terms(make_unit(text)) == terms


def test_decomposed_and_composed_text_give_the_same_terms(make_unit: Callable[..., Unit]) -> None:
    text = "La fidélité naît."
    decomposed = make_unit(unicodedata.normalize("NFD", text))
    assert "fidélité" in content_terms(decomposed)


def test_a_token_without_a_lemma_stands_for_itself(make_unit: Callable[..., Unit]) -> None:
    unit = make_unit("Les marques")
    bare = type(unit)("d", 0, len(unit.text), unit.text, tuple(t._replace(lemma="") for t in unit.tokens))
    assert content_terms(bare) == ["marques"]


def test_parts_of_speech_rule_where_they_are_known(make_unit: Callable[..., Unit]) -> None:
    unit = make_unit(
        "vite la marque évolue", upos={"vite": "ADV", "la": "DET", "marque": "NOUN", "évolue": "VERB"}
    )
    assert [(word.lemma, word.nominal) for word in unit.words] == [
        ("marque", True),
        ("évoluer", False),
    ]


@pytest.mark.parametrize(
    ("text", "word", "nominal"),
    [
        ("la data", "data", True),  # lemmatised « dater »
        ("des agences", "agences", True),  # lemmatised « agencer »
        ("elle évolue", "évolue", False),
        ("un métier", "métier", True),
        ("le métier", "métier", None),
        ("de communiquer", "communiquer", False),
        ("communiquer", "communiquer", None),
        (": communiquer", "communiquer", None),
    ],
)
def test_what_stands_before_a_word_tells_a_noun_from_a_verb(
    text: str, word: str, nominal: object, make_unit: Callable[..., Unit]
) -> None:
    unit = make_unit(text)
    assert {unit.passage(w.start, w.end): w.nominal for w in unit.words}[word] is nominal


def test_offsets_count_into_the_document(make_unit: Callable[..., Unit]) -> None:
    unit = make_unit("La marque", start=100)
    assert [(word.start, word.end) for word in unit.words] == [(103, 109)]


@pytest.mark.parametrize("word", ["ÉTAIENT", "Été", "à", "A"])
def test_stop_words_ignore_case_and_accents(word: str) -> None:
    assert is_stop_word(word)


@pytest.mark.parametrize(
    "word", ["élément", "renouvellement", "engagement", "développement", "événement", "données", "demande"]
)
def test_nouns_that_look_like_adverbs_or_participles_are_kept(word: str) -> None:
    assert not is_stop_word(word)


@pytest.mark.parametrize("word", ["intensément", "constamment", "évidemment", "activement", "numériquement"])
def test_adverbs_in_ment_are_stop_words(word: str) -> None:
    assert is_stop_word(word)
