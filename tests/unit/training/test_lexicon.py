"""Vectors of what the lemma tables know."""

import numpy as np
import pytest
from spacy.vocab import Vocab

from training.lexicon import Analyses, analyses, edit, mended, vectors


@pytest.mark.parametrize(
    ("form", "lemma", "expected"),
    [("pilotaient", "piloter", "aient>er"), ("marque", "marque", ">"), ("réseaux", "réseau", "x>")],
)
def test_an_edit_is_what_changes_at_the_end(form: str, lemma: str, expected: str) -> None:
    assert edit(form, lemma) == expected


@pytest.fixture(scope="module")
def known() -> Analyses:
    return analyses()


@pytest.mark.parametrize(
    ("form", "analysis"),
    [
        ("pilotaient", ("verb", "piloter")),
        ("pu", ("verb", "pouvoir")),
        ("données", ("noun", "donnée")),
        ("réseaux", ("noun", "réseau")),
    ],
)
def test_the_tables_know_regular_forms_too(known: Analyses, form: str, analysis: tuple[str, str]) -> None:
    assert analysis in known[form]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("convaincre", {("verb", "convaincre")}),
        ("guidées", {("adj", "guidé"), ("verb", "guider")}),
        ("promis", {("adj", "promis"), ("verb", "promettre")}),
    ],
)
def test_faults_of_the_tables_are_mended(known: Analyses, form: str, expected: set[tuple[str, str]]) -> None:
    assert {pair for pair in mended(known)[form] if pair[0] in {"adj", "verb"}} == expected


def test_forms_inflected_alike_share_a_vector_and_unknown_ones_have_none(known: Analyses) -> None:
    few = {form: known[form] for form in known if form.endswith("aient") or form.startswith("pilot")}
    table = vectors(Vocab(), few)
    assert np.array_equal(table["pilotaient"], table["recrutaient"])
    assert "pilotage-test" not in table
