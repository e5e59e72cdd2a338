"""A sentence under analysis: its words, and one string of them that patterns are searched in."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.raw_words import raw_words
from cmo_nlp.records import Sentence, Token

__all__ = ["Passage", "Subject", "Word", "passages", "split_words"]


Subject = tuple[int, int]
"""The words that name the role in a passage, the last excluded."""


class Word(NamedTuple):
    """A word or a mark of punctuation. `form` is lower case with its accents, inclusive endings dropped.

    `surface` is as written, without the dots or spaces of a spelled acronym; `lemma`, `upos`, `morph` are
    those of the token that it is, "" where it is none.
    """

    start: int
    end: int
    surface: str
    form: str
    lemma: str
    upos: str
    morph: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and its words. `text` is their forms with one space around each: « " le cmo doit … " ».

    `offsets[i]` is where word i stands in `text`.
    """

    sentence: Sentence
    words: tuple[Word, ...]
    text: str
    offsets: tuple[int, ...]

    def index(self, position: int) -> int:
        """Return the index of the word that stands at or before `position` of `text`."""
        return max(0, bisect_right(self.offsets, position) - 1)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield (first word, word after the last) of each match of `pattern` in `text`, spaces left out."""
        for found in pattern.finditer(self.text):
            matched = found.group()
            first = found.start() + len(matched) - len(matched.lstrip())
            last = found.end() - (len(matched) - len(matched.rstrip()))
            if first < last:
                yield self.index(first), self.index(last - 1) + 1


def passages(text: str, sentences: Sequence[Sentence], tokens: Sequence[Token]) -> list[Passage]:
    """Return one passage per sentence; `sentences` and `tokens` count into `text` and are sorted."""
    made: list[Passage] = []
    following = 0
    for sentence in sentences:
        words: list[Word] = []
        for start, end, surface, form in raw_words(text, sentence.start, sentence.end):
            while following < len(tokens) and tokens[following].end <= start:
                following += 1
            token = tokens[following] if following < len(tokens) else None
            words.append(_word(start, end, surface, form, token))
        made.append(_passage(sentence, words))
    return made


def split_words(text: str) -> list[Word]:
    """Return the words of `text` without what a pipeline knows of them: the lemma is the form."""
    return [_word(*raw, None) for raw in raw_words(text, 0, len(text))]


def _passage(sentence: Sentence, words: Sequence[Word]) -> Passage:
    offsets: list[int] = []
    position = 1
    for word in words:
        offsets.append(position)
        position += len(word.form) + 1
    text = " " + "".join(word.form + " " for word in words)
    return Passage(sentence, tuple(words), text, tuple(offsets))


def _word(start: int, end: int, surface: str, form: str, token: Token | None) -> Word:
    if token is None or token.start > start:
        return Word(start, end, surface, form, form, "", "")
    whole = token.start == start and token.end >= end and token.end - end <= 1
    return Word(start, end, surface, form, token.lemma.lower() if whole else form, token.upos, token.morph)
