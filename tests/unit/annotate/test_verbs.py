"""Which forms are finite verbs, in which tense, with the pipeline's morphology and without it."""

import pytest
from spacy.language import Language

from cmo_nlp.annotate.passages import Passage, Word, passages
from cmo_nlp.annotate.reading import read
from cmo_nlp.annotate.sentences import split_sentences
from cmo_nlp.annotate.verbs import is_infinitive, tense_at


def passage(text: str, nlp: Language) -> Passage:
    (reading,) = read([text], nlp)
    (one,) = passages(reading.text, split_sentences(reading.text), reading.tokens)
    return one


def tagged(form: str, upos: str, morph: str) -> Word:
    return Word(0, len(form), form, form, form, upos, morph)


@pytest.mark.parametrize(
    ("sentence", "form", "tense"),
    [
        ("Il devra choisir", "devra", "future"),
        ("Il aura raison", "aura", "future"),
        ("Il deviendra chef", "deviendra", "future"),
        ("Il pilotera la marque", "pilotera", "future"),
        ("Il apprendra vite", "apprendra", "future"),
        ("Ils maîtriseront tout", "maîtriseront", "future"),
        ("Il devrait choisir", "devrait", "conditional"),
        ("Il piloterait la marque", "piloterait", "conditional"),
        ("Il prendrait la main", "prendrait", "conditional"),
        ("Il était chef", "était", "past"),
        ("Il préparait un plan", "préparait", "past"),
        ("Il devint chef", "devint", "past"),
        ("Ils incarnèrent la marque", "incarnèrent", "past"),
        ("Il pilote la marque", "pilote", "present"),
        ("Le pilote de la marque", "pilote", None),
        ("Il la pilote bien", "pilote", "present"),
        ("Il ne se limite plus", "limite", "present"),
        ("La limite est claire", "limite", None),
        ("Il faut choisir", "choisir", None),
        ("Le management", "management", None),
        ("Il finit le plan", "finit", "present"),
    ],
)
def test_without_morphology_the_ending_and_the_word_before_tell_the_tense(
    nlp: Language, sentence: str, form: str, tense: str | None
) -> None:
    words = [word._replace(upos="", morph="") for word in passage(sentence, nlp).words]
    (i,) = [i for i, word in enumerate(words) if word.form == form]
    assert tense_at(words, i) == tense


@pytest.mark.parametrize(
    ("morph", "tense"),
    [
        ("Mood=Ind|Number=Sing|Person=3|Tense=Fut|VerbForm=Fin", "future"),
        ("Mood=Cnd|Tense=Pres|VerbForm=Fin", "conditional"),
        ("Mood=Ind|Tense=Imp|VerbForm=Fin", "past"),
        ("Mood=Ind|Tense=Pres|VerbForm=Fin", "present"),
        ("Mood=Sub|Tense=Pres|VerbForm=Fin", None),
        ("Tense=Past|VerbForm=Part", None),
    ],
)
def test_with_morphology_the_features_tell_the_tense(morph: str, tense: str | None) -> None:
    assert tense_at([tagged("x", "VERB", morph)], 0) == tense


def test_a_noun_that_looks_like_a_verb_is_none_where_the_pipeline_tags_it() -> None:
    assert tense_at([tagged("devra", "NOUN", "")], 0) is None


@pytest.mark.parametrize(
    "form", ["piloter", "définir", "comprendre", "construire", "faire", "recevoir", "être"]
)
def test_infinitives_are_known_by_their_ending(form: str) -> None:
    assert is_infinitive(Word(0, len(form), form, form, form, "", ""))


@pytest.mark.parametrize("form", ["métier", "leader", "territoire", "mémoire", "marketer", "cadre", "membre"])
def test_nouns_with_the_ending_of_an_infinitive_are_none(form: str) -> None:
    assert not is_infinitive(Word(0, len(form), form, form, form, "", ""))


def test_with_morphology_only_the_feature_makes_an_infinitive() -> None:
    assert is_infinitive(tagged("x", "VERB", "VerbForm=Inf"))
    assert not is_infinitive(tagged("piloter", "NOUN", ""))
