"""What is quoted of a passage that answers: the sentences that show why, and the words to mark in them."""

import sqlite3
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from cmo_nlp.french import fold, words
from cmo_nlp.model_registry import Encoder
from cmo_nlp.query.expression import Both, Except, Expression, Term
from cmo_nlp.records import Span
from cmo_nlp.store import read

__all__ = ["KeyedWord", "answers", "keyed_words", "marks", "nearest_sentence", "shortest_run", "widened"]

_SHORTEST = 40  # characters of a quotation
_Place = tuple[int, int]


class KeyedWord(NamedTuple):
    """A word at `start` to `end` of a document, folded, with its lemma and its masculine singular."""

    start: int
    end: int
    form: str
    lemma: str
    singular: str


def keyed_words(segment: read.FoundSegment) -> list[KeyedWord]:
    """Return the words of a segment in order, as full-text search knows them."""
    there = zip(words(segment.text), segment.lemmas.split(), segment.singulars.split(), strict=True)
    at = segment.start
    return [KeyedWord(at + w.start, at + w.end, _folded(w.text), *keys) for w, *keys in there]


_folded = lru_cache(maxsize=50_000)(fold)  # a corpus has few different words


def marks(there: Sequence[KeyedWord], terms: Sequence[Term]) -> list[tuple[Span, Term]]:
    """Return every place of a document where one of `terms` stands among words side by side, in order."""
    found = [
        (i, number, Span(there[i].start, there[i + len(term.words) - 1].end))
        for number, term in enumerate(terms)
        for i in _places(term, there)
    ]
    return [(span, terms[number]) for _, number, span in sorted(found)]


def _places(term: Term, there: Sequence[KeyedWord]) -> list[int]:
    """Return where in `there` the words of `term` begin."""
    singulars, form = term.singulars, term.words[0]
    if len(term.words) == 1 and term.is_prefix:
        return [i for i, word in enumerate(there) if word.form.startswith(form)]
    lemmas = term.lemmas[0] if term.lemmas else {singulars[0]}
    singular = singulars[0]
    begun = [
        i
        for i, word in enumerate(there)
        if word.form == form or word.singular == singular or word.lemma in lemmas
    ]
    return [i for i in begun if _stands(term, singulars, there[i : i + len(singulars)])]


def _stands(term: Term, singulars: tuple[str, ...], run: Sequence[KeyedWord]) -> bool:
    if len(run) < len(singulars):
        return False
    if term.is_prefix:
        begun = run[-1].form.startswith(term.words[-1])
        return begun and all(w.form == own for w, own in zip(run[:-1], term.words[:-1], strict=True))
    if all(word.form == own for word, own in zip(run, term.words, strict=True)):
        return True
    if term.is_exact:
        return False
    if all(word.singular == own for word, own in zip(run, singulars, strict=True)):
        return True
    lemmas = term.lemmas or [frozenset({one}) for one in singulars]
    return all(word.lemma in own for word, own in zip(run, lemmas, strict=True))


def answers(expression: Expression, present: AbstractSet[Term]) -> bool:
    """Return whether a passage in which the terms `present` stand has what `expression` asks for."""
    if isinstance(expression, Term):
        return expression in present
    if isinstance(expression, Except):
        return answers(expression.wanted, present) and not answers(expression.unwanted, present)
    found = (answers(part, present) for part in expression.parts)
    return all(found) if isinstance(expression, Both) else any(found)


def shortest_run(
    sentences: Sequence[_Place], found: Sequence[tuple[Span, Term]], held: Sequence[_Place], whole: _Place
) -> tuple[int, int]:
    """Return the shortest run of `sentences` that shows as many terms as all do, and one of what is `held`.

    `whole` where none does. A heading or an item of three words says nothing by itself: it is quoted with
    what stands around it.
    """
    wanted = {term for _, term in found}
    runs = [(first, last) for i, (first, _) in enumerate(sentences) for _, last in sentences[i:]]
    telling = [run for run in runs if run[1] - run[0] >= _SHORTEST] or runs
    for first, last in sorted(telling, key=lambda run: (run[1] - run[0], run)):
        shown = {term for (start, end), term in found if first <= start and end <= last}
        if wanted <= shown and (not held or any(first <= start and end <= last for start, end in held)):
            return first, last
    return whole


def nearest_sentence(
    text: str, sentences: Sequence[_Place], asked: str, encoder: Encoder, whole: _Place
) -> tuple[int, int]:
    """Return the one of `sentences` (places in `text`) whose vector is nearest to that of `asked`."""
    if not sentences:
        return whole
    vectors = encoder.encode([asked, *(text[start:end] for start, end in sentences)])
    cosines = (vectors[1:] @ vectors[0]).round(4).tolist()
    return sentences[max(range(len(sentences)), key=lambda i: (cosines[i], -i))]


def widened(connection: sqlite3.Connection, document: str, place: _Place, by: int) -> tuple[int, int]:
    """Return `place` with `by` more sentences of the document before and after it."""
    if not by:
        return place
    sentences = read.sentences_between(connection, document, 0, _END)
    inside = [i for i, (start, end) in enumerate(sentences) if start < place[1] and end > place[0]]
    if not inside:
        return place
    first, last = max(0, inside[0] - by), min(len(sentences) - 1, inside[-1] + by)
    return min(place[0], sentences[first][0]), max(place[1], sentences[last][1])


_END = 2**62
"""after the end of any document."""
