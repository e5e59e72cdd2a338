"""ESCO's table of skills taken into a user's lexicon: a small one, and the real one if it is there."""

import csv
from pathlib import Path

import pytest

from cmo_nlp import lexicons
from cmo_nlp.annotate.same_words import same_words
from cmo_nlp.errors import InputError
from cmo_nlp.lexicons import EscoImport, Extension, Lexicon

ROOT = Path(__file__).parents[3]
SMALL = ROOT / "tests" / "fixtures" / "esco" / "skills_fr.csv"
REAL = ROOT / ".." / "shared" / "data" / "esco" / "skills_fr.csv"
HEAD = "conceptType,conceptUri,preferredLabel,altLabels"


@pytest.fixture(scope="module")
def base() -> Lexicon:
    return lexicons.load()


def take(
    file: Path, into: Path, base: Lexicon, related: tuple[str, ...] = lexicons.RELATED
) -> tuple[EscoImport, Extension, tuple[Path, ...]]:
    tables, before = lexicons.open_folder(into, base)
    found = lexicons.read_esco(file, before.lexicon, related)
    return found, *lexicons.add(tables, base, found.additions)


def test_what_became_of_every_skill_is_counted(tmp_path: Path, base: Lexicon) -> None:
    found, after, _ = take(SMALL, tmp_path, base)
    assert found.skills == {"new": 2, "joined": 1, "unrelated": 2, "other": 1}
    assert after.added == ("skill/lancer-une-marque-de-biscuits", "skill/marketing-des-orgues")
    assert after.replaced == ("skill/creativite",)


def test_the_address_of_a_known_label_is_joined_to_its_concept(tmp_path: Path, base: Lexicon) -> None:
    _, after, _ = take(SMALL, tmp_path, base)
    before, joined = base.concepts["skill/creativite"], after.lexicon.concepts["skill/creativite"]
    assert joined.uris == (*before.uris, "http://data.europa.eu/esco/skill/test-0002")
    assert (joined.name, joined.name_en, joined.broader) == (before.name, before.name_en, before.broader)


def test_other_labels_become_forms_unless_they_lead_to_another_concept(tmp_path: Path, base: Lexicon) -> None:
    found, after, _ = take(SMALL, tmp_path, base)
    leads = {f.form: f.concept_id for f in after.lexicon.forms if f.note == "ESCO"}
    assert leads["faculté d’inventer des biscuits"] == "skill/creativite"
    assert "négociation" not in leads
    assert found.labels["taken"] == 1
    assert after.taken == ()


def test_acronyms_are_met_as_written_and_single_words_in_company(tmp_path: Path, base: Lexicon) -> None:
    _, after, _ = take(SMALL, tmp_path, base)
    cases = {f.form: f.case for f in after.lexicon.forms if f.concept_id.endswith("biscuits")}
    assert cases == {
        "lancer une marque de biscuits": "fold",
        "lancer des marques de biscuits": "fold",
        "LMB": "exact",
        "biscuiterie": "context",
    }


def test_labels_of_one_letter_are_left_out_and_counted(tmp_path: Path, base: Lexicon) -> None:
    file = tmp_path / "skills.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([
            HEAD.split(","),
            ["KnowledgeSkillCompetence", "http://data.europa.eu/esco/skill/x", "peser la marque", "P\npesée"],
            ["KnowledgeSkillCompetence", "http://data.europa.eu/esco/skill/y", "R", "langage R de marketing"],
        ])  # fmt: skip
    found, after, _ = take(file, tmp_path / "own", base)
    assert (found.labels["too short"], found.skills["too short"], found.skills["new"]) == (1, 1, 1)
    assert not {"P", "R"} & {form.form for form in after.lexicon.forms if form.note == "ESCO"}


def test_the_same_table_again_changes_nothing(tmp_path: Path, base: Lexicon) -> None:
    take(SMALL, tmp_path, base)
    found, _, files = take(SMALL, tmp_path, base)
    assert (files, found.skills["held"], found.skills["new"]) == ((), 3, 0)


def test_the_order_of_the_lines_does_not_show(tmp_path: Path, base: Lexicon) -> None:
    with SMALL.open(encoding="utf-8", newline="") as stream:
        head, *lines = csv.reader(stream)
    turned = tmp_path / "turned.csv"
    with turned.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *lines[::-1]])
    one, other = (take(file, tmp_path / file.stem, base) for file in (SMALL, turned))
    assert one[0].additions == other[0].additions


def test_words_of_ones_own_choose_by_whole_words_in_singular_or_plural(tmp_path: Path, base: Lexicon) -> None:
    assert take(SMALL, tmp_path / "a", base, ("verres",))[1].added == ("skill/souffler-le-verre",)
    assert take(SMALL, tmp_path / "b", base, ("ver",))[1].added == ()


def test_without_words_every_skill_comes_in(tmp_path: Path, base: Lexicon) -> None:
    found, after, _ = take(SMALL, tmp_path, base, ())
    assert found.skills["unrelated"] == 0
    assert "skill/souffler-le-verre" in after.added


def test_a_skill_that_no_text_can_meet_is_left_out_and_counted(tmp_path: Path, base: Lexicon) -> None:
    found, after, _ = take(SMALL, tmp_path, base, ())
    assert found.skills["unmet"] == 1
    assert "skill/sonner-au-besoin-le-tocsin" not in after.added


def test_a_taken_id_and_an_unreleased_skill(tmp_path: Path, base: Lexicon) -> None:
    file = tmp_path / "esco.csv"
    file.write_text(
        f"{HEAD},status\n"
        "KnowledgeSkillCompetence,http://e.eu/1,marketing façon,,released\n"
        "KnowledgeSkillCompetence,http://e.eu/2,marketing+façon,,released\n"
        "KnowledgeSkillCompetence,http://e.eu/3,marketing ancien,,obsolete\n",
        encoding="utf-8",
    )
    found, after, _ = take(file, tmp_path / "own", base)
    assert after.added == ("skill/marketing-facon", "skill/marketing-facon-esco")
    assert found.skills["unreleased"] == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("KnowledgeSkillCompetence,urn:x,marketing,", "'urn:x' is no URI"),
        ("KnowledgeSkillCompetence,http://e.eu/1, ,", "has no preferredLabel"),
        ("KnowledgeSkillCompetence,http://e.eu/1", "2 cells; the first line names 4 columns"),
    ],
)
def test_a_bad_line_is_named_although_a_cell_before_it_has_several_lines(
    tmp_path: Path, base: Lexicon, line: str, reason: str
) -> None:
    file = tmp_path / "esco.csv"
    good = 'KnowledgeSkillCompetence,http://e.eu/0,marketing des ruches,"miel\ncire"'
    file.write_text(f"{HEAD}\n{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"esco\.csv:4: ") as caught:
        take(file, tmp_path / "own", base)
    assert reason in str(caught.value)


def test_another_table_is_refused_by_its_columns(tmp_path: Path, base: Lexicon) -> None:
    file = tmp_path / "occupations.csv"
    file.write_text("conceptType,conceptUri,title\n", encoding="utf-8")
    with pytest.raises(InputError, match="there is no column preferredLabel"):
        take(file, tmp_path / "own", base)


@pytest.mark.skipif(not REAL.is_file(), reason="ESCO's own table is not at hand")
def test_the_real_table_comes_in_and_again_changes_nothing(tmp_path: Path, base: Lexicon) -> None:
    found, after, _ = take(REAL, tmp_path, base)
    assert found.skills.total() == 13_485
    assert found.skills["new"] >= 50
    assert found.skills["joined"] + found.skills["held"] >= 50
    assert not after.taken
    assert take(REAL, tmp_path, base)[2] == ()


def table(file: Path, *lines: list[str], head: str = HEAD) -> Path:
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(
            [head.split(","), *(["KnowledgeSkillCompetence", *line] for line in lines)]
        )
    return file


def test_what_is_called_like_another_form_is_near_and_joins_nothing(tmp_path: Path, base: Lexicon) -> None:
    file = table(
        tmp_path / "esco.csv",
        ["http://e.eu/1", "espagnol", "langue du marketing"],
        ["http://e.eu/2", "ML", "langage de marketing"],
        ["http://e.eu/3", "SPARK", "langage de marketing"],
        ["http://e.eu/4", "Créativité", ""],
    )
    found, after, _ = take(file, tmp_path / "own", base)
    assert found.skills == {"near": 3, "joined": 1}
    assert {pair.concept_id for pair in found.near} == {
        "skill/langues-etrangeres", "tool/machine-learning", "tool/spark",
    }  # fmt: skip
    assert [(pair.label, pair.concept_id) for pair in found.joined] == [("Créativité", "skill/creativite")]
    assert after.replaced == ("skill/creativite",)


def test_new_skills_come_under_what_the_table_names_else_under_what_they_hold(
    tmp_path: Path, base: Lexicon
) -> None:
    file = table(
        tmp_path / "esco.csv",
        ["http://e.eu/1", "marketing des ruches", "", "http://e.eu/3 | http://e.eu/9"],
        ["http://e.eu/2", "dresser un plan de marketing des miels", "", ""],
        ["http://e.eu/3", "marketing des insectes", "", "http://e.eu/1"],
        head=f"{HEAD},broaderConceptUri",
    )
    _, after, _ = take(file, tmp_path / "own", base)
    broader = {i: after.lexicon.concepts[i].broader for i in after.added}
    assert broader == {
        "skill/dresser-un-plan-de-marketing-des-miels": "skill/plan-marketing",
        "skill/marketing-des-insectes": "skill/marketing-des-ruches",
        "skill/marketing-des-ruches": "skill/strategie-marketing",
    }


def test_a_label_that_the_user_refused_stays_out(tmp_path: Path, base: Lexicon) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "refused.csv").write_text("label,form,note\nskill,marketing des orgues,\n", "utf-8")
    found, after, _ = take(SMALL, tmp_path / "own", base)
    assert found.skills["refused"] == 1
    assert after.added == ("skill/lancer-une-marque-de-biscuits",)


def test_a_label_of_the_same_words_as_a_form_leads_where_that_does(tmp_path: Path, base: Lexicon) -> None:
    file = table(
        tmp_path / "esco.csv",
        ["http://e.eu/1", "gestion des marques", ""],
        ["http://e.eu/2", "marketing de ruche", "marketing des ruches\ngérer les marques"],
    )
    found, after, _ = take(file, tmp_path / "own", base)
    assert [pair.concept_id for pair in found.near] == ["skill/gestion-de-marque"]
    assert (found.labels["added"], found.labels["held"], found.labels["taken"]) == (1, 1, 1)
    assert not after.taken
    assert not list(same_words(after.lexicon))
