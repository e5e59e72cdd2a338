"""Words → lines: what stands on one baseline, cut where a gap is wider than a space can be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from cmo_nlp.ingest.pdf.drawings import Box
from cmo_nlp.ingest.pdf.words import Word

__all__ = ["CALL_END", "CALL_START", "Piece", "cut", "rows", "set_bullets", "set_initials"]

CALL_START, CALL_END = "\ufdd0", "\ufdd1"
"""Stand around raised figures (note calls, exponents) until the notes of the document are known."""

_WIDEST_SPACE = 0.9  # em; a justified line rarely stretches a space further, a gutter is wider
_NARROWEST_SPACE = 0.12  # em; tighter words touch
_RAISED_SIZE = (0.45, 0.85)  # of its neighbours' size; note calls have 0.58 (Word) to 0.7
_RAISED = (0.12, 0.75)  # em above the baseline
_LOWEST = 12  # points from the middle of a dot to the baseline of its line
_FURTHEST_DOT = 2.5  # em from a dot to its item
_INITIAL = 1.8  # times the usual size: a letter that opens a text over two lines or more
_MOST_INITIALS = 20  # on a page
_ON_ONE_LINE = 0.25  # em between baselines


class Piece(NamedTuple):
    """Part of a line without a wide gap. `left`, `right`, `base` and `size` are points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        """Where its letters start, roughly."""
        return self.base - 0.8 * self.size


def set_bullets(words: Sequence[Word], dots: Sequence[Box]) -> Iterator[Word]:
    """Yield `words` with a bullet before each that stands first on its line to the right of a dot."""
    by_line: dict[int, list[Word]] = defaultdict(list)
    for word in words if dots else ():
        by_line[round(word.base)].append(word)
    bullets: dict[Word, Word] = {}
    for left, top, right, bottom in dots:
        middle = (top + bottom) / 2
        near = (w for base in range(round(middle), round(middle) + _LOWEST) for w in by_line.get(base, ()))
        beside = [w for w in near if 0 < w.base - middle < 0.8 * w.size and w.right > left - w.size]
        first = min(beside, key=lambda word: word.left, default=None)
        if first and 0 <= first.left - right < _FURTHEST_DOT * first.size:
            bullets[first] = first._replace(text="•", left=left, right=right, bold=False, glued=False)
    for word in words:
        if word in bullets:
            yield bullets[word]
        yield word


def cut(words: Iterable[Word]) -> list[Piece]:
    """Return the pieces of a page, in the order in which the file draws them."""
    pieces: list[Piece] = []
    line: list[Word] = []
    for word in words:
        if line and not _continues(line, word):
            pieces.append(_piece(line))
            line = []
        line.append(word)
    return [*pieces, *([_piece(line)] if line else [])]


def _continues(line: Sequence[Word], word: Word) -> bool:
    """Return whether `word` goes on the line, raised or not."""
    anchor = _anchor(line)
    size = max(anchor.size, word.size)
    gap = word.left - line[-1].right
    if not -0.5 * size < gap < _WIDEST_SPACE * size:
        return False
    return (
        abs(word.base - anchor.base) < _ON_ONE_LINE * size
        or _is_raised(word, anchor)
        or _is_raised(anchor, word)
    )


def _anchor(line: Sequence[Word]) -> Word:
    """Return the word that gives the line its baseline and size: the largest of its last three."""
    return max(line[-3:], key=lambda word: word.size)


def _is_raised(word: Word, beside: Word) -> bool:
    low, high = _RAISED
    lift = (beside.base - word.base) / beside.size
    smallest, largest = _RAISED_SIZE
    return smallest * beside.size <= word.size <= largest * beside.size and low < lift < high


def _piece(line: Sequence[Word]) -> Piece:
    letters = sum(len(word.text) for word in line)
    size = _weighted_median([(word.size, len(word.text)) for word in line])
    main = next(word for word in line if word.size == size)
    bold = 2 * sum(len(word.text) for word in line if word.bold) > letters
    text = "".join(_joined(line, main))
    return Piece(text, line[0].left, max(word.right for word in line), main.base, size, bold)


def _weighted_median(values: list[tuple[float, int]]) -> float:
    half = sum(weight for _, weight in values) / 2
    for value, weight in sorted(values):
        half -= weight
        if half <= 0:
            return value
    return values[-1][0]


def _joined(line: Sequence[Word], main: Word) -> Iterator[str]:
    for index, word in enumerate(line):
        if index and not _touches(line[index - 1], word):
            yield " "
        yield f"{CALL_START}{word.text}{CALL_END}" if _is_call(word, main) else word.text


def _touches(before: Word, word: Word) -> bool:
    gap = (word.left - before.right) / max(before.size, word.size)
    level = abs(word.base - before.base) < _RAISED[0] * word.size
    return gap < _NARROWEST_SPACE if word.glued or not level else gap < 0  # PDFium sees a space at each step


def _is_call(word: Word, main: Word) -> bool:
    return _is_raised(word, main) and word.text.strip("*()[],†‡").isdecimal() | set(word.text).issubset("*†‡")


def set_initials(pieces: Sequence[Piece]) -> list[Piece]:
    """Return `pieces` with each large initial put before the line that it opens.

    The lines beside it start where the initial does, so that they read as lines of one paragraph.
    """
    usual = median(piece.size for piece in pieces) if pieces else 0.0
    found = list(pieces)
    initials = [p for p in pieces if p.text.isupper() and len(p.text) == 1 and p.size > _INITIAL * usual]
    for initial in initials[:_MOST_INITIALS]:
        beside = [n for n, piece in enumerate(found) if _opens(initial, piece)]
        if len(beside) > 1:
            first = min(beside, key=lambda n: found[n].base)
            gap = " " if initial.text in "ÀY" else ""  # words of their own; « A » and « Ô » open longer ones
            found[first] = found[first]._replace(text=initial.text + gap + found[first].text)
            for n in beside:
                found[n] = found[n]._replace(left=initial.left)
            found.remove(initial)
    return found


def _opens(initial: Piece, piece: Piece) -> bool:
    gap = piece.left - initial.right
    is_text = piece.size * _INITIAL < initial.size and len(piece.text) > 1
    return (
        is_text
        and -0.5 * piece.size < gap < 2 * piece.size
        and initial.top - piece.size < piece.base < initial.base + 1
    )


def rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return `pieces` by baseline from the top of the page, each row from left to right."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.base, p.left)):
        if found and abs(piece.base - found[-1][0].base) < _ON_ONE_LINE * max(piece.size, found[-1][0].size):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in found]
