"""Listings from the command line: every style, pipes, terminals, and what they need not load."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from cmo_nlp import Workspace
from tests.functional.conftest import COMMAND, ROOT, Run, is_one_line

LISTINGS = (
    ("documents",),
    ("concepts",),
    ("concepts", "--discovered"),
    ("themes",),
    ("network",),
    ("concordance", "client"),
    ("topics", "list"),
    ("status", "--refused"),
    ("status",),
)
COMPUTED = ("topics", "over-time")  # terms and intervals of each period, which no stage keeps
HEAVY = ("spacy", "torch", "sklearn", "scipy", "pandas", "bertopic", "statsmodels", "trafilatura")


@pytest.mark.parametrize("verb", [*LISTINGS, COMPUTED], ids=" ".join)
def test_a_listing_says_the_same_in_every_style(verb: tuple[str, ...], analysed: Path, cmo: Run) -> None:
    said = {
        style: cmo(*verb, "--format", style, "--workspace", analysed).stdout
        for style in ("table", "json", "jsonl", "csv")
    }
    rows = json.loads(said["json"])
    assert [json.loads(line) for line in said["jsonl"].splitlines()] == rows
    table = list(csv.DictReader(io.StringIO(said["csv"])))
    headings = verb[0] != "concordance"
    assert len(table) == len(rows) == len(said["table"].splitlines()) - headings
    name = {"documents": "title", "status": "reason" if verb[1:] else "name"}.get(verb[0], "name")
    if verb[0] not in {"network", "concordance"}:
        assert [row[name] or None for row in table] == [row[name] for row in rows]


def test_suggestions_are_read_in_every_style_and_reviewed_as_csv(
    analysed: Path, cmo: Run, tmp_path: Path
) -> None:
    where = ("lexicon", "suggest", "--limit", "12", "--workspace", analysed)
    said = {style: cmo(*where, "--format", style).stdout for style in ("table", "json", "jsonl", "csv")}
    assert cmo(*where).stdout == said["csv"]
    rows = json.loads(said["json"])
    assert [json.loads(line) for line in said["jsonl"].splitlines()] == rows
    review = list(csv.DictReader(io.StringIO(said["csv"])))
    assert [row["form"] for row in review] == [row["form"] for row in rows]
    assert {"decision", "concept_id"} <= set(review[0])
    assert len(said["table"].splitlines()) == len(rows) + 1 == 13
    assert all(row["excerpts"][0]["text"] for row in rows)
    done = cmo(*where, "--format", "json", "-o", "r.csv")
    assert (done.returncode, (tmp_path / "r.csv").exists()) == (2, False)


def test_other_styles_of_topics_tell_the_figures_apart(analysed: Path, cmo: Run) -> None:
    where = ("topics", "list", "--workspace", analysed)
    text, done = cmo(*where), cmo(*where, "--format", "json")
    figures = text.stdout.splitlines()[-1]
    assert figures.startswith("Ensemble : ")
    assert figures in done.stderr
    rows = json.loads(done.stdout)
    assert [row["id"] for row in rows] == [line.split()[0] for line in text.stdout.splitlines()[:-1]]
    assert all(0 <= row["consensus"] <= 1 and row["terms"][0]["weight"] > 0 for row in rows)


@pytest.mark.parametrize("verb", LISTINGS, ids=" ".join)
def test_a_listing_loads_nothing_heavy(verb: tuple[str, ...], analysed: Path) -> None:
    arguments = [*verb, "--workspace", str(analysed)]
    code = (
        f"import sys; sys.argv = ['cmo-nlp', *{arguments!r}]\n"
        "from cmo_nlp.cli.app import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("style", ["table", "json", "jsonl", "csv"])
def test_a_reader_that_leaves_ends_a_listing_quietly(style: str, analysed: Path) -> None:
    arguments = [*COMMAND, "concepts", "--all", "--format", style, "--workspace", str(analysed), "-q"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.readline()
        listing.stdout.close()
        assert listing.stderr.read() == b""
    assert listing.returncode == 0


def on_a_terminal(arguments: list[str], columns: int) -> str:
    """Return what a command prints on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": str(columns), "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdout=theirs, stderr=subprocess.DEVNULL, env=environment
    )
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 4096):
            said += part
    except OSError:  # how Linux says that nobody writes to a terminal any more
        pass
    os.close(ours)
    assert process.wait() == 0
    return said.decode()


def test_a_terminal_gets_a_table_that_fits_and_no_colour_in_json(analysed: Path) -> None:
    where = ["--workspace", str(analysed)]
    shown = on_a_terminal(["documents", *where], 80)
    heading, *lines = shown.replace("\r", "").splitlines()
    assert heading.startswith("\x1b[1mid")
    assert all(len(line) <= 80 and "\x1b" not in line for line in lines)
    assert any("…" in line for line in lines)
    shown = on_a_terminal(["documents", "--format", "json", *where], 80)
    assert "\x1b" not in shown
    assert len(json.loads(shown)) == 78


def test_documents_are_chosen_by_date_publisher_and_role(analysed: Path, cmo: Run) -> None:
    def ids(*options: str) -> list[str]:
        done = cmo("documents", *options, "--format", "jsonl", "--workspace", analysed)
        return [json.loads(line)["id"] for line in done.stdout.splitlines()]

    exported = json.loads((analysed / "export.json").read_text(encoding="utf-8"))["documents"]
    everything = {d["id"] for d in exported}
    assert set(ids()) == everything
    assert set(ids("--role")) | set(ids("--no-role")) == everything
    assert len(ids("--no-role")) == 7
    dated = [d for d in exported if d["published"]]
    since = {d["id"] for d in dated if d["published"]["date"] >= "2016"}
    assert set(ids("--since", "2016")) == since
    assert set(ids("--until", "2015")) == {d["id"] for d in dated} - since
    publisher = next(d["publisher"] for d in exported if d["publisher"])
    by_it = {d["id"] for d in exported if d["publisher"] == publisher}
    assert set(ids("--publisher", publisher.upper())) == by_it
    done = cmo("documents", "--since", "hier", "--workspace", analysed)
    assert (done.returncode, "is no date" in done.stderr) == (2, True)
    done = cmo("documents", "--publisher", "Personne", "--workspace", analysed)
    assert (done.returncode, is_one_line(done.stderr)) == (3, True)


def test_mentions_of_concepts_are_those_of_the_export(analysed: Path, cmo: Run) -> None:
    exported = json.loads((analysed / "export.json").read_text(encoding="utf-8"))
    listed = json.loads(cmo("concepts", "--format", "json", "--workspace", analysed).stdout)
    counts = {c["id"]: c["mentions"] for c in exported["concepts"] if c["mentions"]}
    assert {c["id"]: c["mentions"] for c in listed} == counts
    horizons = {(s["document_id"], s["start"], s["end"]): s["horizon"] for s in exported["statements"]}
    future = sum(
        m["concept_id"] == "title/directeur-marketing"
        and m["statement"] is not None
        and horizons[m["document_id"], m["statement"]["start"], m["statement"]["end"]] == "future"
        for m in exported["mentions"]
    )
    (title,) = (c for c in listed if c["id"] == "title/directeur-marketing")
    assert title["future"] == future > 0
    unnamed = sum(m["concept_id"] is None for m in exported["mentions"])
    found = json.loads(cmo("concepts", "--discovered", "--format", "json", "--workspace", analysed).stdout)
    assert sum(form["mentions"] for form in found) == unnamed


def test_topics_and_themes_are_listed_together_or_apart(analysed: Path, cmo: Run) -> None:
    exported = json.loads((analysed / "export.json").read_text(encoding="utf-8"))["topics"]
    for kind in ("free", "guided", "all"):
        done = cmo("themes", "--kind", kind, "--format", "json", "--workspace", analysed)
        wanted = {t["id"] for t in exported if kind in {"all", t["kind"]}}
        assert {row["id"] for row in json.loads(done.stdout)} == wanted


def test_a_theme_has_one_figure_wherever_it_is_told(analysed: Path, cmo: Run) -> None:
    where = ("--workspace", analysed)
    export = json.loads((analysed / "export.json").read_text(encoding="utf-8"))
    family = {d["id"]: d["family"] or d["id"] for d in export["documents"]}
    held: dict[str, set[str]] = {}
    for row in export["assignments"]:
        held.setdefault(row["topic_id"], set()).add(family[row["document_id"]])
    listed = json.loads(cmo("themes", "--format", "json", *where).stdout)
    assert {row["id"]: row["n"] for row in listed} == {
        row["id"]: len(held.get(row["id"], ())) for row in listed
    }
    workspace = Workspace(analysed)
    assert {t.id: t.documents for t in workspace.summary().topics} == {r["id"]: r["n"] for r in listed}
    copied = next(t for t in export["topics"] if t["documents"] > len(held.get(t["id"], ())))
    for verb in (("show",), ("topics", "show")):
        assert f"documents : {len(held[copied['id']])}" in cmo(*verb, copied["id"], *where).stdout
    mentioned: dict[str, set[str]] = {}
    for mention in export["mentions"]:
        if mention["concept_id"]:
            mentioned.setdefault(mention["concept_id"], set()).add(family[mention["document_id"]])
    counts = {identity: len(documents) for identity, documents in mentioned.items()}
    assert {one.id: one.documents for one in workspace.concepts()} == counts
    told = {c.concept.id: c.documents for of in workspace.summary().concepts.values() for c in of}
    assert told == {identity: counts[identity] for identity in told}


def test_a_theme_is_quoted_with_its_origin_and_an_address_to_show(analysed: Path, cmo: Run) -> None:
    where = ("--workspace", analysed)
    name, quotation, origin, *_ = cmo("themes", "--kind", "guided", *where).stdout.splitlines()
    assert " documents (" in name
    address = origin.split(", ")[-1]
    shown = cmo("show", address, *where)
    assert shown.returncode == 0, shown.stderr
    assert quotation.strip(" «»…")[:60] in shown.stdout
    assert origin.strip().removesuffix(address.removeprefix(address.split(":")[0])) in shown.stdout


def test_everything_that_a_listing_names_can_be_shown(analysed: Path, cmo: Run) -> None:
    exported = json.loads((analysed / "export.json").read_text(encoding="utf-8"))
    document, mention = exported["documents"][0], exported["mentions"][0]
    address = f"{mention['document_id']}:{mention['start']}-{mention['end']}"
    for identity, said in (
        (document["id"], f"document {document['id']}"),
        (document["id"][:12], f"document {document['id']}"),
        (address, mention["surface"]),
        ("title/directeur-marketing", "directeur marketing"),
        ("topic-01", exported["topics"][0]["name"]),
        ("theme-prix-et-offre", "Prix et offre"),
        ("concept:title/chief-marketing-officer", "Chief Marketing Officer"),
        ("horizon:future", "documents"),
    ):
        done = cmo("show", identity, "--workspace", analysed)
        assert done.returncode == 0, done.stderr
        assert said in done.stdout
    shown = json.loads(cmo("show", address, "--format", "json", "--workspace", analysed).stdout)
    assert shown["quotation"]["quotation"] == mention["surface"]
    assert "mention" in shown["kinds"]


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("title/directeur-marketin", "title/directeur-marketing"),
        ("directeur marketing", "title/directeur-marketing"),
        ("topic-1", "topic-01"),
        ("concept:tool/cmr", "concept:tool/crm"),
        ("0000000000000000", "near it: "),
        ("610d", "610d1420502f0e06"),
        ("?!", ""),
        ("'; DROP TABLE documents", ""),
        ("x" * 10_000, ""),
    ],
)
def test_an_id_that_is_not_there_is_one_line_with_the_nearest(
    wrong: str, near: str, analysed: Path, cmo: Run
) -> None:
    done = cmo("show", wrong, "--workspace", analysed)
    assert (done.returncode, is_one_line(done.stderr)) == (3, True)
    assert near in done.stderr
    assert len(done.stderr) < 400


def test_a_passage_outside_its_document_names_the_nearest_segments(analysed: Path, cmo: Run) -> None:
    exported = json.loads((analysed / "export.json").read_text(encoding="utf-8"))["documents"][0]
    done = cmo("show", f"{exported['id']}:5-999999", "--workspace", analysed)
    assert (done.returncode, is_one_line(done.stderr)) == (3, True)
    assert f"{exported['id']}:0-" in done.stderr
    assert f"{len(exported['text'])} characters" in done.stderr


def test_a_network_is_written_once_and_kept_unless_forced(analysed: Path, cmo: Run, tmp_path: Path) -> None:
    arguments = ("network", "--unit", "document", "-o", "r.gexf", "--workspace", analysed)
    assert cmo(*arguments).returncode == 0
    first = (tmp_path / "r.gexf").read_bytes()
    assert b"directeur marketing" in first
    assert cmo(*arguments).returncode == 2
    assert cmo(*arguments, "--force").returncode == 0
    assert (tmp_path / "r.gexf").read_bytes() == first
    done = cmo("network", "--around", "tool/cmr", "--workspace", analysed)
    assert (done.returncode, "tool/crm" in done.stderr) == (3, True)
    by_name, by_id = (
        cmo("network", "--around", around, "--format", "csv", "--workspace", analysed).stdout
        for around in ("dsi", "counterpart/dsi")
    )
    assert by_name == by_id != ""


def test_a_concordance_lines_up_leads_back_and_leaves_other_words_out(analysed: Path, cmo: Run) -> None:
    where = ("--workspace", analysed)
    lines = cmo("concordance", "données", "--width", "30", "--limit", "100", *where).stdout.splitlines()
    assert len(lines) > 20
    assert {line[44:].split()[0].lower() for line in lines} == {"donnée", "données"}
    assert {line[42:44] for line in lines} == {"  "}
    shown = cmo("show", lines[0].split()[-1], *where).stdout
    assert "donnée" in shown.splitlines()[1]
    rows = json.loads(cmo("concordance", "donner", "--limit", "100", "--format", "json", *where).stdout)
    assert not {"données", "donnée", "don"} & {row["keyword"].lower() for row in rows}
    assert "donne" in {row["keyword"] for row in rows}


def test_a_concordance_fits_the_terminal(analysed: Path) -> None:
    shown = on_a_terminal(["concordance", "client", "--workspace", str(analysed)], 100)
    lines = shown.replace("\r", "").replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert len(lines) == 50
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    "verb", [("documents",), ("concordance", "client"), ("show", "topic-01")], ids=" ".join
)
def test_a_locale_without_these_letters_gets_what_it_can_hold(verb: tuple[str, ...], analysed: Path) -> None:
    arguments = [*COMMAND, *verb, "--workspace", str(analysed)]
    for style in ("table" if verb[0] != "show" else "text", "json"):
        done = subprocess.run(
            [*arguments, "--format", style],
            capture_output=True,
            env=os.environ | {"PYTHONIOENCODING": "latin-1"},
        )
        assert done.returncode == 0, done.stderr
        assert "é".encode("latin-1") in done.stdout or style == "json"
