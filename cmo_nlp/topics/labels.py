"""What a topic is called: its terms as they stand in its texts, and a name that no other topic has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cmo_nlp.french import fold
from cmo_nlp.topics.assembly import FittedTopics
from cmo_nlp.topics.candidates import Occurrence
from cmo_nlp.topics.meaning import Meaning
from cmo_nlp.topics.names import Name, choose_name, worth
from cmo_nlp.topics.term_counts import TermCounts, is_alone

__all__ = ["Label", "label_topics"]

_LIFT = 1.25
"""how much commoner, at least, a term is in its topic than in the corpus. With the next, it keeps « directeur
marketing » from naming a topic of a corpus on marketing."""
_COMMON_OUTSIDE = 0.2
"""share of the units of other topics above which a term is common property."""
_ROLE = frozenset(
    fold(key)
    for role in ("directeur", "directrice", "responsable", "patron", "chief", "direction", "fonction")
    for key in (role, f"{role} marketing", f"{role} de marketing")
) | {"marketing", "cmo", "chief marketing officer", "marketing officer", "marketeur"}
"""folded keys that name what the whole corpus is about, and so no topic of it."""
_LOOKED_AT = 300
"""terms of a topic, heaviest first, among which those that say most are sought."""
_WEIGHED = 60
"""terms of a topic, most specific first, whose meaning is looked at to name it."""
_AND = " et "
_UNSURE = "sans nom sûr : "


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a topic in French and its terms with their c-TF-IDF weights, heaviest first."""

    name: str
    terms: tuple[tuple[str, float], ...]


def label_topics(
    fitted: FittedTopics,
    terms: Sequence[Sequence[Occurrence]],
    documents: Sequence[str],
    shown: int,
    meaning: Meaning | None = None,
) -> list[Label]:
    """Return the label of each topic, with at most `shown` terms, all of them found in the topic's texts.

    `terms` and `documents` are those of each unit, and so is `meaning`; without it every term counts as near.
    Names go round by size of topic: each takes the term that no larger topic has taken, that enough of its
    units hold, that is near to what they have in common, and that is most specific to them; a phrase or an
    acronym counts twice. A word gives way to a phrase with it that is not rare beside it, or stands with a
    second, « magasin et site ». A term of one document counts a third, of two two thirds. Where no term will
    do, the name says so: « sans nom sûr : salle, enfants, programme ». Adjectives and the names of persons,
    firms and places name a topic only where it has nothing else.
    """
    corpus = TermCounts(terms, documents)
    taken: set[str] = set()
    labels = []
    for topic, weights in enumerate(fitted.weights):
        members = [i for i, label in enumerate(fitted.clustering.labels.tolist()) if label == topic]
        texts = TermCounts([terms[i] for i in members], [documents[i] for i in members])
        keys, naming = _characteristic(texts, corpus, weights)
        near = _near(naming, members, texts, corpus, meaning)
        named = choose_name(texts, corpus, near, taken)
        labels.append(Label(_written(named, naming[0], texts, taken), _terms(keys[:shown], texts, weights)))
    return labels


def _near(
    naming: Sequence[str],
    members: Sequence[int],
    texts: TermCounts,
    corpus: TermCounts,
    meaning: Meaning | None,
) -> dict[str, float]:
    """Return how near in meaning the most specific terms of a topic are to it."""
    most = sorted(naming, key=lambda key: (-worth(key, texts, corpus), key))[:_WEIGHED]
    if meaning is None:
        return dict.fromkeys(most, 1.0)
    return dict(zip(most, meaning.nearness(members, [texts.surface(key) for key in most]), strict=True))


def _written(named: Name, instead: str, texts: TermCounts, taken: set[str]) -> str:
    """Return a name as it is read; what it takes is `taken` from the topics that come after."""
    surfaces = [texts.surface(key) for key in named.keys]
    if named.sure:
        name = _AND.join(surfaces)
        taken |= {*named.keys, *(surface.casefold() for surface in surfaces)}
    else:
        name = _UNSURE + ", ".join(surfaces) if surfaces else texts.surface(instead)
    if name.casefold() in taken and not named.sure:
        name = _numbered(name, taken)
    taken.add(name.casefold())
    return name


def _terms(
    keys: Sequence[str], texts: TermCounts, weights: Mapping[str, float]
) -> tuple[tuple[str, float], ...]:
    heaviest = sorted(keys, key=lambda key: (-weights[key], key))
    return tuple((texts.surface(key), weights[key]) for key in heaviest)


def _characteristic(
    texts: TermCounts, corpus: TermCounts, weights: Mapping[str, float]
) -> tuple[list[str], list[str]]:
    """Return the terms of a topic, those that say most first, and those of them that may name it.

    First come its own, whole, repeated ones, then by weight. Those that may name it have no fault, or only
    those that the best one has.
    """
    nested = texts.nested()
    heaviest = sorted(weights, key=lambda key: (-weights[key], key))[:_LOOKED_AT]
    faults = {key: (_is_common(key, texts, corpus), key in nested, is_alone(key, texts)) for key in heaviest}
    keys = sorted(heaviest, key=faults.__getitem__)
    return keys, [key for key in keys if faults[key] == faults[keys[0]]]


def _is_common(key: str, texts: TermCounts, corpus: TermCounts) -> bool:
    """Tell whether a term belongs to the corpus, not to the topic; never where the topic is the corpus."""
    outside = corpus.units - texts.units
    if outside and fold(key) in _ROLE:
        return True
    lift = texts.counts[key] / corpus.counts[key] * corpus.total / texts.total
    spread = (corpus.support[key] - texts.support[key]) / outside if outside else 0.0
    return outside > 0 and (lift < _LIFT or spread > _COMMON_OUTSIDE)


def _numbered(name: str, taken: set[str]) -> str:
    numbers = range(2, len(taken) + 3)
    return next(one for n in numbers if (one := f"{name} ({n})").casefold() not in taken)
