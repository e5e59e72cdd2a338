"""Which concepts stand together: in one sentence, segment or document."""

import math
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, NamedTuple, get_args

from cmo_nlp.query.arguments import require_choice, require_choices, require_number
from cmo_nlp.query.filters import concept_ids
from cmo_nlp.records import Concept, Label, Span
from cmo_nlp.store import read

__all__ = ["Edge", "Network", "Node", "Unit", "Weight", "held_units", "network"]

Unit = Literal["sentence", "segment", "document"]
Weight = Literal["count", "ppmi", "jaccard"]
_LABELS: tuple[Label, ...] = get_args(Label)
_DIGITS = 6


class Node(NamedTuple):
    """A concept with an edge; `n` units mention it."""

    id: str
    name: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Two concepts, the first by id as `source`: `count` units of `N` mention both, in `period` if any.

    `source_n` and `target_n` mention each. `jaccard` is count / (source_n + target_n - count), 0 to 1. `ppmi`
    is the positive pointwise mutual information in bits, max(0, log2(count * N / (source_n * target_n))): 0
    where they meet no more than chance would have it. Bias: it is large for rare concepts, which is what a
    minimum count is for. Source: Church and Hanks (1990), Computational Linguistics 16.
    """

    source: str
    target: str
    source_name: str
    target_name: str
    period: str | None
    count: int
    source_n: int
    target_n: int
    N: int
    ppmi: float
    jaccard: float


@dataclass(frozen=True, slots=True)
class Network:
    """The concepts that meet, those of most units first, and their edges, the heaviest first.

    `N` units were looked at; `undated` documents were left out of a network by year.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    N: int
    undated: int


class _Held(NamedTuple):
    """A sentence, segment or family of documents: its year, and the concepts it mentions."""

    year: str | None
    concepts: frozenset[str]


def network(  # noqa: PLR0913 - options by name
    connection: sqlite3.Connection,
    unit: Unit = "sentence",
    weight: Weight = "count",
    *,
    labels: Iterable[Label] = (),
    minimum: int = 2,
    by_year: bool = False,
    around: str | None = None,
) -> Network:
    """Return the pairs of concepts that at least `minimum` units mention together, in each year if asked.

    A family of near-duplicates counts once: as a document it mentions what any of its members does; of its
    sentences and segments, those of its representative are counted. It is of the year of its earliest member.
    A denied mention counts. `around` keeps the edges of one concept, by its id or its name.
    """
    require_choice("unit", unit, get_args(Unit))
    require_choice("weight", weight, get_args(Weight))
    require_number("minimum", minimum, 1)
    wanted = set(require_choices("label", labels, _LABELS)) or set(_LABELS)
    centre = None if around is None else {*concept_ids(connection, (around,))}
    concepts = {c.concept.id: c.concept for c in read.concepts(connection) if c.concept.label in wanted}
    families = _families(connection)
    held = [
        _Held(families.years.get(family), frozenset(found & concepts.keys()))
        for family, found in _units(connection, unit, families)
    ]
    undated = sum(families.years.get(family) is None for family in families.members) if by_year else 0
    groups = _by_year(held) if by_year else {None: held}
    edges = [
        edge
        for year, units in groups.items()
        for edge in _edges(units, year, concepts, minimum)
        if centre is None or not centre.isdisjoint({edge.source, edge.target})
    ]
    edges.sort(key=lambda e: (-getattr(e, weight), -e.count, e.source, e.target, e.period or ""))
    counted = [one for units in groups.values() for one in units]
    return Network(_nodes(edges, counted, concepts), tuple(edges), len(counted), undated)


def held_units(connection: sqlite3.Connection, unit: Unit = "sentence") -> Iterator[set[str]]:
    """Yield the concepts that each unit of a network mentions; most sentences mention none."""
    for _, found in _units(connection, unit, _families(connection)):
        yield found


class _Families(NamedTuple):
    """What counts as one document: the family of each, its members, its representative here, its year."""

    of: Mapping[str, str]
    members: Mapping[str, list[read.Dated]]
    representative: Mapping[str, str]
    years: Mapping[str, str]


def _families(connection: sqlite3.Connection) -> _Families:
    keeps = read.remembered(connection, "keep_duplicates") == "yes"
    members: dict[str, list[read.Dated]] = {}
    for one in read.dated_documents(connection):
        members.setdefault(one.id if keeps else one.family or one.id, []).append(one)
    of = {one.id: family for family, ones in members.items() for one in ones}
    there = {family: {one.id for one in ones} for family, ones in members.items()}
    representative = {family: family if family in ids else min(ids) for family, ids in there.items()}
    dates = {family: [one.published for one in ones if one.published] for family, ones in members.items()}
    years = {family: min(known)[:4] for family, known in dates.items() if known}
    return _Families(of, members, representative, years)


def _units(connection: sqlite3.Connection, unit: Unit, families: _Families) -> Iterator[tuple[str, set[str]]]:
    """Yield each unit as its family and the concepts it mentions, those that mention none too."""
    places = dict(read.concept_places(connection))
    if unit == "document":
        for family, members in families.members.items():
            yield family, {concept for one in members for _, concept in places.get(one.id, ())}
        return
    for identity, spans in read.unit_spans(connection, unit):
        family = families.of[identity]
        if families.representative[family] == identity:
            for found in _within(spans, places.get(identity, ())):
                yield family, found


def _within(spans: Sequence[Span], places: Sequence[tuple[Span, str]]) -> list[set[str]]:
    """Return what is mentioned in each of `spans`; a mention is where it begins."""
    starts = [span.start for span in spans]
    found: list[set[str]] = [set() for _ in spans]
    for place, concept in places:
        at = bisect_right(starts, place.start) - 1
        if at >= 0 and place.start < spans[at].end:
            found[at].add(concept)
    return found


def _by_year(held: Iterable[_Held]) -> dict[str | None, list[_Held]]:
    groups: dict[str | None, list[_Held]] = {}
    for one in sorted((one for one in held if one.year), key=lambda one: one.year or ""):
        groups.setdefault(one.year, []).append(one)
    return groups


def _edges(
    units: Sequence[_Held], year: str | None, concepts: Mapping[str, Concept], minimum: int
) -> Iterator[Edge]:
    alone: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for unit in units:
        alone.update(unit.concepts)
        together.update(combinations(sorted(unit.concepts), 2))
    for (source, target), count in together.items():
        if count >= minimum:
            n, m = alone[source], alone[target]
            ppmi = max(0.0, math.log2(count * len(units) / (n * m)))
            names = (concepts[source].name, concepts[target].name)
            jaccard = round(count / (n + m - count), _DIGITS)
            yield Edge(source, target, *names, year, count, n, m, len(units), round(ppmi, _DIGITS), jaccard)


def _nodes(edges: Sequence[Edge], held: Iterable[_Held], concepts: Mapping[str, Concept]) -> tuple[Node, ...]:
    joined = {identity for edge in edges for identity in (edge.source, edge.target)}
    counts: Counter[str] = Counter()
    for one in held:
        counts.update(one.concepts & joined)
    nodes = [Node(i, concepts[i].name, concepts[i].label, counts[i]) for i in joined]
    return tuple(sorted(nodes, key=lambda node: (-node.n, node.id)))
