"""A TXM folder: one `.txt` a text, and `metadata.csv` that describes them.

Its first column is the name of the file without its ending, the others are named with ASCII letters and
digits; every cell stands between double quotes. TXM makes XML of the texts, which cannot hold control
characters: a space stands for them.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cmo_nlp.export.folders import replacing_folder
from cmo_nlp.export.sections import Row, Sections
from cmo_nlp.french import without_marks
from cmo_nlp.records import Document

__all__ = ["write_txm"]

_LISTING = "metadata.csv"
_FIELDS = ("id", "title", "author", "publisher", "type", "language", "date", "modified")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")


def write_txm(sections: Sections, folder: Path, _run: Row, *, force: bool) -> None:
    """Write the documents, by id, and what is known of them."""
    names = {name for document in sections.documents() for name in document.description.metadata}
    columns = _columns(sorted(names))
    with (
        replacing_folder(folder, force=force, listed=_listed) as partial,
        (partial / _LISTING).open("w", encoding="utf-8", newline="") as stream,
    ):
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow([*_FIELDS, *columns.values()])
        for document in sections.documents():
            text = _NOT_IN_XML.sub(" ", document.text)
            (partial / f"{document.id}.txt").write_text(text, encoding="utf-8", newline="\n")
            writer.writerow([_cell(value) for value in _row(document, columns)])


def _columns(names: Iterable[str]) -> dict[str, str]:
    """Return name of the metadata → its column, each another.

    >>> _columns(["date", "thème", "theme", "×"])
    {'date': 'date2', 'thème': 'theme', 'theme': 'theme2', '×': 'meta'}
    """
    taken = {name.casefold() for name in _FIELDS}
    columns: dict[str, str] = {}
    for name in names:
        bare = _NOT_IN_A_NAME.sub("", without_marks(name)) or "meta"
        number, column = 1, bare
        while column.casefold() in taken:
            number += 1
            column = f"{bare}{number}"
        taken.add(column.casefold())
        columns[name] = column
    return columns


def _row(document: Document, columns: Iterable[str]) -> Iterator[str | None]:
    said = document.description
    yield document.id
    yield said.title
    yield "; ".join(said.authors)
    yield from (said.publisher, said.source_type, said.language)
    yield said.published.date if said.published else None
    yield said.modified
    yield from (said.metadata.get(name) for name in columns)


def _cell(value: str | None) -> str:
    """Return a value on one line: not every reader of TXM's takes a line break inside quotes."""
    return _SPACE.sub(" ", _NOT_IN_XML.sub(" ", value or "")).strip()


def _listed(folder: Path) -> frozenset[str]:
    """Return the files that `metadata.csv` describes, and itself; none where it is not ours."""
    try:
        with (folder / _LISTING).open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream, strict=True)
    except (OSError, ValueError, csv.Error):
        return frozenset()
    if tuple(head[: len(_FIELDS)]) != _FIELDS:
        return frozenset()
    return frozenset({_LISTING, *(f"{row[0]}.txt" for row in rows if row)})
