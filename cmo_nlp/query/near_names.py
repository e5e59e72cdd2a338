"""For a name that is not there: the names that are written almost like it, or that it is a part of."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from cmo_nlp.french import fold, words

__all__ = ["near_names", "quoted"]

_LEAST_RATIO = 0.6  # of difflib, 0 to 1
_FEWEST = 3  # characters that a part of a name has
_LONGEST = 60  # characters of a name in a message


def near_names(asked: str, known: Collection[str], most: int) -> list[str]:
    """Return at most `most` of the folded names `known` that look like `asked`, the nearest first.

    Those that hold it as words come first, then those written alike, those that hold it somewhere, and those
    of which a word is written like it.

    >>> near_names("gazette", ["la gazette des annonceurs", "le relais des metiers"], 3)
    ['la gazette des annonceurs']
    >>> near_names("Gazete", ["la gazette des annonceurs", "les echos"], 3)
    ['la gazette des annonceurs']
    """
    asked, listed = fold(asked)[: 2 * _LONGEST], sorted(known)
    parts = [name for name in listed if asked in name] if len(asked) >= _FEWEST else []
    alike = get_close_matches(asked, listed, most, _LEAST_RATIO)
    by_word: dict[str, list[str]] = {}
    for name in listed:
        for word in words(name):
            by_word.setdefault(word.text, []).append(name)
    one = get_close_matches(asked, sorted(by_word), most, _LEAST_RATIO + 0.15)
    parts.sort(key=len)
    whole = [name for name in parts if f" {asked} " in f" {' '.join(word.text for word in words(name))} "]
    ordered = [*whole, *alike, *parts, *_names_of(one, by_word)]
    return list(dict.fromkeys(ordered))[:most]


def _names_of(found: Iterable[str], by_word: dict[str, list[str]]) -> list[str]:
    return [name for word in found for name in by_word[word]]


def quoted(name: str) -> str:
    """Return a name as a message holds it: in quotation marks, cut where it is long.

    >>> quoted("x" * 20_000) == repr("x" * 60 + "…")
    True
    """
    return repr(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…")
