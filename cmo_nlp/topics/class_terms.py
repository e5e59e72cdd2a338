"""The terms of groups of units that were not clustered: guided themes, or the topics of one period."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from cmo_nlp.topics.candidates import Occurrence, candidate_terms
from cmo_nlp.topics.units import Unit

__all__ = ["Terms", "class_terms", "weighted_terms"]

Terms = tuple[tuple[str, float], ...]
_LIFT = 1.25
"""how much commoner, at least, a term is in its class than in all together, where there are several."""
_PHRASE_WEIGHT = 0.5
"""weight, against that of a word in it, from which a phrase is shown in its place."""
_UNITS_FOR_REPEATED = 4
"""units from which a term must stand in two of them: one sentence does not make a theme."""


def class_terms(units: Sequence[Unit], classes: Sequence[Sequence[int]], shown: int) -> list[Terms]:
    """Return at most `shown` terms for each class, given the places in `units` of its members."""
    terms = candidate_terms(units)
    return weighted_terms(terms, classes, shown)


def weighted_terms(
    terms: Sequence[Sequence[Occurrence]], classes: Sequence[Sequence[int]], shown: int
) -> list[Terms]:
    """Return the (term, weight) of each class, heaviest first; its members are rows of `terms`.

    Class-based TF-IDF (Grootendorst 2022) of term t in class c: tf(t, c) / |c| × ln(1 + A / f(t)), |c| the
    number of terms of the class, A its mean over classes, f(t) the count of t in all classes. Every term
    stands in the texts of its class, in its commonest form there. A unit may be in several classes.
    """
    counts = [Counter(occurrence.key for row in members for occurrence in terms[row]) for members in classes]
    total = sum(counts, Counter[str]())
    sizes = [count.total() for count in counts]
    mean = sum(sizes) / max(sum(size > 0 for size in sizes), 1)
    shares = {key: math.log(1 + mean / count) for key, count in total.items()}
    chosen = []
    for count, members in zip(counts, classes, strict=True):
        own = [terms[row] for row in members]
        weights = {key: n / count.total() * shares[key] for key, n in count.items()}
        telling = _telling(count, total, own)
        keys = sorted(telling or weights, key=lambda key: (-round(weights[key], 12), key))
        surfaces = _surfaces(own)
        chosen.append(tuple((surfaces[key], round(weights[key], 9)) for key in _whole(keys, weights, shown)))
    return chosen


def _telling(count: Counter[str], total: Counter[str], own: Sequence[Sequence[Occurrence]]) -> list[str]:
    """Return the terms that are commoner here than elsewhere and, in a class of some size, repeated."""
    support = Counter(key for row in own for key in {occurrence.key for occurrence in row})
    repeated = 2 if len(own) >= _UNITS_FOR_REPEATED else 1
    alone = count.total() == total.total()
    return [
        key
        for key, n in count.items()
        if support[key] >= repeated and (alone or n / total[key] * total.total() / count.total() >= _LIFT)
    ]


def _surfaces(rows: Sequence[Sequence[Occurrence]]) -> dict[str, str]:
    """Return the commonest surface form of each term; of two as common, the one in lower case."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for occurrence in row:
            forms[occurrence.key][occurrence.surface] += 1
    return {
        key: min(seen, key=lambda form: (-seen[form], form != form.lower(), form))
        for key, seen in forms.items()
    }


def _whole(keys: Sequence[str], weights: Mapping[str, float], shown: int) -> list[str]:
    """Return the first `shown` of `keys` of which none is a part of another.

    « expérience client » takes the place of « client » before it where it weighs half as much, else it goes.
    """
    kept: list[str] = []
    for key in keys:
        own = set(key.split())
        parts = [other for other in kept if set(other.split()) <= own]
        if any(own < set(other.split()) for other in kept):
            continue
        if not parts and len(kept) < shown:
            kept.append(key)
        elif parts and weights[key] >= _PHRASE_WEIGHT * weights[parts[0]]:
            kept = [key if other == parts[0] else other for other in kept if other not in parts[1:]]
    return kept
