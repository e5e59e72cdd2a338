"""CSV and Parquet: one tidy, typed table a file, and a listing that is true of them."""

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from cmo_nlp import Workspace
from cmo_nlp.errors import UsageError
from cmo_nlp.export import Selection
from tests.functional.conftest import Run

READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def package(folder: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return described


def table(folder: Path, resource: dict[str, Any]) -> list[dict[str, Any]]:
    """Read a file as its description says, and check it against that description."""
    file = folder / resource["path"]
    fields = resource["schema"]["fields"]
    if file.suffix == ".parquet":
        rows = pq.read_table(file).to_pylist()
    else:
        with file.open(encoding="utf-8", newline="") as stream:
            head, *cells = csv.reader(stream, strict=True)
        assert head == [one["name"] for one in fields]
        rows = [
            {f["name"]: READ[f["type"]](cell) if cell else None for f, cell in zip(fields, row, strict=True)}
            for row in cells
        ]
    for one in fields:
        values = [row[one["name"]] for row in rows]
        constraints = one.get("constraints", {})
        assert not (constraints.get("required") and None in values), one
        if "enum" in constraints:
            assert {*values} - {None} <= {*constraints["enum"]}, one
    return rows


def check(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read all tables; their keys are unique and lead where the package says."""
    resources = package(folder)["resources"]
    tables = {resource["name"]: table(folder, resource) for resource in resources}
    for resource in resources:
        rows, content = tables[resource["name"]], (folder / resource["path"]).read_bytes()
        assert resource["rows"] == len(rows)
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        key = resource["schema"].get("primaryKey", [])
        assert not key or len({tuple(row[name] for name in key) for row in rows}) == len(rows)
        for lead in resource["schema"].get("foreignKeys", []):
            (field,), (target,) = lead["fields"], lead["reference"]["fields"]
            known = {row[target] for row in tables[lead["reference"]["resource"] or resource["name"]]}
            assert {row[field] for row in rows} - {None} <= known, (resource["name"], lead)
    assert {path.name for path in folder.iterdir()} == {
        "datapackage.json", *(resource["path"] for resource in resources),
    }  # fmt: skip
    return tables


def none_if_empty(value: Any) -> Any:
    return None if value == "" else value


@pytest.mark.parametrize("style", ["csv", "parquet"])
def test_the_tables_hold_what_the_json_export_holds(analysed: Path, tmp_path: Path, style: str) -> None:
    Workspace(analysed).export(tmp_path / "t", style)
    tables = check(tmp_path / "t")
    export = json.loads((analysed / "export.json").read_text(encoding="utf-8"))
    assert list(tables)[:1] == ["documents"]
    for section in (name for name, rows in export.items() if isinstance(rows, list)):
        assert len(tables[section]) == len(export[section])
        for row, record in zip(tables[section], export[section], strict=True):
            scalars = {k: v for k, v in record.items() if not isinstance(v, list | dict)}
            assert {k: none_if_empty(row[k]) for k in scalars if k in row} == {
                k: none_if_empty(v) for k, v in scalars.items() if k in row
            }
            assert {k for k in scalars if k not in row} <= {"published", "statement", "pages"}
    first = export["documents"][0]
    row = tables["documents"][0]
    assert row["text"] == first["text"]
    assert (row["published_date"], row["published_precision"]) == (
        first["published"]["date"], first["published"]["precision"],
    )  # fmt: skip
    lists = {
        "document_sources": ("documents", "sources"), "document_authors": ("documents", "authors"),
        "document_metadata": ("documents", "metadata"), "concept_uris": ("concepts", "uris"),
        "topic_terms": ("topics", "terms"), "topic_quotations": ("topics", "quotations"),
        "trend_documents": ("trends", "documents"),
    }  # fmt: skip
    for name, (section, part) in lists.items():
        assert len(tables[name]) == sum(len(record[part]) for record in export[section]), name
    point = next(p for p in tables["trends"] if p["n"])
    listed = [r["document_id"] for r in tables["trend_documents"] if r["trend_row"] == point["row"]]
    assert listed == export["trends"][point["row"] - 1]["documents"]


def test_what_is_selected_leads_nowhere_outside(analysed: Path, tmp_path: Path) -> None:
    for number, selection in enumerate(
        [
            Selection(since="2018"),
            Selection(only=("mentions", "trends")),
            Selection(only=("concepts", "mentions"), since="2018"),
            Selection(since="2999", quotation_words=3),
        ]
    ):
        Workspace(analysed).export(tmp_path / str(number), "csv", selection=selection)
        assert check(tmp_path / str(number))
        run = package(tmp_path / str(number))["run"]
        assert run["selection"]["since"] == selection.since
        assert run["stages"]["topics"] == "done"


def test_a_cell_is_what_the_text_says_to_the_letter(tmp_path: Path) -> None:
    text = (
        '=SOMME(A1) dit le CMO, « oui »; "non"\n\nDeuxième ligne,\tavec une tabulation.\n\n- @import + 1\n'
        * 3
    )
    line = json.dumps({"text": text, "title": '+33 "1", 2\n3', "publisher": "-1", "url": "=1+1"})
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    workspace = Workspace(tmp_path / "w")
    workspace.ingest(str(tmp_path / "a.jsonl"))
    workspace.export(tmp_path / "a.json")
    (document,) = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["documents"]
    for style in ("csv", "parquet"):
        workspace.export(tmp_path / style, style)
        tables = check(tmp_path / style)
        (row,) = tables["documents"]
        assert row["text"] == document["text"]
        assert row["text"].startswith("=SOMME")
        assert (row["title"], row["publisher"]) == (document["title"], "-1")
        assert {r["name"]: r["value"] for r in tables["document_metadata"]} == document["metadata"]
        assert tables["trends"] == []
        assert package(tmp_path / style)["run"]["stages"]["trends"] == "missing"


def test_a_folder_is_replaced_whole_and_only_where_an_export_wrote_it(
    analysed: Path, tmp_path: Path, cmo: Run
) -> None:
    chosen = ("--only", "concepts", "--workspace", str(analysed))
    (tmp_path / "t").mkdir()
    assert cmo("export", "csv", "-o", "t", *chosen).returncode == 0
    before = (tmp_path / "t" / "concepts.csv").read_bytes()
    done = cmo("export", "csv", "-o", "t", *chosen)
    assert (done.returncode, "add --force" in done.stderr) == (UsageError.exit_code, True)
    assert cmo("export", "parquet", "-o", "t", "--force", *chosen).returncode == 0
    assert {path.suffix for path in (tmp_path / "t").iterdir()} == {".parquet", ".json"}
    assert cmo("export", "csv", "-o", "t", "--force", *chosen).returncode == 0
    assert (tmp_path / "t" / "concepts.csv").read_bytes() == before
    (tmp_path / "t" / "thèse.odt").write_text("dix ans de travail", encoding="utf-8")
    done = cmo("export", "csv", "-o", "t", "--force", *chosen)
    assert (done.returncode, "« thèse.odt », which no such export wrote" in done.stderr) == (2, True)
    assert (tmp_path / "t" / "thèse.odt").is_file()
    (tmp_path / "f").write_text("fichier", encoding="utf-8")
    assert cmo("export", "csv", "-o", "f", "--force", *chosen).returncode == UsageError.exit_code
    assert (tmp_path / "f").read_text(encoding="utf-8") == "fichier"


@pytest.mark.parametrize("style", ["csv", "parquet"])
def test_a_full_disk_leaves_the_old_folder(analysed: Path, tmp_path: Path, cmo: Run, style: str) -> None:
    assert cmo("export", "csv", "-o", "t", "--only", "changes", "--workspace", analysed).returncode == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "t").iterdir()}
    done = cmo(
        "export", style, "-o", "t", "--force", "--workspace", analysed, under=("prlimit", "--fsize=60000")
    )
    assert done.returncode == 3, done.stderr
    assert "free some space" in done.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "t").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["t"]


def test_a_package_of_everything_has_the_columns_and_the_version_of_the_first(
    analysed: Path, tmp_path: Path
) -> None:
    chosen = {"all": Selection(), "since": Selection(since="2018"), "mute": Selection(quotation_words=25)}
    has_hash = {}
    for name, selection in chosen.items():
        Workspace(analysed).export(tmp_path / name, "csv", selection=selection)
        described = package(tmp_path / name)
        assert described["version"] == ("1.0" if name == "all" else "1.1")
        (documents,) = (one for one in described["resources"] if one["name"] == "documents")
        has_hash[name] = "text_sha256" in [field["name"] for field in documents["schema"]["fields"]]
    assert has_hash == {"all": False, "since": False, "mute": True}
