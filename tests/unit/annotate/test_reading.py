"""Texts of any shape are read, and every offset leads back to the document."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from cmo_nlp.annotate.reading import normalise, read
from cmo_nlp.records import Span


def test_composed_and_decomposed_accents_give_the_same_reading() -> None:
    assert normalise("e\u0301quipe").text == normalise("équipe").text == "équipe"


def test_a_span_of_the_reading_covers_the_whole_accented_letter() -> None:
    text = "l’e\u0301quipe unie"
    reading = normalise(text)
    start, end = reading.original(2, 8)
    assert text[start:end] == "e\u0301quipe"


def test_soft_hyphens_and_marks_without_width_are_not_read() -> None:
    text = "mar\u00adke\u200bting \ufeffdigital"
    reading = normalise(text)
    assert reading.text == "marketing digital"
    start, end = reading.original(0, 9)
    assert text[start:end] == "mar\u00adke\u200bting"


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aeéE\u0301\u0327 ’'\u00a0\u00ad\n.!😀ﬁœ-"), max_size=60))
def test_every_span_of_the_reading_leads_to_a_span_of_the_text(text: str) -> None:
    reading = normalise(text)
    for i in range(len(reading.text)):
        start, end = reading.original(i, i + 1)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "'" * 100_000,
        "😀" * 20_000,
        "mot " * 25_000,
        "é-" * 50_000,
        "",
        " \n\n ",
        "مدير التسويق هو القائد.",
        "👩‍💼 Le CMO 👍🏽 pilote 🚀.",
    ],
    ids=["letters", "apostrophes", "emoji", "words", "hyphens", "empty", "blank", "arabic", "joined-emoji"],
)
def test_no_text_makes_the_reading_fail_and_tokens_stand_where_they_say(nlp: Language, text: str) -> None:
    (reading,) = read([text], nlp)
    assert "".join(reading.text[t.start : t.end] for t in reading.tokens) == "".join(reading.text.split())


def test_a_text_longer_than_the_pipeline_takes_is_read_in_pieces(nlp: Language) -> None:
    text = "Le CMO pilote.\n" * 200
    before = nlp.max_length
    nlp.max_length = 500
    try:
        (reading,) = read([text], nlp)
    finally:
        nlp.max_length = before
    (whole,) = read([text], nlp)
    assert [t[:3] for t in reading.tokens] == [t[:3] for t in whole.tokens]


def test_heads_point_at_tokens_of_the_document(nlp: Language) -> None:
    (reading,) = read(["Le CMO pilote.  Il innove.\n" * 20], nlp)
    tokens = reading.tokens
    assert all(0 <= token.head < len(tokens) for token in tokens)
    articles = [i for i, token in enumerate(tokens) if reading.text[token.start : token.end] == "Le"]
    assert len(articles) == 20
    assert all(tokens[i].head == i + 1 for i in articles)


def test_plural_nouns_keep_their_singular_as_lemma(nlp: Language) -> None:
    (reading,) = read(["les données, les agences"], nlp)
    assert [t.lemma for t in reading.tokens] == ["le", "donnée", ",", "le", "agence"]


@pytest.mark.parametrize("mark", "\u200e\u200f\u202a\u2069\ufe0f\u180e\u034f\u2062")
def test_marks_of_no_width_or_of_direction_are_nothing(mark: str) -> None:
    reading = normalise(f"le C{mark}RM")
    assert (reading.text, reading.original(3, 6)) == ("le CRM", Span(3, 7))


@pytest.mark.parametrize(
    ("text", "plain"),
    [("e\u2012mail", "e-mail"), ("e\u2212mail", "e-mail"), ("e\uff0dmail", "e-mail"), ("ＣＲＭ", "CRM")]
    + [(f"l{mark}IA", "l'IA") for mark in "\u201b\uff07\u02b9\u02bb"],
)
def test_signs_that_look_alike_are_one(text: str, plain: str) -> None:
    assert normalise(text).text == plain
