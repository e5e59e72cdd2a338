"""Titles of documents that name the role."""

import unicodedata

import pytest

from cmo_nlp.lexicons import Names, load


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("Directrice ou directeur marketing (F/H)", 1),
        ("Responsable marketing B2B, création de poste (H/F)", 1),
        ("Ferlio cherche son premier (ou sa première) CMO", 1),
        ("Le C.M.O. et la directrice du marketing", 2),
        ("DIRECTEUR MARKETING : PAROLES D’EXPERT", 1),
        ("Directeur·rice marketing et digital", 1),
        ("Ce qu’un directeur-marketing n’a pas dit", 1),
        ("La direction marketing tourne seule", 0),
        ("Cmos et capteurs", 0),
        ("Visite guidée de l’île", 0),
        ("CVO", 0),  # needs its sentence
        ("", 0),
    ],
)
def test_a_title_names_the_role_by_its_forms(title: str, count: int) -> None:
    assert Names(load(), "title").count(title) == count


def test_a_title_in_decomposed_letters_is_read_too() -> None:
    title = unicodedata.normalize("NFD", "Chargé : décideur marketing")
    assert Names(load(), "title").count(title) == 1
