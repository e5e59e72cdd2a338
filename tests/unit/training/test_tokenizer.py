"""The mended tokenizer, before any training."""

import pytest
import spacy

from training.tokenizer import WHOLE, mend


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    blank = spacy.blank("fr")
    mend(blank)
    return blank


@pytest.mark.parametrize("apostrophe", ["'", "’"])
@pytest.mark.parametrize("word", WHOLE)
def test_listed_words_are_one_token_in_mid_sentence(
    nlp: spacy.language.Language, word: str, apostrophe: str
) -> None:
    written = word.replace("'", apostrophe)
    assert [t.text for t in nlp.make_doc(f"avec {written} pour")] == ["avec", written, "pour"]


def test_the_rules_are_saved_with_the_tokenizer(nlp: spacy.language.Language) -> None:
    other = spacy.blank("fr").from_bytes(nlp.to_bytes())
    text = "L’A/B testing de l'e-mailing, aujourd’hui : y a-t-il 24/7 un directeur(rice) ?"
    assert [t.text for t in other.make_doc(text)] == [t.text for t in nlp.make_doc(text)]
