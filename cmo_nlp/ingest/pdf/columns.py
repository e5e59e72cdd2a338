"""The order of reading: columns from left to right, between what runs over all of them.

A column starts where many lines start. Lines that cross that edge (a title, a wide figure) part the page into
bands, and each band with text on both sides is read column by column. Tables and lists have such edges too;
their cells are too short or too few to be columns.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from cmo_nlp.ingest.pdf.lines import Piece, rows

__all__ = ["Line", "read_columns"]

_FEWEST_LINES = 4  # in each of two columns
_FEWEST_CHARACTERS = 14  # in the middle line of a column; cells and dates in a margin are shorter
_SHORTEST_FILL = 0.55  # of the column's width, by its middle line
_COVERED = 0.8  # of the width of a side that holds several columns
_TALLEST_LINE = 1.6  # em from one line of text to the next
_EVEN = 0.05  # of the widest gap: how far the gaps of a justified line differ
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
    if middle < _FEWEST_CHARACTERS:
        return False
    fill = median(sum(p.right - p.left for p in line) for line in lines)
    return fill >= _SHORTEST_FILL * (end - start) or _is_covered(side, end - start)


def _is_covered(side: list[Piece], width: float) -> bool:
    """Return whether nearly all of a side's width is written on at most heights, as in several columns.

    Their baselines need not be level: a heading in one of them is enough.
    """
    step = _TALLEST_LINE * median(piece.size for piece in side)
    slots: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for piece in side:
        slots[int(piece.base // step)].append((piece.left, piece.right))
    return median(map(_covered, slots.values())) >= _COVERED * width


def _covered(spans: list[tuple[float, float]]) -> float:
    """Return how long `spans` are together, what they share counted once."""
    total, end = 0.0, -math.inf
    for left, right in sorted(spans):
        total += max(0.0, right - max(left, end))
        end = max(end, right)
    return total


def _lines(column: list[Piece]) -> list[Line]:
    edges = min(p.left for p in column), max(p.right for p in column)
    found = rows(column)
    beside = [[], *found[:-1]], [*found[1:], []]
    return [
        _line(row, edges, is_stretched=len(row) > 1 and _is_stretched(row, around, edges[1]))
        for row, *around in zip(found, *beside, strict=True)
    ]


def _is_stretched(row: list[Piece], around: list[list[Piece]], edge: float) -> bool:
    """Return whether `row` is a justified line of few words: equal gaps, flush, no cells above or below.

    `around` are the rows above and below, `edge` is where the column ends.
    """
    near = [other for other in around if other and abs(other[0].base - row[0].base) < 2 * row[0].size]
    ends = [edge, *(other[-1].right for other in near)]
    if not _is_even(row) or not any(abs(row[-1].right - end) < 1 for end in ends):
        return False
    if any(_stand_under(row, other) for other in near):
        return False
    # one gap is even to itself: the rows beside it tell
    return len(row) > 2 or any(len(other) == 1 or (len(other) > 2 and _is_even(other)) for other in near)  # noqa: PLR2004


def _is_even(row: list[Piece]) -> bool:
    gaps = [piece.left - before.right for before, piece in pairwise(row)]
    return max(gaps) - min(gaps) <= _EVEN * max(gaps)


def _stand_under(row: list[Piece], other: list[Piece]) -> bool:
    """Return whether each piece of `row` between the first and the last starts or ends as that of `other`.

    The first and the last stand at the edges of any justified text; of two pieces, the last must start there.
    """
    if len(row) != len(other):
        return False
    inner = slice(1, -1) if len(row) > 2 else slice(1, None)  # noqa: PLR2004
    pairs = list(zip(row, other, strict=True))[inner]
    return all(
        abs(piece.left - there.left) < 1 or (abs(piece.right - there.right) < 1 and len(row) > 2)  # noqa: PLR2004
        for piece, there in pairs
    )


def _line(row: list[Piece], column: tuple[float, float], *, is_stretched: bool) -> Line:
    main = max(row, key=lambda piece: len(piece.text))
    cells = [row[0].text]
    widest = math.inf if is_stretched else _WIDEST_SPACE * main.size
    for before, piece in pairwise(row):
        if piece.left - before.right > widest and not _is_mark(before.text):
            cells.append(piece.text)
        else:
            cells[-1] += " " + piece.text
    bold = all(piece.bold for piece in row)
    return Line(tuple(cells), row[0].left, max(p.right for p in row), main.base, main.size, bold, column)


def _is_mark(text: str) -> bool:
    """Return whether `text` is what stands before an item: a bullet, a number; its gap parts no cells."""
    return len(text) <= 1 or (len(text) <= 4 and text.endswith((".", ")", "°")))  # noqa: PLR2004 - « 12.a) » is a heading
