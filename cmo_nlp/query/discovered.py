"""What grammar found and the lexicon does not hold, ranked for review, with what it is close to."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cmo_nlp.query.inflections import expression_key
from cmo_nlp.store import read

if TYPE_CHECKING:
    from cmo_nlp.lexicons import Lexicon
    from cmo_nlp.model_registry import Encoder

__all__ = ["Excerpt", "Neighbour", "Suggestion", "Suggestions", "suggest"]

_QUOTATIONS = 3
_NEIGHBOURS = 3
_LABELS = {"skill", "tool", "counterpart"}  # those that are discovered


class Excerpt(NamedTuple):
    """A sentence that holds the form, on one line, its source and its date ("" where there is none)."""

    text: str
    source: str
    date: str


class Neighbour(NamedTuple):
    """A concept of the lexicon and the cosine (-1 to 1) of its closest form to what was discovered."""

    concept_id: str
    name: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A form as it is most often written, how often it is there, where, and the nearest concepts.

    It stands for all its inflections, which the counts take in. `documents` counts a family of
    near-duplicates once; `mentions` counts all that the documents hold.
    """

    form: str
    label: str
    mentions: int
    documents: int
    excerpts: tuple[Excerpt, ...]
    nearest: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The commonest forms, and how many there are beside them.

    `rare` forms stand in fewer documents than was asked for; `known` are in the lexicon by now; `refused` a
    reader answered with no, or switched off; `further` come after the last that is shown; `unsearched`
    documents are not annotated yet.
    """

    forms: tuple[Suggestion, ...]
    rare: int
    known: int
    refused: int
    further: int
    unsearched: int


@dataclass(slots=True)
class _Group:
    """All mentions of one expression, whatever its inflection."""

    surest: float = 0.0
    surfaces: Counter[str] = field(default_factory=Counter)
    families: set[str] = field(default_factory=set)
    places: list[read.DiscoveredMention] = field(default_factory=list)

    def add(self, mention: read.DiscoveredMention) -> None:
        self.surest = max(self.surest, mention.score)
        self.surfaces[" ".join(mention.surface.split())] += 1
        if len(self.places) < _QUOTATIONS and mention.family not in self.families:
            self.places.append(mention)
        self.families.add(mention.family)

    @property
    def form(self) -> str:
        """The commonest spelling; of two as common, the first in the order of their letters."""
        return min(self.surfaces, key=lambda surface: (-self.surfaces[surface], surface))


def suggest(
    connection: sqlite3.Connection, lexicon: "Lexicon", encoder: "Encoder", minimum: int, limit: int
) -> Suggestions:
    """Return the forms of at least `minimum` documents, those of most documents first, `limit` at most.

    The quotations are of different documents, oldest first. The same corpus gives the same answer.
    """
    groups = _groups(read.discovered_mentions(connection))
    held = {(lexicon.concepts[f.concept_id].label, expression_key(f.form)) for f in lexicon.forms}
    refused = {(label, expression_key(form)) for label, form in lexicon.refused} - held
    unknown = {key: group for key, group in groups.items() if key not in held and key not in refused}
    common = {key: group for key, group in unknown.items() if len(group.families) >= minimum}
    ranked = sorted(common, key=lambda k: (*_rank(common[k]), k))
    shown = [(label, common[label, key]) for label, key in ranked[:limit]]
    neighbours = _nearest([(label, group.form) for label, group in shown], lexicon, encoder)
    return Suggestions(
        tuple(
            _suggestion(connection, label, group, nearest)
            for (label, group), nearest in zip(shown, neighbours, strict=True)
        ),
        rare=len(unknown) - len(common),
        known=sum(key in held for key in groups),
        refused=sum(key in refused for key in groups),
        further=len(common) - len(shown),
        unsearched=read.unannotated(connection),
    )


def _rank(group: _Group) -> tuple[float, ...]:
    """Return what comes first: the most documents, the most mentions, the surest of what found it."""
    return -len(group.families), -group.surfaces.total(), -group.surest


def _groups(mentions: Iterable[read.DiscoveredMention]) -> dict[tuple[str, str], _Group]:
    groups: dict[tuple[str, str], _Group] = {}
    for mention in mentions:
        groups.setdefault((mention.label, expression_key(mention.surface)), _Group()).add(mention)
    return groups


def _suggestion(
    connection: sqlite3.Connection, label: str, group: _Group, nearest: tuple[Neighbour, ...]
) -> Suggestion:
    excerpts = tuple(_excerpt(connection, mention) for mention in group.places)
    return Suggestion(group.form, label, group.surfaces.total(), len(group.families), excerpts, nearest)


def _excerpt(connection: sqlite3.Connection, mention: read.DiscoveredMention) -> Excerpt:
    document = read.document(connection, mention.document_id)
    record = read.annotation(connection, mention.document_id)
    around = record.annotation.sentences if record else ()
    start, end = next(
        ((s.start, s.end) for s in around if s.start <= mention.start and mention.end <= s.end),
        (mention.start, mention.end),
    )
    published = document.description.published
    quoted = " ".join(document.text[start:end].split())
    return Excerpt(quoted, document.sources[0], published.date if published else "")


def _nearest(
    forms: Sequence[tuple[str, str]], lexicon: "Lexicon", encoder: "Encoder"
) -> list[tuple[Neighbour, ...]]:
    """Return the closest concepts of the lexicon to each (label, form), by the closest of their forms.

    A counterpart is compared with counterparts, skills and tools with both: a word may be either. A concept
    without a known word is close to nothing (cosine 0) and is left out.
    """
    known = [f for f in lexicon.forms if lexicon.concepts[f.concept_id].label in _LABELS]
    if not forms or not known:
        return [() for _ in forms]
    people = [lexicon.concepts[f.concept_id].label == "counterpart" for f in known]
    cosines = encoder.encode([form for _, form in forms]) @ encoder.encode([f.form for f in known]).T
    found = []
    for (label, _), row in zip(forms, cosines.round(3).tolist(), strict=True):
        best: dict[str, float] = {}
        for form, cosine, is_person in zip(known, row, people, strict=True):
            if is_person == (label == "counterpart"):
                best[form.concept_id] = max(cosine, best.get(form.concept_id, 0.0))
        closest = sorted((i for i in best if best[i] > 0), key=lambda i: (-best[i], i))
        found.append(tuple(_neighbour(i, best[i], lexicon) for i in closest[:_NEIGHBOURS]))
    return found


def _neighbour(identity: str, cosine: float, lexicon: "Lexicon") -> Neighbour:
    return Neighbour(identity, lexicon.concepts[identity].name, round(cosine, 2))
