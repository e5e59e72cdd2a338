"""Which of the forms that share a search key are forms of the word that was typed."""

import sqlite3
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cmo_nlp.french import fold
from cmo_nlp.records import Token
from cmo_nlp.store import read

__all__ = ["Occurrence", "foreign_forms"]

_LOOKED_AT = 20  # occurrences of a form that tell its lemma
_LEAST_SHARE = 0.2  # of them, for a lemma that is no slip of the tagger


class Occurrence(NamedTuple):
    """A form in lower case at a place of a document."""

    form: str
    document_id: str
    start: int


def foreign_forms(
    connection: sqlite3.Connection, typed: str, occurrences: Iterable[Occurrence]
) -> frozenset[str]:
    """Return the forms whose lemmas are none of the word `typed` (folded).

    A stem is coarser than a lemma: « données », « don » and « donnait » share one. The lemmas of the word are
    those that it has in the corpus, or itself where it is one; where it is neither, no form is foreign.
    """
    places: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        if len(places[one.form]) < _LOOKED_AT:
            places[one.form].append(one)
    if len({fold(form) for form in places} - {typed}) == 0:
        return frozenset()
    lemmas = _lemmas(connection, places)
    everywhere = [(fold(form), lemma) for form, of_it in lemmas.items() for lemma in of_it]
    own = {lemma for form, lemma in everywhere if typed in {form, lemma}}
    if not own:
        return frozenset()
    return frozenset(
        form for form, of_it in lemmas.items() if fold(form) != typed and of_it and own.isdisjoint(of_it)
    )


def _lemmas(
    connection: sqlite3.Connection, places: Mapping[str, list[Occurrence]]
) -> dict[str, frozenset[str]]:
    """Return the lemmas (folded) that each form has in a fifth of the places that are looked at."""
    tokens: dict[str, tuple[Token, ...]] = {}
    found = {}
    for form, ones in places.items():
        counts: Counter[str] = Counter()
        for one in ones:
            if one.document_id not in tokens:
                record = read.annotation(connection, one.document_id)
                tokens[one.document_id] = record.annotation.tokens if record else ()
            counts.update(_lemma_at(tokens[one.document_id], one.start))
        least = _LEAST_SHARE * counts.total()
        found[form] = frozenset(lemma for lemma, n in counts.items() if n >= least)
    return found


def _lemma_at(tokens: tuple[Token, ...], start: int) -> list[str]:
    """Return the lemma of the token that begins at `start`, if one does."""
    at = bisect_left(tokens, start, key=lambda token: token.start)
    return [fold(tokens[at].lemma)] if at < len(tokens) and tokens[at].start == start else []
