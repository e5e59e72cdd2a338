"""The command line itself: help, shared options, pipes."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cmo_nlp import Workspace, __version__
from cmo_nlp.cli.app import VERBS
from tests.functional.conftest import COMMAND, ROOT, SAMPLE, Run, is_one_line

HEAVY = (
    "spacy", "torch", "sklearn", "numpy", "bertopic", "huggingface_hub", "trafilatura", "pandas", "rich",
    "yaml",
)  # fmt: skip


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['cmo-nlp', '--help']\n"
        "from cmo_nlp.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr.strip() == "[]"
    assert "cmo-nlp run corpus/sample" in done.stdout


def test_the_reference_is_what_help_prints() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import generate; print(generate.cli_page(), end='')"],
        capture_output=True, encoding="utf-8", check=True, cwd=ROOT / "docs",
    )  # fmt: skip
    assert done.stdout == (ROOT / "docs" / "cli.md").read_text(encoding="utf-8"), "run: make docs"


def test_the_page_of_the_schema_is_what_the_schema_says() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import schema_page; print(schema_page.schema_page(), end='')"],
        capture_output=True, encoding="utf-8", check=True, cwd=ROOT / "docs",
    )  # fmt: skip
    assert done.stdout == (ROOT / "docs" / "schema.md").read_text(encoding="utf-8"), "run: make docs"


def test_the_readme_shows_what_the_demonstration_prints(analysed: Path, tmp_path: Path, cmo: Run) -> None:
    shutil.copytree(analysed, tmp_path / "outputs" / "demo")
    printed = cmo("run", SAMPLE, "--workspace", "outputs/demo").stdout.replace(f"{ROOT}/", "")
    sys.path.insert(0, str(ROOT / "docs"))
    import generate

    assert generate.shown_demo() == generate.demo_block(printed), "run: make docs"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_an_example(cmo: Run, verb: str) -> None:
    shown = cmo(verb, "--help").stdout
    assert re.search(rf"Examples?:\s+cmo-nlp {verb}", shown)


def test_shared_options_stand_before_or_after_the_verb(cmo: Run, analysed: Path) -> None:
    before = cmo("--workspace", analysed, "status")
    after = cmo("--workspace", "ailleurs", "status", "--workspace", analysed)
    assert before.returncode == after.returncode == 0
    assert before.stdout == after.stdout


def test_the_workspace_can_come_from_the_environment(analysed: Path, tmp_path: Path) -> None:
    environment = os.environ | {"CMO_NLP_WORKSPACE": str(analysed)}
    done = subprocess.run(
        [*COMMAND, "status"], env=environment, capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert done.stdout.startswith("78 documents")


def test_the_version_comes_from_one_place(cmo: Run) -> None:
    assert cmo("--version").stdout.strip() == f"cmo-nlp {__version__}"


def test_a_reader_who_has_seen_enough_ends_it_quietly(analysed: Path) -> None:
    arguments = [*COMMAND, "query", "marketing", "--limit", "50", "--workspace", str(analysed)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_query_prints_quotations_with_source_and_date_as_text_and_as_json(cmo: Run, analysed: Path) -> None:
    query = ("query", "directeur marketing", "--limit", "2", "--workspace", analysed)
    where = ("--format", "json", "--workspace", analysed)
    text = cmo(*query).stdout
    assert text.count("« ") >= 2
    assert "[" in text
    hits = json.loads(cmo(*query, "--format", "json").stdout)
    assert len(hits) == 2
    for hit in hits:
        assert set(hit) == {
            "document_id", "segment", "quotation", "hits", "title", "publisher", "source", "published",
            "topic", "concepts", "score", "authors", "start", "end", "reprints",
        }  # fmt: skip
        shown = json.loads(cmo("show", hit["document_id"], *where).stdout)
        assert hit["authors"] == shown["document"]["authors"]
        assert shown["text"][hit["start"] : hit["end"]] == hit["quotation"]
        marked = [hit["quotation"][start:end].casefold() for start, end in hit["hits"]]
        assert any(word.startswith(("direct", "market")) for word in marked)


def test_query_prints_tables_lines_and_csv_too(cmo: Run, analysed: Path) -> None:
    query = ("query", "directeur marketing", "--mode", "text", "--limit", "2", "--workspace", analysed)
    rows = json.loads(cmo(*query, "--format", "json").stdout)
    assert [json.loads(line) for line in cmo(*query, "--format", "jsonl").stdout.splitlines()] == rows
    heading, *lines = cmo(*query, "--format", "table").stdout.splitlines()
    assert heading.split() == ["date", "titre", "citation", "thème", "document"]
    assert [line.split()[-1] for line in lines] == [row["document_id"] for row in rows]
    cells = list(csv.DictReader(cmo(*query, "--format", "csv").stdout.splitlines(keepends=True)))
    assert [(cell["document_id"], cell["segment_start"], cell["end"]) for cell in cells] == [
        (row["document_id"], str(row["segment"]["start"]), str(row["end"])) for row in rows
    ]


def test_a_reprint_is_told_beside_the_first(cmo: Run, analysed: Path) -> None:
    """The sample has an article and its reprint that both hold this sentence."""
    asked = ("répétitions régisseur œil", "--mode", "text", "--workspace", analysed)
    (row,) = json.loads(cmo("query", *asked, "--format", "json").stdout)
    (reprint,) = row["reprints"]
    assert f"    et 1 reprise : {reprint}\n" in cmo("query", *asked).stdout
    families = cmo("documents", "--families", "--format", "json", "--workspace", analysed).stdout
    assert {d["family"] for d in json.loads(families) if d["id"] == reprint} == {row["document_id"]}
    lines = cmo("concordance", "régisseur", "--workspace", analysed).stdout.splitlines()
    assert sum(line.split()[-2] == "+1" for line in lines) == 1
    assert cmo("show", lines[0].split()[-1], "--workspace", analysed).returncode == 0


def test_query_keeps_to_what_is_asked_for_and_tells_what_is_not_there(cmo: Run, analysed: Path) -> None:
    query = ("query", "directeur marketing", "--workspace", analysed)
    dated = json.loads(
        cmo(*query, "--since", "2018", "--until", "2018", "--sort", "date", "--format", "json").stdout
    )
    dates = [hit["published"]["date"] for hit in dated]
    assert dates
    assert dates == sorted(dates, reverse=True)
    assert {date[:4] for date in dates} == {"2018"}
    wrong = cmo(*query, "--concept", "directeur marketin")
    assert wrong.returncode == 3
    assert "near it: directeur marketing" in wrong.stderr
    assert cmo("query", "NOT marketing", "--workspace", analysed).returncode == 2


def test_a_query_without_accents_finds_the_accented_word_by_the_python_api(analysed: Path) -> None:
    hits = Workspace(analysed).query("equipe", limit=50).hits
    words = {hit.quotation[s.start : s.end] for hit in hits for s in hit.hits}
    assert any("é" in word for word in words)


def test_a_word_that_is_nowhere_gives_no_quotation_and_no_error(cmo: Run, analysed: Path) -> None:
    done = cmo("query", "hippopotame", "--workspace", analysed)
    assert (done.returncode, done.stdout) == (0, "")
    assert "hippopotame" in done.stderr


def test_the_schema_can_be_printed(cmo: Run) -> None:
    assert json.loads(cmo("export", "schema").stdout)["title"].startswith("cmo-nlp export")


def test_trends_and_topics_say_what_they_did(cmo: Run, workspace: Path) -> None:
    for verb in ("annotate", "topics", "trends"):
        done = cmo(verb, "--workspace", workspace)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(f"{verb}: up to date")


def test_a_stage_that_has_not_run_leaves_an_empty_list(cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le CMO de demain devra comprendre la donnée. " * 6, encoding="utf-8")
    assert cmo("ingest", "a.txt").returncode == 0
    assert cmo("export", "json", "-o", "export.json").returncode == 0
    export = json.loads((tmp_path / "export.json").read_text(encoding="utf-8"))
    assert export["run"]["stages"] == {
        "ingest": "done", "annotate": "missing", "topics": "missing", "trends": "missing",
    }  # fmt: skip
    assert export["documents"][0]["role_mentions"] is None
    assert export["topics"] == export["trends"] == export["mentions"] == []


def test_a_model_that_is_not_there_is_one_line_with_the_command_that_gets_it(
    cmo: Run, workspace: Path
) -> None:
    done = cmo("topics", "--encoder", "paraphrase-multilingual-MiniLM-L12-v2", "--workspace", workspace)
    assert done.returncode == 3
    assert is_one_line(done.stderr)
    assert "hf download sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2" in done.stderr
    done = cmo("annotate", "--model", "fr_core_news_md", "--workspace", workspace)
    assert done.returncode == 3
    assert "python -m spacy download fr_core_news_md" in done.stderr


def test_a_name_of_no_model_is_refused_before_any_work(cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le CMO de demain devra comprendre la donnée. " * 6, encoding="utf-8")
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "cmo-nlp.toml").write_text("[topics]\nencoder = 'absent'\n", encoding="utf-8")
    done = cmo("run", "a.txt")
    assert (done.returncode, is_one_line(done.stderr)) == (3, True)
    assert "there is no encoder 'absent'" in done.stderr
    assert "nothing" not in cmo("ingest", "a.txt").stderr  # it had not been ingested
    done = cmo("topics", "--encoder", "absent")
    assert (done.returncode, is_one_line(done.stderr)) == (3, True)
    (tmp_path / "outputs" / "cmo-nlp.toml").unlink()
    assert "annotate  missing" in cmo("status").stdout


def test_another_encoder_gives_topics_of_its_own(cmo: Run, workspace: Path, tmp_path: Path) -> None:
    encoder = shutil.copytree(ROOT / "models" / "fr_cmo_sentences", tmp_path / "encoder")
    (encoder / "README.md").write_text("un autre", encoding="utf-8")
    done = cmo("topics", "--encoder", encoder, "--workspace", workspace)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("topics: 78 documents")
    status = cmo("status", "--workspace", workspace).stdout
    assert "topics    stale (settings and encoder changed" in status
    assert f"encoder = '{encoder}'" in status
