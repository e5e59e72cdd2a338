"""What a topic is called: its terms as they stand in its texts, and a name that no other topic has."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cmo_nlp.french import fold
from cmo_nlp.topics.assembly import FittedTopics
from cmo_nlp.topics.candidates import Occurrence

__all__ = ["Label", "label_topics"]

_LIFT = 1.25
"""how much commoner, at least, a term is in its topic than in the corpus. With the next, it keeps « directeur
marketing » from naming a topic of a corpus on marketing."""
_COMMON_OUTSIDE = 0.2
"""share of the units of other topics above which a term is common property."""
_UNITS_FOR_REPEATED = 4
"""units from which a term must stand in two of them: one sentence does not make a theme."""
_NESTED = 0.75
"""share of its occurrences from which a term is only part of a longer one (« relation client »)."""
_ROLE = frozenset(
    fold(key)
    for role in ("directeur", "directrice", "responsable", "patron", "chief", "direction", "fonction")
    for key in (role, f"{role} marketing", f"{role} de marketing")
) | {"marketing", "cmo", "chief marketing officer", "marketing officer", "marketeur"}
"""folded keys that name what the whole corpus is about, and so no topic of it."""
_NAMED_BY_PHRASE, _NAMED_WITH = 0.5, 0.25
"""specificity, against that of the topic's most specific term, from which a phrase names it by itself, and
from which a term stands beside the first one in its name."""
_SHARE_NAMED = 0.05
"""share of the units of a topic that a phrase stands in, at least, to name it all by itself."""
_AND = " et "
_LOOKED_AT = 300
"""terms of a topic, heaviest first, among which those that say most are sought."""


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a topic in French and its terms with their c-TF-IDF weights, heaviest first."""

    name: str
    terms: tuple[tuple[str, float], ...]


def label_topics(fitted: FittedTopics, terms: Sequence[Sequence[Occurrence]], shown: int) -> list[Label]:
    """Return the label of each topic, with at most `shown` terms, all of them found in the topic's texts.

    Names go round by size of topic: each takes the most specific noun phrase that no larger topic has taken,
    or, where no phrase is nearly as specific as its best word, its two best terms, « magasin et prix ».
    Adjectives and the names of persons, firms and places name a topic only where it has nothing else.
    """
    corpus = _Texts(terms)
    taken: set[str] = set()
    labels = []
    for topic, weights in enumerate(fitted.weights):
        members = [row for row, label in zip(terms, fitted.clustering.labels, strict=True) if label == topic]
        texts = _Texts(members)
        keys, naming = _characteristic(texts, corpus, weights)
        name = _name(texts, corpus, naming, taken)
        taken |= {name.casefold(), *name.casefold().split(_AND)}
        chosen = sorted(keys[:shown], key=lambda key: (-weights[key], key))
        labels.append(Label(name, tuple((texts.surface(key), weights[key]) for key in chosen)))
    return labels


class _Texts:
    """The terms of some units: `counts` of occurrences, `support` in units, `surfaces`, `words`."""

    def __init__(self, rows: Sequence[Sequence[Occurrence]]) -> None:
        self.units = len(rows)
        self.counts: Counter[str] = Counter()
        self.support: Counter[str] = Counter()
        self.surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.words: dict[str, int] = {}
        self._naming: Counter[str] = Counter()
        for row in rows:
            self.support.update({occurrence.key for occurrence in row})
            for occurrence in row:
                self.counts[occurrence.key] += 1
                self.surfaces[occurrence.key][occurrence.surface] += 1
                self.words[occurrence.key] = occurrence.words
                self._naming[occurrence.key] += occurrence.names
        self.total = self.counts.total()

    def surface(self, key: str) -> str:
        """Return the commonest surface form of a term; of two as common, the one in lower case."""
        forms = self.surfaces[key]
        return min(forms, key=lambda form: (-forms[form], form != form.lower(), form))

    def may_name(self, key: str) -> bool:
        """Return whether a term stands for a thing more often than not."""
        return 2 * self._naming[key] > self.counts[key]

    def nested(self) -> set[str]:
        """Return the terms that hardly occur outside a longer one."""
        longer = [key for key, words in self.words.items() if words > 1 and self.counts[key] > 1]
        return {
            part for key in longer for part in _parts(key) if self.counts[key] >= _NESTED * self.counts[part]
        }


def _characteristic(
    texts: _Texts, corpus: _Texts, weights: Mapping[str, float]
) -> tuple[list[str], list[str]]:
    """Return the terms of a topic, those that say most first, and those of them that may name it.

    First come its own, whole, repeated ones, then by weight. Those that may name it have no fault, or only
    those that the best one has.
    """
    nested = texts.nested()
    heaviest = sorted(weights, key=lambda key: (-weights[key], key))[:_LOOKED_AT]
    faults = {key: (_is_common(key, texts, corpus), key in nested, _is_alone(key, texts)) for key in heaviest}
    keys = sorted(heaviest, key=faults.__getitem__)
    return keys, [key for key in keys if faults[key] == faults[keys[0]]]


def _is_alone(key: str, texts: _Texts) -> bool:
    return texts.units >= _UNITS_FOR_REPEATED and texts.support[key] == 1


def _is_common(key: str, texts: _Texts, corpus: _Texts) -> bool:
    """Tell whether a term belongs to the corpus, not to the topic; never where the topic is the corpus."""
    outside = corpus.units - texts.units
    if outside and fold(key) in _ROLE:
        return True
    lift = texts.counts[key] / corpus.counts[key] * corpus.total / texts.total
    spread = (corpus.support[key] - texts.support[key]) / outside if outside else 0.0
    return outside > 0 and (lift < _LIFT or spread > _COMMON_OUTSIDE)


def _parts(key: str) -> set[str]:
    words = key.split(" ")
    spans = {(i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    return {" ".join(words[i:j]) for i, j in spans} - {key}


def _name(texts: _Texts, corpus: _Texts, keys: Sequence[str], taken: set[str]) -> str:
    free = [key for key in keys if texts.surface(key).casefold() not in taken]
    if not free:
        return _numbered(texts.surface(keys[0]), taken)
    nouns = [key for key in free if texts.may_name(key)] or free
    scores = {
        key: _specificity(texts.support[key], corpus.support[key], texts.units, corpus.units) for key in nouns
    }
    ranked = sorted(nouns, key=lambda key: -scores[key])
    for key in ranked:
        told = scores[key] >= _NAMED_BY_PHRASE * scores[ranked[0]]
        if told and texts.words[key] > 1 and texts.support[key] >= _SHARE_NAMED * texts.units:
            return texts.surface(key)
    first, *others = [key for key in ranked if scores[key] >= _NAMED_WITH * scores[ranked[0]]]
    second = [key for key in others if {*key.split()}.isdisjoint(first.split())]
    return _AND.join(texts.surface(key) for key in (first, *second[:1]))


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


def _numbered(name: str, taken: set[str]) -> str:
    numbers = range(2, len(taken) + 3)
    return next(one for n in numbers if (one := f"{name} ({n})").casefold() not in taken)
