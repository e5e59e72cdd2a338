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
from cmo_nlp.records import Annotation, Assignment, Document, Topic
from cmo_nlp.settings import Settings
from cmo_nlp.store import read

__all__ = ["schema", "write_json"]

_Rows = Iterable[Mapping[str, Any]]


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that every export keeps to."""
    text = files("cmo_nlp.export").joinpath("schema_v1.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def write_json(  # noqa: PLR0913 - options by name
    connection: sqlite3.Connection,
    file: Path,
    settings: Settings,
    stages: Mapping[str, str],
    *,
    force: bool,
    only_lexicon: bool = False,
) -> Path:
    """Write everything to `file`, a record at a time; a damaged record stops it and leaves the old file.

    With `only_lexicon`, mentions of another origin are left out.
    """
    read.check_results(connection)
    with replacing(file, force=force) as stream:
        stream.write('{"schema_version": "1.0",\n"run": ')
        json.dump(_run(connection, settings, stages), stream, ensure_ascii=False)
        for name, rows in _sections(connection, only_lexicon=only_lexicon).items():
            stream.write(f',\n"{name}": [')
            _write_rows(stream, rows)
            stream.write("]")
        stream.write("}\n")
    return file


def _write_rows(stream: TextIO, rows: _Rows) -> None:
    for i, row in enumerate(rows):
        stream.write(",\n" if i else "\n")
        json.dump(row, stream, ensure_ascii=False, allow_nan=False)


def _run(connection: sqlite3.Connection, settings: Settings, stages: Mapping[str, str]) -> dict[str, Any]:
    noted = _noted_settings(connection, settings)
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "cmo_nlp_version": __version__,
        "models": list(_models(connection, noted)),
        "settings": noted,
        "input_digest": read.documents_digest(connection),
        "stages": dict(stages),
    }


def _models(connection: sqlite3.Connection, settings: dict[str, Any]) -> _Rows:
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


def _sections(connection: sqlite3.Connection, *, only_lexicon: bool) -> dict[str, _Rows]:
    return {
        "documents": _documents(connection),
        "refused": (dataclasses.asdict(refusal) for refusal in read.refusals(connection)),
        "concepts": _concepts(connection),
        "mentions": (
            row
            for document, a in _annotated(connection)
            for row in _mentions(document, a)
            if row["origin"] == "lexicon" or not only_lexicon
        ),
        "statements": (row for document, a in _annotated(connection) for row in _statements(document, a)),
        "topics": (_topic(topic) for topic in read.topics(connection)),
        "assignments": (_assignment(assignment) for assignment in read.assignments(connection)),
        "trends": (dataclasses.asdict(point) for point in read.points(connection)),
        "changes": (dataclasses.asdict(change) for change in read.changes(connection)),
    }


def _annotated(connection: sqlite3.Connection) -> Iterator[tuple[Document, Annotation]]:
    for document in read.documents(connection):
        record = read.annotation(connection, document.id)
        if record:
            yield document, record.annotation


def _documents(connection: sqlite3.Connection) -> _Rows:
    for document in read.documents(connection):
        record = read.annotation(connection, document.id)
        titles = None if record is None else sum(m.label == "title" for m in record.annotation.mentions)
        description = dataclasses.asdict(document.description)
        yield {
            "id": document.id,
            "source": document.sources[0],
            "sources": document.sources,
            **{
                name: description[name]
                for name in ("title", "authors", "publisher", "source_type", "language")
            },
            "published": description["published"],
            "modified": description["modified"],
            "text": document.text,
            "words": document.words,
            "role_mentions": titles,
            "family": document.family,
            "pages": description["pages"],
            "metadata": description["metadata"],
        }


def _concepts(connection: sqlite3.Connection) -> _Rows:
    """Yield the concepts that are mentioned, and those above them, so that every `broader` is in the file."""
    counts = {count.concept.id: count for count in read.concepts(connection)}
    shown: set[str] = set()
    for identity, count in counts.items():
        above: str | None = identity if count.mentions else None
        while above and above not in shown:
            shown.add(above)
            above = counts[above].concept.broader
    for identity in sorted(shown):
        count = counts[identity]
        row = dataclasses.asdict(count.concept)
        row.pop("note")
        yield row | {"documents": count.documents, "mentions": count.mentions}


def _mentions(document: Document, annotation: Annotation) -> _Rows:
    for mention in annotation.mentions:
        row = dataclasses.asdict(mention)
        row["statement"] = mention.statement and mention.statement._asdict()
        yield {"document_id": document.id} | row


def _statements(document: Document, annotation: Annotation) -> _Rows:
    for s in annotation.statements:
        yield {
            "document_id": document.id,
            "start": s.start,
            "end": s.end,
            "text": document.text[s.start : s.end],
            "horizon": s.horizon,
            "reference_year": s.reference_year,
        }


def _topic(topic: Topic) -> Mapping[str, Any]:
    return dataclasses.asdict(topic) | {
        "terms": [{"term": term, "weight": weight} for term, weight in topic.terms],
        "quotations": [quotation._asdict() for quotation in topic.quotations],
    }


def _assignment(assignment: Assignment) -> Mapping[str, Any]:
    fields = dataclasses.asdict(assignment)
    del fields["consensus"]  # version 1.0 of the schema has no place for it
    return fields
