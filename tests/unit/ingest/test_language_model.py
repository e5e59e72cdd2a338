"""The model is read at all places at once; py3langid reads it byte by byte. Both must give the same."""

import random
from functools import cache

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from cmo_nlp.ingest import language
from cmo_nlp.ingest.language import LANGUAGES, _is_plainly_french, _probabilities, detect_language

PASSAGES = [
    "La directrice marketing a présenté son plan au comité de direction mardi matin.",
    "The chief marketing officer presented her plan to the board on Tuesday.",
    "市场总监周二上午向董事会介绍了她的计划，并要求增加预算和两名员工。",
    "LE DIRECTEUR MARKETING ARRIVE À HUIT HEURES",
    "a",
    "\ud800 une moitié de caractère",
    "2018 12 % 14 €",
]


@cache
def library() -> LanguageIdentifier:
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(LANGUAGES)
    return found


def check(passages: list[str]) -> None:
    for passage, found in zip(passages, _probabilities(passages), strict=True):
        expected = dict(library().rank(passage))
        assert found == {code: pytest.approx(expected[code], abs=1e-4) for code in expected}


def test_the_probabilities_are_those_of_the_library() -> None:
    check(PASSAGES)
    check([" ".join(PASSAGES)])


def test_no_passage_has_no_probabilities() -> None:
    assert _probabilities([]) == []


def test_any_characters_are_read_as_the_library_does() -> None:
    drawn = random.Random(1)
    ranges = [(32, 127), (160, 0x2000), (0x4E00, 0x5000), (0x10000, 0x10400)]
    check(
        [
            "".join(chr(drawn.randrange(*drawn.choice(ranges))) for _ in range(length))
            for length in range(1, 80)
        ]
    )


def test_batches_leave_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _probabilities(PASSAGES)
    monkeypatch.setattr(language, "_BATCH", 7)
    assert _probabilities(PASSAGES) == whole


def test_a_passage_half_in_french_is_left_to_the_model() -> None:
    half = "Elle cite volontiers son ancienne patronne : marketing is too important to be left alone."
    assert not _is_plainly_french(half, 16)
    assert detect_language(half).code in {"fr", "en"}
