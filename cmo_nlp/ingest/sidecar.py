"""A table that describes the files of a folder: `--metadata FILE.csv`, or the `metadata.csv` of a TXM corpus.

Its first column is the file's name, with or without its ending; what it says is worth more than what the
file says.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath

from cmo_nlp.errors import InputError
from cmo_nlp.ingest.article import RefusedContentError
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.own_table import describe_own_row, is_own_table
from cmo_nlp.ingest.tables.delimited import Row, read_delimited
from cmo_nlp.ingest.tables.rows import describe_row
from cmo_nlp.records import Description

__all__ = ["Sidecar", "override", "read_sidecar"]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The description of every file that a table names, by the name as it stands there (in NFC).

    `warnings` name the lines with a date that cannot be used. `is_own` is the table of one of our exports: it
    says all there is to say, and its names are ids of documents.
    """

    descriptions: Mapping[str, Description]
    warnings: tuple[str, ...] = ()
    is_own: bool = False

    def describe(self, name: str) -> Description | None:
        """Return what the table says of the file `name`, a path or a bare name, or None."""
        key = self._key(name)
        return self.descriptions[key] if key is not None else None

    def unused(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the names in the table that none of the files `names` has, in the order of the table."""
        used = {self._key(name) for name in names}
        return tuple(key for key in self.descriptions if key not in used)

    def _key(self, name: str) -> str | None:
        return next((key for key in _keys(name) if key in self.descriptions), None)


def _keys(name: str) -> Iterator[str]:
    """Yield the names that a table may have for a file, the fullest first.

    >>> list(_keys("archive.zip!presse/a.txt"))
    ['archive.zip!presse/a.txt', 'archive.zip!presse/a', 'presse/a.txt', 'presse/a', 'a.txt', 'a']
    """
    path = _normal(name)
    for tail in dict.fromkeys((path, path.rpartition("!")[2], path.rpartition("/")[2])):
        yield tail
        ending = PurePosixPath(tail).suffix
        if ending:
            yield tail.removesuffix(ending)


def _normal(name: str) -> str:
    """Return `name` in NFC with « / » between folders: macOS writes names in NFD, Windows a backslash."""
    return clean_line(name).replace("\\", "/").removeprefix("./")


def read_sidecar(text: str, today: dt.date) -> Sidecar:
    """Return what the table `text` says; its dates have the method `sidecar`.

    Raises InputError for an empty file, a row that cannot be read or has no name, and a name that stands
    twice: the person who wrote it can mend it, and a guess would give a file the date of another.
    """
    try:
        table = read_delimited(text.removeprefix("\ufeff"))
    except RefusedContentError as error:
        msg = f"the metadata cannot be read: {error.detail}"
        raise InputError(msg) from error
    descriptions: dict[str, Description] = {}
    lines: dict[str, int] = {}
    warnings: list[str] = []
    is_own = is_own_table(table.names)
    for row in table.rows:
        name = _name(row)
        if name in lines:
            msg = f"the metadata describe « {name} » twice, on lines {lines[name]} and {row.line}"
            raise InputError(msg)
        lines[name] = row.line
        columns = dict(zip(table.names[1:], row.cells[1:], strict=True))
        if is_own:
            descriptions[name], remarks = describe_own_row(columns, today)
        else:
            descriptions[name], remarks = describe_row(columns, today, {}, "sidecar")
        warnings += [f"line {row.line} of the metadata: {remark}" for remark in remarks]
    return Sidecar(descriptions, tuple(warnings), is_own)


def _name(row: Row) -> str:
    if row.fault:
        msg = f"line {row.line} of the metadata cannot be read: {row.fault}"
        raise InputError(msg)
    name = _normal(row.cells[0])
    if not name:
        msg = f"line {row.line} of the metadata has no file name in its first column"
        raise InputError(msg)
    return name


def override(description: Description, said: Description) -> Description:
    """Return `description` with what a sidecar `said` in its place; of metadata, name by name."""
    stated = {field.name: getattr(said, field.name) for field in fields(said)}
    worth = {name: value for name, value in stated.items() if value is not None and value != ()}
    return replace(description, **(worth | {"metadata": {**description.metadata, **said.metadata}}))
