"""What is shown of a document whose text is not handed on: too little to put the text together again.

Sentences are quotations and have a small share of the text, far apart from each other; mentions are terms.
What describes the document is a line of a catalogue. The figures are choices of ours: French law allows
« courtes citations » (CPI, L122-5) and names none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from cmo_nlp.records import Annotation, Description, Span

__all__ = ["CUT", "Shown", "cut_text", "described", "shown_of"]

CUT = "[…]"
"""stands for what is left out."""

_SENTENCES = 0.1  # of the characters of a text are in sentences that are quoted, at most
_ALL = 0.25  # are shown at most, terms included
_GAP = 9  # times the length of a quotation lies between it and the next: a tenth, all over the text
_TERM_WORDS = 6  # « capacité à fédérer des équipes pluridisciplinaires »
_LINE_WORDS, _LINE_CHARS = 25, 200  # of a title, a name, a publisher
_MOST_AUTHORS = 25
_MOST_FIELDS = 100  # of the metadata
_MOST_METADATA_WORDS = 400  # names and values together
_CHARS_A_WORD = 10  # French has 6 with the space; a script without spaces has no words
_IN_THE_TEXT = 20  # characters from which a value of the metadata is looked for in the text
_WORD = re.compile(r"\S+")


class Shown(NamedTuple):
    """What is shown of the passages of a text, by their spans."""

    statements: Mapping[Span, str]
    mentions: Mapping[Span, str]


def cut_text(text: str, words: int, chars: int | None = None) -> str:
    """Return the first `words` words, in at most `chars` characters, with « […] » where more follow.

    >>> cut_text("L’IA change tout.", 2), cut_text("L’IA change tout.", 3), cut_text("L’IA change", 2, 6)
    ('L’IA change […]', 'L’IA change tout.', 'L’IA […]')
    """
    found = list(islice(_WORD.finditer(text), words + 1))
    most = len(text) if chars is None else chars
    if len(found) <= words and len(text) <= most:
        return text
    ends = [word.end() for word in found[:words] if word.end() <= most]
    kept = text[: ends[-1]] if ends else text[:most] if words else ""
    return f"{kept} {CUT}".lstrip()


def described(said: Description, words: int) -> dict[str, Any]:
    """Return the fields of a description that somebody wrote, each cut to a line; metadata to `words`."""
    authors = [_line(name) for name in said.authors[:_MOST_AUTHORS]]
    return {
        "title": said.title and _line(said.title),
        "authors": authors + [CUT] * (len(said.authors) > _MOST_AUTHORS),
        "publisher": said.publisher and _line(said.publisher),
        "source_type": said.source_type and _line(said.source_type),
        "metadata": dict(_metadata(said.metadata, words)),
    }


def _line(written: str) -> str:
    return cut_text(written, _LINE_WORDS, _LINE_CHARS)


def _metadata(metadata: Mapping[str, str], words: int) -> Iterator[tuple[str, str]]:
    """Yield name and value, until there are too many of either; names stay different from each other."""
    left = _MOST_METADATA_WORDS
    chars = max(_LINE_CHARS, _CHARS_A_WORD * words)
    names: dict[str, int] = {}
    for number, (written, value) in enumerate(metadata.items()):
        name = _line(written)
        names[name] = names.get(name, 0) + 1
        shown = cut_text(value, words, chars)
        left -= len(name.split()) + len(shown.split())
        if number == _MOST_FIELDS or left < 0:
            yield CUT, f"{len(metadata) - number} more fields"
            return
        yield (name if names[name] == 1 else f"{name} ({names[name]})"), shown


def shown_of(text: str, annotation: Annotation, description: Mapping[str, Any], words: int) -> Shown:
    """Return what is shown of statements and mentions, the same whichever of them are handed on.

    `description` is what `described` returns; a title that stands in the text counts as shown there.
    """
    quoting = _Quoting(text, words)
    quoting.find([description["title"] or "", *description["metadata"].values()])
    statements = {Span(s.start, s.end): quoting.sentence(s.start, s.end) for s in annotation.statements}
    mentions = {Span(m.start, m.end): quoting.term(m.start, m.end) for m in annotation.mentions}
    return Shown(statements, mentions)


@dataclass(slots=True)
class _Quoting:
    """A text of which more and more is `covered`, word by word; `words` in a row at most."""

    text: str
    words: int
    starts: list[int] = field(init=False)
    ends: list[int] = field(init=False)
    covered: bytearray = field(init=False)
    chars: int = 0
    free: int = 0  # where the next sentence may begin

    def __post_init__(self) -> None:
        spans = [word.span() for word in _WORD.finditer(self.text)]
        self.starts, self.ends = [start for start, _ in spans], [end for _, end in spans]
        self.covered = bytearray(len(spans))

    def find(self, values: Iterable[str]) -> None:
        """Cover what stands in the text of what describes it."""
        for value in values:
            known = value.removesuffix(CUT).strip()
            at = self.text.find(known) if len(known) >= _IN_THE_TEXT else -1
            if at >= 0:
                self._cover(at, at + len(known))

    def sentence(self, start: int, end: int) -> str:
        """Return the beginning of a sentence, or nothing of it."""
        most = _SENTENCES * len(self.text)
        until = self._until(start, end, self.words, most)
        length = until - start
        if start < self.free or self.chars + length > most or not self._fits(start, until):
            return CUT
        self._cover(start, until)
        self.free = until + _GAP * length
        return self._written(start, until, end)

    def term(self, start: int, end: int) -> str:
        """Return a term, the beginning of a long one, or nothing of it."""
        most = _ALL * len(self.text)
        until = self._until(start, end, min(self.words, _TERM_WORDS), most)
        first, last = self._indexes(start, until)
        if not all(self.covered[first:last]):
            if self.chars + until - start > most or not self._fits(start, until):
                return CUT
            self._cover(start, until)
        return self._written(start, until, end)

    def _until(self, start: int, end: int, words: int, chars: float) -> int:
        """Return where the first words of a passage end, so many of each at most; `start` where none fits."""
        first, last = self._indexes(start, end)
        ends = (min(self.ends[i], end) for i in range(first, min(last, first + words)))
        return max((until for until in ends if until - start <= chars), default=start)

    def _indexes(self, start: int, end: int) -> tuple[int, int]:
        """Return the first word of a passage and the one after its last."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def _fits(self, start: int, until: int) -> bool:
        """Return whether there is something to show that makes no row too long."""
        first, last = self._indexes(start, until)
        before = next((i for i in range(first - 1, -1, -1) if not self.covered[i]), -1)
        after = next((i for i in range(last, len(self.covered)) if not self.covered[i]), len(self.covered))
        return until > start and after - before - 1 <= self.words

    def _cover(self, start: int, until: int) -> None:
        first, last = self._indexes(start, until)
        self.covered[first:last] = b"\x01" * (last - first)
        self.chars += until - start

    def _written(self, start: int, until: int, end: int) -> str:
        return self.text[start:until] + (f" {CUT}" if until < end else "") if until > start else CUT
