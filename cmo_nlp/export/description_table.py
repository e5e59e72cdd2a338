"""What is known of the texts, one a line: `metadata.csv` of TXM, and what is beside a corpus for IRaMuTeQ.

Its first column is the id of the document, the others are named with ASCII letters and digits; every cell
stands between double quotes, on one line. `cmo-nlp ingest` knows the table by its columns and reads it to the
letter, `names` being what the columns of the metadata are called where that is not ASCII.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from cmo_nlp.export.sections import Sections
from cmo_nlp.french import without_marks
from cmo_nlp.records import Document

__all__ = ["FIELDS", "NOT_IN_XML", "DescriptionTable"]

FIELDS = (
    "id", "title", "author", "publisher", "type", "language", "date", "dateprecision", "datemethod",
    "dateconfidence", "modified", "year", "family", "reprint", "names",
)  # fmt: skip
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]")
_SPACE = re.compile(r"\s+")
_AUTHORS_APART = "; "


class DescriptionTable:
    """The table of the documents of `sections`, written to `stream` a row at a time."""

    def __init__(self, stream: TextIO, sections: Sections) -> None:
        self._columns = _columns(
            sorted({name for document in sections.documents() for name in document.description.metadata})
        )
        self._writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._writer.writerow([*FIELDS, *self._columns.values()])

    def add(self, document: Document) -> None:
        """Write the row of a document."""
        self._writer.writerow([_cell(value) for value in _row(document, self._columns)])


def _columns(names: Iterable[str]) -> dict[str, str]:
    """Return name of the metadata → its column, each another.

    >>> _columns(["date", "thème", "theme", "×"])
    {'date': 'date2', 'thème': 'theme', 'theme': 'theme2', '×': 'meta'}
    """
    taken = {name.casefold() for name in FIELDS}
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


def _row(document: Document, columns: Mapping[str, str]) -> Iterator[str | None]:
    said = document.description
    when = said.published
    yield from (document.id, said.title, _authors(said.authors), said.publisher, said.source_type)
    yield said.language
    yield from (when.date, when.precision, when.method, str(when.confidence)) if when else [None] * 4
    yield said.modified
    yield when.date[:4] if when else None
    yield document.family
    yield "yes" if document.family not in {None, document.id} else "no"
    renamed = {columns[name]: name for name in said.metadata if columns[name] != name}
    yield json.dumps(renamed, ensure_ascii=False) if renamed else None
    yield from (said.metadata.get(name) for name in columns)


def _authors(names: tuple[str, ...]) -> str:
    """Return names with semicolons between them; as JSON where one has a semicolon itself."""
    joined = _AUTHORS_APART.join(names)
    is_plain = not joined.startswith("[") and tuple(joined.split(_AUTHORS_APART)) == names
    return joined if is_plain or not names else json.dumps(names, ensure_ascii=False)


def _cell(value: str | None) -> str:
    """Return a value on one line: not every reader of TXM's takes a line break inside quotes."""
    return _SPACE.sub(" ", NOT_IN_XML.sub(" ", value or "")).strip()
