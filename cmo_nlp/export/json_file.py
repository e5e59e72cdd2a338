"""The JSON export, version 1: the whole analysis in one file, streamed."""

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, TextIO

from cmo_nlp import __version__, model_registry
from cmo_nlp.export.files import replacing
from cmo_nlp.export.sections import Row, Sections
from cmo_nlp.export.selection import Selection
from cmo_nlp.settings import Settings
from cmo_nlp.store import read

__all__ = ["SCHEMA_VERSION", "describe_run", "schema", "version_of", "write_json"]

SCHEMA_VERSION = "1.1"
"""What a change of it means: docs/export.md."""
_FIRST_VERSION = "1.0"
"""That of an export of everything, which holds nothing that was added since."""

# json.dump would encode in Python, a string at a time.
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that every export keeps to."""
    text = files("cmo_nlp.export").joinpath("schema_v1.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def write_json(sections: Sections, file: Path, run: Row, *, force: bool) -> None:
    """Write what is selected to `file`, a record at a time; `run` is what `describe_run` returns.

    A damaged record stops it and leaves the old file.
    """
    version = version_of(sections.selection)
    with replacing(file, force=force) as stream:
        stream.write(f'{{"schema_version": "{version}",\n"run": {_ENCODER.encode(run)}')
        for name in sections.selection.sections:
            stream.write(f',\n"{name}": [')
            _write_rows(stream, sections.rows(name))
            stream.write("]")
        stream.write("}\n")


def version_of(selection: Selection) -> str:
    """Return the version of the schema that an export keeps to."""
    return _FIRST_VERSION if selection.is_everything else SCHEMA_VERSION


def _write_rows(stream: TextIO, rows: Iterable[Row]) -> None:
    for i, row in enumerate(rows):
        stream.write(",\n" if i else "\n")
        stream.write(_ENCODER.encode(row))


def describe_run(sections: Sections, settings: Settings, stages: Mapping[str, str]) -> dict[str, Any]:
    """Return where the results came from, and what of them was selected if not everything was."""
    noted = _noted_settings(sections.connection, settings)
    run = {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "cmo_nlp_version": __version__,
        "models": list(_models(sections.connection, noted)),
        "settings": noted,
        "input_digest": read.documents_digest(sections.connection),
        "stages": dict(stages),
    }
    chosen = sections.selection
    return run if chosen.is_everything else run | {"selection": _selection(chosen, sections)}


def _selection(chosen: Selection, sections: Sections) -> Row:
    return {
        "only": list(chosen.only) or None,
        "since": chosen.since,
        "until": chosen.until,
        "source_types": list(chosen.source_types) or None,
        "lexicon_only": chosen.lexicon_only,
        "quotation_words": chosen.quotation_words,
        "documents": len(sections.ids),
        "documents_in_corpus": len(sections.all_ids),
    }


def _models(connection: sqlite3.Connection, settings: dict[str, Any]) -> Iterator[Row]:
    """Yield the models that the results came from; those of now for what was not run."""
    parts: tuple[tuple[str, str, model_registry.Kind], ...] = (
        ("annotate", "model", "pipeline"),
        ("topics", "encoder", "encoder"),
    )
    for stage, part, kind in parts:
        name, noted = settings[stage][part], read.stage(connection, stage)
        sha256 = noted.fingerprint[part] if noted else model_registry.digest(name, kind)
        yield {"name": name, "sha256": sha256}


def _noted_settings(connection: sqlite3.Connection, settings: Settings) -> dict[str, Any]:
    """Return the settings that the results came from; those of now for what was not run."""
    tables = dataclasses.asdict(settings)
    for name in ("ingest", "annotate", "topics", "trends"):
        noted = read.stage(connection, name)
        tables |= noted.settings if noted else {}
    return tables
