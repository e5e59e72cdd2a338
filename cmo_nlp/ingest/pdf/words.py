"""The words of a page and where they stand, as PDFium draws them.

Two calls for a character and some more for a word: asking for the box of every character took four times
as long. Coordinates are in points, x to the right and y down the page, turned so that most words run to the
right.
"""

import ctypes
import math
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from cmo_nlp.ingest.article import RefusedContentError
from cmo_nlp.ingest.pdf.drawings import Box, read_drawings

__all__ = ["PRINTED_HYPHEN", "Page", "Word", "read_page", "settle_hyphens"]

PRINTED_HYPHEN = "\u2010"
"""Ends a word that the printer cut; browsers, among others, draw it with a character of its own."""

MOST_CHARACTERS = 100_000  # on a page; a full newspaper page has 30,000
_BREAKS = frozenset(map(ord, " \t\r\n\x0b\x0c"))
_HYPHENS = {
    "\x02": "-",
    "\ufffe": "-",
    "\u00ad": PRINTED_HYPHEN,
}  # PDFium writes the first two at the end of a line
_SOFT_HYPHEN = 0xAD
_LIGATURES = str.maketrans({chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)})
# Word and LibreOffice draw bullets with symbol fonts, whose characters are private.
_SYMBOLS = dict.fromkeys(
    map(chr, (0xF0B7, 0xF0A7, 0xF076, 0xF0D8, 0xF0FC, 0xF0A8, 0xF06E, 0xF071, 0xF0E8, 0xF0E0)), "•"
)
_UNMAPPED = "\ufffd"
_NO_CHARACTERS = frozenset(("Cc", "Cn", "Co", "Cs"))  # controls, not assigned, private, surrogates
_OFF_LINE = 0.05  # em between the baselines of two words
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_FURTHEST_JUMP = 2.5  # em from one character's origin to the next in a word; the widest letter has one


class Word(NamedTuple):
    """Characters without a space in between on one line; `glued` where no space stands before it either.

    `left`, `right` and `base` (of the letters) and `size` (of the font) are points.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    glued: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page. `across` are those written in another direction than most.

    `unmapped_share` is the share of words, by their first character, that the file gives no character for;
    None where there are no words. `dots` are what is drawn small and round. `drawn` is whether the page holds
    anything, `pictured` whether a picture may be in it.
    """

    words: tuple[Word, ...]
    width: float
    height: float
    unmapped_share: float | None = None
    across: tuple[str, ...] = ()
    dots: tuple[Box, ...] = ()
    drawn: bool = False
    pictured: bool = False


class _Style(NamedTuple):
    size: float
    bold: bool
    turned: int  # quarters of a turn against the clock


class _Piece(NamedTuple):
    """A word as it is drawn: from `start` to `end` in the coordinates of the file."""

    text: str
    start: tuple[float, float]
    end: tuple[float, float]
    style: _Style
    glued: bool
    unmapped: bool


def read_page(document: Any, number: int) -> Page:
    """Return page `number` (from 0) of a PdfDocument.

    Raises RefusedContentError with `too-large`, and PdfiumError where PDFium cannot load the page.
    """
    page = document[number]
    try:
        box = page.get_bbox()
        text = page.get_textpage()
        try:
            pieces = list(_pieces(text, _visible(box)))
        finally:
            text.close()
        drawings = read_drawings(page)
        placed = _placed(pieces, drawings.dots, box)
        return replace(placed, drawn=drawings.any, pictured=drawings.pictured)
    finally:
        page.close()


def settle_hyphens(pages: Iterable[Page]) -> list[Page]:
    """Return `pages` with PRINTED_HYPHEN at ends of words only, where the file tells it from the author's.

    It does where words have « - » inside and never the printer's: many fonts have one character for both.
    """
    kept = list(pages)
    inside = {
        sign
        for page in kept
        for word in page.words
        for sign in ("-", PRINTED_HYPHEN)
        if sign in word.text[1:-1]
    }
    return [replace(page, words=tuple(_settled(page.words, told=inside == {"-"}))) for page in kept]


def _settled(words: Iterable[Word], *, told: bool) -> Iterator[Word]:
    for word in words:
        if PRINTED_HYPHEN not in word.text:
            yield word
        elif told and word.text[-2:-1].isalpha():
            yield word  # at its end: told apart, no word has it inside
        else:
            yield word._replace(text=word.text.replace(PRINTED_HYPHEN, "-"))


def _visible(box: Box) -> Callable[[float, float], bool]:
    """Return whether a point is on the page: printers' marks and leftovers of the layout are outside."""
    left, bottom, right, top = box
    return lambda x, y: left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1


def _pieces(text: Any, visible: Callable[[float, float], bool]) -> Iterator[_Piece]:
    count = text.count_chars()
    if count > MOST_CHARACTERS:
        detail = f"a page has {count} characters; {MOST_CHARACTERS} are read at most"
        raise RefusedContentError(reason="too-large", detail=detail)
    characters = _Characters(text)
    start = 0
    glued = False
    while start < count:
        if characters.is_break(start):
            start, glued = start + 1, False
            continue
        style = characters.style(start)
        end = start + 1
        while end < count and not characters.ends_word(end, style):
            end += 1
        piece = characters.piece(start, end, style, glued=glued)
        if visible(*piece.start):
            yield piece
        start, glued = end, True


class _Characters:
    """The characters of a text page and where each starts; the rest is asked for by word."""

    def __init__(self, text: Any) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._text = text.raw
        self._styles: dict[bytes, _Style] = {}
        count = text.count_chars()
        self._characters = [pdfium.FPDFText_GetUnicode(self._text, i) for i in range(count)]
        self._origins = list(self._read_origins(count))

    def _read_origins(self, count: int) -> Iterator[tuple[float, float]]:
        x, y = ctypes.c_double(), ctypes.c_double()
        at_x, at_y = ctypes.byref(x), ctypes.byref(y)
        read = self._pdfium.FPDFText_GetCharOrigin
        for index in range(count):
            read(self._text, index, at_x, at_y)
            yield x.value, y.value

    def is_break(self, index: int) -> bool:
        return self._characters[index] in _BREAKS

    def ends_word(self, index: int, style: _Style) -> bool:
        """Return whether a word of `style` ends before `index`: a space, another line, a jump."""
        if self._characters[index] in _BREAKS:
            return True
        (x, y), (before_x, before_y) = self._origins[index], self._origins[index - 1]
        along, off = _turn(x - before_x, before_y - y, style.turned)
        return (
            abs(off) > _OFF_LINE * style.size or not -0.5 * style.size < along < _FURTHEST_JUMP * style.size
        )

    def piece(self, start: int, end: int, style: _Style, *, glued: bool) -> _Piece:
        unmapped = self._pdfium.FPDFText_HasUnicodeMapError(self._text, start) == 1
        shown = (self._characters[i] for i in range(start, end) if not self._is_unseen(i))
        written = "".join(map(_written, shown)).translate(_LIGATURES)
        edge = self._edge(end - 1, style)
        return _Piece(written, self._origins[start], edge, style, glued, unmapped or _is_unmapped(written))

    def _is_unseen(self, index: int) -> bool:
        """Return whether a character is a soft hyphen within a ligature: f, hyphen and f are one drawing."""
        return self._characters[index] == _SOFT_HYPHEN and self._origins[index] == self._origins[index - 1]

    def _edge(self, index: int, style: _Style) -> tuple[float, float]:
        """Return where the character at `index` ends, on the side that its line runs to."""
        box = self._pdfium.FS_RECTF()
        self._pdfium.FPDFText_GetLooseCharBox(self._text, index, box)
        x, y = self._origins[index]
        return ((box.right, y), (x, box.top), (box.left, y), (x, box.bottom))[style.turned]

    def style(self, index: int) -> _Style:
        """Return the style of the text object that holds a character; a line has one or a few of them."""
        drawn = bytes(self._pdfium.FPDFText_GetTextObject(self._text, index))  # the pointer itself
        if drawn not in self._styles:
            self._styles[drawn] = self._read_style(index)
        return self._styles[drawn]

    def _read_style(self, index: int) -> _Style:
        matrix = self._pdfium.FS_MATRIX()
        self._pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        size = self._pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
        angle = math.atan2(matrix.b, matrix.a)
        turned = round(angle / (math.pi / 2)) % 4 if math.isfinite(angle) else 0
        size = size if math.isfinite(size) and size > 0 else 1.0
        return _Style(size, self._is_bold(index), turned)

    def _is_bold(self, index: int) -> bool:
        name = ctypes.create_string_buffer(100)
        self._pdfium.FPDFText_GetFontInfo(self._text, index, name, 100, None)
        folded = name.value.decode("utf-8", "replace").lower()
        weight = self._pdfium.FPDFText_GetFontWeight(self._text, index)
        return weight >= _BOLD_WEIGHT or any(word in folded for word in _BOLD_NAMES)


@cache
def _written(code: int) -> str:
    character = chr(code) if code <= sys.maxunicode else _UNMAPPED
    if character in _HYPHENS:
        return _HYPHENS[character]
    if character in _SYMBOLS:
        return _SYMBOLS[character]
    return _UNMAPPED if unicodedata.category(character) in _NO_CHARACTERS else character


def _is_unmapped(text: str) -> bool:
    return 2 * text.count(_UNMAPPED) > len(text)


def _turn(x: float, down: float, turned: int) -> tuple[float, float]:
    """Return a step in the file's x and down the page as (along the line, across it downwards)."""
    if turned == 0:
        return x, down
    return ((-down, x), (-x, -down), (down, -x))[turned - 1]


def _placed(pieces: list[_Piece], dots: Iterable[Box], box: Box) -> Page:
    width, height = box[2] - box[0], box[3] - box[1]
    lengths = Counter[int]()
    for piece in pieces:
        lengths[piece.style.turned] += len(piece.text)
    turned = max(lengths, key=lambda turn: (lengths[turn], -turn)) if lengths else 0
    x0, y0, _, _ = _placed_box(box, turned, 0.0, 0.0)
    words = [_word(p, turned, x0, y0) for p in pieces if p.style.turned == turned]
    return Page(
        tuple(words),
        height if turned % 2 else width,
        width if turned % 2 else height,
        sum(p.unmapped for p in pieces) / len(pieces) if pieces else None,
        tuple(p.text for p in pieces if p.style.turned != turned),
        tuple(_placed_box(dot, turned, x0, y0) for dot in dots),
    )


def _placed_box(box: Box, turned: int, x0: float, y0: float) -> Box:
    """Return a box of the file as left, top, right, bottom of the page."""
    corners = [_turn(x, -y, turned) for x, y in (box[:2], box[2:])]
    (left, right), (top, bottom) = map(sorted, zip(*corners, strict=True))
    return left - x0, top - y0, right - x0, bottom - y0


def _word(piece: _Piece, turned: int, x0: float, y0: float) -> Word:
    start, base = _turn(piece.start[0], -piece.start[1], turned)
    end, _ = _turn(piece.end[0], -piece.end[1], turned)
    size, bold, _ = piece.style
    return Word(piece.text, start - x0, max(start, end) - x0, base - y0, size, bold, piece.glued)
