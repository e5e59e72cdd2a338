"""The choice of a name among the terms of a topic, or the admission that none will do."""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from cmo_nlp.french import fold
from cmo_nlp.topics.term_counts import TermCounts, is_alone

__all__ = ["Name", "choose_name", "worth"]

_NEAR = 0.4
"""nearness in meaning from which a term names a topic (docs/decisions/0013 says on which texts this and the
next were read): « réponses » has .22 and « vie » .37 where they would have named one, « magasin » .70."""
_TELLING = 0.15
"""worth per unit of a topic from which a term names it, so that more units do not make an accident a name:
« salle » has .09 where it is near enough, « directeur général » .25, « client » .80."""
_WORD_SHARE, _PHRASE_SHARE = 0.1, 0.05
"""share of the units of a topic that a word, or a phrase, stands in, at least, to name it."""
_DOCUMENTS_TO_NAME = 3
"""documents that a term needs to count in full: the vocabulary of one author is no theme."""
_SAYS_MORE = 2.0
"""how much more than a word a phrase or an acronym says, as in guided themes."""
_PHRASE_OF_WORD = 1 / 3
"""share of the units of a word in which a phrase with it stands, at least, to take its place."""
_NAMED_WITH = 0.08
"""worth, against that of the first term of a name, from which a second one stands beside it."""
_SAME_WORD = 6
"""letters from which two words that begin with them are taken for one: « aliments », « alimentation »."""
_SHOWN_UNSURE = 3


class Name(NamedTuple):
    """The one or two terms that name a topic; those that say most of it where none is `sure`."""

    keys: tuple[str, ...]
    sure: bool


def choose_name(
    texts: TermCounts, corpus: TermCounts, near: Mapping[str, float], taken: Collection[str]
) -> Name:
    """Return the name of a topic with `texts` out of the terms of `near`, their nearness to it in meaning.

    A phrase stands by itself, and so does a word that has no second beside it. Terms in `taken` are left
    aside; without any other there is no name.
    """
    free = [key for key in near if key not in taken and texts.surface(key).casefold() not in taken]
    nouns = [key for key in free if texts.may_name(key)] or free
    scores = {key: _score(key, texts, corpus) * max(near[key], 0.0) for key in nouns}
    ranked = sorted(nouns, key=lambda key: (-round(scores[key], 9), -texts.support[key], key))
    known = [key for key in ranked if near[key] >= _NEAR and _is_spread(key, texts)]
    if not known or scores[known[0]] < _TELLING * texts.units:
        wide = sorted(ranked, key=lambda key: not _is_spread(key, texts))
        return Name(tuple(_apart(wide, _SHOWN_UNSURE)), sure=False)
    first = _whole(known[0], texts, known)
    if texts.words[first] > 1:
        return Name((first,), sure=True)
    beside = [key for key in known if scores[key] >= _NAMED_WITH * scores[first] and not _alike(key, first)]
    second = [
        _whole(key, texts, [phrase for phrase in known if not _alike(phrase, first)]) for key in beside[:1]
    ]
    return Name((first, *second), sure=True)


def _whole(word: str, texts: TermCounts, keys: Sequence[str]) -> str:
    """Return the first of `keys` that is a phrase with `word` in it and not rare beside it, else `word`."""
    for key in keys:
        told = texts.support[key] >= _PHRASE_OF_WORD * texts.support[word]
        if texts.words[key] > 1 and word in key.split() and told and not is_alone(key, texts):
            return key
    return word


def _is_spread(key: str, texts: TermCounts) -> bool:
    share = texts.support[key] / texts.units
    if texts.words[key] == 1 or share >= _WORD_SHARE:
        return share >= _WORD_SHARE
    return share >= _PHRASE_SHARE and texts.spread[key] >= _DOCUMENTS_TO_NAME


def _apart(keys: Sequence[str], wanted: int) -> list[str]:
    """Return the first `wanted` of `keys` that have no word in common."""
    kept: list[str] = []
    for key in keys:
        if len(kept) < wanted and not any(_alike(key, other) for other in kept):
            kept.append(key)
    return kept


def _alike(one: str, other: str) -> bool:
    return not {fold(word)[:_SAME_WORD] for word in one.split()}.isdisjoint(
        fold(word)[:_SAME_WORD] for word in other.split() if word != "de"
    )


def _score(key: str, texts: TermCounts, corpus: TermCounts) -> float:
    says_more = texts.words[key] > 1 or texts.surface(key).isupper()
    return worth(key, texts, corpus) * (_SAYS_MORE if says_more else 1.0)


def worth(key: str, texts: TermCounts, corpus: TermCounts) -> float:
    """Return how specific a term is to a topic, less where it stands in one or two of its documents."""
    needed = min(_DOCUMENTS_TO_NAME, texts.documents)
    specific = _specificity(texts.support[key], corpus.support[key], texts.units, corpus.units)
    return round(specific * min(texts.spread[key], needed) / needed, 9)


def _specificity(inside: int, everywhere: int, units: int, all_units: int) -> float:
    """Return how specific a term is to a topic: `inside` of its `units`, `everywhere` in `all_units`.

    The log-likelihood ratio G² of presence against absence (Dunning 1993), 0 where the term is as common
    elsewhere, higher where more specific; the number of its units where the topic is the corpus.
    """
    if units == all_units:
        return float(inside)
    expected = everywhere / all_units
    if inside <= units * expected:
        return 0.0
    parts = ((inside, units), (everywhere - inside, all_units - units))
    return 2 * sum(
        observed * math.log(observed / (size * share))
        for held, size in parts
        for observed, share in ((held, expected), (size - held, 1 - expected))
        if observed
    )
