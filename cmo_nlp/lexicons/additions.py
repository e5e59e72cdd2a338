"""Concepts and forms that go into a user's lexicon: all of them or none."""

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cmo_nlp.errors import InputError
from cmo_nlp.lexicons.loader import Lexicon
from cmo_nlp.lexicons.tables import CONCEPT_COLUMNS, FORM_COLUMNS, REFUSED_COLUMNS, rows
from cmo_nlp.lexicons.user import CONCEPTS, FORMS, REFUSED, Extension, Tables, extend, tables_of
from cmo_nlp.records import Concept, ConceptForm, Label
from cmo_nlp.whole_files import written_whole

__all__ = ["Additions", "add", "open_folder"]


@dataclass(frozen=True, slots=True)
class Additions:
    """Concepts, which replace those of the same id, and forms that the folder does not hold yet.

    `refused` are labels and forms that were answered with no, which the folder does not hold either.
    """

    concepts: tuple[Concept, ...] = ()
    forms: tuple[ConceptForm, ...] = ()
    refused: tuple[tuple[Label, str], ...] = ()


def open_folder(folder: Path, base: Lexicon) -> tuple[Tables, Extension]:
    """Return the tables of a folder, which need not be there, and the lexicon that they make of `base`."""
    if folder.exists() and not folder.is_dir():
        msg = f"{folder} is no folder; name another with --into DIR"
        raise InputError(msg)
    tables = tables_of(folder)
    return tables, extend(base, tables)


def add(tables: Tables, base: Lexicon, additions: Additions) -> tuple[Extension, tuple[Path, ...]]:
    """Write the tables with the additions; return the lexicon that they make, and the files that changed.

    The new tables are read as any other before a byte is written: InputError leaves the folder as it was. It
    then names no line, for that line is in no file: whoever makes additions names the lines of theirs.
    Concepts are put in place before the forms that name them, so that a reader who comes between the two, or
    after a crash, meets a lexicon that is whole; the same import again then adds the forms that are missing.
    """
    new = Tables(
        tables.folder, _concepts(tables, additions), _forms(tables, additions), _refused(tables, additions)
    )
    extension = _tried(base, new)
    named = zip((CONCEPTS, FORMS, REFUSED), tables[1:], new[1:], strict=True)
    changed = [(tables.folder / name, after) for name, before, after in named if after not in {None, before}]
    for file, written in changed:
        _write(file, written or b"")
    return extension, tuple(file for file, _ in changed)


def _tried(base: Lexicon, new: Tables) -> Extension:
    try:
        return extend(base, new)
    except InputError as error:
        drafted = re.compile(rf"{re.escape(str(new.folder))}/[a-z]+\.csv:\d+")
        what = drafted.sub("", str(error)).removeprefix(": ").replace(" at ;", ";")
        msg = f"{new.folder} would not do with it: {what}; nothing was taken"
        raise InputError(msg) from error


def _concepts(tables: Tables, additions: Additions) -> bytes | None:
    if not additions.concepts:
        return tables.concepts
    lines = {cells[0]: cells for cells in _cells(tables.folder / CONCEPTS, tables.concepts, CONCEPT_COLUMNS)}
    lines |= {c.id: _concept_cells(c) for c in additions.concepts}
    return _csv(CONCEPT_COLUMNS, lines.values())


def _forms(tables: Tables, additions: Additions) -> bytes | None:
    if not additions.forms:
        return tables.forms
    lines = _cells(tables.folder / FORMS, tables.forms, FORM_COLUMNS)
    return _csv(FORM_COLUMNS, [*lines, *map(_form_cells, additions.forms)])


def _refused(tables: Tables, additions: Additions) -> bytes | None:
    if not additions.refused:
        return tables.refused
    lines = _cells(tables.folder / REFUSED, tables.refused, REFUSED_COLUMNS)
    return _csv(REFUSED_COLUMNS, [*lines, *((label, form, "") for label, form in additions.refused)])


def _cells(path: Path, found: bytes | None, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [] if found is None else [tuple(row.cells.values()) for row in rows(path, found, columns)]


def _concept_cells(c: Concept) -> tuple[str, ...]:
    return c.id, c.label, c.name, c.name_en, c.broader or "", " ".join(c.uris), c.note


def _form_cells(f: ConceptForm) -> tuple[str, ...]:
    return f.concept_id, f.form, f.language, f.case, f.note


def _csv(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(lines)
    return stream.getvalue().encode("utf-8")


def _write(file: Path, written: bytes) -> None:
    """Put a file in its place whole; a link is followed, and what fails leaves the old one as it was."""
    target = Path(os.path.realpath(file))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(target) as stream:
            stream.write(written.decode("utf-8"))
    except OSError as error:
        msg = f"{file} cannot be written: {error.strerror}; choose another folder with --into DIR"
        raise InputError(msg) from error
