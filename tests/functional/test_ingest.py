"""Bringing sources in: every format, every refusal, interrupted and done again."""

import csv
import io
import json
import os
import signal
import subprocess
import threading
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cmo_nlp import Workspace
from cmo_nlp.errors import WorkspaceError
from cmo_nlp.records import Document
from cmo_nlp.store import open_store, read, snapshot
from tests.functional.conftest import COMMAND, ROOT, SAMPLE, Run, is_one_line

PROSE = (
    "Le directeur marketing lit désormais des tableaux de bord, et il en tire ses décisions chaque lundi. "
    * 3
)
COPY, ENGLISH = "Eloge du fichier (1).txt", "harbour-review-may-2017.md"


def documents(workspace: Path) -> dict[str, Document]:
    """Return the documents by the name of each of their sources."""
    with open_store(workspace, write=False) as connection, snapshot(connection):
        return {Path(s).name: found for found in read.documents(connection) for s in found.sources}


def folded(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    """Return a workspace with the sample corpus and the ledger of its ingestion."""
    folder = tmp_path_factory.mktemp("sample")
    command = [*COMMAND, "-q", "ingest", str(SAMPLE), "--workspace", "w", "--report", "ledger.csv"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    ledger = csv.DictReader(io.StringIO((folder / "ledger.csv").read_text(encoding="utf-8")))
    return folder / "w", list(ledger)


EXPECTED = list(csv.DictReader(io.StringIO((ROOT / "corpus" / "expected.csv").read_text(encoding="utf-8"))))


@pytest.mark.parametrize("row", EXPECTED, ids=[row["source"] for row in EXPECTED])
def test_sample_document_comes_in_as_expected(
    sample: tuple[Path, list[dict[str, str]]], row: dict[str, str]
) -> None:
    said = documents(sample[0])[row["source"]].description
    assert folded(said.title) == folded(row["title"])
    assert (said.published.date if said.published else "") == row["date"]
    assert (said.published.precision if said.published else "") == row["precision"]
    assert (said.source_type or "", folded(said.publisher)) == (row["source_type"], folded(row["publisher"]))
    assert said.language == "fr"


def test_sample_ends_in_the_ledger_item_by_item(sample: tuple[Path, list[dict[str, str]]]) -> None:
    ledger = {Path(line["source"]).name: line for line in sample[1]}
    assert set(ledger) == {row["source"] for row in EXPECTED} | {COPY, ENGLISH}
    assert (ledger[ENGLISH]["outcome"], ledger[ENGLISH]["reason"]) == ("refused", "not-french")
    outcomes = {name: line["outcome"] for name, line in ledger.items() if line["outcome"] != "accepted"}
    near = {"relais-metiers_querel.md", "beurre_gue-rouge_20mars2004.txt", "le-rideau-et-le-standard.html"}
    assert {name for name, outcome in outcomes.items() if outcome == "near-duplicate"} == near
    assert {ledger[name]["outcome"] for name in (COPY, "Eloge du fichier.txt")} == {"accepted", "copy"}


def test_sample_families_are_the_reprints(sample: tuple[Path, list[dict[str, str]]]) -> None:
    found = documents(sample[0])
    families: dict[str, set[str]] = {}
    for name, document in found.items():
        if document.family:
            families.setdefault(document.family, set()).add(name)
    assert sorted(map(sorted, families.values())) == [
        ["beurre_gue-rouge_20mars2004.txt", "export_europresse_2022-07-01.html#1"],
        ["descend-au-magasin_mars2005.txt", "relais-metiers_querel.md"],
        ["le-rideau-et-le-standard-2.html", "le-rideau-et-le-standard.html"],
    ]
    assert found["descend-au-magasin_mars2005.txt"].family == found["descend-au-magasin_mars2005.txt"].id


def test_same_sources_again_change_nothing(cmo: Run) -> None:
    first = cmo("ingest", SAMPLE / "source-absent", SAMPLE, "--workspace", "w")
    again = cmo("ingest", SAMPLE, "--workspace", "w")
    assert first.returncode == again.returncode == 0
    assert "0 accepted, 79 unchanged, 1 refused" in again.stdout


def test_archive_entries_are_judged_one_by_one(cmo: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dossier/bon.txt", PROSE)
        archive.writestr("../dehors.txt", PROSE)
        archive.writestr("bombe.txt", "a" * 50_000_000)
        archive.writestr("image.png", b"\x89PNG")
        archive.writestr("dedans.zip", b"PK\x03\x04")
    done = cmo("ingest", "a.zip", "--workspace", "w", "--report", "r.csv")
    assert done.returncode == 0
    lines = csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8")))
    assert {line["source"]: line["reason"] or line["outcome"] for line in lines} == {
        "a.zip!dossier/bon.txt": "accepted",
        "a.zip!../dehors.txt": "unsafe-path",
        "a.zip!bombe.txt": "too-large",
        "a.zip!image.png": "unsupported-format",
        "a.zip!dedans.zip": "unsupported-format",
    }


def test_refusal_inside_an_archive_goes_when_the_archive_is_mended(cmo: Run, tmp_path: Path) -> None:
    for names in (("a.txt", "b.png"), ("a.txt",)):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            for name in names:
                archive.writestr(name, PROSE)
        cmo("ingest", "a.zip", "--workspace", "w")
        told = cmo("status", "--refused", "--workspace", "w").stdout
        assert ("b.png" in told) == ("b.png" in names)


def test_rows_of_a_table_are_documents_and_a_lost_row_is_lost(cmo: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        f"Contenu;Parution;Rubrique\n{PROSE};22/10/2018;A\n{PROSE} Bis.;2019;B\n", encoding="utf-8"
    )
    mapped = ("--map", "text=Contenu", "--map", "published=Parution")
    assert cmo("ingest", "t.csv", *mapped, "--workspace", "w").returncode == 0
    found = documents(tmp_path / "w")
    dates = {name: d.description.published and d.description.published.date for name, d in found.items()}
    assert dates == {"t.csv#row=1": "2018-10-22", "t.csv#row=2": "2019"}
    assert found["t.csv#row=1"].description.metadata["Rubrique"] == "A"
    table.write_text(f"Contenu;Parution\n{PROSE};22/10/2018\n", encoding="utf-8")
    cmo("ingest", "t.csv", *mapped, "--workspace", "w")
    assert set(documents(tmp_path / "w")) == {"t.csv#row=1"}


def test_standard_input_is_json_lines(tmp_path: Path) -> None:
    told = [" ".join(row["title"] for row in EXPECTED[n::3]) for n in range(3)]
    lines = [{"text": text, "published": f"201{n}-01-01", "title": f"N° {n}"} for n, text in enumerate(told)]
    given = "\n".join([json.dumps(lines[0]), "{pas du JSON", *map(json.dumps, lines[1:])])
    for outcome in ("3 accepted, 1 refused", "3 unchanged, 1 refused"):
        command = [*COMMAND, "-q", "ingest", "-", "--workspace", "w"]
        done = subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, encoding="utf-8")
        assert (done.returncode, outcome in done.stdout) == (0, True), done.stdout + done.stderr
    assert {d.description.title for d in documents(tmp_path / "w").values()} == {"N° 0", "N° 1", "N° 2"}


def test_folder_whose_name_is_no_utf8_comes_in(cmo: Run, tmp_path: Path) -> None:
    folder = os.fsdecode(b"caf\xe9")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "a.txt").write_text(PROSE, encoding="utf-8")
    for expected in ("1 accepted", "1 unchanged"):
        done = cmo("ingest", folder, "--workspace", "w")
        assert (done.returncode, expected in done.stdout) == (0, True), done.stderr


def test_line_of_standard_input_is_refused_alone_with_its_row(tmp_path: Path) -> None:
    good = [json.dumps({"text": PROSE + f" Numéro {n} du matin."}) for n in range(120)]
    lines = ["", "  ", *good[:20], "\x00" * 600, json.dumps({"text": "mot " * 9_000}), *good[20:], ""]
    command = [*COMMAND, "ingest", "-", "--max-bytes", "20000", "--workspace", "w", "--report", "r.csv"]
    done = subprocess.run(
        command, cwd=tmp_path, input="\n".join(lines), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    told = csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8")))
    refused = {line["source"]: line["reason"] for line in told if line["outcome"] == "refused"}
    assert refused == {"stdin#row=21": "bad-row", "stdin#row=22": "too-large"}


def test_report_that_cannot_be_written_is_told_before_anything_is_read(cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    assert cmo("ingest", "a.txt", "--report", "absent/r.csv", "--workspace", "w").returncode == 3
    assert not (tmp_path / "w").exists()


def test_metadata_beside_the_files_goes_before_what_they_say(cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Publié le 3 mai 2012\n\n{PROSE}", encoding="utf-8")
    (tmp_path / "m.csv").write_text("id,date,titre,rubrique\na,2011-04,Le vrai titre,Une\n", encoding="utf-8")
    assert cmo("ingest", "a.txt", "--metadata", "m.csv", "--workspace", "w").returncode == 0
    said = documents(tmp_path / "w")["a.txt"].description
    assert said.published
    assert (said.title, said.published.date, said.published.method) == ("Le vrai titre", "2011-04", "sidecar")
    assert said.metadata["rubrique"] == "Une"


def test_refused_parts_of_an_unchanged_file_stay_refused(cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"text\n{PROSE}\ncourt\n", encoding="utf-8")
    for expected in ("1 accepted, 1 refused", "0 accepted, 1 unchanged, 1 refused"):
        done = cmo("ingest", "t.csv", "--workspace", "w")
        assert (done.returncode, expected in done.stdout) == (0, True), done.stdout
        assert "t.csv#row=2" in cmo("status", "--refused", "--workspace", "w").stdout
    assert cmo("ingest", "t.csv", "--strict", "--workspace", "w").returncode == 3


@pytest.mark.parametrize(("language", "code"), [("es", 3), ("français", 2), ("FR", 2), ("any", 0), ("fr", 0)])
def test_language_asked_for_is_the_one_that_comes_in(
    cmo: Run, tmp_path: Path, language: str, code: int
) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    assert cmo("ingest", "a.txt", "--language", language, "--workspace", "w").returncode == code


def test_txm_folder_says_which_text_and_which_row_stand_alone(cmo: Run, tmp_path: Path) -> None:
    folder = tmp_path / "txm"
    folder.mkdir()
    (folder / "a.txt").write_text(PROSE, encoding="utf-8")
    (folder / "b.txt").write_text(PROSE + " Et encore un mot du budget.", encoding="utf-8")
    (folder / "metadata.csv").write_text("id,annee\na,2015\nc,2016\n", encoding="utf-8")
    assert "metadata.csv#c" in cmo("ingest", "txm", "--workspace", "w").stderr
    assert "no row" in documents(tmp_path / "w")["b.txt"].description.metadata["warnings"]


def test_txm_folder_is_described_by_its_metadata(cmo: Run, tmp_path: Path) -> None:
    folder = tmp_path / "txm"
    folder.mkdir()
    (folder / "a.txt").write_text(PROSE, encoding="utf-8")
    (folder / "metadata.csv").write_text(
        '"id","annee","journal"\n"a","2015","La Gazette"\n', encoding="utf-8"
    )
    done = cmo("ingest", "txm", "--workspace", "w")
    assert "1 accepted, 0 refused" in done.stdout
    said = documents(tmp_path / "w")["a.txt"].description
    assert said.published
    assert (said.published.date, said.published.method, said.publisher) == ("2015", "sidecar", "La Gazette")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "www"
    folder.mkdir()
    (folder / "a.html").write_bytes((SAMPLE / "quatre-plaques.html").read_bytes())
    (folder / "interdit.html").write_bytes((SAMPLE / "quatre-plaques.html").read_bytes())
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /interdit\n", encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_addresses_are_fetched_politely(cmo: Run, tmp_path: Path, server: str) -> None:
    (tmp_path / "urls.txt").write_text(
        f"# veille\n{server}/a.html\n{server}/interdit.html\n", encoding="utf-8"
    )
    refused = cmo("ingest", "--urls", "urls.txt", "--workspace", "w")
    assert (refused.returncode, "unsafe-address" in refused.stderr) == (3, True)
    done = cmo("ingest", "--urls", "urls.txt", "--allow-private", "--workspace", "w")
    assert (done.returncode, "robots" in done.stderr) == (0, True)
    (found,) = documents(tmp_path / "w").values()
    assert found.description.title == "La quatrième plaque"


def test_strict_makes_a_refusal_the_exit_code_and_still_reports(cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("court", encoding="utf-8")
    done = cmo("-q", "ingest", "a.txt", "b.txt", "--strict", "--report", "r.csv", "--workspace", "w")
    assert done.returncode == 3
    assert is_one_line(done.stderr)
    assert "too-short" in (tmp_path / "r.csv").read_text(encoding="utf-8")
    assert set(documents(tmp_path / "w")) == {"a.txt"}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "Missing argument"),
        (("a.csv", "--map", "text"), 2, "FIELD=COLUMN"),
        (("a.csv", "--map", "corps=Contenu"), 2, "corps"),
        (("absent",), 3, "no such file"),
        (("a.txt", "--metadata", "absent.csv"), 3, "metadata"),
        (("--urls", "absent.txt"), 2, "absent.txt"),
        (("ftp://exemple.fr/a",), 3, "http"),
        (("a.txt", "--jobs", "0"), 3, "batch_jobs"),
        (("a.txt", "--report", "absent/r.csv"), 3, "is no folder"),
        (("a.txt", "--report", "."), 2, "no regular file"),
    ],
)
def test_bad_input_is_one_clear_line(
    cmo: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "a.csv").write_text(f"Contenu\n{PROSE}\n", encoding="utf-8")
    done = cmo("-q", "ingest", *arguments, "--workspace", "w")
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_pipe_is_refused_and_the_others_come_in(cmo: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tuyau.txt")
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    done = cmo("ingest", "tuyau.txt", "a.txt", "--workspace", "w")
    assert (done.returncode, "not-a-file" in done.stderr) == (0, True)


def contents(workspace: Path) -> list[Any]:
    with open_store(workspace, write=False) as connection, snapshot(connection):
        refused = [(r.source.rpartition("/")[2], r.reason) for r in read.refusals(connection)]
        return [*map(repr, read.documents(connection)), sorted(refused)]


def count_documents(workspace: Path) -> int:
    """Return how many documents the store holds so far, 0 while it is being made."""
    try:
        with open_store(workspace, write=False) as connection, snapshot(connection):
            return len(read.document_ids(connection))
    except WorkspaceError:
        return 0


@pytest.mark.parametrize("documents_before", [0, 1, 33])
def test_killed_ingest_goes_on_and_gives_the_same_store(
    sample: tuple[Path, list[dict[str, str]]], tmp_path: Path, documents_before: int
) -> None:
    command = [*COMMAND, "-q", "ingest", str(SAMPLE), "--jobs", "2", "--workspace", str(tmp_path / "cut")]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path)
    while count_documents(tmp_path / "cut") < documents_before or not (tmp_path / "cut").exists():
        assert started.poll() is None
        time.sleep(0.01)
    assert started.poll() is None
    started.send_signal(signal.SIGKILL)
    started.wait()
    whole = contents(sample[0])
    assert documents_before <= count_documents(tmp_path / "cut") < len(documents(sample[0]))
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=tmp_path)
    assert contents(tmp_path / "cut") == whole


def test_python_interface_reads_what_the_command_reads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    report = Workspace(tmp_path / "w").ingest(str(tmp_path / "a.txt"))
    assert [(item.outcome, item.reason) for item in report.items] == [("accepted", "")]
