"""Classes of forms made from the lemma tables by rule."""

import pytest

from training import feminines, lexicon, word_classes
from training.lexicon import Analyses


@pytest.fixture(scope="module")
def known() -> Analyses:
    return lexicon.mended(lexicon.analyses())


@pytest.fixture(scope="module")
def classes(known: Analyses) -> dict[str, str]:
    return word_classes.classes(feminines.with_feminines(known), feminines.adjectives(known))


THIRD = word_classes.SUBJUNCTIVE[3, "Sing"]
SECOND = word_classes.IMPERATIVE[2, "Plur"]
CLASSES = [
    *(
        (form, THIRD)
        for form in ("fasse", "connaisse", "vende", "finisse", "prenne", "reçoive", "conduise", "aille")
    ),
    *((form, word_classes.HOMOGRAPH) for form in ("vive", "sorte", "voie")),
    *((form, SECOND) for form in ("pilotez", "Découvrez", "finissez", "commencez", "sachez")),
    ("mangeons", word_classes.IMPERATIVE[1, "Plur"]),
    ("commençons", word_classes.IMPERATIVE[1, "Plur"]),
    ("choisir", word_classes.INFINITIVE),
    ("Choisir", word_classes.INFINITIVE + word_classes.TITLED),
    ("inédite", word_classes.ADJECTIVE["Sing"]),
    ("directrices", word_classes.FUNCTION["Plur"]),
]


@pytest.mark.parametrize(("form", "name"), CLASSES, ids=[form for form, _ in CLASSES])
def test_a_form_has_the_class_that_its_analyses_allow(classes: dict[str, str], form: str, name: str) -> None:
    assert classes.get(form) == name


@pytest.mark.parametrize(
    "form",
    ["ouvre", "offre", "cueille", "pilote", "fonde", "dire", "rire", "vinsse", "vendisse", "conclue",
     "maisons", "coupons", "actions", "assez", "chez", "savez", "voulez", "finirez", "vendiez", "devoir"],
)  # fmt: skip
def test_a_form_that_tells_nothing_alone_has_none(classes: dict[str, str], form: str) -> None:
    assert classes.get(form) is None


@pytest.mark.parametrize(
    ("feminine", "masculine"),
    [("étroite", "étroit"), ("opportune", "opportun"), ("brune", "brun"), ("loyale", "loyal")],
)
def test_a_feminine_is_made_from_its_masculine(known: Analyses, feminine: str, masculine: str) -> None:
    assert feminines.adjectives(known)[feminine] == masculine


@pytest.mark.parametrize("form", ["utile", "mobile", "rapide"])
def test_an_adjective_in_e_is_no_feminine(known: Analyses, form: str) -> None:
    assert form not in feminines.adjectives(known)
