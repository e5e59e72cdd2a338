"""The order of reading: columns from left to right, between what runs over all of them.

A column starts where many lines start. Lines that cross that edge (a title, a wide figure) part the page into
bands, and each band with text on both sides is read column by column. Tables and lists have such edges too;
their cells are too short or too few to be columns.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from cmo_nlp.ingest.pdf.lines import Piece, rows

__all__ = ["Line", "read_columns"]

_FEWEST_LINES = 4  # in each of two columns
_FEWEST_CHARACTERS = 14  # in the middle line of a column; cells and dates in a margin are shorter
_SHORTEST_FILL = 0.55  # of the column's width, by its middle line
_NARROWEST = 0.16  # of the width of what is divided
_SAME_EDGE = 3.0  # points
_GUTTER = 0.5  # em
_MOST_EDGES = 8  # tried; the most frequent first
_DEEPEST = 5  # a page of a newspaper has six columns
_WIDEST_SPACE = 2.2  # em; a wider gap parts cells


class Line(NamedTuple):
    """A line of a column: its cells (one, but in tables), and the edges of the column it stands in."""

    cells: tuple[str, ...]
    left: float
    right: float
    base: float
    size: float
    bold: bool
    column: tuple[float, float]

    @property
    def text(self) -> str:
        """All of its cells."""
        return " ".join(self.cells)


class _Division(NamedTuple):
    edge: float
    lines: int
    bands: list[tuple[list[Piece], list[Piece], list[Piece]]]  # left, right, what crosses below them


def read_columns(pieces: Sequence[Piece]) -> list[list[Line]]:
    """Return the columns of a page in the order of reading, each with its lines from the top."""
    return [_lines(column) for column in _columns(list(pieces), _DEEPEST)]


def _columns(pieces: list[Piece], depth: int) -> Iterator[list[Piece]]:
    division = _best_division(pieces) if depth else None
    if not division:
        if pieces:
            yield pieces
        return
    undivided: list[Piece] = []
    for left, right, crossing in division.bands:
        if not _are_columns(left, right):
            undivided += [*left, *right, *crossing]
            continue
        if undivided:
            yield from _columns(undivided, depth - 1)
        yield from _columns(left, depth - 1)
        yield from _columns(right, depth - 1)
        undivided = list(crossing)
    if undivided:
        yield from _columns(undivided, depth - 1)


def _best_division(pieces: list[Piece]) -> _Division | None:
    """Return the division at the edge that most lines in columns share, or None."""
    if len(pieces) < 2 * _FEWEST_LINES:
        return None
    starts = Counter(round(piece.left / _SAME_EDGE) for piece in pieces)
    leftmost = min(starts)
    near = Counter({edge: count + starts[edge + 1] for edge, count in starts.items() if edge > leftmost + 1})
    frequent = [edge for edge, count in near.most_common(_MOST_EDGES) if count >= _FEWEST_LINES]
    divisions = [_divide(pieces, (edge - 0.5) * _SAME_EDGE) for edge in sorted(frequent)]
    best = max(divisions, key=lambda division: division.lines, default=None)
    return best if best and best.lines else None


def _divide(pieces: list[Piece], edge: float) -> _Division:
    bands: list[tuple[list[Piece], list[Piece], list[Piece]]] = []
    left: list[Piece] = []
    right: list[Piece] = []
    crossing: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.base, p.left)):
        is_left = piece.right <= edge - _GUTTER * piece.size
        is_right = piece.left >= edge
        if (is_left or is_right) and crossing:
            bands.append((left, right, crossing))
            left, right, crossing = [], [], []
        (left if is_left else right if is_right else crossing).append(piece)
    bands.append((left, right, crossing))
    return _Division(edge, sum(len(a) + len(b) for a, b, _ in bands if _are_columns(a, b)), bands)


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    """Return whether both sides hold running text, side by side."""
    if min(len(left), len(right)) < _FEWEST_LINES:
        return False
    top = max(min(p.base for p in left), min(p.base for p in right))
    bottom = min(max(p.base for p in left), max(p.base for p in right))
    whole = max(p.right for p in (*left, *right)) - min(p.left for p in (*left, *right))
    return bottom > top and _runs(left, whole) and _runs(right, whole)


def _runs(side: list[Piece], whole: float) -> bool:
    lines = rows(side)
    start, end = min(p.left for p in side), max(p.right for p in side)
    if len(lines) < _FEWEST_LINES or end - start < _NARROWEST * whole:
        return False
    middle = median(sum(len(p.text) for p in line) for line in lines)
    fill = median(sum(p.right - p.left for p in line) for line in lines)
    return middle >= _FEWEST_CHARACTERS and fill >= _SHORTEST_FILL * (end - start)


def _lines(column: list[Piece]) -> list[Line]:
    edges = min(p.left for p in column), max(p.right for p in column)
    return [_line(row, edges) for row in rows(column)]


def _line(row: list[Piece], column: tuple[float, float]) -> Line:
    main = max(row, key=lambda piece: len(piece.text))
    cells = [row[0].text]
    for before, piece in pairwise(row):
        if piece.left - before.right > _WIDEST_SPACE * main.size and not _is_mark(before.text):
            cells.append(piece.text)
        else:
            cells[-1] += " " + piece.text
    bold = all(piece.bold for piece in row)
    return Line(tuple(cells), row[0].left, max(p.right for p in row), main.base, main.size, bold, column)


def _is_mark(text: str) -> bool:
    """Return whether `text` is what stands before an item: a bullet, a number; its gap parts no cells."""
    return len(text) <= 1 or (len(text) <= 4 and text.endswith((".", ")", "°")))  # noqa: PLR2004 - « 12.a) » is a heading
