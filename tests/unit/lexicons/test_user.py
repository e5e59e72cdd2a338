"""A user's lexicon over the shipped one: what it adds, replaces, switches off, and every refusal."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cmo_nlp.annotate.matching import Matcher
from cmo_nlp.annotate.passages import passages
from cmo_nlp.annotate.same_words import same_words
from cmo_nlp.errors import InputError
from cmo_nlp.lexicons import Extension, Lexicon, extend, load, load_with, read_tables
from cmo_nlp.records import ConceptForm, Sentence

CONCEPTS = "concept_id,label,name,name_en,broader,uris,note"
FORMS = "concept_id,form,language,case,note"
SHIPPED_CONCEPTS = [
    "skill/ecoute,skill,écoute,listening,,,",
    "skill/presse,skill,relations presse,press relations,skill/ecoute,,",
    "tool/crm,tool,CRM,CRM,,,",
]
SHIPPED_FORMS = [
    "skill/presse,RP,fr,exact,",
    "skill/presse,attachée de presse,fr,fold,",
    "tool/crm,CRM,fr,exact,",
]

Over = Callable[..., Extension]


def write(folder: Path, concepts: list[str] | None, forms: list[str] | None) -> Path:
    folder.mkdir(exist_ok=True)
    for name, head, lines in (("concepts.csv", CONCEPTS, concepts), ("forms.csv", FORMS, forms)):
        if lines is not None:
            (folder / name).write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return folder


@pytest.fixture
def base(tmp_path: Path) -> Lexicon:
    return load(write(tmp_path / "shipped", SHIPPED_CONCEPTS, SHIPPED_FORMS))


@pytest.fixture
def over(base: Lexicon, tmp_path: Path) -> Over:
    """Return a function that writes a user's lexicon and lays it over a small shipped one."""

    def lay(concepts: list[str] | None = None, forms: list[str] | None = None) -> Extension:
        return extend(base, read_tables(write(tmp_path / "own", concepts, forms)))

    return lay


def spelled(lexicon: Lexicon, concept: str) -> dict[str, str]:
    return {f.form: f.case for f in lexicon.forms if f.concept_id == concept}


def test_forms_alone_add_to_shipped_concepts(over: Over) -> None:
    found = over(forms=["skill/presse,relations médias,fr,fold,"])
    assert "relations médias" in spelled(found.lexicon, "skill/presse")
    assert (found.added, found.replaced, found.taken, found.off) == ((), (), (), ())


def test_concepts_alone_add_a_concept_whose_name_is_a_form(over: Over) -> None:
    found = over(concepts=["skill/apiculture,skill,apiculture,beekeeping,skill/ecoute,,"])
    assert found.added == ("skill/apiculture",)
    assert spelled(found.lexicon, "skill/apiculture") == {"apiculture": "fold"}


def test_a_concept_of_the_same_id_replaces_the_shipped_one_and_keeps_its_forms(over: Over) -> None:
    found = over(concepts=["skill/presse,skill,influence,influence,,https://exemple.fr/p,à nous"])
    concept = found.lexicon.concepts["skill/presse"]
    assert (concept.name, concept.broader, concept.uris) == ("influence", None, ("https://exemple.fr/p",))
    assert found.replaced == ("skill/presse",)
    assert {"influence", "relations presse", "RP", "attachée de presse"} == set(
        spelled(found.lexicon, "skill/presse")
    )


def test_the_name_of_a_replaced_concept_keeps_the_shipped_case(over: Over) -> None:
    found = over(concepts=["tool/crm,tool,CRM,CRM,,https://exemple.fr/crm,"])
    assert spelled(found.lexicon, "tool/crm") == {"CRM": "exact"}


def test_the_users_form_wins_over_a_shipped_one_of_another_concept(over: Over) -> None:
    found = over(forms=["skill/ecoute,ATTACHEE de presse,fr,context,"])
    assert "ATTACHEE de presse" in spelled(found.lexicon, "skill/ecoute")
    assert "attachée de presse" not in spelled(found.lexicon, "skill/presse")
    assert found.taken == (ConceptForm("skill/presse", "attachée de presse", "fr", "fold"),)


def test_the_users_case_wins_for_the_same_concept(over: Over) -> None:
    assert spelled(over(forms=["tool/crm,crm,fr,fold,"]).lexicon, "tool/crm") == {"crm": "fold"}


def test_another_exact_spelling_stands_beside_the_shipped_one(over: Over) -> None:
    found = over(forms=["tool/crm,Crm,fr,exact,"])
    assert spelled(found.lexicon, "tool/crm") == {"CRM": "exact", "Crm": "exact"}


def test_off_takes_a_shipped_form_out(over: Over) -> None:
    found = over(forms=["skill/presse,rp,,off,nos textes parlent de la RP comme région"])
    assert "RP" not in spelled(found.lexicon, "skill/presse")
    assert [f.form for f in found.off] == ["RP"]


def test_off_takes_a_name_out_too(over: Over) -> None:
    found = over(forms=["skill/ecoute,écoute,fr,off,"])
    assert spelled(found.lexicon, "skill/ecoute") == {}
    assert "skill/ecoute" in found.lexicon.concepts


def test_off_holds_for_the_name_of_a_concept_that_is_replaced(over: Over) -> None:
    concept = "skill/ecoute,skill,écoute,listening,,https://exemple.fr/e,"
    assert spelled(over([concept], ["skill/ecoute,écoute,fr,off,"]).lexicon, "skill/ecoute") == {}


@pytest.mark.parametrize(
    ("concepts", "forms", "place", "reason"),
    [
        pytest.param(
            None, ["skill/absent,x,fr,fold,"], "forms.csv:2", "'skill/absent' is unknown", id="orphan"
        ),
        pytest.param(
            None, ["skill/absent,x,fr,off,"], "forms.csv:2", "'skill/absent' is unknown", id="orphan off"
        ),
        pytest.param(None, ["skill/presse, ,fr,off,"], "forms.csv:2", "empty form", id="empty off"),
        pytest.param(
            None, ["skill/presse,presse,fr,off,"], "forms.csv:2", "is no shipped form", id="off of nothing"
        ),
        pytest.param(
            None,
            ["skill/presse,RP,fr,exact,", "skill/presse,RP,fr,off,"],
            "forms.csv:3",
            "is listed at",
            id="on and off",
        ),
        pytest.param(None, ["skill/presse,x,fr,never,"], "forms.csv:2", "unknown case 'never'", id="case"),
        pytest.param(
            None,
            ["skill/presse,x,fr,fold,", "skill/ecoute,X,fr,fold,"],
            "forms.csv:3",
            "keep one of the two",
            id="two concepts of one label",
        ),
        pytest.param(
            ["skill/ecoute,skill,écoute,,skill/presse,,"],
            None,
            "concepts.csv:2",
            "in a circle",
            id="circle through the shipped lexicon",
        ),
        pytest.param(["skill/a,skill,A,,tool/crm,,"], None, "concepts.csv:2", "is no skill", id="broader"),
        pytest.param(["skill/a,skill,A,,,,"] * 2, None, "concepts.csv:3", "already at", id="repeated id"),
    ],
)
def test_what_will_not_do_names_file_and_line(
    over: Over, concepts: list[str] | None, forms: list[str] | None, place: str, reason: str
) -> None:
    with pytest.raises(InputError, match=re.escape(reason)) as caught:
        over(concepts, forms)
    assert re.search(rf"own[/\\]{re.escape(place)}: ", str(caught.value))


def test_a_folder_without_either_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds neither concepts\.csv nor forms\.csv"):
        load_with(str(tmp_path))
    with pytest.raises(InputError, match="is no folder"):
        load_with(str(tmp_path / "absent"))


def test_without_a_folder_the_shipped_lexicon_holds() -> None:
    assert load_with("") is load()


def test_the_digest_is_that_of_the_content_not_of_the_place(
    over: Over, base: Lexicon, tmp_path: Path
) -> None:
    one = over(forms=["skill/presse,relations médias,fr,fold,"]).lexicon
    elsewhere = shutil.copytree(tmp_path / "own", tmp_path / "elsewhere")
    assert extend(base, read_tables(elsewhere)).lexicon.digest == one.digest != base.digest
    assert over(forms=["skill/presse,relations media,fr,fold,"]).lexicon.digest != one.digest


def test_the_order_of_the_lines_does_not_show(over: Over) -> None:
    forms = ["skill/presse,a b,fr,fold,", "skill/ecoute,c d,fr,fold,"]
    assert over(forms=forms).lexicon.forms == over(forms=forms[::-1]).lexicon.forms


def test_what_is_off_or_refused_is_wanted_by_nobody_unless_it_is_listed(over: Over, tmp_path: Path) -> None:
    write(tmp_path / "own", None, None)
    refused = "label,form,note\nskill,tour de magie,\nskill,écoute active,\n"
    (tmp_path / "own" / "refused.csv").write_text(refused, encoding="utf-8")
    whole = over(forms=["tool/crm,CRM,fr,off,", "skill/ecoute,écoute active,fr,fold,"]).lexicon
    assert whole.refused == {("tool", "CRM"), ("skill", "tour de magie")}
    assert whole.digest != over(forms=["tool/crm,CRM,fr,off,"]).lexicon.digest


def test_a_folder_may_hold_refusals_alone_and_each_needs_its_label(over: Over, tmp_path: Path) -> None:
    write(tmp_path / "own", None, None)
    (tmp_path / "own" / "refused.csv").write_text("label,form,note\nmagie,x,\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"refused\.csv:2: unknown label 'magie'"):
        over()


TWINS = ["skill/presse,gestion de la presse,fr,fold,", "skill/presse,gestion des presses,fr,fold,"]


@pytest.fixture
def twins(tmp_path: Path) -> Over:
    """Return a function that lays a user's forms over a lexicon with two forms of the same words."""
    shipped = load(write(tmp_path / "twins", SHIPPED_CONCEPTS, [*SHIPPED_FORMS, *TWINS]))

    def lay(concepts: list[str] | None = None, forms: list[str] | None = None) -> Extension:
        return extend(shipped, read_tables(write(tmp_path / "own", concepts, forms)))

    return lay


def test_the_users_form_wins_over_every_form_of_the_same_words(twins: Over) -> None:
    found = twins(forms=["skill/ecoute,gestion de presse,fr,fold,"])
    assert {f.form for f in found.taken} == {"gestion de la presse", "gestion des presses"}
    assert not list(same_words(found.lexicon))


def test_off_takes_out_every_form_of_the_same_words(twins: Over) -> None:
    found = twins(forms=["skill/presse,gestion de la presse,fr,off,"])
    assert {f.form for f in found.off} == {"gestion de la presse", "gestion des presses"}
    renamed = ["skill/presse,skill,gestion de presse,,,,"]
    off = ["skill/presse,gestion de la presse,fr,off,"]
    assert "gestion de presse" not in spelled(twins(renamed, off).lexicon, "skill/presse")


def test_the_users_case_wins_for_every_form_of_the_same_words(twins: Over) -> None:
    found = twins(forms=["skill/presse,gestion de presse,fr,context,"])
    assert {case for form, case in spelled(found.lexicon, "skill/presse").items() if "gestion" in form} == {
        "context"
    }


def test_a_form_without_its_hyphen_leaves_the_hyphened_one(tmp_path: Path) -> None:
    shipped = load(write(tmp_path / "shipped", SHIPPED_CONCEPTS, ["skill/presse,e-presse,fr,fold,"]))
    own = read_tables(write(tmp_path / "own", None, ["skill/presse,epresse,fr,fold,"]))
    assert {"e-presse", "epresse"} <= spelled(extend(shipped, own).lexicon, "skill/presse").keys()


@pytest.mark.parametrize(
    ("line", "concept"),
    [
        ("skill/relation-client,gestion de marque,fr,fold,", "skill/relation-client"),
        ("skill/gestion-de-marque,gestion de marque,fr,off,", None),
    ],
)
@pytest.mark.parametrize("text", ["la gestion de marque", "la gestion des marques", "gestion de ses marques"])
def test_what_is_told_over_the_shipped_lexicon_holds_in_a_text(
    tmp_path: Path, line: str, concept: str | None, text: str
) -> None:
    matcher = Matcher(load_with(str(write(tmp_path / "own", None, [line]))))
    (passage,) = passages(text, [Sentence(0, len(text), 0, "prose")], [])
    whole = [f.concept_id for f in matcher.find(passage) if f.last - f.first > 1]
    assert whole == ([concept] if concept else [])
