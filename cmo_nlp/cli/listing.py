"""Rows on standard output: a table that fits the terminal, JSON, JSON lines or CSV."""

import csv
import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import click

from cmo_nlp.query.rows import flat, plain

__all__ = [
    "STYLES", "Column", "Listing", "fitting", "fitting_left", "format_option", "harmless", "json_text",
    "one_line", "print_lines", "terminal_width",
]  # fmt: skip

STYLES = ("table", "json", "jsonl", "csv")
T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

_GAP = "  "
_NARROWEST = 8  # columns that an elastic column keeps
_PLAIN_WIDTH = 100  # where no terminal tells one
# White space that ends a line or may: a no-break space alone stays what it is.
_BREAKS = re.compile(r"[\xa0\u202f]*[^\S\xa0\u202f]+\s*")
# Control characters, and those that turn the direction of what follows.
_HARMFUL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_IN_JSON = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Column(NamedTuple):
    """A column of a table, under a French heading. Elastic ones give way where the terminal is narrow."""

    heading: str
    cell: Callable[[Any], str]
    right: bool = False
    elastic: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """How records of one type are listed: `columns` of the table, `names` of CSV, `row` as a JSON object."""

    columns: tuple[Column, ...]
    names: tuple[str, ...]
    row: Callable[[T], Any] = plain

    def print(self, records: Iterable[T], style: str) -> None:
        """Print `records` in the `style` that --format names."""
        if style == "table":
            print_lines(_table(self.columns, list(records)))
        elif style == "csv":
            _print_csv(self.names, map(self.row, records))
        elif style == "jsonl":
            print_lines(map(json_text, map(self.row, records)))
        else:
            _print_json(map(self.row, records))


def format_option(*first: str) -> Callable[[F], F]:
    """Return the option --format of a listing; `first` come before the other styles, the default foremost."""
    styles = list(dict.fromkeys((*first, *STYLES)))
    return click.option(
        "--format", "style", type=click.Choice(styles), default=styles[0], show_default=True,
        help="CSV puts an apostrophe before text that a spreadsheet would run.",
    )  # fmt: skip


def harmless(text: str) -> str:
    r"""Return `text` without characters that would act on a terminal: each is shown as « � », or its picture.

    >>> harmless("\x1b[31mrouge")
    '␛[31mrouge'
    """
    return _HARMFUL.sub(lambda found: _picture(found.group()), text)


def _picture(character: str) -> str:
    code = ord(character)
    return chr(0x2400 + code) if code < ord(" ") else "�"


def one_line(text: str | None) -> str:
    r"""Return `text` on one line, harmless; no-break spaces stay, "" for None.

    >>> one_line("Prix :\n  10\xa0%") == "Prix : 10\xa0%"
    True
    """
    return harmless(_BREAKS.sub(" ", text or "").strip())


def terminal_width() -> int | None:
    """Return the columns that a line may have, None where nothing tells: a pipe takes lines of any length."""
    if os.environ.get("COLUMNS", "").isdecimal() or (sys.stdout and sys.stdout.isatty()):
        return max(shutil.get_terminal_size((_PLAIN_WIDTH, 24)).columns, 1)
    return None


def fitting(text: str, width: int) -> str:
    r"""Return `text` cut to `width` columns, with « … » where something is left out.

    >>> fitting("parcours client", 9), fitting("e\u0301te\u0301", 3) == "e\u0301te\u0301"
    ('parcours…', True)
    """
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def fitting_left(text: str, width: int) -> str:
    r"""Return the end of `text` in `width` columns, with « … » where something is left out before it.

    >>> fitting_left("le parcours client", 9), fitting_left("de\u0301te\u0301", 3) == "…te\u0301"
    ('…s client', True)
    """
    from rich.cells import cell_len

    if cell_len(text) <= width:
        return text
    at = len(text)
    while at > 0 and cell_len(text[at - 1 :]) < width:
        at -= 1
    while at < len(text) and unicodedata.combining(text[at]):
        at += 1
    return "…" + text[at:].lstrip() if width > 0 else ""


def _table(columns: Sequence[Column], records: Sequence[Any]) -> Iterator[str]:
    """Yield the lines of a table, the headings first; nothing where there is no record."""
    if not records:
        return
    rows = [[one_line(column.cell(record)) for column in columns] for record in records]
    width = terminal_width()
    widths = _widths(columns, rows, width)
    headings = [column.heading for column in columns]
    for row in (headings, *rows):
        cells = (_padded(*cell) for cell in zip(row, widths, columns, strict=True))
        line = _GAP.join(cells).rstrip()
        line = line if width is None else fitting(line, width)
        yield click.style(line, bold=True) if row is headings and _is_terminal() else line


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """Return the columns' widths: as wide as their cells, the widest elastic ones narrowed to fit `width`."""
    from rich.cells import cell_len

    cells = zip(*rows, strict=True)
    widths = [
        max(cell_len(column.heading), *map(cell_len, of_it))
        for column, of_it in zip(columns, cells, strict=True)
    ]
    if width is None:
        return widths
    over = sum(widths) + len(_GAP) * (len(widths) - 1) - width
    elastic = [i for i, column in enumerate(columns) if column.elastic]
    while over > 0 and (wide := [i for i in elastic if widths[i] > _NARROWEST]):
        widest = max(wide, key=lambda i: widths[i])
        widths[widest] -= 1
        over -= 1
    return widths


def _padded(text: str, width: int, column: Column) -> str:
    from rich.cells import cell_len

    shown = fitting(text, width)
    space = " " * (width - cell_len(shown))
    return space + shown if column.right else shown + space


def _is_terminal() -> bool:
    return bool(sys.stdout and sys.stdout.isatty())


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, whatever the locale can hold."""
    for line in lines:
        click.echo(_encodable(line))


def _encodable(line: str) -> str:
    """Return `line` with « ? » for what standard output cannot hold, in a locale that is not UTF-8."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return line.encode(encoding, "replace").decode(encoding)


def json_text(row: Any, indent: int | None = None) -> str:
    """Return a row as JSON, with escapes for what would act on a terminal and what the locale cannot hold."""
    text = json.dumps(row, ensure_ascii=not _speaks_unicode(), indent=indent)
    return _NOT_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _speaks_unicode() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")


def _print_json(rows: Iterable[Any]) -> None:
    """Print the same as json.dumps(list(rows), indent=1), row by row."""
    opened = False
    for row in rows:
        text = json_text(row, indent=1).replace("\n", "\n ")
        click.echo(f"{',' if opened else '['}\n {text}", nl=False)
        opened = True
    click.echo("\n]" if opened else "[]")


def _print_csv(names: Sequence[str], rows: Iterable[Any]) -> None:
    writer = csv.writer(_Standard(), lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        cells = flat(row)
        writer.writerow([_csv_cell(cells.get(name)) for name in names])


class _Standard:
    """Standard output as the csv module wants it."""

    def write(self, text: str) -> None:
        click.echo(_encodable(harmless_lines(text) if _is_terminal() else text), nl=False)


def harmless_lines(text: str) -> str:
    """Return `text` harmless, line by line."""
    return "\n".join(map(harmless, text.split("\n")))


def _in_words(value: Any) -> str:
    """Return one of several values: a term without its weight, a passage as its address."""
    if isinstance(value, dict) and "term" in value:
        return str(value["term"])
    if isinstance(value, dict) and value.keys() == {"document_id", "start", "end"}:
        return f"{value['document_id']}:{value['start']}-{value['end']}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _csv_cell(value: Any) -> Any:
    """Return what stands in a cell: several values with semicolons between."""
    if isinstance(value, list | tuple):
        value = "; ".join(map(_in_words, value))
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
