"""For a word that the corpus does not hold: the words of the corpus that are written almost like it."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from cmo_nlp.french import fold, words
from cmo_nlp.query.expression import match_expression, parse
from cmo_nlp.store import read

__all__ = ["near_forms"]

_MOST = 3
_LEAST_RATIO = 0.72  # of difflib, 0 to 1: a letter wrong in a word of five has .8, two in a word of seven .71
_LONGER = 3  # characters
_ENDING = 3  # characters that two words share where the first one differs
_LONGEST = 30  # letters of a word that may be one of two
_LOOKED_AT = 5  # passages, for how a form is written


def near_forms(connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """Return at most three words of the corpus that look like `word` (folded), as they are mostly written.

    The nearest come first; of equally near ones, those that stand in more passages.
    """
    known = {
        term: count
        for term, count in read.vocabulary(connection)
        if abs(len(term) - len(word)) <= _LONGER
        and (term[:1] == word[:1] or term[-_ENDING:] == word[-_ENDING:])
    }
    by_count = sorted(known, key=lambda term: (-known[term], term))
    near = get_close_matches(word, by_count, _MOST, _LEAST_RATIO)
    written = (_as_written(connection, term) for term in near)
    return tuple(dict.fromkeys([*_in_two(connection, word), *written]))[:_MOST]


def _in_two(connection: sqlite3.Connection, word: str) -> Iterator[str]:
    """Yield how `word` is written in two: « email » as « e-mail »."""
    for cut in range(1, min(len(word), _LONGEST)):
        first, second = word[:cut], word[cut:]
        if first.isalnum() and second.isalnum() and read.is_found(connection, f'text : "{first} {second}"'):
            yield f"{first}-{second}"


def _as_written(connection: sqlite3.Connection, term: str) -> str:
    """Return how `term`, folded by the index, is mostly written in its first passages."""
    rows = read.matching_segments(connection, match_expression(parse(term)))
    found = read.segments_by_row(connection, rows[:_LOOKED_AT])
    spelled = Counter(
        word.text if word.text.isupper() else word.text.lower()
        for segment in found.values()
        for word in words(segment.text)
        if fold(word.text) == term
    )
    return min(spelled, key=lambda form: (-spelled[form], form)) if spelled else term
