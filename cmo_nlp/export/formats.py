"""The formats by name: who writes each, and what it can leave out."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from cmo_nlp.errors import UsageError
from cmo_nlp.export.conllu import write_conllu
from cmo_nlp.export.data_package import write_csv, write_parquet
from cmo_nlp.export.iramuteq import write_iramuteq
from cmo_nlp.export.json_file import describe_run, write_json
from cmo_nlp.export.sections import Row, Sections
from cmo_nlp.export.selection import Selection
from cmo_nlp.export.skos import write_skos
from cmo_nlp.export.txm import write_txm
from cmo_nlp.settings import Settings

__all__ = ["FORMATS", "Exported", "describe_results", "export"]


class Exported(NamedTuple):
    """What was written, about how many documents of the corpus, and what else there is to say."""

    place: Path
    documents: int
    documents_in_corpus: int
    remark: str = ""


class _Writer(Protocol):
    def __call__(self, sections: Sections, place: Path, run: Row, /, *, force: bool) -> str | None: ...


@dataclass(frozen=True, slots=True)
class _Format:
    """How it is written, and what there is in it to choose from."""

    write: "_Writer"
    has_sections: bool = False
    has_mentions: bool = False
    needs_texts: bool = False


FORMATS: Mapping[str, _Format] = {
    "json": _Format(write_json, has_sections=True, has_mentions=True),
    "csv": _Format(write_csv, has_sections=True, has_mentions=True),
    "parquet": _Format(write_parquet, has_sections=True, has_mentions=True),
    "conllu": _Format(write_conllu, has_mentions=True, needs_texts=True),
    "iramuteq": _Format(write_iramuteq, needs_texts=True),
    "skos": _Format(write_skos),
    "txm": _Format(write_txm, needs_texts=True),
}


def export(  # noqa: PLR0913 - options by name
    connection: sqlite3.Connection,
    place: Path,
    style: str,
    settings: Settings,
    stages: Mapping[str, str],
    *,
    force: bool,
    selection: Selection,
) -> Exported:
    """Write what is selected to `place` in the format `style`; raise UsageError where that cannot be.

    `stages` says how far each stage is: one that has not run leaves an empty list.
    """
    form = _checked(style, selection)
    sections = Sections(connection, selection)
    remark = form.write(sections, place, describe_run(sections, settings, stages), force=force)
    return Exported(place, len(sections.ids), len(sections.all_ids), remark or "")


def _checked(style: str, selection: Selection) -> _Format:
    form = FORMATS.get(style)
    if form is None:
        msg = f"« {style[:60]} » is no format; the formats are {', '.join(FORMATS)}"
        raise UsageError(msg)
    if selection.only and not form.has_sections:
        msg = f"{style} has no parts to choose from; leave out --only {','.join(selection.only)}"
        raise UsageError(msg)
    if selection.lexicon_only and not form.has_mentions:
        msg = f"{style} holds no mentions; leave out --only lexicon"
        raise UsageError(msg)
    if not selection.has_texts and form.needs_texts:
        msg = f"{style} holds the texts themselves; without them there is json, csv or parquet"
        raise UsageError(msg)
    return form


def describe_results(
    connection: sqlite3.Connection, settings: Settings, stages: Mapping[str, str]
) -> dict[str, Any]:
    """Return where all results came from, as the JSON export says it under `run`.

    A file in which results are not as they were written raises an error, as it does for an export.
    """
    return describe_run(Sections(connection, Selection()), settings, stages)
