"""Every shipped form is met in a text, and leads to its own concept; without a pipeline."""

import time

import pytest

from cmo_nlp import lexicons
from cmo_nlp.annotate.matching import Found, Matcher
from cmo_nlp.annotate.passages import Passage, passages
from cmo_nlp.annotate.reading import normalise
from cmo_nlp.annotate.same_words import same_words
from cmo_nlp.lexicons import Lexicon
from cmo_nlp.records import Sentence

# « culture » ends like a verb, so that « des » is taken for an article: « culture médias » is as long.
EXCEPTIONS = {("skill/strategie-media", "culture des médias")}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicons.load()


@pytest.fixture(scope="module")
def matcher(lexicon: Lexicon) -> Matcher:
    return Matcher(lexicon)


def passage(text: str) -> Passage:
    plain = normalise(text).text
    (one,) = passages(plain, [Sentence(0, len(plain), 0, "prose")], ())
    return one


def found(matcher: Matcher, text: str) -> list[Found]:
    return matcher.find(passage(text))


def test_every_shipped_form_finds_its_concept(lexicon: Lexicon, matcher: Matcher) -> None:
    missed = set()
    for form in lexicon.forms:
        label = lexicon.concepts[form.concept_id].label
        company = "logiciel " if form.case == "context" and label == "tool" else ""
        if form.concept_id not in {f.concept_id for f in found(matcher, company + form.form)}:
            missed.add((form.concept_id, form.form))
    assert missed == EXCEPTIONS


def test_no_words_lead_to_two_concepts_of_one_label(lexicon: Lexicon) -> None:
    assert list(same_words(lexicon)) == []


@pytest.mark.parametrize(
    ("text", "concept_id"),
    [
        ("Notre dir. marketing pilote", "title/directeur-marketing"),
        ("Publier avec Scoop.it.", "tool/scoop-it"),
        ("Il connaît Google+, entre autres", "tool/google-plus"),
        ("Un lien bit.ly, par exemple", "tool/bitly"),
        ("Coder en HTML5 !", "tool/html5"),
    ],
)
def test_marks_that_are_part_of_a_name(matcher: Matcher, text: str, concept_id: str) -> None:
    assert concept_id in {f.concept_id for f in found(matcher, text)}


def test_a_mark_that_is_not_part_of_the_name_parts_it(matcher: Matcher) -> None:
    assert "tool/data-ai" not in {f.concept_id for f in found(matcher, "la data & l'AI, la data . AI")}


@pytest.mark.parametrize("unit", ["l'", "la ", "un ", "agence la "])
def test_articles_without_end_take_linear_time(matcher: Matcher, unit: str) -> None:
    text = passage(unit * 20_000)
    began = time.thread_time()
    matcher.find(text)
    assert time.thread_time() - began < 60  # seconds of computing; quadratic, hundreds
