"""The JSON export: every variant keeps to the schema, and says itself what was left out."""

import csv
import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
import zstandard
from jsonschema import Draft202012Validator, FormatChecker

from cmo_nlp import Workspace
from cmo_nlp.cli.export import command
from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.export import FORMATS, QUOTATION_WORDS, SECTIONS, Selection, schema
from tests.functional.conftest import Run, is_one_line


def exported(workspace: Path, file: Path, **chosen: Any) -> dict[str, Any]:
    Workspace(workspace).export(file, selection=Selection.named(**chosen), force=True)
    export: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return export


def faults(export: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    return [error.message[:300] for error in validator.iter_errors(export)]


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"since": "2015", "until": "2020-06"},
        {"since": "2999"},
        {"quotation_words": 5},
        {"quotation_words": 0, "only": ["documents", "statements"]},
        {"only": ["concepts,trends"]},
        {"only": ["lexicon"]},
        {"only": ["mentions,lexicon"], "since": "2018-03-01"},
    ],
    ids=str,
)
def test_every_variant_keeps_to_the_schema(analysed: Path, tmp_path: Path, chosen: dict[str, Any]) -> None:
    export = exported(analysed, tmp_path / "a.json", **chosen)
    assert faults(export) == []
    assert ("selection" in export["run"]) == bool(chosen)
    assert export["schema_version"] == ("1.1" if chosen else "1.0")
    kept = Selection.named(**chosen).sections
    assert [name for name in export if name in SECTIONS] == list(kept)


def test_the_schema_refuses_what_no_selection_explains(analysed: Path, tmp_path: Path) -> None:
    export = exported(analysed, tmp_path / "a.json")
    assert faults({name: rows for name, rows in export.items() if name != "topics"})
    mute = [document | {"text": None, "text_sha256": "0" * 64} for document in export["documents"]]
    assert faults(export | {"documents": mute})
    without = exported(analysed, tmp_path / "b.json", quotation_words=5)
    assert faults(without | {"documents": export["documents"]})


def test_an_export_of_everything_is_what_run_wrote(analysed: Path, tmp_path: Path) -> None:
    export = exported(analysed, tmp_path / "a.json")
    ran = json.loads((analysed / "export.json").read_text(encoding="utf-8"))
    for one in (export, ran):
        del one["run"]["created"]
    assert export == ran


def test_without_texts_hashes_offsets_and_short_passages_stay(analysed: Path, tmp_path: Path) -> None:
    whole = exported(analysed, tmp_path / "a.json")
    without = exported(analysed, tmp_path / "b.json", quotation_words=6)
    for before, after in zip(whole["documents"], without["documents"], strict=True):
        assert after["text"] is None
        assert after["text_sha256"] == hashlib.sha256(before["text"].encode("utf-8")).hexdigest()
    texts = {document["id"]: document["text"] for document in whole["documents"]}
    cut = quoted = 0
    for before, after in zip(whole["statements"], without["statements"], strict=True):
        said = texts[after["document_id"]][after["start"] : after["end"]]
        assert (before["start"], before["end"]) == (after["start"], after["end"])
        shown = after["text"].removesuffix("[…]").rstrip()
        assert said.startswith(shown)
        assert len(shown.split()) <= 6
        cut += shown != after["text"]
        quoted += bool(shown)
    assert cut
    assert quoted
    longest = max(len(document["text"]) for document in whole["documents"])
    assert longest > 1000 > max(len(json.dumps(row)) for row in without["statements"])


@pytest.mark.parametrize("words", [0, 6, 25])
def test_no_text_can_be_put_together_from_an_export_without_texts(
    analysed: Path, tmp_path: Path, words: int
) -> None:
    """Statements, mentions and titles are laid back where they stand, as anybody could do."""
    texts = {d["id"]: d["text"] for d in exported(analysed, tmp_path / "a.json")["documents"]}
    without = exported(analysed, tmp_path / "b.json", quotation_words=words)
    known: dict[str, bytearray] = {name: bytearray(len(text)) for name, text in texts.items()}
    pieces = [(m["document_id"], m["start"], m["surface"]) for m in without["mentions"]]
    pieces += [(s["document_id"], s["start"], s["text"]) for s in without["statements"]]
    pieces += [(d["id"], texts[d["id"]].find(d["title"] or "\0"), d["title"]) for d in without["documents"]]
    for name, start, piece in pieces:
        shown = (piece or "").removesuffix("[…]").rstrip()
        if start >= 0 and (words or piece is not None):
            assert texts[name][start:].startswith(shown)
            known[name][start : start + len(shown)] = b"\x01" * len(shown)
    for name, text in texts.items():
        rows = [0]
        for word in re.finditer(r"\S+", text):
            rows.append(rows[-1] + 1 if any(known[name][slice(*word.span())]) else 0)
        title = next(d["title"] for d in without["documents"] if d["id"] == name) or ""
        assert max(rows) <= max(words, len(title.split()))
        assert sum(known[name]) <= 0.25 * len(text) + len(title) * (words == 0)
    copies = {d["id"] for d in without["documents"] if d["family"] not in {None, d["id"]}}
    assert copies
    assert {s["text"] for s in without["statements"] if s["document_id"] in copies} == {"[…]"}
    if words:
        assert 1.5 < sum(map(sum, known.values())) / sum(map(len, texts.values())) * 100 < 20


def test_no_description_holds_a_text(tmp_path: Path) -> None:
    text = "La directrice marketing pilote la marque et les budgets avec la direction. " * 40
    row = dict.fromkeys(("text", "title", "publisher", "source_type", "résumé", text), text)
    rows = [row | {"authors": [text, "Anne Le Goff"]}, {"text": text + "Fin.", "publisher": "Les Échos"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    Workspace(tmp_path / "w").ingest(str(tmp_path / "a.jsonl"))
    export = exported(tmp_path / "w", tmp_path / "a.json", quotation_words=25)
    assert faults(export) == []
    first, second = sorted(export["documents"], key=lambda document: document["publisher"] == "Les Échos")
    assert first["authors"][1] == "Anne Le Goff"
    strings = [first["title"], first["publisher"], first["source_type"], first["authors"][0]]
    strings += [*first["metadata"], *first["metadata"].values()]
    assert len(strings) == 8
    assert max(len(string) for string in strings) < 260
    assert second["publisher"] == "Les Échos"
    Workspace(tmp_path / "w").export(tmp_path / "t", "csv", selection=Selection(quotation_words=25))
    for table in (tmp_path / "t").glob("document*.csv"):
        cells = [cell for row in csv.reader(table.read_text(encoding="utf-8").splitlines()) for cell in row]
        assert max(map(len, cells)) < 260


def test_dates_and_types_choose_documents_and_what_is_counted_in_them(analysed: Path, tmp_path: Path) -> None:
    whole = exported(analysed, tmp_path / "a.json")
    chosen = exported(analysed, tmp_path / "b.json", since="2018", until="2021-12-31")
    years = [document["published"]["date"][:4] for document in chosen["documents"]]
    wanted = [
        document["id"]
        for document in whole["documents"]
        if document["published"] and "2018" <= document["published"]["date"][:4] <= "2021"
    ]
    assert wanted == [document["id"] for document in chosen["documents"]]
    assert {"2018", "2021"} <= set(years)
    assert chosen["run"]["selection"]["documents"] == len(wanted) < len(whole["documents"])
    assert chosen["run"]["selection"]["documents_in_corpus"] == len(whole["documents"])
    for name in ("mentions", "statements", "assignments"):
        assert chosen[name] == [row for row in whole[name] if row["document_id"] in wanted]
    for concept in chosen["concepts"]:
        found = [m["document_id"] for m in chosen["mentions"] if m["concept_id"] == concept["id"]]
        assert (concept["mentions"], concept["documents"]) == (len(found), len(set(found)))
    assert (chosen["trends"], chosen["topics"]) == (whole["trends"], whole["topics"])


def test_a_source_type_that_no_document_has_is_told(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": f"Le CMO pilote la marque et ses budgets, texte {n}. " * 6, "source_type": kind})
        for n, kind in enumerate(["presse", "Blog", "blog"])
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    workspace = Workspace(tmp_path / "w")
    workspace.ingest(str(tmp_path / "a.jsonl"))
    export = exported(tmp_path / "w", tmp_path / "a.json", source_types=["BLOG"])
    assert {document["source_type"] for document in export["documents"]} == {"Blog", "blog"}
    with pytest.raises(InputError, match="« livre »; there are « Blog », « blog », « presse »"):
        exported(tmp_path / "w", tmp_path / "b.json", source_types=["livre"])
    assert not (tmp_path / "b.json").exists()


def test_stages_that_have_not_run_leave_empty_lists(tmp_path: Path, cmo: Run) -> None:
    (tmp_path / "a.txt").write_text("Le directeur marketing pilote la marque et les budgets. " * 5, "utf-8")
    assert cmo("ingest", "a.txt", "--workspace", "w").returncode == 0
    assert cmo("export", "json", "-o", "a.json", "--workspace", "w").returncode == 0
    export = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert faults(export) == []
    assert export["run"]["stages"] == {
        "ingest": "done", "annotate": "missing", "topics": "missing", "trends": "missing",
    }  # fmt: skip
    assert len(export["documents"]) == 1
    assert [name for name in SECTIONS if export[name]] == ["documents"]


def test_a_compressed_export_holds_no_time_and_no_name(analysed: Path, tmp_path: Path) -> None:
    plain = exported(analysed, tmp_path / "a.json", only=["concepts"])
    chosen = Selection.named(["concepts"])
    for name in ("b.json.gz", "b.json.zst"):
        Workspace(analysed).export(tmp_path / name, selection=chosen)
    packed = (tmp_path / "b.json.gz").read_bytes()
    assert packed[3:8] == bytes(5)  # no flag, so no name; the time is 0
    unpacked = json.loads(gzip.decompress(packed))
    with zstandard.open(tmp_path / "b.json.zst", encoding="utf-8") as stream:
        also = json.loads(stream.read())
    assert plain["concepts"] == unpacked["concepts"] == also["concepts"]


@pytest.mark.parametrize("name", ["a.json", "a.json.gz", "a.json.zst"])
def test_a_full_disk_leaves_the_old_file_and_one_line(
    analysed: Path, tmp_path: Path, cmo: Run, name: str
) -> None:
    (tmp_path / name).write_bytes(b"ancien")
    limit = shutil.which("prlimit")
    assert limit
    done = cmo(
        "export", "json", "-o", name, "--force", "--workspace", analysed, under=(limit, "--fsize=60000")
    )
    assert done.returncode == InputError.exit_code, done.stderr
    assert is_one_line(done.stderr)
    assert "free some space or choose another place" in done.stderr
    assert (tmp_path / name).read_bytes() == b"ancien"
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--only", "trend"], "« trend » is no part"),
        (["--since", "hier"], "« hier » is no date"),
        (["--since", "2018-13"], "is no date"),
        (["--since", "2020", "--until", "2019-12"], "nothing lies between"),
        (["--quotation-words", "-1", "--no-text"], "quotation-words"),
        ([], "is there already; add --force"),
    ],
)
def test_what_cannot_be_asked_for_is_told_and_changes_nothing(
    analysed: Path, tmp_path: Path, cmo: Run, arguments: list[str], told: str
) -> None:
    (tmp_path / "a.json").write_text("ancien", encoding="utf-8")
    done = cmo("export", "json", "-o", "a.json", *arguments, "--workspace", analysed)
    assert done.returncode == UsageError.exit_code
    assert told in done.stderr
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "ancien"


def test_the_command_knows_the_formats_of_the_package() -> None:
    (style,) = (one for one in command.params if one.name == "style")
    assert isinstance(style.type, click.Choice)
    assert {*style.type.choices} == {*FORMATS, "schema"}
    (words,) = (one for one in command.params if one.name == "quotation_words")
    assert words.default == QUOTATION_WORDS


def test_the_command_says_how_many_documents_it_chose(analysed: Path, tmp_path: Path, cmo: Run) -> None:
    done = cmo("export", "json", "-o", "a.json", "--since", "2020", "--no-text", "--workspace", analysed)
    export = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    found = export["run"]["selection"]
    assert (
        f"written: a.json ({found['documents']} of {found['documents_in_corpus']} documents)" in done.stderr
    )
    assert found["quotation_words"] == 25
