"""A reviewed table taken into a user's lexicon: all of it or nothing."""

from pathlib import Path

import pytest

from cmo_nlp import lexicons
from cmo_nlp.errors import InputError
from cmo_nlp.lexicons import Review

HEAD = "decision,concept_id,form,name,case,note"
NEW = "new,skill/apiculture,apiculture urbaine,apiculture,fold,"
ADD = "add,skill/creativite,art de la ruche,,,"


def review_file(folder: Path, *lines: str, head: str = HEAD) -> Path:
    file = folder / "review.csv"
    file.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return file


def take(file: Path, into: Path) -> tuple[Review, tuple[Path, ...]]:
    base = lexicons.load()
    tables, before = lexicons.open_folder(into, base)
    review = lexicons.read_review(file, before, base)
    return review, lexicons.add(tables, base, review.additions)[1]


def refusal(file: Path, into: Path) -> str:
    with pytest.raises(InputError) as caught:
        take(file, into)
    return str(caught.value)


def test_forms_and_new_concepts_come_in_and_the_rest_is_counted(tmp_path: Path) -> None:
    into = tmp_path / "own"
    file = review_file(tmp_path, NEW, ADD, "no,,fin de mois,,,", ",,dix ans,,,", ",,,,,")
    review, files = take(file, into)
    assert (review.refused, review.open, review.held) == (1, 1, 0)
    assert files == tuple(into / f"{table}.csv" for table in ("concepts", "forms", "refused"))
    lexicon = lexicons.load_with(str(into))
    assert lexicon.concepts["skill/apiculture"].name == "apiculture"
    spelled = {(f.concept_id, f.form) for f in lexicon.forms}
    assert {
        ("skill/apiculture", "apiculture"),
        ("skill/apiculture", "apiculture urbaine"),
        ("skill/creativite", "art de la ruche"),
    } <= spelled


def test_the_same_table_again_changes_nothing(tmp_path: Path) -> None:
    file, into = review_file(tmp_path, NEW, ADD, "new,tool/ruchepro,RuchePro,,exact,"), tmp_path / "own"
    take(file, into)
    before = {path.name: path.read_bytes() for path in into.iterdir()}
    review, files = take(file, into)
    assert (files, review.held) == ((), 3)
    assert {path.name: path.read_bytes() for path in into.iterdir()} == before


def test_a_second_table_adds_to_the_first_and_keeps_what_was_written_by_hand(tmp_path: Path) -> None:
    into = tmp_path / "own"
    into.mkdir()
    (into / "forms.csv").write_text(
        "concept_id,form,language,case,note\nskill/creativite,créativité,fr,off,trop vague\n",
        encoding="utf-8",
    )
    take(review_file(tmp_path, ADD), into)
    assert "créativité,fr,off,trop vague" in (into / "forms.csv").read_text(encoding="utf-8")
    assert not (into / "concepts.csv").exists()


def test_a_form_may_be_added_to_a_concept_that_a_later_line_makes(tmp_path: Path) -> None:
    lines = ("add,skill/apiculture,élevage d'abeilles,,,", NEW)
    take(review_file(tmp_path, *lines), tmp_path / "own")
    lexicon = lexicons.load_with(str(tmp_path / "own"))
    assert len([f for f in lexicon.forms if f.concept_id == "skill/apiculture"]) == 3


def test_a_french_spreadsheet_with_semicolons_and_a_mark_is_read(tmp_path: Path) -> None:
    file = review_file(tmp_path)
    text = "form;mentions;concept_id;decision\r\nart de la ruche;3;skill/creativite;Add\r\n;;;\r\n"
    file.write_bytes(text.encode("utf-8-sig"))
    review, _ = take(file, tmp_path / "own")
    assert [f.form for f in review.additions.forms] == ["art de la ruche"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("oui,skill/creativite,x,,,", "unknown decision 'oui'", id="decision"),
        pytest.param(
            ",skill/creativite,x,,,", "no decision beside skill/creativite", id="forgotten decision"
        ),
        pytest.param("add,,x,,,", "the concept_id '' will not do", id="no concept"),
        pytest.param("add,skill/absent,x,,,", "the concept 'skill/absent' is unknown", id="unknown concept"),
        pytest.param("new,skill/creativite,x,,,", "is there already; write add", id="known concept"),
        pytest.param("new,skill/Été,x,,,", "will not do beside new", id="ill-formed id"),
        pytest.param("new,sport/golf,x,,,", "will not do beside new", id="unknown label"),
        pytest.param("add,skill/creativite, ,,,", "empty form", id="empty form"),
        pytest.param("add,skill/creativite,x,,Fold,", "unknown case 'Fold'", id="case"),
        pytest.param("add,skill/creativite,x,,", "5 cells", id="missing cells"),
        pytest.param("new,skill/apiculture,ruches,,,", "is new at", id="new twice"),
        pytest.param("add,skill/creativite,Apiculture urbaine,,,", "keep one", id="two concepts"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(tmp_path: Path, line: str, reason: str) -> None:
    file, into = review_file(tmp_path, NEW, ADD, line), tmp_path / "own"
    message = refusal(file, into)
    assert message.startswith(f"{file}:4: ")
    assert reason in message
    assert not into.exists()


def test_several_bad_lines_are_all_numbered(tmp_path: Path) -> None:
    lines = ("oui,,a,,,", ADD, "add,skill/absent,b,,,", "add,skill/creativite,,,,")
    message = refusal(review_file(tmp_path, *lines), tmp_path / "own")
    assert "review.csv:2: " in message
    assert "(bad lines beside it: 4, 5)" in message
    assert "\n" not in message


def test_a_form_that_leads_elsewhere_in_the_users_lexicon_is_refused(tmp_path: Path) -> None:
    take(review_file(tmp_path, NEW), tmp_path / "own")
    message = refusal(review_file(tmp_path, "add,skill/creativite,Apiculture Urbaine,,,"), tmp_path / "own")
    assert "of skill/apiculture in your lexicon" in message


@pytest.mark.parametrize("head", ["decision,form,name", "decision,concept_id,form,form"])
def test_columns_that_are_missing_or_twice_are_refused(tmp_path: Path, head: str) -> None:
    assert "review.csv:1: " in refusal(review_file(tmp_path, head=head), tmp_path / "own")


def test_a_file_that_is_not_there_or_not_utf_8_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "absent.csv", tmp_path / "own")
    file = review_file(tmp_path)
    file.write_bytes(f"{HEAD}\nadd,skill/creativite,été,,,\n".encode("cp1252"))
    assert "review.csv:2: not UTF-8" in refusal(file, tmp_path / "own")


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("", encoding="utf-8")
    assert "is no folder" in refusal(review_file(tmp_path, ADD), tmp_path / "own")
    assert "cannot be written" in refusal(review_file(tmp_path, ADD), Path("/dev/null/own"))


def test_no_partial_file_is_left(tmp_path: Path) -> None:
    take(review_file(tmp_path, NEW, ADD), tmp_path / "own")
    assert sorted(file.name for file in (tmp_path / "own").iterdir()) == ["concepts.csv", "forms.csv"]


def test_what_was_answered_with_no_is_remembered_once_under_its_label(tmp_path: Path) -> None:
    into = tmp_path / "own"
    file = tmp_path / "review.csv"
    file.write_text(
        "decision,concept_id,form,label\nno,,fin de mois,skill\nno,,Fin de  mois,skill\nno,,dix ans,\n",
        "utf-8",
    )
    take(file, into)
    assert (into / "refused.csv").read_text("utf-8").splitlines() == [
        "label,form,note", "skill,fin de mois,", "skill,dix ans,", "tool,dix ans,", "counterpart,dix ans,",
    ]  # fmt: skip
    assert take(file, into)[1] == ()


def test_who_changes_their_mind_gets_the_form(tmp_path: Path) -> None:
    into = tmp_path / "own"
    take(review_file(tmp_path, "no,,carnet d’adresses,,,"), into)
    take(review_file(tmp_path, "add,tool/crm,carnet d’adresses,,,"), into)
    whole = lexicons.extend(lexicons.load(), lexicons.read_tables(into)).lexicon
    assert "carnet d’adresses" in {f.form for f in whole.forms if f.concept_id == "tool/crm"}
    assert ("tool", "carnet d’adresses") not in whole.refused


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("add,tool/crm,relation client (CRM),,,",), "no match runs across « ( »"),
        (("add,tool/crm,Excel tableur,,,", "new,tool/neuf,neuf,excel tableur,,"), "'excel tableur' is"),
        (("new,tool/neuf,neuf,un : deux,,",), "no match runs across « : »"),
    ],
)
def test_the_line_that_will_not_do_is_that_of_the_file_that_was_given(
    tmp_path: Path, lines: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(InputError, match=rf"review\.csv:{len(lines) + 1}: ") as caught:
        take(review_file(tmp_path, *lines), tmp_path / "own")
    assert reason in str(caught.value)
    assert "forms.csv" not in str(caught.value)


def test_a_form_that_is_switched_off_is_added_by_nobody_in_passing(tmp_path: Path) -> None:
    into = tmp_path / "own"
    into.mkdir()
    (into / "forms.csv").write_text("concept_id,form,language,case,note\ntool/excel,Excel,fr,off,\n", "utf-8")
    with pytest.raises(InputError, match=r"review\.csv:2: 'excel' of tool/excel is off in your lexicon"):
        take(review_file(tmp_path, "add,tool/excel,excel,,,"), into)


def test_a_form_of_the_same_words_as_one_of_another_concept_is_refused(tmp_path: Path) -> None:
    take(review_file(tmp_path, NEW, "add,skill/apiculture,gestion de ruche,,,"), tmp_path / "own")
    message = refusal(review_file(tmp_path, "add,skill/creativite,gestion des ruches,,,"), tmp_path / "own")
    assert "is 'gestion de ruche' (fold) of skill/apiculture in your lexicon" in message
