"""What a segment may not cut: a heading and the sentence that it heads, a list and its lead-in."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cmo_nlp.french import count_words
from cmo_nlp.records import Document, Sentence

__all__ = ["Atom", "atoms"]


class Atom(NamedTuple):
    """Consecutive sentences that stay together. `opens_section` where the first one is a heading."""

    sentences: tuple[Sentence, ...]
    words: int
    opens_section: bool
    opens_block: bool


def atoms(document: Document, sentences: Sequence[Sentence], maximum_words: int) -> Iterator[Atom]:
    """Yield the atoms of a document in order; each sentence is in one. Over the maximum they fall apart."""
    words = [count_words(document.text[s.start : s.end]) for s in sentences]
    start = 0
    while start < len(sentences):
        end = _together(document, sentences, start)
        whole = sum(words[start:end]) <= maximum_words
        for first, last in [(start, end)] if whole else _parts(words, start, end, maximum_words):
            yield _atom(sentences, words, first, last)
        start = end


def _atom(sentences: Sequence[Sentence], words: Sequence[int], first: int, last: int) -> Atom:
    before = sentences[first - 1].block if first else None
    return Atom(
        sentences=tuple(sentences[first:last]),
        words=sum(words[first:last]),
        opens_section=sentences[first].kind == "heading",
        opens_block=sentences[first].block != before,
    )


def _together(document: Document, sentences: Sequence[Sentence], start: int) -> int:
    """Return the end of the atom at `start`: headings, then a sentence, then the list it leads in."""
    i = start
    while i < len(sentences) and sentences[i].kind == "heading":
        i += 1
    if i < len(sentences) and sentences[i].kind == "prose":
        leads_in = document.text[sentences[i].start : sentences[i].end].rstrip().endswith(":")
        i += 1
        if not leads_in:
            return i
    while i < len(sentences) and sentences[i].kind == "item":
        i += 1
    return i


def _parts(words: Sequence[int], start: int, end: int, maximum_words: int) -> Iterator[tuple[int, int]]:
    """Yield the fewest runs of whole sentences under the maximum; one sentence over it stands alone."""
    first, total = start, 0
    for i in range(start, end):
        if i > first and total + words[i] > maximum_words:
            yield first, i
            first, total = i, 0
        total += words[i]
    yield first, end
