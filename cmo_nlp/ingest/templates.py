"""Different texts on one template: they share most of their words, and each says something of its own."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cmo_nlp.french import fold

__all__ = ["are_on_one_template"]

LEAST_OWN = 0.22  # of the words of each text, in passages that the other lacks
_PASSAGE_WORDS = 20  # a changed sentence or headline and misread words leave shorter runs
_SHARED_WORDS = 3
_LEAST_FIGURES = 2
_WORDS_A_FIGURE = 50  # an updated toll changes fewer figures than one in 50 words

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+")


def are_on_one_template(left: str, right: str) -> bool:
    """Return whether two texts with most words in common are two all the same.

    Either both hold passages that the other lacks, for a fifth of their words: a reprint cuts, or adds, but
    what it adds seldom outweighs what it keeps. Or most figures between the same words differ, as in the
    notices of a stock exchange.

    >>> notice = "L’action de la maison a clôturé à {} euros, en hausse de {} pour cent sur la séance."
    >>> are_on_one_template(notice.format(12, 3), notice.format(48, 7))
    True
    """
    words = _words(left), _words(right)
    return _have_other_figures(*words) or all(
        _own_share(own, other) >= LEAST_OWN for own, other in (words, words[::-1])
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _own_share(words: Sequence[str], others: Sequence[str]) -> float:
    """Return the share of `words` in runs of which no three in a row stand in `others` too."""
    known = set(_sequences(others))
    own = end = 0  # of what is shared
    for at, sequence in enumerate(_sequences(words)):
        if sequence in known:
            own += _counted(at - end)
            end = at + _SHARED_WORDS
    return (own + _counted(len(words) - end)) / max(1, len(words))


def _sequences(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[place:] for place in range(_SHARED_WORDS)), strict=False)


def _counted(run: int) -> int:
    return run if run >= _PASSAGE_WORDS else 0


def _have_other_figures(left: Sequence[str], right: Sequence[str]) -> bool:
    """Return whether most figures between the same words differ, and they are many for the length."""
    ours, theirs = _figures(left), _figures(right)
    both = ours.keys() & theirs.keys()
    places = sum(min(len(ours[place]), len(theirs[place])) for place in both)
    other = places - sum(len(ours[place] & theirs[place]) for place in both)
    least = max(_LEAST_FIGURES, min(len(left), len(right)) / _WORDS_A_FIGURE)
    return other >= least and other > places / 2


def _figures(words: Sequence[str]) -> dict[tuple[str, str], set[str]]:
    """Return the figures by the words before and after; « 1 200,50 » is one."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    before, figure = "", ""
    for word in (*words, ""):
        if _FIGURE.fullmatch(word):
            figure += f" {word}"
            continue
        if figure:
            found[before, word].add(figure)
        before, figure = word, ""
    return found
