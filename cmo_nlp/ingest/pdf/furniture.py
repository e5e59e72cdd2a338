"""What pages repeat and no reader reads: headers and footers, page numbers, a browser's print lines.

A line at the edge of a page goes when a line of the same words (figures aside) stands at the same height of
a page nearby, or where most pages have such a line. Alone, only a bare page number goes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from cmo_nlp.ingest.pdf.lines import Piece, rows

__all__ = ["Furniture", "find_furniture"]

_EDGE_ROWS = 4  # at the top and at the bottom; a header of four lines is the longest seen
_NEAR_PAGES = 2  # left and right pages have headers of their own
_SAME_HEIGHT = 3.0  # points
_EDGE = 0.16  # of the page's height: no running line stands further in
_LONGEST_NUMBER = 9  # digits; longer ones count no pages
_SMALLER = 0.93  # of the usual size
_LONE_GAP = 1.8  # em between a lone page number and the text
_FIGURES = re.compile(r"\d+")
_ROMAN = re.compile(r"(?<!\w)[ivxlcdm]{1,7}(?!\w)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"[-–—|·•\s]*(?:(?:page|p\.?|pg\.?|folio)\s*\d{1,4}|\d{1,3}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|sur|de|of)\s*\d{1,4})?[-–—|·•\s]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|file://|www\.)\S+")
_PRINT_TIME = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? (?:à )?\d{1,2}[:h]\d{2}(?::\d{2})?(?: [AP]M)?", re.IGNORECASE
)


class Furniture(NamedTuple):
    """The pieces to leave out of each page, and what they say, once for each wording."""

    pieces: tuple[frozenset[Piece], ...]
    wordings: tuple[str, ...]


class _Seen(NamedTuple):
    """A piece at an edge of a page; `height` is its distance from that edge."""

    page: int
    height: float
    at_top: bool
    piece: Piece

    @property
    def wording(self) -> str:
        return _ROMAN.sub("0", _FIGURES.sub("0", self.piece.text)).casefold()


def find_furniture(pages: Sequence[Sequence[Piece]], heights: Sequence[float]) -> Furniture:
    """Return what `pages`, `heights` points high, repeat at their edges."""
    edges = [_edges(number, pieces, heights[number]) for number, pieces in enumerate(pages)]
    seen = [one for edge in edges for row in edge for one in row]
    repeated = set(_repeated(seen)) | set(_printed(edges))
    repeated |= set(_in_usual_place(seen, repeated, len(pages)))
    peeled = {one for edge in edges for one in _peeled(edge, repeated)}
    usual = median(piece.size for page in pages for piece in page) if any(pages) else 0.0
    lone = {one for edge in edges for one in _lone_numbers(edge, peeled, usual)}
    by_page: dict[int, set[Piece]] = defaultdict(set)
    for one in peeled | lone:
        by_page[one.page].add(one.piece)
    wordings = {one.wording: one.piece.text for one in reversed(seen) if one in peeled}
    kept = [text for text in wordings.values() if not _PAGE_NUMBER.fullmatch(text)]
    return Furniture(tuple(frozenset(by_page[n]) for n in range(len(pages))), tuple(reversed(kept)))


def _edges(page: int, pieces: Sequence[Piece], height: float) -> list[list[_Seen]]:
    """Return the rows at the top of a page from its edge inwards, then those at the bottom, likewise."""
    lines = rows(pieces)
    top = [r for r in lines[:_EDGE_ROWS] if r[0].base < _EDGE * height]
    bottom = [r for r in lines[::-1][:_EDGE_ROWS] if r[0].base > (1 - _EDGE) * height]
    return [
        *([_Seen(page, piece.base, at_top=True, piece=piece) for piece in row] for row in top),
        *([_Seen(page, height - piece.base, at_top=False, piece=piece) for piece in row] for row in bottom),
    ]


def _repeated(seen: Iterable[_Seen]) -> Iterator[_Seen]:
    alike: dict[tuple[bool, str], list[_Seen]] = defaultdict(list)
    for one in seen:
        alike[one.at_top, one.wording].append(one)
    for group in alike.values():
        yield from _repeats(sorted(group, key=lambda one: (one.height, one.page)))


def _repeats(group: list[_Seen]) -> Iterator[_Seen]:
    """Yield those of a group of one wording that stand at the height of another, on a page nearby.

    Neighbours in height are compared page by page: a group holds one line a page and height, nearly always.
    """
    start = 0
    for end in range(1, len(group) + 1):
        if end < len(group) and group[end].height - group[end - 1].height < _SAME_HEIGHT:
            continue
        level = sorted(group[start:end], key=lambda one: one.page)
        for before, after in pairwise(level):
            if 0 < after.page - before.page <= _NEAR_PAGES and _counts_on(before, after):
                yield before
                yield after
        start = end


def _counts_on(before: _Seen, after: _Seen) -> bool:
    """Return whether the figures of two lines are equal or grow by as much as the page does."""
    old, new = _FIGURES.findall(before.piece.text), _FIGURES.findall(after.piece.text)
    if len(old) != len(new) or any(len(figure) > _LONGEST_NUMBER for figure in new + old):
        return False
    step = after.page - before.page
    return all(int(n) - int(o) in (0, step) for o, n in zip(old, new, strict=True))


def _in_usual_place(seen: Iterable[_Seen], repeated: set[_Seen], pages: int) -> Iterator[_Seen]:
    """Yield what stands where most pages have a repeated line, in its size: the title of a short chapter."""
    places = Counter(place for place in {(one.page, _place(one)) for one in repeated})
    by_place = Counter(place for _, place in places)
    usual = {place for place, count in by_place.items() if count >= 3 and 2 * count > pages}  # noqa: PLR2004
    yield from (one for one in seen if _place(one) in usual)


def _place(one: _Seen) -> tuple[bool, int, int]:
    return one.at_top, round(one.height), round(2 * one.piece.size)


def _peeled(edge: list[list[_Seen]], repeated: set[_Seen]) -> Iterator[_Seen]:
    """Yield the repeated pieces of a page, from its edge inwards to the first row that has none."""
    stopped: set[bool] = set()
    for row in edge:
        found = [one for one in row if one in repeated]
        if not found:
            stopped.add(row[0].at_top)
        if row[0].at_top not in stopped:
            yield from found


def _printed(edge_rows: Sequence[list[list[_Seen]]]) -> Iterator[_Seen]:
    """Yield the lines that a browser prints around a page: address and « 1/3 », time and title."""
    for edge in edge_rows:
        bottom = next((row for row in edge if not row[0].at_top), [])
        texts = [one.piece.text for one in bottom]
        if any(map(_ADDRESS.match, texts)) and any(map(_PAGE_NUMBER.fullmatch, texts)):
            yield from bottom
            top = next((row for row in edge if row[0].at_top), [])
            if any(_PRINT_TIME.match(one.piece.text) for one in top):
                yield from top


def _lone_numbers(edge: list[list[_Seen]], peeled: set[_Seen], usual_size: float) -> Iterator[_Seen]:
    """Yield the outermost line of a page, well apart from the text, where it is or has the page's number."""
    for at_top in (True, False):
        lines = [[one for one in row if one not in peeled] for row in edge if row[0].at_top is at_top]
        lines = [row for row in lines if row]
        if not lines or not _is_number_line(lines[0], usual_size):
            continue
        beside = lines[1][0] if len(lines) > 1 else None
        if not beside or abs(beside.height - lines[0][0].height) > _LONE_GAP * beside.piece.size:
            yield from lines[0]


def _is_number_line(row: list[_Seen], usual_size: float) -> bool:
    """Return whether a line is a bare page number or, in smaller letters, has the page's own at one end."""
    text = " ".join(one.piece.text for one in row)
    if _PAGE_NUMBER.fullmatch(text):
        return True
    words = text.split()
    is_smaller = row[0].piece.size < _SMALLER * usual_size
    return is_smaller and str(row[0].page + 1) in (words[0], words[-1])
