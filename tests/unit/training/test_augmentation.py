"""Sentences laid out as the press lays them out keep their annotation."""

import random

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from training.augmentation import layouts


def sentence(vocab: Vocab) -> Doc:
    return Doc(
        vocab,
        words=["L'", "équipe", "pilote", "."],
        spaces=[False, True, False, True],
        pos=["DET", "NOUN", "VERB", "PUNCT"],
        morphs=["Number=Sing", "Gender=Fem|Number=Sing", "", ""],
        lemmas=["le", "équipe", "piloter", "."],
        heads=[1, 2, 2, 2],
        deps=["det", "nsubj", "ROOT", "punct"],
    )


@pytest.fixture
def laid_out() -> list[Doc]:
    vocab = Vocab()
    return list(layouts([sentence(vocab)] * 400, vocab, random.Random(1), plain=0.2))


def test_every_sentence_comes_out_once_with_one_root(laid_out: list[Doc]) -> None:
    assert sum(len(list(document.sents)) for document in laid_out) == 400


def test_words_keep_lemma_part_of_speech_and_head_whatever_their_case(laid_out: list[Doc]) -> None:
    verbs = [token for document in laid_out for token in document if token.text.lower() == "pilote"]
    assert len(verbs) == 400
    assert {(t.lemma_, t.pos_, t.dep_) for t in verbs} == {("piloter", "VERB", "ROOT")}
    assert {child.text.lower() for t in verbs for child in t.children if child.dep_ == "nsubj"} == {"équipe"}


def test_headings_lists_blank_lines_and_both_apostrophes_are_met(laid_out: list[Doc]) -> None:
    text = "\n".join(document.text for document in laid_out)
    for expected in ("pilote\n\n", "• L", "L’équipe", "L'équipe", "PILOTE"):
        assert expected in text


def test_the_same_seed_gives_the_same_texts() -> None:
    vocab = Vocab()
    once, again = (
        [d.text for d in layouts([sentence(vocab)] * 50, vocab, random.Random(7), plain=0.3)]
        for _ in range(2)
    )
    assert once == again
