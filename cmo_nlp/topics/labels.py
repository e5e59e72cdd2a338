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
_SHARE_NAMED = 0.1
"""share of the units of a topic that a term stands in, at least, to name it, where there is such a term."""
_NAMED_BY_PHRASE = 0.5
"""specificity, against that of the topic's most specific noun, from which a phrase names it by itself."""
_DOCUMENTS_TO_NAME = 3
"""documents that a term needs to count in full: the vocabulary of one author is no theme."""
_PHRASE_OF_WORD = 0.25
"""share of the units of a word in which a phrase with it stands, at least, to name the topic in its place."""
_NAMED_WITH = 0.1
"""specificity, against that of the first word of a name, from which a second one stands beside it."""
_AND = " et "
_LOOKED_AT = 300
"""terms of a topic, heaviest first, among which those that say most are sought."""


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a topic in French and its terms with their c-TF-IDF weights, heaviest first."""

    name: str
    terms: tuple[tuple[str, float], ...]


def label_topics(
    fitted: FittedTopics, terms: Sequence[Sequence[Occurrence]], documents: Sequence[str], shown: int
) -> list[Label]:
    """Return the label of each topic, with at most `shown` terms, all of them found in the topic's texts.

    `terms` and `documents` are those of each unit. Names go round by size of topic: each takes the most
    specific noun that no larger topic has taken and that a tenth of its units hold, or a phrase that is
    nearly as specific, or one with this noun in it that is not rare beside it, « protection des données ».
    Where there is no such phrase, a second noun stands beside the first, « magasin et prix ». A term of one
    document counts a third, of two two thirds. Adjectives and the names of persons, firms and places name a
    topic only where it has nothing else.
    """
    corpus = _Texts(terms, documents)
    taken: set[str] = set()
    labels = []
    for topic, weights in enumerate(fitted.weights):
        members = [i for i, label in enumerate(fitted.clustering.labels.tolist()) if label == topic]
        texts = _Texts([terms[i] for i in members], [documents[i] for i in members])
        keys, naming = _characteristic(texts, corpus, weights)
        named = _name(texts, corpus, naming, taken)
        name = _AND.join(texts.surface(key) for key in named)
        if not named:
            name = _numbered(texts.surface(naming[0]), taken)
        taken |= {name.casefold(), *named, *(texts.surface(key).casefold() for key in named)}
        chosen = sorted(keys[:shown], key=lambda key: (-weights[key], key))
        labels.append(Label(name, tuple((texts.surface(key), weights[key]) for key in chosen)))
    return labels


class _Texts:
    """The terms of some units: `counts` of occurrences, `support` in units, `spread` over documents.

    `surfaces` are the forms of a term with their counts, `words` how many content words it has. The rows of
    one document stand together.
    """

    def __init__(self, rows: Sequence[Sequence[Occurrence]], documents: Sequence[str]) -> None:
        self.units = len(rows)
        self.documents = len({*documents})
        self.counts: Counter[str] = Counter()
        self.support: Counter[str] = Counter()
        self.surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.words: dict[str, int] = {}
        self._naming: Counter[str] = Counter()
        self.spread: Counter[str] = Counter()
        last: dict[str, str] = {}
        for row, document in zip(rows, documents, strict=True):
            keys = {occurrence.key for occurrence in row}
            self.support.update(keys)
            self.spread.update(key for key in keys if last.get(key) != document)
            last.update(dict.fromkeys(keys, document))
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


def _name(texts: _Texts, corpus: _Texts, keys: Sequence[str], taken: set[str]) -> tuple[str, ...]:
    """Return the one or two of `keys` that name a topic, none where all are `taken`."""
    free = [key for key in keys if key not in taken and texts.surface(key).casefold() not in taken]
    if not free:
        return ()
    nouns = [key for key in free if texts.may_name(key)] or free
    scores = {key: _worth(key, texts, corpus) for key in nouns}
    ranked = sorted(nouns, key=lambda key: -scores[key])
    known = [key for key in ranked if texts.support[key] >= _SHARE_NAMED * texts.units] or ranked
    first, *others = known
    least = round(_NAMED_BY_PHRASE * scores[first], 9)
    for key in known:
        if texts.words[key] > 1 and scores[key] >= least:
            return (key,)
    if phrase := _phrase_of(first, texts, ranked):
        return (phrase,)
    beside = [key for key in others if scores[key] >= _NAMED_WITH * scores[first]]
    second = [key for key in beside if first not in key.split()]
    return (first, *second[:1])


def _phrase_of(word: str, texts: _Texts, keys: Sequence[str]) -> str | None:
    """Return the first of `keys` that is a phrase with `word` in it, and not rare beside it."""
    for key in keys:
        if texts.words[key] > 1 and word in key.split():
            told = texts.support[key] >= _PHRASE_OF_WORD * texts.support[word]
            if told and not _is_alone(key, texts):
                return key
    return None


def _worth(key: str, texts: _Texts, corpus: _Texts) -> float:
    """Return how well a term names a topic: its specificity, less where it stands in one or two documents."""
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


def _numbered(name: str, taken: set[str]) -> str:
    numbers = range(2, len(taken) + 3)
    return next(one for n in numbers if (one := f"{name} ({n})").casefold() not in taken)
