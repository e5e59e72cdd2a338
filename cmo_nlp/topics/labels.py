"""What a topic is called: its terms as they stand in its texts, and a name that no other topic has."""

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
_NAMING = 0.5
"""weight, against that of the heaviest term, from which a phrase is preferred to a single word as name."""


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a topic in French and its terms with their c-TF-IDF weights, heaviest first."""

    name: str
    terms: tuple[tuple[str, float], ...]


def label_topics(fitted: FittedTopics, terms: Sequence[Sequence[Occurrence]], shown: int) -> list[Label]:
    """Return the label of each topic, with at most `shown` terms, all of them found in the topic's texts.

    Names go round by size of topic: each takes its heaviest noun phrase that no larger topic has taken,
    or its heaviest word where no phrase is nearly as heavy.
    """
    corpus = _Texts(terms)
    taken: set[str] = set()
    labels = []
    for topic, weights in enumerate(fitted.weights):
        members = [row for row, label in zip(terms, fitted.clustering.labels, strict=True) if label == topic]
        texts = _Texts(members)
        keys = _characteristic(texts, corpus, weights)
        name = _name(texts, keys, weights, taken)
        taken.add(name.casefold())
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
        for row in rows:
            self.support.update({occurrence.key for occurrence in row})
            for occurrence in row:
                self.counts[occurrence.key] += 1
                self.surfaces[occurrence.key][occurrence.surface] += 1
                self.words[occurrence.key] = occurrence.words

    def surface(self, key: str) -> str:
        """Return the commonest surface form of a term; of two as common, the one in lower case."""
        forms = self.surfaces[key]
        return min(forms, key=lambda form: (-forms[form], form != form.lower(), form))

    def nested(self) -> set[str]:
        """Return the terms that hardly occur outside a longer one."""
        longer = [key for key, words in self.words.items() if words > 1 and self.counts[key] > 1]
        return {
            part for key in longer for part in _parts(key) if self.counts[key] >= _NESTED * self.counts[part]
        }


def _characteristic(texts: _Texts, corpus: _Texts, weights: Mapping[str, float]) -> list[str]:
    """Return the terms of a topic, those that say most first: its own, whole, repeated, then by weight."""
    nested = texts.nested()

    def rank(key: str) -> tuple[bool, bool, bool, float, str]:
        alone = texts.units >= _UNITS_FOR_REPEATED and texts.support[key] == 1
        return _is_common(key, texts, corpus), key in nested, alone, -weights[key], key

    return sorted(weights, key=rank)


def _is_common(key: str, texts: _Texts, corpus: _Texts) -> bool:
    """Tell whether a term belongs to the corpus, not to the topic; never where the topic is the corpus."""
    outside = corpus.units - texts.units
    if outside and fold(key) in _ROLE:
        return True
    lift = texts.counts[key] / corpus.counts[key] * corpus.counts.total() / texts.counts.total()
    spread = (corpus.support[key] - texts.support[key]) / outside if outside else 0.0
    return outside > 0 and (lift < _LIFT or spread > _COMMON_OUTSIDE)


def _parts(key: str) -> set[str]:
    words = key.split(" ")
    spans = {(i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    return {" ".join(words[i:j]) for i, j in spans} - {key}


def _name(texts: _Texts, keys: Sequence[str], weights: Mapping[str, float], taken: set[str]) -> str:
    free = [key for key in keys if texts.surface(key).casefold() not in taken]
    if not free:
        first = texts.surface(keys[0])
        return next(
            name for n in range(2, len(taken) + 3) if (name := f"{first} ({n})").casefold() not in taken
        )
    heavy = [key for key in free[:10] if weights[key] >= _NAMING * weights[free[0]]]
    phrases = [key for key in heavy if texts.words[key] > 1]
    return texts.surface((phrases or free)[0])
