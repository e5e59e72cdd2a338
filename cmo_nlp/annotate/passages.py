"""A sentence under analysis: its words, and one string of them that patterns are searched in."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.french import split_elision
from cmo_nlp.records import Sentence, Token

__all__ = ["Passage", "Subject", "Word", "passages", "split_words"]

# Every repetition is bounded or possessive: a word takes time in its length, whatever an adversary writes.
_WORD = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+|\w[\w.+'-]{0,63}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,8}+"
    r"|[\w-]{1,63}+\.(?:fr|com|org|net|io|eu|be|ch|info)\b(?:/\S*)?)"
    r"|(?P<dotted>(?:[^\W\d_]\.){2,}|\b(?:[A-Z]\. ){2,3}[A-Z]\.(?!\w))"  # C.M.O., C. M. O.
    r"|(?P<spelled>\b[A-Z](?: [A-Z]){2,3}\b|(?<![\w-])[A-Z](?:-[A-Z]){2,3}(?![\w-]))"  # C M O, C-M-O
    r"|(?P<inclusive>\b(?P<base>[^\W\d_]++)(?:·[^\W\d_]+)+"  # directeur·rice·s
    r"|\b(?P<stem>[^\W\d_]++)(?:(?:[.•(](?:-?t?rice|e|fe|ne|euse|ère|s|se)|-t?rice)(?:[.•]s\b|s\b|\)s?|"
    r"\b(?![\w'-]))| \((?:-?t?rice|euse|se|ère)s?\)))"  # directeur(trice), directeur (-trice), directeur•rice
    r"|\d+(?:[.,]\d+)+"
    r"|[^\W_]+(?:'[^\W_]+)*'?"
    r"|\S"
)
_NOTE = re.compile(r"^([^\W\d_]{3,}?)(?:\d|[¹²³⁰⁴-⁹]{1,2})$")  # the mark of a footnote: CMO1, CMO²
_GENITIVE = re.compile(r"^([A-Z]{2,})'s$")  # « le CMO's Club »
_VERSIONS = frozenset({"HTML4", "HTML5", "CSS2", "CSS3", "MPEG2", "MPEG4"})  # the digit is of the name
# No elision comes near it, nor does a word that only looks elided, « presqu'îles ».
_ELISION_CHARACTERS = 32


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
        for start, end, surface, form in _raw_words(text, sentence.start, sentence.end):
            while following < len(tokens) and tokens[following].end <= start:
                following += 1
            token = tokens[following] if following < len(tokens) else None
            words.append(_word(start, end, surface, form, token))
        made.append(_passage(sentence, words))
    return made


def split_words(text: str) -> list[Word]:
    """Return the words of `text` without what a pipeline knows of them: the lemma is the form."""
    return [_word(*raw, None) for raw in _raw_words(text, 0, len(text))]


def _passage(sentence: Sentence, words: Sequence[Word]) -> Passage:
    offsets: list[int] = []
    position = 1
    for word in words:
        offsets.append(position)
        position += len(word.form) + 1
    text = " " + "".join(word.form + " " for word in words)
    return Passage(sentence, tuple(words), text, tuple(offsets))


def _raw_words(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    for found in _WORD.finditer(text, start, end):
        kind = found.lastgroup
        if kind is None:
            word = found.group()
            if "'" in word or word[-1].isdigit():
                yield from _split(word, found.start())
            else:
                yield found.start(), found.end(), word, word.lower()
        elif kind == "inclusive":
            base = found["base"] or found["stem"]
            form = base + ("s" if found.group().rstrip(")")[-1] == "s" and base[-1] != "s" else "")
            yield found.start(), found.end(), form, form.lower()
        elif kind == "address":
            yield found.start(), found.end(), found.group(), found.group().lower()
        else:
            surface = re.sub(r"[. -]", "", found.group())
            yield found.start(), found.end(), surface, surface.lower()


def _split(word: str, start: int) -> Iterator[tuple[int, int, str, str]]:
    """Yield the elided words and what they lean on, apart; a footnote's number and « 's » are left out."""
    cut = 0
    while "'" in word and (elided := split_elision(word[cut : cut + _ELISION_CHARACTERS])[0]):
        yield start + cut, start + cut + len(elided), elided, elided.lower()
        cut += len(elided)
    start, rest = start + cut, word[cut:]
    note = _NOTE.match(rest) or _GENITIVE.match(rest)
    rest = note[1] if note and note[1].isupper() and rest not in _VERSIONS else rest
    yield start, start + len(rest), rest, rest.lower()


def _word(start: int, end: int, surface: str, form: str, token: Token | None) -> Word:
    if token is None or token.start > start:
        return Word(start, end, surface, form, form, "", "")
    whole = token.start == start and token.end >= end and token.end - end <= 1
    return Word(start, end, surface, form, token.lemma.lower() if whole else form, token.upos, token.morph)
