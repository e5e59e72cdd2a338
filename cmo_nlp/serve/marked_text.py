"""A text cut into pages, and each page into the pieces that mentions and statements make of it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

from cmo_nlp.records import Annotation, Mention, Span, Statement

__all__ = ["Marked", "Piece", "Run", "marked", "page_of", "pages_of"]

_PAGE = 20_000
"""characters of a page: some 3,000 words, ten minutes of reading."""


S = TypeVar("S", Mention, Statement)


class Piece(NamedTuple):
    """Characters of a text with the mention that they stand in, None for none.

    `is_passage` where they are of the passage that was asked for; `begins` the place of the first one.
    """

    text: str
    mention: Mention | None
    is_passage: bool
    begins: int


class Run(NamedTuple):
    """Pieces side by side in one statement, or in none; `opens` where the statement begins here."""

    statement: Statement | None
    opens: bool
    pieces: tuple[Piece, ...]


class Marked(NamedTuple):
    """The paragraphs of a page; `hidden` mentions stand in others, which are shown in their place."""

    paragraphs: tuple[tuple[Run, ...], ...]
    hidden: int


def pages_of(text: str) -> list[int]:
    """Return the places where the pages of `text` begin, and its length; cut between lines or words.

    >>> pages_of("court")
    [0, 5]
    """
    cuts = [0]
    while len(text) - cuts[-1] > _PAGE:
        start, end = cuts[-1], cuts[-1] + _PAGE
        places = (text.rfind(sign, start + _PAGE // 2, end) for sign in ("\n", " "))
        cuts.append(next((place + 1 for place in places if place > 0), end))
    return [*cuts, len(text)]


def page_of(cuts: Sequence[int], place: int) -> int:
    """Return the number, from 1, of the page that a place of the text is on."""
    return min(bisect_right(cuts, place), len(cuts) - 1)


def marked(text: str, page: Span, annotation: Annotation, passage: Span | None) -> Marked:
    """Return the paragraphs of one page of `text`."""
    mentions, hidden = _apart(m for m in annotation.mentions if m.start < page.end and page.start < m.end)
    statements = [s for s in annotation.statements if s.start < page.end and page.start < s.end]
    edges = {page.start, page.end}
    spans = [*(Span(m.start, m.end) for m in mentions), *(Span(s.start, s.end) for s in statements)]
    for span in (*spans, *([passage] if passage else [])):
        edges |= {min(max(edge, page.start), page.end) for edge in span}
    paragraphs = []
    for start, end in _paragraphs(text, page):
        inside = sorted({start, end, *(edge for edge in edges if start < edge < end)})
        paragraphs.append(tuple(_runs(_pieces(text, inside, mentions, statements, passage))))
    return Marked(tuple(paragraphs), hidden)


def _apart(mentions: Iterable[Mention]) -> tuple[list[Mention], int]:
    """Return the mentions that do not overlap, of two the longer one, and how many others there are."""
    kept: list[Mention] = []
    hidden = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.label)):
        if kept and mention.start < kept[-1].end:
            hidden += 1
        else:
            kept.append(mention)
    return kept, hidden


def _paragraphs(text: str, page: Span) -> Iterator[tuple[int, int]]:
    """Yield the lines of a page that hold more than white space."""
    at = page.start
    for line in text[page.start : page.end].splitlines(keepends=True):
        if line.strip():
            yield at, at + len(line)
        at += len(line)


_Found = tuple[Piece, Statement | None]


def _pieces(
    text: str, edges: Sequence[int], mentions: Sequence[Mention], statements: Sequence[Statement],
    passage: Span | None,
) -> Iterator[_Found]:  # fmt: skip
    for start, end in pairwise(edges):
        mention = _around(mentions, start)
        is_passage = passage is not None and passage.start <= start < passage.end
        statement = _around(statements, start)
        yield Piece(text[start:end], mention, is_passage, start), statement


def _around(spans: Sequence[S], place: int) -> S | None:
    at = bisect_right([span.start for span in spans], place) - 1
    return spans[at] if at >= 0 and place < spans[at].end else None


def _runs(found: Iterable[_Found]) -> Iterator[Run]:
    for statement, group in groupby(found, key=lambda one: one[1]):
        pieces = tuple(piece for piece, _ in group)
        opens = statement is not None and pieces[0].begins == statement.start
        yield Run(statement, opens, pieces)
