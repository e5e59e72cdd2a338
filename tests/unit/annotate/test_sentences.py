"""What no stop ends is cut where it can be, and nothing is lost."""

import pytest

from cmo_nlp.annotate.sentences import split_sentences


@pytest.mark.parametrize("unit", ["mot ", "mot, ", "mot;", "m"])
def test_what_goes_on_without_a_stop_is_cut_into_parts_that_lose_no_letter(unit: str) -> None:
    text = unit * 4_000
    parts = [text[s.start : s.end] for s in split_sentences(text)]
    assert len(parts) > 1
    assert max(map(len, parts)) <= 3_000
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_cut_falls_between_words() -> None:
    text = "direction " * 1_000
    assert {word for s in split_sentences(text) for word in text[s.start : s.end].split()} == {"direction"}


def test_a_text_without_letters_has_no_sentence() -> None:
    assert split_sentences(" \n***\n — \n") == []
