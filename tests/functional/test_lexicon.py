"""A lexicon of one's own, from what the corpus says to the next annotation."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import ROOT, Run, is_one_line

FORMS = "concept_id,form,language,case,note\n"
CONCEPTS = "concept_id,label,name,name_en,broader,uris,note\n"
TEXT = (
    "Le directeur marketing de demain devra maîtriser la cartographie des irritants. "
    "On attend de lui une maîtrise de la cartographie des irritants et du CRM. "
) * 3
OTHER = (
    "Dans notre maison de cosmétiques, la directrice marketing a changé trois fois en dix ans. "
    "Le directeur marketing de demain devra maîtriser la cartographie des irritants. "
    "Les boutiques, elles, n'ont pas bougé : mêmes vitrines, mêmes parfums, mêmes vendeuses à la caisse."
)


@pytest.fixture
def small(cmo: Run, tmp_path: Path) -> Path:
    """Return a workspace of two documents; it is `outputs`, where the command looks by itself."""
    (tmp_path / "2019-05-03_a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "2021-06-04_b.txt").write_text(OTHER, encoding="utf-8")
    assert cmo("-q", "ingest", "2019-05-03_a.txt", "2021-06-04_b.txt").returncode == 0
    return tmp_path / "outputs"


def found(cmo: Run, tmp_path: Path, *options: str) -> list[dict[str, Any]]:
    assert cmo("export", "json", "-o", "export.json", "--force", *options).returncode == 0
    mentions: list[dict[str, Any]] = json.loads((tmp_path / "export.json").read_text("utf-8"))["mentions"]
    return mentions


def own(tmp_path: Path, *forms: str, concepts: tuple[str, ...] = ()) -> Path:
    folder = tmp_path / "own"
    folder.mkdir(exist_ok=True)
    (folder / "forms.csv").write_text(FORMS + "".join(f"{line}\n" for line in forms), encoding="utf-8")
    if concepts:
        (folder / "concepts.csv").write_text(CONCEPTS + "".join(f"{c}\n" for c in concepts), encoding="utf-8")
    return folder


def test_a_lexicon_of_ones_own_extends_and_switches_off(cmo: Run, small: Path, tmp_path: Path) -> None:
    own(
        tmp_path,
        "tool/crm,CRM,fr,off,",
        concepts=("skill/irritants,skill,cartographie des irritants,pain point mapping,,,",),
    )
    assert small.is_dir()
    assert cmo("annotate").returncode == 0
    assert {"tool/crm"} <= {m["concept_id"] for m in found(cmo, tmp_path)}
    done = cmo("annotate", "--lexicon", "own")
    assert done.stdout.startswith("annotate: 2 documents"), done.stderr
    concepts = {m["concept_id"] for m in found(cmo, tmp_path)}
    assert "skill/irritants" in concepts
    assert "tool/crm" not in concepts


def test_what_a_lexicon_holds_counts_and_not_where_it_is(cmo: Run, small: Path, tmp_path: Path) -> None:
    own(tmp_path, "tool/crm,fichier des clients,fr,fold,")
    assert cmo("annotate", "--lexicon", "own").stdout.startswith("annotate: 2 documents")
    shutil.copytree(tmp_path / "own", tmp_path / "ailleurs")
    assert cmo("annotate", "--lexicon", "ailleurs").stdout.startswith("annotate: up to date")
    own(tmp_path, "tool/crm,fichier de clientèle,fr,fold,")
    (small / "cmo-nlp.toml").write_text('[annotate]\nlexicon = "own"\n', encoding="utf-8")
    assert "annotate  stale (lexicon changed; 2 documents to annotate)" in cmo("status").stdout
    assert cmo("annotate").stdout.startswith("annotate: 2 documents")


def test_a_lexicon_that_will_not_do_is_refused_before_any_work(cmo: Run, small: Path, tmp_path: Path) -> None:
    own(tmp_path, "tool/absent,x,fr,fold,")
    for call in (("run", "2019-05-03_a.txt", "--lexicon", "own"), ("annotate", "--lexicon", "own"),
                 ("lexicon", "check", "own")):  # fmt: skip
        done = cmo(*call)
        assert (done.returncode, is_one_line(done.stderr)) == (3, True)
        assert "forms.csv:2: the concept 'tool/absent' is unknown" in done.stderr
    assert small.is_dir()
    assert "annotate  missing" in cmo("status").stdout


def test_only_lexicon_discovers_nothing_and_exports_nothing_discovered(
    cmo: Run, small: Path, tmp_path: Path
) -> None:
    assert cmo("annotate").returncode == 0
    assert {m["origin"] for m in found(cmo, tmp_path)} == {"lexicon", "pattern"}
    assert {m["origin"] for m in found(cmo, tmp_path, "--only", "lexicon")} == {"lexicon"}
    assert cmo("annotate", "--only", "lexicon").stdout.startswith("annotate: 2 documents")
    assert {m["origin"] for m in found(cmo, tmp_path)} == {"lexicon"}
    assert small.is_dir()


def test_what_was_discovered_is_reviewed_and_found_by_name_the_next_time(
    cmo: Run, small: Path, tmp_path: Path
) -> None:
    assert small.is_dir()
    assert cmo("annotate").returncode == 0
    done = cmo("lexicon", "suggest", "-o", "review.csv")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "review.csv").open(encoding="utf-8", newline="") as stream:
        head, *_ = rows = list(csv.DictReader(stream))
    shown = next(row for row in rows if "irritants" in row["form"])
    assert (shown["decision"], shown["concept_id"], shown["documents"]) == ("", "", "2")
    assert shown["form"] in shown["quotation_1"]
    assert (shown["source_1"], shown["date_1"][:4]) == ("2019-05-03_a.txt", "2019")
    assert (shown["source_2"], shown["date_2"][:4]) == ("2021-06-04_b.txt", "2021")
    assert "skill/" in shown["nearest"]
    shown |= {"decision": "new", "concept_id": "skill/irritants"}
    with (tmp_path / "review.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, head)
        writer.writeheader()
        writer.writerows(rows)
    done = cmo("lexicon", "import", "review.csv", "--into", "own")
    assert done.stdout.startswith("1 concepts and 1 forms added"), done.stderr
    assert "nothing to do" in cmo("lexicon", "import", "review.csv", "--into", "own").stdout
    assert cmo("annotate", "--lexicon", "own").returncode == 0
    assert "skill/irritants" in {m["concept_id"] for m in found(cmo, tmp_path)}


def test_what_was_answered_with_no_comes_up_no_more(cmo: Run, small: Path, tmp_path: Path) -> None:
    assert small.is_dir()
    assert cmo("annotate").returncode == 0
    assert "irritants" in cmo("lexicon", "suggest").stdout
    with (tmp_path / "review.csv").open("w", encoding="utf-8") as stream:
        stream.write("decision,concept_id,form,label\nno,,cartographie des irritants,skill\n")
    done = cmo("lexicon", "import", "review.csv", "--into", "own")
    assert "1 forms that will not be found or suggested with own again" in done.stdout
    told = cmo("lexicon", "suggest", "--lexicon", "own")
    assert "cartographie des irritants,," not in told.stdout
    assert "1 refused or switched off in your lexicon" in told.stderr
    assert cmo("annotate", "--lexicon", "own").returncode == 0
    assert "cartographie des irritants" not in {m["surface"] for m in found(cmo, tmp_path)}


def test_a_form_that_is_switched_off_comes_back_by_no_other_way(cmo: Run, tmp_path: Path) -> None:
    own(tmp_path, "tool/photoshop,Photoshop,fr,off,")
    text = "Le directeur marketing utilise des outils tels que Photoshop et Zorblux, et maîtrise Photoshop. "
    (tmp_path / "2019-05-03_a.txt").write_text(text * 5, encoding="utf-8")
    assert cmo("-q", "ingest", "2019-05-03_a.txt").returncode == 0
    assert cmo("annotate", "--lexicon", "own").returncode == 0
    tools = {m["surface"] for m in found(cmo, tmp_path) if m["label"] == "tool"}
    assert "Zorblux" in tools
    assert "Photoshop" not in tools
    assert "Photoshop" not in {
        row["form"]
        for row in csv.DictReader(cmo("lexicon", "suggest", "--lexicon", "own").stdout.splitlines())
    }


def test_suggestions_are_the_same_each_time_and_a_review_is_not_overwritten(
    cmo: Run, workspace: Path, tmp_path: Path
) -> None:
    call = ("lexicon", "suggest", "--minimum", "1", "--limit", "20", "--workspace", workspace)
    one, other = cmo(*call), cmo(*call)
    assert one.stdout == other.stdout
    assert len(list(csv.reader(one.stdout.splitlines()))) == 21
    assert "further down (--limit N)" in one.stderr
    assert "documents (--minimum N)" in cmo(*call, "--minimum", "50").stderr
    (tmp_path / "review.csv").write_text("mine", encoding="utf-8")
    done = cmo(*call, "-o", "review.csv")
    assert (done.returncode, is_one_line(done.stderr)) == (2, True)
    assert (tmp_path / "review.csv").read_text(encoding="utf-8") == "mine"


def test_suggestions_need_a_workspace_and_say_what_is_not_annotated(cmo: Run, small: Path) -> None:
    done = cmo("lexicon", "suggest", "--workspace", "absent")
    assert (done.returncode, is_one_line(done.stderr)) == (4, True)
    assert small.is_dir()
    assert "not searched: 2 documents without annotation" in cmo("lexicon", "suggest").stderr


def test_a_bad_line_of_a_review_leaves_the_lexicon_as_it_was(cmo: Run, tmp_path: Path) -> None:
    own(tmp_path, "tool/crm,fichier des clients,fr,fold,")
    before = (tmp_path / "own" / "forms.csv").read_bytes()
    lines = "decision,concept_id,form\nadd,tool/crm,carnet d’adresses\nadd,tool/absent,x\n"
    (tmp_path / "review.csv").write_text(lines, encoding="utf-8")
    done = cmo("lexicon", "import", "review.csv", "--into", "own")
    assert (done.returncode, is_one_line(done.stderr)) == (3, True)
    assert "review.csv:3: " in done.stderr
    assert (tmp_path / "own" / "forms.csv").read_bytes() == before


def test_esco_comes_in_with_its_counts_and_only_once(cmo: Run, tmp_path: Path) -> None:
    table = ROOT / "tests" / "fixtures" / "esco" / "skills_fr.csv"
    done = cmo("lexicon", "import-esco", table, "--into", "own")
    assert done.stdout.startswith("6 skills of ESCO: 2 new, 1 joined to a concept of that name"), done.stderr
    assert "2 left out: no label is related" in done.stdout
    assert "joined: « Créativité » to skill/creativite (créativité)" in done.stdout
    assert "nothing to do" in cmo("lexicon", "import-esco", table, "--into", "own").stdout
    checked = cmo("lexicon", "check", "own").stdout
    assert checked.startswith("own: 2 concepts of its own, 1 in place of shipped ones")
    both = cmo("lexicon", "import-esco", table, "--into", "own", "--all", "--related-to", "verre")
    assert both.returncode == 2
    assert (tmp_path / "own" / "concepts.csv").is_file()


def test_check_names_forms_that_a_text_cannot_tell_apart(cmo: Run, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "concepts.csv").write_text(
        "concept_id,label,name,name_en,broader,uris,note\n"
        "skill/panels,skill,panels à nous,,,,\n"
        "skill/tours,skill,tours de magasins,,,,\n",
        encoding="utf-8",
    )
    (own / "forms.csv").write_text(
        "concept_id,form,language,case,note\n"
        "skill/panels,vigie des rayons,fr,fold,\n"
        "skill/tours,vigies du rayon,fr,fold,\n",
        encoding="utf-8",
    )
    told = [one for one in cmo("lexicon", "check", str(own)).stdout.splitlines() if "same words" in one]
    assert len(told) == 1
    assert "'vigie des rayons' of skill/panels" in told[0]
    assert "'vigies du rayon' of skill/tours" in told[0]


def test_check_names_the_shipped_concept_that_a_form_is_taken_from(cmo: Run, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "concepts.csv").write_text(
        "concept_id,label,name,name_en,broader,uris,note\nskill/panels,skill,panels à nous,,,,\n",
        encoding="utf-8",
    )
    (own / "forms.csv").write_text(
        "concept_id,form,language,case,note\nskill/panels,étude du marché,fr,fold,\n", encoding="utf-8"
    )
    told = cmo("lexicon", "check", str(own)).stdout.splitlines()
    assert "taken over: 'étude de marché' was a form of skill/etudes-de-marche" in "\n".join(told)


def test_check_without_a_folder_counts_the_shipped_lexicon(cmo: Run) -> None:
    assert cmo("lexicon", "check").stdout.startswith("the shipped lexicon: ")


@pytest.mark.parametrize("verb", ["suggest", "import", "import-esco", "check"])
def test_every_verb_of_the_lexicon_has_an_example(cmo: Run, verb: str) -> None:
    assert f"cmo-nlp lexicon {verb} " in cmo("lexicon", verb, "--help").stdout
