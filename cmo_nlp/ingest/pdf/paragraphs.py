"""Lines → paragraphs, headings, items and table rows.

A line starts a paragraph when it stands further down, further in, or in other letters than the line before,
or when its first word would have fitted on that line.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from cmo_nlp.ingest.article import BULLET, PAGE_MARK
from cmo_nlp.ingest.pdf.columns import Line
from cmo_nlp.ingest.pdf.words import PRINTED_HYPHEN

__all__ = ["Paragraph", "Typography", "ends_sentence", "gather", "joins", "read_typography", "written"]

_LEADINGS = (0.8, 3.0)  # em from one line to the next within a paragraph
_ROOM = 1.28  # of the usual distance between lines: more parts paragraphs
_OTHER_SIZE = 0.08  # of the size: more is another kind of text
_INDENT = 0.7  # em
_DEEPEST_INDENT = 4.0  # em; further in is centred, or a quotation
_TALLEST_TITLE = 1.5  # em from one line of a title to the next
_SHORT = 0.35  # of the column's width left free at the end of a line
_FLUSH = 1.0  # points that the middle line of a flush column leaves free at most
_SPACE = 0.3  # em
_LETTER = 0.45  # em, the mean of a Latin text
_BULLET = re.compile(r"[•▪◦‣●○■□◆◇❖➢➤►▶✓✔✗→⇒·∙⁃]\s*")
_DASH = re.compile(r"[-–*]\s+")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:;»”\"]\s*\Z")


class Typography(NamedTuple):
    """The size of the running text, in points, and the usual distance between its lines in em.

    `slack` is how many points a line that is not set flush leaves free without being a paragraph's last.
    """

    size: float
    leading: float
    slack: float = 0.0


@dataclass(slots=True)
class Paragraph:
    """Consecutive lines of one kind. `opens` is how many pages start just before each line."""

    kind: str  # prose, heading, item or row
    lines: list[Line]
    opens: list[int] = field(default_factory=list)
    ends_column: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]


def read_typography(columns: Iterable[Sequence[Line]]) -> Typography:
    """Return the size in which most characters of `columns` are set, and the distance of such lines."""
    sizes = Counter[float]()
    steps = Counter[float]()
    low, high = _LEADINGS
    kept = [list(column) for column in columns]
    for line in (line for column in kept for line in column):
        sizes[_rounded(line.size)] += len(line.text)
    size = max(sizes, key=lambda s: (sizes[s], s), default=10.0)
    for column in kept:
        for before, line in pairwise(column):
            step = (line.base - before.base) / size
            if _rounded(before.size) == _rounded(line.size) == size and low < step < high:
                steps[round(step, 2)] += len(line.text)
    return Typography(size, max(steps, key=lambda s: (steps[s], -s), default=1.25))


def _rounded(size: float) -> float:
    return round(2 * size) / 2


def gather(column: Sequence[Line], opens: Sequence[int], typography: Typography) -> list[Paragraph]:
    """Return the paragraphs of one column. `opens` gives the pages that start before each line."""
    found: list[Paragraph] = []
    typography = typography._replace(slack=_slack(column))
    for line, opened in zip(column, opens, strict=True):
        paragraph = found[-1] if found else None
        if paragraph is None or _starts(paragraph, line, typography):
            found.append(Paragraph(_kind(paragraph, line, typography), [], []))
        found[-1].lines.append(line)
        found[-1].opens.append(opened)
    if found:
        found[-1].ends_column = True
    return found


def _slack(column: Sequence[Line]) -> float:
    """Return three times what the middle line of a column leaves free: none where it is set flush."""
    return 3 * median(line.column[1] - line.right for line in column) if column else 0.0


def _kind(before: Paragraph | None, line: Line, typography: Typography) -> str:
    if len(line.cells) > 1:
        return "row"
    if _BULLET.match(line.text) or (_DASH.match(line.text) and _may_be_item(before)):
        return "item"
    larger = line.size > (1 + _OTHER_SIZE) * typography.size
    return "heading" if larger or (line.bold and line.size > (1 - _OTHER_SIZE) * typography.size) else "prose"


def _may_be_item(before: Paragraph | None) -> bool:
    """Return whether a dash can open an item: not in the middle of a sentence."""
    return (
        before is None or before.kind in ("item", "heading") or bool(_SENTENCE_END.search(before.last.text))
    )


def _starts(paragraph: Paragraph, line: Line, typography: Typography) -> bool:
    before = paragraph.last
    if len(line.cells) > 1 or len(before.cells) > 1 or _BULLET.match(line.text):
        return True
    if abs(line.size - before.size) > _OTHER_SIZE * typography.size or _changes_weight(paragraph, line):
        return True
    if line.base - before.base > _ROOM * typography.leading * max(before.size, line.size):
        return True
    if paragraph.kind == "heading":
        return bool(_NUMBERED.match(line.text))
    is_short = _is_short(before, line, typography.slack)
    if is_short and not ends_sentence(before.text):
        is_short = not _is_level(paragraph, line)
    elif typography.slack < 3 * _FLUSH:
        is_short = is_short or _is_unstretched(paragraph, line)
    if (_DASH.match(line.text) or _NUMBERED.match(line.text)) and _SENTENCE_END.search(before.text):
        return True
    return is_short or _is_indented(paragraph, line, is_full=not _has_room(before, line))


def _changes_weight(paragraph: Paragraph, line: Line) -> bool:
    return line.bold != paragraph.last.bold and (paragraph.kind == "heading" or line.bold)


def _has_room(before: Line, line: Line) -> bool:
    """Return whether the first word of `line` would have fitted at the end of `before`."""
    word = line.text.split(" ", 1)[0]
    width = (line.right - line.left) / max(len(line.text), 1) if len(line.text) > 10 else _LETTER * line.size  # noqa: PLR2004
    free = before.column[1] - before.right
    return free > len(word) * width + _SPACE * before.size


def _is_short(before: Line, line: Line, slack: float) -> bool:
    """Return whether `before` ends before its column does, as the last line of a paragraph."""
    left, right = before.column
    if not _has_room(before, line):
        return False
    free = right - before.right
    return free > _SHORT * (right - left) or (
        ends_sentence(before.text) and free > max(1.5 * before.size, slack)
    )


def _is_level(paragraph: Paragraph, line: Line) -> bool:
    """Return whether the last line of `paragraph` ends where one beside it does, and `line` goes on.

    So do lines set flush beside a picture; verses rarely start with small letters.
    """
    beside = [*paragraph.lines[-2:-1], line]
    is_level = any(abs(paragraph.last.right - other.right) < _FLUSH / 2 for other in beside)
    return is_level and line.text[:1].islower()


def _is_unstretched(paragraph: Paragraph, line: Line) -> bool:
    """Return whether the last line of `paragraph`, in a column set flush, is short though no word has room.

    The line before it, or `line`, tells whether this paragraph is set flush; a small letter goes on.
    """
    last = paragraph.last
    beside = [*paragraph.lines[-2:-1], line][0]
    goes_on = line.text.lstrip('«“"(\u00a0 ')[:1].islower()
    is_flush = beside.column[1] - beside.right < _FLUSH
    return " " in last.text and is_flush and not goes_on and last.column[1] - last.right > 1.5 * last.size


def _is_indented(paragraph: Paragraph, line: Line, *, is_full: bool) -> bool:
    """Return whether `line` opens a paragraph by standing further in (or, in a hanging list, further out)."""
    before, size = paragraph.last, line.size
    step = line.left - before.left
    if len(paragraph.lines) == 1:
        if paragraph.kind == "item" or not _INDENT * size < step < _DEEPEST_INDENT * size:
            return paragraph.kind == "item" and step < -_INDENT * size
        return not is_full or not before.text[-1:].isalnum()
    return _INDENT * size < abs(step) < _DEEPEST_INDENT * size


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends with a sign that ends a sentence."""
    return bool(_SENTENCE_END.search(text))


def joins(before: Paragraph, after: Paragraph) -> bool:
    """Return whether `after`, first in its column, goes on with `before`, last in the column before."""
    last, first = before.last, after.first
    if before.kind == after.kind == "heading":
        return _is_title_line(last, first)
    if before.kind in ("heading", "row") or after.kind != "prose":
        return False
    if abs(last.size - first.size) > _OTHER_SIZE * last.size or _NUMBERED.match(first.text):
        return False
    text = first.text.lstrip('«“"(\u00a0 ')
    if last.text.endswith(("-", PRINTED_HYPHEN)) or text[:1].islower():
        return True
    return not _SENTENCE_END.search(last.text) and not _is_short(last, first, 0.0)


def _is_title_line(last: Line, first: Line) -> bool:
    """Return whether `first` is the next line of a title whose line `last` runs over several columns."""
    same = abs(last.size - first.size) < 1 and last.bold == first.bold and abs(first.left - last.left) < 1
    return same and 0 < first.base - last.base < _TALLEST_TITLE * last.size and last.right > first.column[1]


def written(paragraph: Paragraph, text: str) -> str:
    """Return the text of a paragraph with the sign of its kind: items start with « - », cells have bars.

    Page marks stand before the sign.
    """
    if paragraph.kind != "item":
        return text
    bare = text.lstrip(PAGE_MARK)
    marks = text[: len(text) - len(bare)]
    return marks + BULLET + (_BULLET.sub("", bare, 1) if _BULLET.match(bare) else _DASH.sub("", bare, 1))
