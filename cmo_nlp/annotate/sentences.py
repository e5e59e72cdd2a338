"""Sentences, list items and headings. No sentence crosses a block; « … », « M. », « etc. » end none alone."""

import re
from collections.abc import Iterator

from cmo_nlp.annotate.blocks import blocks
from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.records import Sentence

__all__ = ["split_sentences"]

# A stop, what closes with it (quotes, brackets, the number of a footnote), white space, then what may open a
# sentence. The space inside « ? » and « » » is part of French typography and opens nothing.
_STOP = re.compile(
    r"(?P<mark>[.!?…]+)(?P<close>(?:\s?[»”]|[\"')\]])*(?:\d{1,2}(?=\s))?)"
    r"\s+(?=(?P<next>[«“\"‘'(\[]?\s?[-–—]?\s?[^\W_]))"
)
# What goes on for 3,000 characters (480 words) without a stop is a table or a list that lost its lines; the
# rules of this stage take quadratic time in the words of a sentence.
_LONGEST = 3_000
# « 3.1. Ce que l'automate reprend » is one heading.
_NUMBER_CHARACTERS = 8
_ABBREVIATIONS = listed(
    "m mm mme mmes mlle mlles me dr pr prof st ste cf p pp ex vol t no n art av apr env fig chap éd "
    "ed coll cie sté ets resp dir tél tel www vs al inc ltd corp"
)
_NAMES_WITH_MARK = listed("yahoo joomla")  # « Yahoo! Search Marketing »
_OPENS_SENTENCE = listed(
    "le la les l' un une des il elle ils elles on ce cet cette ces c' son sa ses leur leurs nous vous "
    "je mais et or car donc pour dans avec en à au aux d' de du si quand"
)
_NOT_SPACE = re.compile(r"\S")
_LAST_WORD = re.compile(r"(?:^|[\s'(«.\-])([^\W\d_]+)$")
_NEXT_WORD = re.compile(r"[^\W_]+'?")


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of `text` in order, without overlap; offsets count into `text`.

    >>> [s.end for s in split_sentences("M. Dupont pilote le marketing, le digital, etc. Il innove…")]
    [47, 58]
    """
    found: list[Sentence] = []
    for number, block in enumerate(blocks(text)):
        for start, end in _cut(text, block.start, block.end):
            found.append(Sentence(start, end, number, block.kind))
    return found


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, stop, start):
            yield from _bearable(text, start, stop.end("close"))
            start = stop.end()
    if start < end:
        yield from _bearable(text, start, end)


def _bearable(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentence, in several parts where it is longer than any sentence is."""
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start + 1, start + _LONGEST) + 1 for mark in ",; ")
        cut = cut or start + _LONGEST
        if text[start:cut].strip():
            yield start, start + len(text[start:cut].rstrip())
        space = _NOT_SPACE.search(text, cut, end)
        start = space.start() if space else end
    if start < end:
        yield start, end


def _ends_sentence(text: str, stop: re.Match[str], start: int) -> bool:
    opening = text[stop.end("close") : stop.end("next")].strip()
    initial = opening[-1]
    numbered = not any(c.isalpha() for c in text[start : min(stop.start(), start + _NUMBER_CHARACTERS)])
    if initial.islower() or (numbered and stop.start() - start < _NUMBER_CHARACTERS):
        return False
    before = _LAST_WORD.search(text[max(start, stop.start() - 20) : stop.start()])
    if stop["mark"] == "!" and before is not None and before[1].lower() in _NAMES_WITH_MARK:
        return _opens(text, stop.end("next") - 1)
    if stop["mark"] != "." or stop["close"] or before is None:
        return True
    word = before[1]
    if len(word) == 1 and word.isupper():
        return _opens(text, stop.end("next") - 1)
    return word.lower() not in _ABBREVIATIONS


def _opens(text: str, position: int) -> bool:
    """Tell whether a word that only a sentence's start writes with a capital stands at `position`."""
    found = _NEXT_WORD.match(text, position)
    return found is not None and found.group().lower() in _OPENS_SENTENCE
