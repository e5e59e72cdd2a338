"""What Word and OpenDocument texts share: rows of tables, labels of lists, what a reading hands over."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cmo_nlp.ingest.article import BULLET, Block

__all__ = ["OfficeText", "label", "left_out_sentences", "row_blocks", "trimmed"]

_CELL_MARK = " | "
_LONGEST_LABEL = 20  # characters; « Article XXVIII. » has 16, anything longer is no number of a list
_MOST_LETTERS = 26 * 4  # a list in letters goes a … z, aa … zz; beyond, Word itself only repeats letters
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_GREATEST_ROMAN = 3999
_LEFT_OUT = {
    "contents": "the table of contents was left out (lines: {})",
    "symbol": "signs of a picture font such as Wingdings were left out (signs: {})",
    "drawing": "diagrams, charts and embedded objects were left out (objects: {})",
    "foreign": "passages in another format, set into the document, were left out (passages: {})",
    "hidden": "hidden text was left out (passages: {})",
}


@dataclass(slots=True)
class OfficeText:
    """What was read: `blocks` in order, the paragraph styled as the title, and how much was left out of what.

    `title` is the first paragraph of the style Title, `heading` the first of the first level.
    """

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    heading: str = ""
    left_out: Counter[str] = field(default_factory=Counter)


def left_out_sentences(left_out: Counter[str]) -> tuple[str, ...]:
    """Return a sentence for each kind of thing that was left out."""
    return tuple(_LEFT_OUT[kind].format(left_out[kind]) for kind in sorted(left_out))


def trimmed(text: str) -> str:
    """Return `text` without spaces and line ends at its ends; no-break spaces are the author's and stay."""
    return text.strip(" \t\r\n")


def row_blocks(cells: Sequence[Iterable[Block]]) -> Iterator[Block]:
    """Yield the blocks of one row of a table, given the blocks of each of its cells.

    A row is one line, its cells joined. Where one cell alone holds all of the row, the table was a frame (a
    box, a page laid out by a table), and its paragraphs stay paragraphs.
    """
    read = [[block for block in cell if trimmed(block.text)] for cell in cells]
    filled = [cell for cell in read if cell]
    if len(filled) == 1 and len(filled[0]) > 1:
        yield from filled[0]
    elif filled:
        lines = (" ".join(trimmed(block.text).replace("\n", " ") for block in cell) for cell in read)
        yield Block(_CELL_MARK.join(lines).strip(" "), is_item=True)


def label(pattern: str, counts: Sequence[int], formats: Sequence[str]) -> str:
    """Return what stands before a list item: `pattern` with `%1` … `%9` as the numbers of the levels.

    `formats` are Word's names; a bullet, whatever its sign, is « - », and so is what is no number.

    >>> label("%1.", [3], ["decimal"]), label("%1.%2)", [2, 3], ["decimal", "lowerLetter"])
    ('3. ', '2.c) ')
    >>> label("", [1], ["bullet"])
    '- '
    """
    if formats[-1] in {"bullet", "none"}:
        return BULLET
    numbers = [_number(count, name) for count, name in zip(counts, formats, strict=True)]
    written = re.sub(
        r"%([1-9])",
        lambda found: numbers[int(found[1]) - 1] if int(found[1]) <= len(numbers) else "",
        pattern[:_LONGEST_LABEL],
    ).strip()
    return f"{written} " if written and len(written) <= _LONGEST_LABEL else BULLET


def _number(count: int, name: str) -> str:
    if name.endswith("Letter") and 0 < count <= _MOST_LETTERS:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if name.startswith("upper") else letters
    if name.endswith("Roman") and 0 < count <= _GREATEST_ROMAN:
        return _roman(count).upper() if name.startswith("upper") else _roman(count)
    return f"{count:02}" if name == "decimalZero" else f"{count}"


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        written += letters * times
    return written
