"""Paragraphs → blocks of text: those that a column's end parts in one, words mended, cells with bars."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from cmo_nlp.ingest.article import PAGE_MARK, Block
from cmo_nlp.ingest.pdf.columns import Line
from cmo_nlp.ingest.pdf.hyphens import Vocabulary, join_lines
from cmo_nlp.ingest.pdf.notes import note_number, set_number
from cmo_nlp.ingest.pdf.paragraphs import Paragraph, joins, written

__all__ = ["blocks_of", "broken_off", "join_paragraphs", "note_paragraphs"]

_CUT = frozenset("-\u2010")
_CUT_WITHIN = re.compile(r"[^\W\d_][-\u2010] (?=[^\W\d_])")
_AMOUNTS = re.compile(r"(?:[-+−]?\d[\d\s.,]{0,15}(?:[kM]\s?)?[€$%]\s*)+")
_GOES_ON = frozenset(",(’'")  # besides letters and figures, at the end of a part of a sentence


def join_paragraphs(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Return `paragraphs` with those in one that a column's or page's end has parted."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        if found and found[-1].ends_column and joins(found[-1], paragraph):
            found[-1].lines += paragraph.lines
            found[-1].opens += paragraph.opens
            found[-1].ends_column = paragraph.ends_column
        else:
            found.append(paragraph)
    return found


def note_paragraphs(notes: Sequence[Line]) -> Iterator[Paragraph]:
    """Yield each footnote: from a line that starts with a number to the next such line."""
    note: list[Line] = []
    for line in notes:
        if note and note_number(line):
            yield Paragraph("note", note, [0] * len(note))
            note = []
        note.append(line if note else set_number(line))
    if note:
        yield Paragraph("note", note, [0] * len(note))


def blocks_of(paragraphs: Iterable[Paragraph], words: Vocabulary) -> Iterator[Block]:
    """Yield the blocks: rows that follow each other are one table, a lone line of cells is so many blocks."""
    for is_row, group in groupby(paragraphs, key=lambda paragraph: paragraph.kind == "row"):
        if is_row:
            yield from _table(list(group))
        else:
            for paragraph in group:
                yield Block(written(paragraph, _run(paragraph, words)), paragraph.kind == "item")


def broken_off(blocks: Sequence[Block]) -> int:
    """Return how many sentences break off: in a cut word, or where a paragraph goes on in small letters.

    A text whose lines are joined in order has next to none.
    """
    prose = [b.text.strip(PAGE_MARK + " ") for b in blocks if not b.is_item and "\n" not in b.text]
    prose = [text for text in prose if text]
    within = sum(len(_CUT_WITHIN.findall(text)) for text in prose)
    return within + sum(_breaks_off(before, after) for before, after in pairwise(prose))


def _breaks_off(before: str, after: str) -> bool:
    is_open = before[-1].isalnum() or before[-1] in _GOES_ON
    return before[-1] in _CUT or (is_open and after[0].islower())


def _table(rows: Sequence[Paragraph]) -> Iterator[Block]:
    marks = [PAGE_MARK * row.opens[0] for row in rows]
    if len(rows) > 1 or _AMOUNTS.fullmatch(" ".join(rows[0].first.cells[1:])):  # a name and its figures
        texts = (mark + " | ".join(row.first.cells) for mark, row in zip(marks, rows, strict=True))
        yield Block("\n".join(texts))
        return
    first, *others = rows[0].first.cells
    yield Block(marks[0] + first)
    yield from (Block(text) for text in others)


def _run(paragraph: Paragraph, words: Vocabulary) -> str:
    """Return the lines of a paragraph as one, with page marks where pages start."""
    lines = zip(paragraph.lines, paragraph.opens, strict=True)
    return join_lines([PAGE_MARK * opened + line.text for line, opened in lines], words)
