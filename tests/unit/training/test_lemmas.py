"""Endings and exceptions, as spaCy's French lemmatizer reads them."""

from collections import Counter

import pytest
import spacy
from spacy.tokens import Doc

from training.lemmas import choose, endings, lookups, reach

STEMS = ("pilot", "cibl", "mesur", "brand", "lanc", "test", "recrut", "pens", "form", "aid")
ENDINGS = ("e", "es", "ent", "ait", "aient", "é", "ée", "er")
VERBS = {stem + ending: f"{stem}er" for stem in STEMS for ending in ENDINGS}


def test_endings_lead_an_unknown_verb_to_its_infinitive() -> None:
    rules = endings(VERBS)
    assert reach("reciblaient", {}, rules) == "recibler"
    assert reach("reciblée", {}, rules) == "recibler"


def test_a_form_in_the_index_is_its_own_lemma() -> None:
    assert reach("pilote", {"pilote": 1}, endings(VERBS)) == "pilote"


@pytest.mark.parametrize(
    ("lemmas", "frequency", "expected"),
    [({"être", "suivre"}, {"être": 9, "suivre": 2}, "être"), ({"fils", "fil"}, {}, "fil")],
)
def test_the_commoner_lemma_wins_then_the_one_that_differs_from_the_form(
    lemmas: set[str], frequency: dict[str, int], expected: str
) -> None:
    assert choose("fils", lemmas, frequency) == expected


def test_the_tables_give_what_the_treebank_and_the_lexicon_say() -> None:
    known = {form: {("verb", lemma)} for form, lemma in VERBS.items()} | {"réseaux": {("noun", "réseau")}}
    observed = {("pu", "verb"): {"pouvoir": 3}, ("qu'", "sconj"): {"que": 5}}
    counts = {key: Counter(lemmas) for key, lemmas in observed.items()}
    tables = lookups(known, counts, counts)
    nlp = spacy.blank("fr")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(lookups=tables)
    document = Doc(nlp.vocab, words=["pu", "réseaux", "qu’", "ciblait"])
    for token, upos in zip(document, ("VERB", "NOUN", "SCONJ", "VERB"), strict=True):
        token.pos_ = upos
    assert [t.lemma_ for t in lemmatizer(document)] == ["pouvoir", "réseau", "que", "cibler"]
