"""Cutting a document into passages of whole sentences, where its own structure allows it best."""

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_nlp.french import count_words
from cmo_nlp.records import Annotation, Document, Segment, Sentence
from cmo_nlp.settings import SegmentSettings

__all__ = ["segment"]

# What a cut costs beside the square of the words missing: a paragraph cut in two costs as much as a passage
# with 7 words missing, a heading in the middle of a passage as one with 15.
_CUT_PARAGRAPH = 50
_INNER_HEADING = 225


@dataclass(frozen=True, slots=True)
class _Piece:
    """Sentences that stay together: a heading with what follows it, a lead-in with its first item."""

    start: int
    end: int
    words: int
    headed: bool
    opens: bool  # whether a paragraph or a list begins with it


def segment(document: Document, annotation: Annotation, settings: SegmentSettings) -> tuple[Segment, ...]:
    """Return the segments of a document, in order: every sentence is in exactly one.

    They hold `settings.minimum_words` to `settings.maximum_words`, but for a document that is shorter and a
    piece that is longer as it stands. Among all ways to cut, the one of least cost is taken: short passages,
    cut paragraphs and headings inside a passage cost, and a little the distance from the middle of the range.
    """
    pieces = _pieces(document, annotation.sentences, settings.maximum_words)
    return tuple(
        Segment(pieces[first].start, pieces[last - 1].end, sum(p.words for p in pieces[first:last]))
        for first, last in _cheapest_cuts(pieces, settings)
    )


def _pieces(document: Document, sentences: Sequence[Sentence], maximum_words: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    last_block = -1
    for group in _groups(document, sentences, maximum_words):
        first, last = group[0], group[-1]
        opens = first.block != last_block and first.kind != "item"
        words = sum(_words(document, sentence) for sentence in group)
        pieces.append(_Piece(first.start, last.end, words, first.kind == "heading", opens))
        last_block = last.block
    return pieces


def _groups(document: Document, sentences: Sequence[Sentence], maximum_words: int) -> list[list[Sentence]]:
    """Return the sentences that no cut may part, in order."""
    groups: list[list[Sentence]] = []
    words = 0
    for sentence in sentences:
        more = _words(document, sentence)
        if groups and _belongs(document, groups[-1][-1], sentence) and words + more <= maximum_words:
            groups[-1].append(sentence)
            words += more
        else:
            groups.append([sentence])
            words = more
    return groups


def _belongs(document: Document, before: Sentence, sentence: Sentence) -> bool:
    """Whether `sentence` goes on what `before` began: under its heading, or in its list."""
    if before.kind == "heading":
        return True
    leads_in = document.text[before.start : before.end].rstrip().endswith(":")
    return sentence.kind == "item" and (before.kind == "item" or leads_in)


def _cheapest_cuts(pieces: Sequence[_Piece], settings: SegmentSettings) -> list[tuple[int, int]]:
    """Return (first, last) runs of pieces of least total cost, the earliest cut where two cost the same.

    Shortest path over the places between pieces; a passage that is long enough is never extended past its
    maximum, so that the time is linear in the number of pieces.
    """
    best: list[tuple[int, int]] = [(0, 0)]
    for last in range(1, len(pieces) + 1):
        best.append(min(_candidates(pieces, last, best, settings)))
    cuts, last = [], len(pieces)
    while last:
        first = best[last][1]
        cuts.append((first, last))
        last = first
    return cuts[::-1]


def _candidates(
    pieces: Sequence[_Piece], last: int, best: Sequence[tuple[int, int]], settings: SegmentSettings
) -> list[tuple[int, int]]:
    candidates: list[tuple[int, int]] = []
    words = headings = 0
    for first in range(last - 1, -1, -1):
        words += pieces[first].words
        if words > settings.maximum_words and candidates:
            break
        inner = _INNER_HEADING * headings
        paragraph = 0 if pieces[first].opens else _CUT_PARAGRAPH
        candidates.append((best[first][0] + _length_cost(words, settings) + paragraph + inner, first))
        headings += pieces[first].headed
    return candidates


def _length_cost(words: int, settings: SegmentSettings) -> int:
    """Return the square of the words missing, and a little for being off the middle of the range."""
    middle = (settings.minimum_words + settings.maximum_words) // 2
    return max(0, settings.minimum_words - words) ** 2 + (words - middle) ** 2 // 100


def _words(document: Document, sentence: Sentence) -> int:
    return count_words(document.text[sentence.start : sentence.end])
