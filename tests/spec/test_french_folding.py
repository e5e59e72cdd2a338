"""How written French folds: a table that is test and documentation at once."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_nlp.french import count_words, fold, search_keys, split_elision, straighten, words

ELISIONS = [
    # word, elided part, rest
    ("l'expérience", "l'", "expérience"),
    ("l’expérience", "l’", "expérience"),
    ("L’IA", "L’", "IA"),
    ("d'IA", "d'", "IA"),
    ("d’e-mailing", "d’", "e-mailing"),
    ("qu'il", "qu'", "il"),
    ("jusqu’ici", "jusqu’", "ici"),
    ("lorsqu'elle", "lorsqu'", "elle"),
    ("puisqu’on", "puisqu’", "on"),
    ("n'est", "n'", "est"),
    ("s’adapter", "s’", "adapter"),
    ("c'est", "c'", "est"),
    ("aujourd'hui", "", "aujourd'hui"),
    ("aujourd’hui", "", "aujourd’hui"),
    ("quelqu'un", "", "quelqu'un"),
    ("prud'hommes", "", "prud'hommes"),
    ("O'Brien", "", "O'Brien"),
    ("marketing", "", "marketing"),
    ("l'", "", "l'"),
]

SAME_WHEN_FOLDED = [
    ("Données", "DONNEES"),
    ("œuvre", "oeuvre"),
    ("l’équipe", "L'ÉQUIPE"),
    ("e\u0301quipe", "équipe"),
    ("ﬁdélisation", "ﬁdelisation"),
    ("ça", "CA"),
    ("naïve", "naive"),
]

FOUND_BY = [
    # written in the text, typed by the user
    ("données", "donnée"),
    ("DONNÉES", "donnees"),
    ("l’équipe", "equipes"),
    ("stratégies", "strategie"),
    ("cœur", "coeur"),
    ("e\u0301quipes", "équipe"),
    ("l'IA", "ia"),
    ("d’expérience", "expériences"),
    ("digitale", "digital"),
    ("directrices", "directrice"),
    ("fidélisation", "fidelisation"),
]


@pytest.mark.parametrize(("word", "elided", "rest"), ELISIONS)
def test_elision(word: str, elided: str, rest: str) -> None:
    assert split_elision(word) == (elided, rest)


@pytest.mark.parametrize(("one", "other"), SAME_WHEN_FOLDED)
def test_folding(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("written", "typed"), FOUND_BY)
def test_a_word_is_found_by_another_spelling_or_inflection(written: str, typed: str) -> None:
    (word,), (query,) = words(written), words(typed)
    keys = zip(search_keys(word.text), search_keys(query.text), strict=True)
    assert any(one == other for one, other in keys)


def test_a_no_break_space_parts_words() -> None:
    assert [w.text for w in words("« parcours\u00a0client\u202f»")] == ["parcours", "client"]


def test_a_dash_and_a_slash_part_words_but_an_inner_apostrophe_does_not() -> None:
    assert [w.text for w in words("sous-traitant, 24/7, aujourd'hui")] == [
        "sous", "traitant", "24", "7", "aujourd'hui",
    ]  # fmt: skip


def test_punctuation_alone_is_no_word() -> None:
    assert count_words("« ! » — 10\u00a0% : oui ?") == 2


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    assert all(text[w.start : w.end] == w.text for w in words(text))


@given(st.text())
def test_straightening_keeps_every_offset(text: str) -> None:
    assert len(straighten(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once_and_ignores_the_normal_form(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
