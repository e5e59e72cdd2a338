"""Words of a text: hostile runs take time in their length, and the spellings of a gendered or dotted name."""

import time

import pytest

from cmo_nlp.annotate.passages import split_words


def surfaces(text: str) -> list[str]:
    return [word.surface for word in split_words(text)]


def test_elisions_without_end_are_words() -> None:
    words = split_words("l'" * 50_000 + "équipe")
    assert len(words) == 50_001
    assert (words[-2].surface, words[-1].surface, words[-1].start) == ("l'", "équipe", 100_000)


@pytest.mark.parametrize(
    "unit",
    ["a@", "a.", "1-", "1-1.", "a@a.", "a+", "a.b", "a(e", "a·", "a•", "_", "1,", "A. ", "A "],
)
def test_hostile_runs_take_linear_time(unit: str) -> None:
    began = time.thread_time()
    split_words(unit * 30_000)
    assert time.thread_time() - began < 60  # seconds of computing; quadratic, hundreds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("écrire à jean.dupont+cmo@agence-x.co.uk.", ["écrire", "à", "jean.dupont+cmo@agence-x.co.uk", "."]),
        ("(contact@x.fr)", ["(", "contact@x.fr", ")"]),
        ("voir e-marketing.fr/cmo", ["voir", "e-marketing.fr/cmo"]),
        ("le C. M. O. pilote", ["le", "CMO", "pilote"]),
        ("le C.M.O. pilote", ["le", "CMO", "pilote"]),
        ("directeur(-trice) marketing", ["directeur", "marketing"]),
        ("directeur•rice marketing", ["directeur", "marketing"]),
        ("directeur•rice•s marketing", ["directeurs", "marketing"]),
        ("Marketing•Communication", ["Marketing", "•", "Communication"]),
        ("chef(fe) de produit", ["chef", "de", "produit"]),
        ("chef.fe de produit", ["chef", "de", "produit"]),
        ("HTML5 et CMO1", ["HTML5", "et", "CMO"]),
        ("qu'aujourd'hui l'œuvre d'", ["qu'", "aujourd'hui", "l'", "œuvre", "d'"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected
