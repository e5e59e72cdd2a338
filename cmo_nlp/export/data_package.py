"""A folder of tables, with the `datapackage.json` of Frictionless that types and joins them.

Format: datapackage.org, version 2.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Literal

from cmo_nlp.export.folders import replacing_folder
from cmo_nlp.export.json_file import schema, version_of
from cmo_nlp.export.sections import Row, Sections
from cmo_nlp.export.table_files import CsvFile, ParquetFile, TableFile
from cmo_nlp.export.tables import Column, Table, tables_of

__all__ = ["write_csv", "write_parquet"]

Style = Literal["csv", "parquet"]
_FILES: Mapping[Style, type[TableFile]] = {"csv": CsvFile, "parquet": ParquetFile}
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_LISTING = "datapackage.json"
_NAME = "cmo-nlp-export"


def write_csv(sections: Sections, folder: Path, run: Row, *, force: bool) -> None:
    """Write the tables as CSV."""
    _write(sections, folder, run, "csv", force=force)


def write_parquet(sections: Sections, folder: Path, run: Row, *, force: bool) -> None:
    """Write the tables as Parquet."""
    _write(sections, folder, run, "parquet", force=force)


def _write(sections: Sections, folder: Path, run: Row, style: Style, *, force: bool) -> None:
    """Write one file a table into `folder`, a record at a time, and the listing of them."""
    with replacing_folder(folder, force=force, listed=_listed) as partial:
        known = schema()
        resources: list[Row] = []
        for name in sections.selection.sections:
            tables = tables_of(name, known, sections.selection)
            counts = _write_section(sections, name, tables, partial, style)
            resources += [_resource(t, partial / f"{t.name}.{style}", style, counts[t.name]) for t in tables]
        package = {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": _NAME,
            "version": version_of(sections.selection),
            "created": run["created"],
            "description": known["description"],
            "resources": resources,
            "run": run,
        }
        text = json.dumps(package, ensure_ascii=False, indent=2)
        (partial / _LISTING).write_text(text + "\n", encoding="utf-8")


def _write_section(
    sections: Sections, name: str, tables: list[Table], folder: Path, style: Style
) -> dict[str, int]:
    """Write the tables of one section and return how many rows each has."""
    counts = dict.fromkeys((table.name for table in tables), 0)
    with ExitStack() as stack:
        files = {
            t.name: stack.enter_context(closing(_FILES[style](folder / f"{t.name}.{style}", t)))
            for t in tables
        }
        for number, record in enumerate(sections.rows(name), 1):
            for table in tables:
                for row in table.rows(number, record):
                    files[table.name].add(row)
                    counts[table.name] += 1
    return counts


def _resource(table: Table, file: Path, style: Style, rows: int) -> dict[str, Any]:
    with file.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    leads = [
        {"fields": [c.name], "reference": {"resource": _target(c, table), "fields": [_key(c)]}}
        for c in table.columns
        if c.leads_to
    ]
    described: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    described |= {"primaryKey": list(table.key)} if table.key else {}
    described |= {"foreignKeys": leads} if leads else {}
    return {
        "name": table.name,
        "type": "table",
        "path": file.name,
        "format": style,
        "mediatype": _MEDIA[style],
        **({"encoding": "utf-8"} if style == "csv" else {}),
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256}",
        "rows": rows,
        "schema": described,
    }


def _target(column: Column, table: Table) -> str:
    return "" if column.leads_to == table.name else str(column.leads_to)


def _key(column: Column) -> str:
    return "row" if column.name.endswith("_row") else "id"


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.is_required else {}
    constraints |= {"enum": list(column.values)} if column.values else {}
    return {
        "name": column.name,
        "type": column.kind,
        **({"description": column.description} if column.description else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _listed(folder: Path) -> frozenset[str]:
    """Return the files that the listing of a folder names, none where it is not ours."""
    try:
        package = json.loads((folder / _LISTING).read_text(encoding="utf-8"))
        if package["name"] != _NAME:
            return frozenset()
        return frozenset({_LISTING, *(resource["path"] for resource in package["resources"])})
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
