"""`cmo-nlp topics` and `themes`: options, edits that last, calendar periods, Ctrl-C."""

import csv
import io
import json
import random
import re
import signal
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cmo_nlp import embed, model_registry
from cmo_nlp import topics as stage
from cmo_nlp.pipeline.units import french_units
from cmo_nlp.records import TopicModel
from cmo_nlp.settings import TopicSettings
from cmo_nlp.store import open_store
from cmo_nlp.workspace import Workspace
from tests.functional.conftest import COMMAND, SAMPLE, Run, is_one_line

FIT = ("topics", "--topics", "6", "--runs", "1")


def export(cmo: Run, workspace: Path) -> dict[str, Any]:
    file = workspace.parent / "e.json"
    assert cmo("export", "json", "-o", file, "--force", "--workspace", workspace).returncode == 0
    exported: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return exported


def trends_of(cmo: Run, workspace: Path) -> str:
    status = cmo("status", "--workspace", workspace).stdout
    return next(line for line in status.splitlines() if line.startswith("trends")).split(None, 1)[1]


def test_edits_survive_a_refit_and_only_some_make_trends_stale(workspace: Path, cmo: Run) -> None:
    where = ("--workspace", workspace)
    (workspace / "cmo-nlp.toml").write_text("[topics]\ntopics = 6\nruns = 1\n", encoding="utf-8")
    assert cmo("topics", *where).returncode == 0
    assert cmo("trends", *where).returncode == 0
    assert cmo("topics", "label", "topic-02", "Les gens de la maison", *where).returncode == 0
    assert trends_of(cmo, workspace) == "done"
    assert cmo("topics", "merge", "topic-01", "topic-03", *where).returncode == 0
    assert trends_of(cmo, workspace).startswith("stale (edits")
    assert cmo("topics", "hide", "topic-04", "theme-prix-et-offre", *where).returncode == 0
    edited = export(cmo, workspace)
    free = {t["id"]: t for t in edited["topics"] if t["kind"] == "free"}
    assert set(free) == {"topic-01", "topic-02", "topic-05", "topic-06"}
    assert free["topic-02"]["name"] == "Les gens de la maison"
    for topic in free.values():
        members = [a for a in edited["assignments"] if a["topic_id"] == topic["id"]]
        assert topic["segments"] == len(members)
        assert topic["documents"] == len({a["document_id"] for a in members})
    assert free["topic-01"]["stability"] is None
    assert {a["reason"] for a in edited["assignments"] if not a["topic_id"]} == {"hidden"}
    assert "theme-prix-et-offre" not in {t["id"] for t in edited["topics"]}
    assert cmo("topics", "--topics", "6", "--runs", "2", *where).returncode == 0
    again = export(cmo, workspace)
    assert again["assignments"] == edited["assignments"]
    listed = cmo("topics", "list", *where).stdout
    assert "réunit topic-03" in listed
    assert "theme-prix-et-offre  « Prix et offre » : masqué" in listed
    assert cmo("trends", *where).returncode == 0
    assert "topic-04" not in {point["id"] for point in export(cmo, workspace)["trends"]}
    other = cmo("topics", "--topics", "2", "--runs", "1", *where)
    assert "n’est pas revenu" in other.stderr
    assert cmo("topics", "reset", *where).returncode == 0
    assert {t["kind"] for t in export(cmo, workspace)["topics"]} == {"free", "guided"}
    assert "edit-" not in cmo("topics", "list", *where).stdout


def test_the_list_says_how_far_each_topic_holds(analysed: Path, cmo: Run) -> None:
    found = Workspace(analysed).topic_list()
    topics, figures, consensus = found.topics, found.figures, found.consensus
    assert figures is not None
    assert figures.runs == 5
    *lines, whole = cmo("topics", "list", "--workspace", analysed).stdout.splitlines()
    for topic, line in zip(topics, lines, strict=True):
        assert topic.stability is not None
        assert re.search(rf"revenu dans {round(topic.stability * 5)} essais? sur 5\b", line)
        assert (", instable" in line) == (topic.stability < 0.5)
        assert f"consensus {consensus[topic.id]:.0%}".replace("%", " %") in line
    assert figures.diversity is not None
    assert whole.startswith("Ensemble : cohérence (NPMI) ")
    assert f"diversité {figures.diversity:.0%}, consensus moyen".replace("%", " %") in whole
    exported = json.loads((analysed / "export.json").read_text(encoding="utf-8"))
    assert all("consensus" not in row for row in exported["assignments"])


def test_a_topic_is_shown_with_its_concepts_quotations_and_passages(analysed: Path, cmo: Run) -> None:
    exported = export(cmo, analysed)
    texts = {document["id"]: document["text"] for document in exported["documents"]}
    for topic in (*exported["topics"][:2], *exported["topics"][-2:]):  # free ones, and themes
        done = cmo("topics", "show", topic["id"], "--format", "json", "--workspace", analysed)
        shown = json.loads(done.stdout)
        members = [
            (a["document_id"], a["start"], a["end"])
            for a in exported["assignments"]
            if a["topic_id"] == topic["id"]
        ]
        assert [(p["document_id"], p["start"], p["end"]) for p in shown["passages"]] == members
        assert 1 <= len(shown["quotations"]) <= 3 or not members
        for quotation in shown["quotations"]:
            assert (
                texts[quotation["document_id"]][quotation["start"] : quotation["end"]]
                == quotation["quotation"]
            )
            assert quotation["source"]
        for concept in shown["concepts"]:
            holding = [
                any(
                    m["concept_id"] == concept["id"]
                    and m["document_id"] == d
                    and s <= m["start"]
                    and m["end"] <= e
                    for m in exported["mentions"]
                )
                for d, s, e in members
            ]
            assert (sum(holding), len(holding)) == (concept["n"], concept["N"])
            assert concept["specificity"] >= 1.3
    text = cmo("topics", "show", exported["topics"][0]["id"], "--passages", "--workspace", analysed).stdout
    assert "Concepts du lexique : " in text
    assert "consensus" in text


def test_showing_a_topic_that_is_not_there_is_one_line(analysed: Path, cmo: Run) -> None:
    done = cmo("topics", "show", "topic-99", "--workspace", analysed)
    assert (done.returncode, is_one_line(done.stderr)) == (2, True)


def test_a_fit_says_how_it_holds_and_one_run_says_nothing_of_it(workspace: Path, cmo: Run) -> None:
    done = cmo("topics", "--workspace", workspace)
    assert done.stdout.splitlines()[2].startswith("Ensemble : cohérence (NPMI) ")
    once = cmo(*FIT, "--workspace", workspace)
    assert "Ensemble : cohérence (NPMI) " in once.stdout
    assert "consensus" not in once.stdout
    assert "revenu dans" not in cmo("topics", "list", "--workspace", workspace).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("label", "topic-99", "x"), "there is no topic 'topic-99'"),
        (("label", "topic-01", "  "), "a name needs a letter"),
        (("merge", "topic-01", "topic-01"), "name each topic once"),
        (("merge", "topic-01", "theme-prix-et-offre"), "guided theme"),
        (("hide", "topic-77"), "there is no topic"),
        (("reset", "topic-01"), "was not edited"),
    ],
)
def test_an_edit_of_nothing_is_refused_in_one_line(
    analysed: Path, cmo: Run, arguments: tuple[str, ...], said: str
) -> None:
    done = cmo("topics", *arguments, "--workspace", analysed)
    assert (done.returncode, is_one_line(done.stderr)) == (2, True), done.stderr
    assert said in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--topics", "zéro"), 2, "neither auto nor a number"),
        (("--runs", "3", "list"), 2, "--runs is for a fit"),
        (("--themes", "absent.toml"), 3, "cannot read the themes in absent.toml"),
        (("agrandir",), 2, "agrandir"),
    ],
)
def test_options_that_make_no_sense(
    analysed: Path, cmo: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = cmo("topics", *arguments, "--workspace", analysed)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_themes_of_ones_own_take_the_place_of_the_shipped_ones(
    workspace: Path, tmp_path: Path, cmo: Run
) -> None:
    listing = '[[theme]]\nname = "Beurre et biscottes"\nseeds = ["beurre", "biscotte", "laiterie"]\n'
    (tmp_path / "themes.toml").write_text(listing, encoding="utf-8")
    where = ("--workspace", workspace)
    before = {(a["document_id"], a["start"], a["topic_id"]) for a in export(cmo, workspace)["assignments"]}
    assert cmo("topics", "--themes", "themes.toml", *where).returncode == 0
    (row,) = json.loads(cmo("themes", "--kind", "guided", "--format", "json", *where).stdout)
    assert row["name"] == "Beurre et biscottes"
    assert 1 <= row["n"] <= row["N"] == 75
    assert row["share"] == row["n"] / row["N"]
    assert cmo("topics", "--themes", "none", *where).returncode == 0
    now = {(a["document_id"], a["start"], a["topic_id"]) for a in export(cmo, workspace)["assignments"]}
    assert now == {row for row in before if not row[2].startswith("theme-")}
    assert cmo("themes", "--kind", "guided", *where).stdout == ""


def test_themes_come_with_their_share_and_a_quotation(analysed: Path, cmo: Run) -> None:
    printed = cmo("themes", "--workspace", analysed).stdout
    assert "Relation CMO–DSI (theme-relation-cmo-dsi) : " in printed
    assert "/75 documents (" in printed
    assert "    « " in printed


def test_calendar_periods_show_empty_ones_and_lead_back_to_passages(analysed: Path, cmo: Run) -> None:
    where = ("--workspace", analysed)
    done = cmo("topics", "over-time", "--period", "quarter", "--format", "json", *where)
    cells = json.loads(done.stdout)
    exported = json.loads((analysed / "export.json").read_text(encoding="utf-8"))
    texts = {document["id"]: document["text"] for document in exported["documents"]}
    assert any(cell["N"] == 0 and cell["share"] is None for cell in cells)
    assert {cell["period"][4:6] for cell in cells} == {"-Q"}
    for cell in cells:
        assert len(cell["documents"]) == cell["n"] <= cell["N"]
        own = " ".join(texts[s["document_id"]][s["start"] : s["end"]] for s in cell["segments"])
        folded = " ".join(own.casefold().replace("’", "'").split())
        for term in cell["terms"]:
            assert " ".join(term["term"].casefold().replace("’", "'").split()) in folded
    assert re.search(r"without a date that says the quarter, left out: \d+ documents?", done.stderr)


def test_shares_by_year_are_those_of_the_trends(workspace: Path, cmo: Run) -> None:
    """Of all documents: the trends leave out by default those that hardly name the role."""
    assert cmo("trends", "--about-role", "0", "--workspace", workspace).returncode == 0
    analysed, exports = workspace, export(cmo, workspace)
    table = cmo("topics", "over-time", "--format", "csv", "--workspace", analysed).stdout
    rows = {
        (r["topic_id"], r["period"]): (int(r["n"]), int(r["N"])) for r in csv.DictReader(io.StringIO(table))
    }
    points = {
        (p["id"], p["period"]): (p["n"], p["N"])
        for p in exports["trends"]
        if p["kind"] == "topic" and p["clock"] == "publication"
    }
    assert points
    assert {key: rows[key] for key in points} == points
    printed = cmo("topics", "over-time", "--workspace", analysed).stdout
    assert "(topic-01)\n  2004  " in printed
    assert re.search(r"/3 documents \(\d+ % \[\d+ % ; \d+ %\]\)( :|$)", printed, re.MULTILINE)
    quarters = cmo("topics", "over-time", "--period", "quarter", "--workspace", analysed).stdout
    assert re.search(r"/1 document \(.* \[.* ; .*\]\), peu de documents", quarters)


@pytest.mark.slow
def test_ten_orders_of_the_passages_give_the_same_topics(workspace: Path) -> None:
    """From the sentence vectors on, with the shipped themes: topics, assignments, names and figures."""
    chosen = TopicSettings(runs=2)
    themes = stage.read_themes("shipped")
    encoder = model_registry.load_encoder(chosen.encoder)
    guide = stage.encode_themes(themes, encoder.encode)

    def fitted(units: list[stage.Unit]) -> TopicModel:
        meaning = encoder.encode([stage.telling_text(unit) for unit in units])
        lexical = embed.lexical_vectors(
            [stage.content_terms(u) for u in units], chosen.dimensions, chosen.seed
        )
        vectors = embed.joint_vectors(meaning, lexical, chosen.dimensions)
        model = stage.fit(units, vectors, chosen, meaning=stage.Meaning(meaning, encoder.encode))
        return stage.add_themes(model, units, encoder.encode([u.text for u in units]), guide, chosen)

    with open_store(workspace, write=False) as connection:
        units, _ = french_units(connection)
    expected = fitted(units)
    assert len(expected.topics) > len(themes)
    for seed in range(10):
        assert fitted(random.Random(seed).sample(units, len(units))) == expected


@pytest.mark.slow
def test_order_of_files_and_processes_do_not_show_in_the_topics(tmp_path: Path, cmo: Run) -> None:
    files = sorted(SAMPLE.glob("*.md"))[:20]
    assert len(files) == 20
    found = []
    for name, jobs, order in (("one", "1", files), ("two", "2", files[::-1])):
        where = ("--workspace", tmp_path / name)
        for batch in (order[:7], order[7:]):
            assert cmo("ingest", *batch, "--jobs", jobs, *where).returncode == 0
        assert cmo("topics", *where).returncode == 0
        exported = export(cmo, tmp_path / name)
        listed = cmo("topics", "list", *where).stdout
        found.append((exported["topics"], exported["assignments"], listed))
    assert found[0][1]
    assert found[0] == found[1]


def test_a_fit_that_found_no_topic_is_told_from_none(tmp_path: Path, cmo: Run) -> None:
    (tmp_path / "chiffres.txt").write_text(" ".join(f"{n}." for n in range(1000, 1150)), encoding="utf-8")
    assert cmo("ingest", "chiffres.txt", "--language", "any").returncode == 0
    assert "no topics yet; make them" in cmo("topics", "list").stderr
    done = cmo("topics")
    assert done.returncode == 0
    assert "pas de thème : aucun passage n’a de mot plein" in done.stderr
    assert "the last fit found none" in cmo("topics", "list").stderr


def test_vectors_are_computed_once_and_change_nothing(workspace: Path, cmo: Run) -> None:
    where = ("--workspace", workspace)
    store = workspace / "cmo-nlp.sqlite"

    def kept() -> list[tuple[int, str]]:
        with sqlite3.connect(store) as connection:
            return connection.execute("SELECT row, digest FROM vectors ORDER BY row").fetchall()

    first = kept()
    assert len(first) > 600
    assert cmo(*FIT, *where).returncode == 0
    assert kept() == first
    with_store = export(cmo, workspace)
    with sqlite3.connect(store) as connection:
        connection.execute("DELETE FROM vectors")
        connection.execute("INSERT INTO vectors VALUES (1, 'gone', 'm', x'00', '')")
        connection.execute("DELETE FROM stages WHERE name='topics'")
    damaged = cmo("doctor", *where)
    assert damaged.returncode == 4, damaged.stdout
    assert cmo(*FIT, *where).returncode == 0
    without = export(cmo, workspace)
    assert [without[name] for name in ("topics", "assignments")] == [
        with_store[name] for name in ("topics", "assignments")
    ]
    assert sorted(digest for _, digest in kept()) == sorted(digest for _, digest in first)


def test_ctrl_c_in_a_fit_leaves_the_last_good_topics(workspace: Path, cmo: Run) -> None:
    before = export(cmo, workspace)["topics"]
    listening = ["env", "--default-signal=INT"]  # a background shell may have made its children deaf to it
    arguments = [*COMMAND, "topics", "--topics", "9", "--workspace", str(workspace)]
    process = subprocess.Popen(
        [*listening, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("topics: fitting"):
            process.send_signal(signal.SIGINT)
            break
    rest = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 130, rest
    assert export(cmo, workspace)["topics"] == before
    assert cmo("doctor", "--workspace", workspace).returncode == 0
