"""CSV and TSV: which character parts the cells, and the rows, with those that cannot be read told apart.

A row is read by the rules of RFC 4180. One stray quotation mark would then swallow the rows after it, so a
row that fails, or that has another number of cells than the header and runs over several lines, is read
again without quotation marks, and what follows it starts on the first line that can be a row.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cmo_nlp.ingest.article import RefusedContentError
from cmo_nlp.ingest.tables.columns import count_fields, unique_names

__all__ = ["Row", "Table", "read_delimited"]

_DELIMITERS = (",", ";", "\t", "|")
_NO_DELIMITER = "\x1f"  # of a table with one column: the commas of its prose part nothing
_SAMPLE_CHARS = 65_536
_MOST_COLUMNS = 16_384  # what a sheet of Excel or LibreOffice can have
_HINT = re.compile(r'"?sep=(?P<delimiter>.)"?\r?\n?')  # the first line of a file that Excel is to read


class Row(NamedTuple):
    """A row, counted from 1 without the blank ones, and the `line` of the file where it starts, from 1.

    `fault` says why there are no `cells`. `doubtful` rows come right after one that was too short or had a
    stray quotation mark, and may be a piece of it.
    """

    number: int
    line: int
    cells: tuple[str, ...]
    fault: str | None = None
    doubtful: bool = False


class Table(NamedTuple):
    """The columns' names, all different and none empty, and the rows, each with a cell for every name."""

    names: tuple[str, ...]
    rows: Iterator[Row]


class _Shape(NamedTuple):
    """What parts cells, how many of them have a name, and how many the header has with nameless ones."""

    delimiter: str
    named: int
    width: int

    def fit(self, cells: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return `cells` with one for every column, or None; empty ones at the end may lack."""
        if len(cells) > self.width:
            return None if any(cell.strip() for cell in cells[self.width :]) else cells[: self.width]
        return cells + ("",) * (self.width - len(cells)) if len(cells) >= self.named else None

    def fit_plain(self, line: str) -> tuple[str, ...] | None:
        """Return the cells of `line`, with its quotation marks as they stand, or None."""
        return self.fit(_plain_cells(line, self.delimiter))

    def fit_quoted(self, line: str) -> tuple[str, ...] | None:
        """Return the cells of a line that is a row of its own, or None."""
        try:
            return self.fit(tuple(next(csv.reader([line], delimiter=self.delimiter, strict=True), ())))
        except csv.Error:
            return None


class _Record(NamedTuple):
    line: int
    cells: tuple[str, ...]
    fault: str | None = None


def read_delimited(text: str, is_wanted: Callable[[str], bool] = lambda _: False) -> Table:
    """Return the table in `text`. `is_wanted` tells names of columns that the user gave: they show a header.

    Raises RefusedContentError with `empty` and `too-many-columns`.
    """
    # The limit is one of the process; a white paper in a cell is longer than the usual 131,072 characters.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    hint = _HINT.match(text)
    if hint and hint["delimiter"].isalnum():
        hint = None
    body = text[hint.end() :] if hint else text
    delimiter = hint["delimiter"] if hint else _find_delimiter(body, is_wanted)
    lines = _Lines(body, 1 if hint else 0)
    header = next((cells for cells in _header_cells(lines, delimiter) if any(c.strip() for c in cells)), None)
    lines.keep(len(lines.record))
    if header is None:
        raise RefusedContentError(reason="empty", detail="there is nothing in it")
    names = unique_names(header)
    if len(names) > _MOST_COLUMNS:
        detail = f"the table has {len(names)} columns; {_MOST_COLUMNS} are read"
        raise RefusedContentError(reason="too-many-columns", detail=detail)
    return Table(names, _rows(lines, _Shape(delimiter, _named(header), len(header))))


def _named(cells: tuple[str, ...]) -> int:
    """Return how many of the `cells` of a header there are without the empty ones at its end."""
    return max((number for number, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _find_delimiter(text: str, is_wanted: Callable[[str], bool]) -> str:
    """Return the character that parts a header with known names, else rows of one width, else any header."""
    sample = text[:_SAMPLE_CHARS]
    whole = len(text) <= _SAMPLE_CHARS
    scores = [_score(sample, delimiter, is_wanted, whole=whole) for delimiter in _DELIMITERS]
    best = max(range(len(scores)), key=scores.__getitem__)
    return _DELIMITERS[best] if scores[best][0] else _NO_DELIMITER


def _score(
    sample: str, delimiter: str, is_wanted: Callable[[str], bool], *, whole: bool
) -> tuple[bool, int, float, int]:
    records = [r for r in _split(_Lines(sample, 0), delimiter) if any(c.strip() for c in r.cells) or r.fault]
    if not records:
        return False, 0, 0.0, 0
    header = records[0].cells
    body = records[1:] if whole else records[1:-1]
    even = sum(len(record.cells) == len(header) for record in body) / len(body) if body else 1.0
    return len(header) > 1, count_fields(header) + sum(map(is_wanted, header)), even, len(header)


class _Lines:
    """The lines of a text, one after the other, with those of the record being read kept to read again."""

    def __init__(self, text: str, before: int) -> None:
        self.coming = io.StringIO(text, newline="")
        self.again: deque[str] = deque()
        self.record: list[str] = []
        self.before = before  # lines before those of the record
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self.coming.readline()
        if not line:
            self.ended = True
            raise StopIteration
        self.record.append(line)
        return line

    def keep(self, count: int) -> None:
        """End the record after its first `count` lines; the others come again."""
        self.again.extendleft(reversed(self.record[count:]))
        self.before += count
        self.record.clear()
        self.ended = False


def _split(lines: _Lines, delimiter: str) -> Iterator[_Record]:
    """Yield the records of `lines` with their cells, or the fault that csv finds; blank lines have no cells.

    Whoever takes one may make `lines.record` shorter with `keep`; otherwise all of it is read.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _Record(lines.before + 1, (), str(error))
        else:
            yield _Record(lines.before + 1, tuple(cells))
        lines.keep(len(lines.record))


def _header_cells(lines: _Lines, delimiter: str) -> Iterator[tuple[str, ...]]:
    for record in _split(lines, delimiter):
        if record.fault:
            yield _plain_cells(lines.record[0], delimiter)
            lines.keep(1)
        else:
            yield record.cells


def _rows(lines: _Lines, shape: _Shape) -> Iterator[Row]:
    number, doubtful = 0, False
    for record in _split(lines, shape.delimiter):
        if not record.fault and not any(cell.strip() for cell in record.cells):
            continue
        number += 1
        mended = _mended(record, lines, shape)
        yield Row(number, mended.line, mended.cells, mended.fault, doubtful)
        doubtful = mended.fault is not None and len(record.cells) < shape.named


def _mended(record: _Record, lines: _Lines, shape: _Shape) -> _Record:
    """Return `record` with a cell for every column or with a fault; `lines` goes on where a row may start."""
    cells = None if record.fault else shape.fit(record.cells)
    if cells is not None:
        return _Record(record.line, cells)
    plain = shape.fit_plain(lines.record[0]) if record.fault or len(lines.record) > 1 else None
    if plain is not None:
        lines.keep(1)
        return _Record(record.line, plain)
    lines.keep(_lines_lost(record, lines, shape))
    return _Record(record.line, (), _fault(record, shape))


def _fault(record: _Record, shape: _Shape) -> str:
    if record.fault:
        return f"its quotation marks do not pair ({record.fault})"
    return f"it has {len(record.cells)} cells and the header has {shape.named}"


def _plain_cells(line: str, delimiter: str) -> tuple[str, ...]:
    return tuple(line.rstrip("\r\n").split(delimiter))


def _lines_lost(record: _Record, lines: _Lines, shape: _Shape) -> int:
    """Return how many lines of a bad record are lost: up to the first that alone is a row.

    After a fault the last line may open the next row, unless the text ended in it.
    """
    for count, line in enumerate(lines.record[1:], 1):
        if shape.named > 1 and shape.fit_quoted(line):
            return count
    last = len(lines.record) - 1
    return last if record.fault and last and not lines.ended else len(lines.record)
