"""What is quoted of a passage that answers: the sentences that show why, and the words to mark in them."""

import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from cmo_nlp.french import fold, search_keys, words
from cmo_nlp.model_registry import Encoder
from cmo_nlp.query.expression import Term
from cmo_nlp.records import Span
from cmo_nlp.store import read

__all__ = ["marks", "nearest_sentence", "shortest_run", "widened"]

_SHORTEST = 40  # characters of a quotation
_Place = tuple[int, int]


def marks(text: str, terms: Sequence[Term]) -> list[tuple[Span, Term]]:
    """Return every place of `text` where a term stands, in order."""
    there = list(words(text))
    keys = [_keys(word.text) for word in there]
    return [
        (Span(there[i].start, there[i + len(term.words) - 1].end), term)
        for i in range(len(there))
        for term in terms
        if _may_begin(term, keys[i]) and _stands(term, keys[i : i + len(term.words)])
    ]


@lru_cache(maxsize=50_000)
def _keys(word: str) -> tuple[str, str, str]:
    """Return `word` folded and its search keys; a corpus has few different words."""
    return (fold(word), *search_keys(word))


def _may_begin(term: Term, word: tuple[str, str, str]) -> bool:
    """Return whether `word` may be the first of `term`: most words of a passage are not."""
    folded, key, plain = word
    if term.is_prefix:
        return folded.startswith(term.words[0])
    if folded == term.words[0] or key == term.keys[0] or plain == term.plain_keys[0]:
        return True
    return bool(term.forms) and (folded in term.forms[0] or plain in term.lemmas[0])


def _stands(term: Term, run: Sequence[tuple[str, str, str]]) -> bool:
    if len(run) < len(term.words):
        return False
    folded, keys, plain = zip(*run, strict=True)
    if term.is_prefix:
        return folded[:-1] == term.words[:-1] and folded[-1].startswith(term.words[-1])
    if term.words == folded or term.keys == keys or term.plain_keys == plain:
        return True
    by_form = zip(folded, term.words, term.forms, strict=False)
    by_lemma = zip(plain, term.plain_keys, term.lemmas, strict=False)
    return (bool(term.forms) and all(word == own or word in others for word, own, others in by_form)) or (
        bool(term.lemmas) and all(key == own or key in others for key, own, others in by_lemma)
    )


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
    sentences = read.sentences_between(connection, document, 0, _END)
    inside = [i for i, (start, end) in enumerate(sentences) if start < place[1] and end > place[0]]
    if not by or not inside:
        return place
    first, last = max(0, inside[0] - by), min(len(sentences) - 1, inside[-1] + by)
    return min(place[0], sentences[first][0]), max(place[1], sentences[last][1])


_END = 2**62
"""after the end of any document."""
