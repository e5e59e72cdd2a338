"""The lexicon that is shipped, and every refusal of a lexicon that would match wrongly."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from cmo_nlp.errors import InputError
from cmo_nlp.lexicons import Lexicon, load, loader
from cmo_nlp.records import Label

CONCEPTS = "concept_id,label,name,name_en,broader,uris,note"
FORMS = "concept_id,form,language,case,note"
CRM = "tool/crm,tool,CRM,CRM,,,"
AGILITE = "skill/agilite,skill,agilité,agility,,,"
ECOUTE = "skill/ecoute,skill,écoute,listening,,,"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a lexicon with our columns into a folder and returns the folder."""

    def write_lexicon(concepts: list[str], forms: list[str], head: str = CONCEPTS) -> Path:
        (tmp_path / "concepts.csv").write_text("\n".join([head, *concepts, ""]), encoding="utf-8")
        (tmp_path / "forms.csv").write_text("\n".join([FORMS, *forms, ""]), encoding="utf-8")
        return tmp_path

    return write_lexicon


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    return load()


def refusal(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        load(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("concepts", "line", "reason"),
    [
        pytest.param(["crm,tool,CRM,CRM,,,"], 2, "the id 'crm' will not do", id="id without label"),
        pytest.param(
            ["skill/crm,tool,CRM,CRM,,,"], 2, "the id 'skill/crm' will not do", id="id of another label"
        ),
        pytest.param(["tool/été,tool,Été,,,,"], 2, "the id 'tool/été' will not do", id="id with accents"),
        pytest.param(["tool/a--b,tool,A,,,,"], 2, "the id 'tool/a--b' will not do", id="two hyphens"),
        pytest.param([CRM, AGILITE, CRM], 4, "tool/crm is already at", id="repeated id"),
        pytest.param(["skil/a,skil,A,,,,"], 2, "unknown label 'skil'", id="unknown label"),
        pytest.param(["tool/a,tool, ,A,,,"], 2, "tool/a has no name", id="empty name"),
        pytest.param(["tool/a,tool,A,,,data.europa.eu,"], 2, "'data.europa.eu' is no URI", id="no URI"),
        pytest.param([CRM, "tool/a,tool,A,,tool/b,,"], 3, "'tool/b' is unknown", id="unknown broader"),
        pytest.param(
            [CRM, "skill/a,skill,A,,tool/crm,,"], 3, "tool/crm is no skill", id="broader of another label"
        ),
        pytest.param(["tool/a,tool,A,,tool/a,,"], 2, "goes round in a circle", id="its own broader"),
        pytest.param(
            ["tool/a,tool,A,,tool/b,,", "tool/b,tool,B,,tool/a,,"], 2, "in a circle", id="own ancestor"
        ),
        pytest.param([CRM, "tool/a,tool,A"], 3, "3 cells; 7 are needed", id="missing cells"),
        pytest.param([CRM, "", "tool/a,tool,A,,,,,"], 4, "8 cells; 7 are needed", id="too many cells"),
        pytest.param([CRM, 'tool/a,tool,"A,,,,'], 3, "close every quotation mark", id="open quotation mark"),
        pytest.param(
            [AGILITE, "skill/b,skill,Agilite,,,,"], 3, "folds to 'agilité'", id="name of two concepts"
        ),
    ],
)
def test_refused_concept_names_file_and_line(
    write: Write, concepts: list[str], line: int, reason: str
) -> None:
    message = refusal(write(concepts, []))
    assert re.search(rf"concepts\.csv:{line}: ", message)
    assert reason in message


@pytest.mark.parametrize(
    ("forms", "line", "reason"),
    [
        pytest.param(
            ["tool/dmp,DMP,fr,exact,"], 2, "the concept 'tool/dmp' is unknown", id="unknown concept"
        ),
        pytest.param(["tool/crm, ,fr,fold,"], 2, "empty form of tool/crm", id="empty form"),
        pytest.param(["tool/crm,C.R.M.,de,exact,"], 2, "unknown language 'de'", id="unknown language"),
        pytest.param(["tool/crm,C.R.M.,fr,Exact,"], 2, "unknown case 'Exact'", id="unknown case"),
        pytest.param(["tool/crm,C.R.M.,fr"], 2, "3 cells; 5 are needed", id="missing cells"),
        pytest.param(
            ["skill/agilite,souplesse,fr,fold,", "skill/ecoute,Souplesse,fr,exact,"],
            3,
            "folds to 'souplesse' of skill/agilite",
            id="two concepts of one label",
        ),
        pytest.param(
            ["skill/agilite,souplesse,fr,fold,", "skill/agilite,souplesse,en,fold,"],
            3,
            "keep one of the two",
            id="listed twice",
        ),
        pytest.param(
            ["skill/agilite,RP,fr,exact,", "skill/agilite,rp,fr,fold,"],
            3,
            "folds to 'RP'",
            id="exact and folded",
        ),
        pytest.param(
            ["skill/agilite,RP,fr,exact,", "skill/agilite,RP,fr,exact,"], 3, "folds to 'RP'", id="exact twice"
        ),
        pytest.param(
            ["skill/agilite,ecoute,fr,fold,"], 2, "folds to 'écoute' of skill/ecoute", id="another's name"
        ),
    ],
)
def test_refused_form_names_file_and_line(write: Write, forms: list[str], line: int, reason: str) -> None:
    message = refusal(write([CRM, AGILITE, ECOUTE], forms))
    assert re.search(rf"forms\.csv:{line}: ", message)
    assert reason in message


def test_other_columns_are_refused_at_the_first_line(write: Write) -> None:
    message = refusal(write([CRM], [], head="id,label,name"))
    assert f"concepts.csv:1: the columns are id,label,name; write {CONCEPTS}" in message


@pytest.mark.parametrize("name", ["concepts.csv", "forms.csv"])
def test_empty_file_is_refused_at_the_first_line(write: Write, name: str) -> None:
    folder = write([CRM], [])
    (folder / name).write_bytes(b"")
    assert f"{name}:1: the columns are " in refusal(folder)


@pytest.mark.parametrize("name", ["concepts.csv", "forms.csv"])
def test_missing_file_is_refused_by_name(write: Write, name: str) -> None:
    folder = write([CRM], [])
    (folder / name).unlink()
    assert refusal(folder).startswith(f"{folder / name}: cannot read the lexicon")


def test_other_encoding_is_refused_at_its_line(write: Write) -> None:
    folder = write([CRM, AGILITE], [])
    (folder / "concepts.csv").write_bytes(f"{CONCEPTS}\n{CRM}\n{AGILITE}".encode("cp1252"))
    assert "concepts.csv:3: not UTF-8" in refusal(folder)


def test_refusal_is_one_line(write: Write) -> None:
    assert "\n" not in refusal(write([CRM, AGILITE, CRM], []))


def test_name_is_a_form_in_any_case(write: Write) -> None:
    (form,) = load(write([AGILITE], [])).forms
    assert (form.form, form.language, form.case) == ("agilité", "fr", "fold")


def test_forms_file_decides_the_case_of_a_name(write: Write) -> None:
    (form,) = load(write([CRM], ["tool/crm,CRM,en,exact,"])).forms
    assert (form.language, form.case) == ("en", "exact")


def test_two_exact_spellings_of_one_concept_are_kept(write: Write) -> None:
    forms = load(write([CRM], ["tool/crm,CRM,fr,exact,", "tool/crm,crm,fr,exact,"])).forms
    assert [f.form for f in forms] == ["CRM", "crm"]


def test_one_form_may_stand_under_two_labels(write: Write) -> None:
    folder = write([CRM, ECOUTE], ["skill/ecoute,veille,fr,fold,", "tool/crm,veille,fr,fold,"])
    assert [f.concept_id for f in load(folder).forms if f.form == "veille"] == ["skill/ecoute", "tool/crm"]


def test_cells_are_tidied_and_blank_lines_passed_over(write: Write) -> None:
    folder = write(["", "skill/agilite,skill,  agilite\u0301  ,agility,,http://a.fr  https://b.fr,", ""], [])
    concept = load(folder).concepts["skill/agilite"]
    assert (concept.name, concept.uris, concept.broader) == ("agilité", ("http://a.fr", "https://b.fr"), None)


def test_byte_order_mark_is_accepted(write: Write) -> None:
    folder = write([CRM], [])
    (folder / "concepts.csv").write_bytes(f"{CONCEPTS}\n{CRM}".encode("utf-8-sig"))
    assert list(load(folder).concepts) == ["tool/crm"]


def test_order_of_the_lines_does_not_show(write: Write) -> None:
    concepts = [CRM, AGILITE, ECOUTE]
    forms = ["tool/crm,C.R.M.,fr,exact,", "skill/ecoute,oreille,fr,context,"]
    one, other = load(write(concepts, forms)), load(write(concepts[::-1], forms[::-1]))
    assert (list(one.concepts.items()), one.forms) == (list(other.concepts.items()), other.forms)


def test_digest_is_that_of_both_files(write: Write) -> None:
    folder = write([CRM], ["tool/crm,C.R.M.,fr,exact,"])
    content = (folder / "concepts.csv").read_bytes() + (folder / "forms.csv").read_bytes()
    assert load(folder).digest == hashlib.sha256(content).hexdigest()


def test_columns_are_those_of_the_documentation() -> None:
    assert (",".join(loader.CONCEPT_COLUMNS), ",".join(loader.FORM_COLUMNS)) == (CONCEPTS, FORMS)


def test_shipped_lexicon_has_eighty_concepts_over_four_labels(shipped: Lexicon) -> None:
    assert len(shipped.concepts) >= 80
    assert {c.label for c in shipped.concepts.values()} == set(get_args(Label))


def test_every_shipped_name_is_a_form(shipped: Lexicon) -> None:
    forms = {(f.concept_id, f.form) for f in shipped.forms}
    assert [c.id for c in shipped.concepts.values() if (c.id, c.name) not in forms] == []


def test_every_shipped_form_belongs_to_a_concept(shipped: Lexicon) -> None:
    assert set(Counter(f.concept_id for f in shipped.forms)) == set(shipped.concepts)


def test_every_shipped_concept_has_an_english_name(shipped: Lexicon) -> None:
    assert [c.id for c in shipped.concepts.values() if not c.name_en] == []


@pytest.mark.parametrize("form", ["---", "\u200b", "\u00ad\ufeff", "« »"])
def test_a_form_without_letter_or_digit_is_empty(write: Write, form: str) -> None:
    with pytest.raises(InputError, match=r"forms\.csv:2: empty form of tool/crm"):
        load(write([CRM], [f"tool/crm,{form},fr,fold,"]))


def test_a_name_of_invisible_characters_is_none(write: Write) -> None:
    with pytest.raises(InputError, match=r"concepts\.csv:2: tool/crm has no name"):
        load(write(["tool/crm,tool,\u200b,CRM,,,"], []))


def test_a_row_of_several_lines_is_named_by_its_first(write: Write) -> None:
    notes = ['tool/crm,un CRM,fr,fold,"on two', 'lines"', 'tool/none,x,fr,fold,"and', 'again"']
    with pytest.raises(InputError, match=r"forms\.csv:4: the concept 'tool/none' is unknown"):
        load(write([CRM], notes))


def test_an_open_quotation_mark_is_named_where_its_row_begins(write: Write) -> None:
    with pytest.raises(InputError, match=r"forms\.csv:3: not CSV"):
        load(write([CRM], ["tool/crm,un CRM,fr,fold,", 'tool/crm,"deux CRM,fr,fold,', "tool/crm,x,fr,fold,"]))


def test_only_line_ends_count_as_lines(write: Write) -> None:
    with pytest.raises(InputError, match=r"forms\.csv:3: the concept 'tool/none' is unknown"):
        load(write([CRM], ["tool/crm,un CRM,fr,fold,a\u2028b", "tool/none,x,fr,fold,"]))


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_mark_between_cells_is_named(write: Write, mark: str, name: str) -> None:
    with pytest.raises(InputError, match=rf"concepts\.csv:1: {name} stand between the cells"):
        load(write([CRM], [], head=CONCEPTS.replace(",", mark)))


@pytest.mark.parametrize(
    ("form", "mark"),
    [
        ("gestion de la relation client (CRM)", "("), ("tester, mesurer", ","), ("mesurer : le ROI", ":"),
        ("« data driven »", "«"), ("C#", "#"), (".NET", "."), ("[Segment]", "["),
    ],
)  # fmt: skip
def test_a_form_that_no_text_can_meet_is_refused(write: Write, form: str, mark: str) -> None:
    with pytest.raises(InputError, match=r"forms\.csv:2: .* is never met") as caught:
        load(write([CRM], [f'tool/crm,"{form}",fr,fold,']))
    assert f"« {mark} »" in str(caught.value)


def test_a_name_that_no_text_can_meet_needs_a_form(write: Write) -> None:
    named = 'tool/crm,tool,"CRM (relation client)",CRM,,,'
    with pytest.raises(InputError, match=r"concepts\.csv:2: no text can meet the name"):
        load(write([named], []))
    assert [f.form for f in load(write([named], ["tool/crm,CRM,fr,exact,"])).forms] == ["CRM"]


@pytest.mark.parametrize("other", ["e\u2011mailing", "e\u2010mailing", "e-mail\u200bing", "e-mail\u2060ing"])
def test_forms_that_look_alike_are_one(write: Write, other: str) -> None:
    with pytest.raises(InputError, match=r"forms\.csv:3: 'e-mailing' of tool/crm folds to 'e-mailing'"):
        load(write([CRM], ["tool/crm,e-mailing,fr,fold,", f"tool/crm,{other},fr,fold,"]))
