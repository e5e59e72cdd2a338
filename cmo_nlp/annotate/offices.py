"""Titles that name a person by where she or he holds the role: « la directrice marketing de Valdor »."""

from collections.abc import Sequence

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage, Subject, Word

__all__ = ["is_held_at", "offices"]

_AT = listed("de d' chez du")
_TIMES = listed("siècle millénaire")  # « le CMO du XXIe siècle » is the role
_FORMER = listed("ex ancien ancienne futur future adjoint adjointe bras prédécesseur successeur")
# « parle au CMO de Valdor », « selon la directrice marketing de Valdor »: she is not the one who acts.
_BESIDE = listed("de d' du à au avec chez par pour que qu' selon entre sous et ou")
_ARTICLES = listed("le la l'")


def is_held_at(words: Sequence[Word], title: Found) -> bool:
    """Tell whether the name of a firm follows `title`: « de Valdor »; « DE VALDOR » tells nothing."""
    at = title.last + 1
    if at >= len(words) or words[title.last].form not in _AT:
        return False
    named = words[at].surface[0].isupper() and not words[at].surface.isupper()
    return named and not (at + 1 < len(words) and words[at + 1].form in _TIMES)


def offices(passage: Passage, titles: Sequence[Found]) -> tuple[Subject, ...]:
    """Return the titles, with their firm, whose holder may act in the passage."""
    words = passage.words
    return tuple(
        (title.first, _end(words, title.last + 1))
        for title in titles
        if is_held_at(words, title) and not _is_beside(words, title.first)
    )


def _is_beside(words: Sequence[Word], first: int) -> bool:
    i = first - 1
    i -= i >= 0 and words[i].form in _ARTICLES
    return i >= 0 and words[i].form in _BESIDE | _FORMER


def _end(words: Sequence[Word], at: int) -> int:
    while at < len(words) and words[at].surface[0].isupper():
        at += 1
    return at
