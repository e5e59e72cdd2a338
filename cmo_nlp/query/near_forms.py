"""For a word that the corpus does not hold: the words of the corpus that are written almost like it."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from cmo_nlp.french import fold, masculine_singular, words
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

    The nearest come first; of equally near ones, those that stand more often.
    """
    asked = masculine_singular(word)
    known = {
        form: n
        for form, n in read.singulars(connection).items()
        if abs(len(form) - len(asked)) <= _LONGER
        and (form[:1] == asked[:1] or form[-_ENDING:] == asked[-_ENDING:])
    }
    by_count = sorted(known, key=lambda form: (-known[form], form))
    near = get_close_matches(asked, by_count, _MOST, _LEAST_RATIO)
    written = (_as_written(connection, form) for form in near)
    return tuple(dict.fromkeys([*_in_two(connection, word), *written]))[:_MOST]


def _in_two(connection: sqlite3.Connection, word: str) -> Iterator[str]:
    """Yield how `word` is written in two: « email » as « e-mail »."""
    for cut in range(1, min(len(word), _LONGEST)):
        first, second = word[:cut], word[cut:]
        if first.isalnum() and second.isalnum() and read.is_found(connection, f'text : "{first} {second}"'):
            yield f"{first}-{second}"


def _as_written(connection: sqlite3.Connection, form: str) -> str:
    """Return how the words with the masculine singular `form` are mostly written in their first passages."""
    rows = read.matching_segments(connection, f'singulars : "{form}"')
    found = read.segments_by_row(connection, rows[:_LOOKED_AT])
    spelled = Counter(
        word.text if word.text.isupper() else word.text.lower()
        for segment in found.values()
        for word in words(segment.text)
        if masculine_singular(fold(word.text)) == form
    )
    return min(spelled, key=lambda one: (-spelled[one], one)) if spelled else form
