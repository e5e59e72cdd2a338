"""The main job, end to end, on the sample corpus."""

import json
import random
import shlex
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from cmo_nlp.export import schema
from tests.functional.conftest import COMMAND, ROOT, SAMPLE, Run, contents


def test_the_export_keeps_to_the_schema(analysed: Path) -> None:
    export = json.loads((analysed / "export.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(export)] == []


def test_every_figure_leads_back_to_a_sentence(analysed: Path) -> None:
    export = contents(analysed)
    texts = {document["id"]: document["text"] for document in export["documents"]}
    for mention in export["mentions"]:
        assert texts[mention["document_id"]][mention["start"] : mention["end"]] == mention["surface"]
    for statement in export["statements"]:
        assert texts[statement["document_id"]][statement["start"] : statement["end"]] == statement["text"]
    statements = {(s["document_id"], s["start"], s["end"]) for s in export["statements"]}
    inside = [m for m in export["mentions"] if m["statement"]]
    assert inside
    for mention in inside:
        span = mention["statement"]
        assert (mention["document_id"], span["start"], span["end"]) in statements


def test_every_point_lists_its_documents_and_every_series_has_a_test_or_a_reason(analysed: Path) -> None:
    export = contents(analysed)
    ids = {document["id"] for document in export["documents"]}
    assert export["trends"]
    for point in export["trends"]:
        assert len(point["documents"]) == point["n"] <= point["N"]
        assert set(point["documents"]) <= ids
        assert (point["share"] is None) == (point["N"] == 0)
    for change in export["changes"]:
        told = {change["p"], change["effect"], change["low"], change["high"]}
        assert (None in told) == (change["reason"] is not None)


def test_every_segment_has_a_topic_or_a_reason(analysed: Path) -> None:
    export = contents(analysed)
    topics = {topic["id"] for topic in export["topics"] if topic["kind"] == "free"}
    themes = {topic["id"] for topic in export["topics"] if topic["kind"] == "guided"}
    assert len(topics) >= 3
    free = [a for a in export["assignments"] if a["topic_id"] not in themes]
    assert len({(a["document_id"], a["start"]) for a in free}) == len(free)
    assigned = [a for a in free if a["topic_id"]]
    assert {a["topic_id"] for a in assigned} == topics
    assert all(a["reason"] for a in free if not a["topic_id"])
    assert len(assigned) >= 0.8 * len(free)


def test_guided_themes_count_the_passages_that_speak_of_them(analysed: Path) -> None:
    export = contents(analysed)
    themes = [topic for topic in export["topics"] if topic["kind"] == "guided"]
    assert len(themes) >= 20
    segments = {(a["document_id"], a["start"], a["end"]) for a in export["assignments"]}
    for theme in themes:
        members = [a for a in export["assignments"] if a["topic_id"] == theme["id"]]
        assert theme["segments"] == len(members)
        assert theme["documents"] == len({a["document_id"] for a in members})
        assert bool(theme["terms"]) == bool(members)
        assert {tuple(q.values()) for q in theme["quotations"]} <= segments
    found = {theme["name"]: theme["documents"] for theme in themes}
    assert found["Relation CMO–DSI"] >= 3
    assert "theme-relation-cmo-dsi" in {point["id"] for point in export["trends"]}


def test_no_term_of_a_topic_is_absent_from_its_texts(analysed: Path) -> None:
    export = contents(analysed)
    texts = {document["id"]: document["text"] for document in export["documents"]}
    for topic in export["topics"]:
        own = " ".join(
            texts[a["document_id"]][a["start"] : a["end"]]
            for a in export["assignments"]
            if a["topic_id"] == topic["id"]
        )
        folded = " ".join(own.casefold().replace("’", "'").split())
        for term in topic["terms"]:
            assert " ".join(term["term"].casefold().replace("’", "'").split()) in folded


def test_a_second_run_does_no_work_and_says_so(workspace: Path, cmo: Run) -> None:
    before = contents(workspace)
    done = subprocess.run(
        [*COMMAND, "run", str(SAMPLE), "--workspace", str(workspace)],
        capture_output=True, encoding="utf-8", cwd=ROOT, check=True,
    )  # fmt: skip
    assert "nothing to do: the workspace is up to date" in done.stderr
    assert "0 accepted, 79 unchanged" in done.stderr
    assert contents(workspace) == before
    status = cmo("status", "--workspace", workspace).stdout
    assert [line.split() for line in status.splitlines()[1:]] == [
        [name, "done"] for name in ("ingest", "annotate", "topics", "trends")
    ]
    (proposed,) = (line for line in done.stdout.splitlines() if line.startswith("Pour citer : cmo-nlp "))
    answer = cmo(*shlex.split(proposed.removeprefix("Pour citer : cmo-nlp ")))
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip()


@pytest.mark.slow
def test_other_names_and_another_order_give_the_same_numbers(
    analysed: Path, tmp_path: Path, cmo: Run
) -> None:
    files = sorted(SAMPLE.iterdir())
    random.Random(7).shuffle(files)
    shuffled = tmp_path / "autre"
    shuffled.mkdir()
    for i, file in enumerate(files):
        shutil.copy(file, shuffled / f"{i:02}{file.suffix}")
    turned = sorted(shuffled.iterdir(), reverse=True)
    for start in range(0, len(turned), 12):
        assert cmo("ingest", *turned[start : start + 12], "--workspace", tmp_path / "w").returncode == 0
    assert cmo("run", shuffled, "--workspace", tmp_path / "w").returncode == 0
    one, other = contents(analysed), contents(tmp_path / "w")
    for export in (one, other):
        for document in export["documents"]:
            del document["source"], document["sources"]
        assert [refused.pop("source") for refused in export["refused"]]
    assert other == one


@pytest.mark.slow
@pytest.mark.parametrize("round_number", range(3))
def test_a_killed_run_goes_on_and_ends_where_it_would_have(
    analysed: Path, tmp_path: Path, round_number: int
) -> None:
    delay = random.Random(time.time_ns()).uniform(0.3, 12)
    arguments = [*COMMAND, "-q", "run", str(SAMPLE), "--workspace", str(tmp_path / "w")]
    process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    subprocess.run(arguments, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    assert contents(tmp_path / "w") == contents(analysed), f"round {round_number}: killed after {delay:.2f} s"
    assert not list((tmp_path / "w").glob(".*.partial"))
