"""Acronyms are marked where their capitals tell them from a word."""

import pytest

from training.acronyms import acronyms, mark
from training.french_words import kin, lemmas, usage, words


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("le ROI", "le ROIᴬ"),
        ("le roi, le Roi", "le roi, le Roi"),
        ("du CA, l’OTA", "du CAᴬ, l’OTAᴬ"),
        ("CA : +12 %", "CAᴬ : +12 %"),
        ("CAS, SICA, CA2", "CAS, SICA, CA2"),
        ("LE ROI EST NU", "LE ROI EST NU"),
        ("ROI ET CRM", "ROI ET CRM"),
        ("société SA", "société SAᴬ"),
        ("socie\u0301te\u0301 SA", "socie\u0301te\u0301 SAᴬ"),
        ("SOCIE\u0301TE\u0301 SA", "SOCIE\u0301TE\u0301 SA"),
        ("J’AI vu", "J’AI vu"),
    ],
)
def test_an_acronym_is_marked_unless_its_neighbours_are_in_capitals(text: str, marked: str) -> None:
    assert mark(text) == marked


def test_every_acronym_of_the_list_spells_a_word_when_folded() -> None:
    """One that spells none needs no mark: « KPI » and « kpi » are the same."""
    assert {name for name in acronyms() if name.lower() not in {*lemmas(), *usage()}} == set()


def test_an_acronym_has_no_kin() -> None:
    (word,) = words("CA")
    assert kin(word) == {}
