"""Tables and JSON lines: one document a row."""

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cmo_nlp.ingest.article import Article, Part, RefusedContentError
from cmo_nlp.ingest.tables.columns import columns_for, resolve_mapping, show_names
from cmo_nlp.ingest.tables.delimited import Row, read_delimited
from cmo_nlp.ingest.tables.rows import describe_row

__all__ = ["read_json_lines", "read_table"]

_HEAD = 100  # rows of JSON whose keys stand for a header; nearly every export writes all of them in each row
_MAY_BE_A_PIECE = "the row before it could not be read, and this one may be a piece of it"


def read_table(text: str, today: dt.date, mapping: Mapping[str, str]) -> Iterator[Part]:
    """Yield the documents of a CSV or TSV table with a header, one a row, with the suffix `#row=1`….

    `text` is decoded and otherwise as it was (line breaks of a cell included). `mapping` is field → column
    for columns that no rule knows. Rows that cannot be read are refused with `bad-row`, those without text
    with `empty`.

    Raises, before the first part, UsageError for a mapping that does not fit the table, and
    RefusedContentError with `empty`, `too-many-columns` and `no-text-column`.
    """
    wanted = set(mapping.values())
    table = read_delimited(text.removeprefix("\ufeff"), wanted.__contains__)
    resolved = resolve_mapping(mapping, table.names)
    column = _text_column(table.names, resolved)
    first = next(table.rows, None)
    if first is None:
        raise RefusedContentError(reason="empty", detail="the table has a header and no row")
    rows = itertools.chain([first], table.rows)
    return (_table_part(row, table.names, column, today, resolved) for row in rows)


def _text_column(names: Iterable[str], mapping: Mapping[str, str]) -> str:
    there = list(names)
    found = columns_for("text", there, mapping)
    if not found:
        detail = (
            f"no column is known to hold the text; the columns are {show_names(there)};"
            " name the one with the text: --map text=COLUMN"
        )
        raise RefusedContentError(reason="no-text-column", detail=detail)
    return found[0]


def _table_part(
    row: Row, names: tuple[str, ...], column: str, today: dt.date, mapping: Mapping[str, str]
) -> Part:
    if row.fault:
        return _bad_row(row.number, f"line {row.line}: {row.fault}")
    values = dict(zip(names, row.cells, strict=True))
    warnings = (_MAY_BE_A_PIECE,) if row.doubtful else ()
    return _part(_Found(row.number, row.line, values), column, today, mapping, warnings)


class _Found(NamedTuple):
    """A row, counted from 1, on a `line` of its file: column → value, or why it cannot be read."""

    number: int
    line: int
    values: dict[str, Any] | str


def read_json_lines(lines: Iterable[str], today: dt.date, mapping: Mapping[str, str]) -> Iterator[Part]:
    """Yield the documents of JSON lines, one object a line, with the suffix `#row=1`…; blank lines are none.

    Holds no more than the first 100 rows at a time. Lines that are no object are refused with `bad-row`,
    those without text with `empty`.

    Raises UsageError for a mapping that does not fit the first 100 rows, and RefusedContentError with
    `empty`, `unreadable` (not one object among the first 100 lines) and `no-text-column`.
    """
    rows = _objects(lines)
    head = list(itertools.islice(rows, _HEAD))
    names = dict.fromkeys(name for row in head if isinstance(row.values, dict) for name in row.values)
    _check_head(head, names)
    resolved: dict[str, str] = {}
    column = ""
    if names:
        resolved = resolve_mapping(mapping, names)
        column = _text_column(names, resolved)
    for row in itertools.chain(head, rows):
        yield _json_part(row, column, today, resolved)


def _check_head(head: list[_Found], names: Iterable[str]) -> None:
    if not head:
        raise RefusedContentError(reason="empty", detail="there is no row in it")
    if len(head) == _HEAD and not any(names):
        detail = f"none of the first {_HEAD} lines is a JSON object (line {head[0].line}: {head[0].values})"
        raise RefusedContentError(reason="unreadable", detail=detail)


def _objects(lines: Iterable[str]) -> Iterator[_Found]:
    number = 0
    for line_number, line in enumerate(lines, 1):
        written = line.removeprefix("\ufeff").strip()
        if written:
            number += 1
            yield _Found(number, line_number, _object(written))


def _object(written: str) -> dict[str, Any] | str:
    try:
        value = json.loads(written)
    except (ValueError, RecursionError) as error:
        return f"it is not JSON ({error})"
    return value if isinstance(value, dict) else "it is JSON, but no object of names and values"


def _json_part(row: _Found, column: str, today: dt.date, mapping: Mapping[str, str]) -> Part:
    if isinstance(row.values, str):
        return _bad_row(row.number, f"line {row.line}: {row.values}")
    own = columns_for("text", row.values, mapping)
    try:
        return _part(row, own[0] if own else column, today, mapping)
    except RecursionError:  # nested as deep as the parser allows, and one level too deep to write again
        return _bad_row(row.number, f"line {row.line}: its values stand too deep inside each other")


def _part(
    row: _Found, column: str, today: dt.date, mapping: Mapping[str, str], warnings: tuple[str, ...] = ()
) -> Part:
    values = dict(row.values) if isinstance(row.values, dict) else {}
    text = _text(values.pop(column, None))
    if not text.strip():
        detail = f"line {row.line}: there is no text in the column « {column} »"
        return Part(f"#row={row.number}", RefusedContentError(reason="empty", detail=detail))
    description, remarks = describe_row(values, today, mapping)
    return Part(f"#row={row.number}", Article(text, description, warnings + remarks))


def _text(value: Any) -> str:
    """Return the text that a cell is; JSON may have a list of paragraphs."""
    if isinstance(value, list) and all(isinstance(piece, str) for piece in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else ""


def _bad_row(number: int, detail: str) -> Part:
    return Part(f"#row={number}", RefusedContentError(reason="bad-row", detail=detail))
