"""The first page: the corpus, what it speaks of most, its topics, and what rose or fell."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, get_args

from cmo_nlp.errors import UsageError
from cmo_nlp.query.expression import match_expression, parse
from cmo_nlp.records import Change, Label, Refusal, Topic, TopicFigures, TrendPoint
from cmo_nlp.store import read

__all__ = [
    "PROFILE_PARTS",
    "Half",
    "NamedChange",
    "NamedPoint",
    "Summary",
    "halves",
    "named_changes",
    "named_points",
    "summarise",
    "thing_names",
]

_SHOWN_CONCEPTS = 8
_SHELL_SIGNS = frozenset('"$`\\!')
"""what would not come through a pair of double quotes on a command line."""
_LABELS: tuple[Label, ...] = get_args(Label)
_WHAT: dict[Label, str] = {
    "skill": "compétence",
    "tool": "outil",
    "title": "nom du rôle",
    "counterpart": "interlocuteur",
}
PROFILE_PARTS = {
    "profile": "profil entier",
    "skill": "compétences",
    "tool": "outils",
    "title": "noms du rôle",
    "counterpart": "interlocuteurs",
    "theme": "thèmes guidés",
}
"""the parts of the profile that are compared, in the order in which they are told."""
_KIND = {"free": "thème", "guided": "thème guidé"}


class Half(NamedTuple):
    """One half of a series: `n` of the `N` documents of the periods `first` to `last`.

    Both are "" where no period has documents, and N is 0.
    """

    first: str
    last: str
    n: int
    N: int


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change with the French name of what changed, what that is, and the two halves of its series.

    The halves are None where there are no two: one period only, or none. Of a distance between profiles they
    are the two periods or horizons, all documents of each.
    """

    name: str
    what: str
    change: Change
    early: Half | None
    late: Half | None


class NamedPoint(NamedTuple):
    """A point of a series with the French name of its thing, and what that is."""

    name: str
    what: str
    point: TrendPoint


@dataclass(frozen=True, slots=True)
class Summary:
    """What a writer wants to know first. `changes` are those whose direction is up or down, by q.

    `concepts` are those in most documents, of `named` ones per label in all; their documents, and those of
    the topics, count near-duplicates once. `unnamed` counts the mentions that the lexicon does not hold;
    `offtopic` the documents whose text never names the role; `tested` the tests that could be tested; `years`
    are the first and last of the dated documents; `example` is a query that finds a passage, None where none
    was found.
    """

    sizes: read.Sizes
    years: tuple[str, str] | None
    refused: tuple[Refusal, ...]
    concepts: dict[Label, tuple[read.ConceptCount, ...]]
    named: dict[Label, int]
    unnamed: dict[Label, int]
    offtopic: int
    topics: tuple[Topic, ...]
    figures: TopicFigures | None
    changes: tuple[NamedChange, ...]
    tested: int
    remarks: tuple[str, ...]
    example: str | None


def summarise(connection: sqlite3.Connection) -> Summary:
    """Return the summary of what is in the store; what was not run yet is empty."""
    changes = tuple(read.changes(connection))
    mentioned = _mentioned(connection)
    topics = read.counted_topics(connection)
    notes = [read.stage(connection, name) for name in ("topics", "trends")]
    return Summary(
        read.sizes(connection),
        _years(connection),
        tuple(read.refusals(connection)),
        {label: tuple(counts[:_SHOWN_CONCEPTS]) for label, counts in mentioned.items()},
        {label: len(counts) for label, counts in mentioned.items()},
        {label: read.mentions_outside_lexicon(connection, label) for label in _LABELS},
        read.documents_without_label(connection, "title"),
        topics,
        read.topic_figures(connection),
        named_changes(connection, [c for c in changes if c.direction != "none"]),
        sum(change.p is not None and change.kind != "profile" for change in changes),
        tuple(remark for note in notes if note for remark in note.remarks),
        _example(connection, topics),
    )


def _example(connection: sqlite3.Connection, topics: Sequence[Topic]) -> str | None:
    """Return the first name of a topic, or its first part, or its first term, that finds a passage.

    Both parts of « A et B » need not stand in one passage, and a name of the user's in none.
    """
    for topic in topics:
        first, *rest = topic.name.split(" et ")
        for text in (first if rest else topic.name, *(term for term, _ in topic.terms)):
            if _SHELL_SIGNS.isdisjoint(text) and _finds(connection, text):
                return text
    return "marketing" if _finds(connection, "marketing") else None


def _finds(connection: sqlite3.Connection, text: str) -> bool:
    try:
        return read.is_found(connection, match_expression(parse(text)))
    except UsageError:  # no word in it
        return False


def _years(connection: sqlite3.Connection) -> tuple[str, str] | None:
    dates = [d.description.published.date[:4] for d in read.documents(connection) if d.description.published]
    return (min(dates), max(dates)) if dates else None


def _mentioned(connection: sqlite3.Connection) -> dict[Label, list[read.ConceptCount]]:
    """Return the concepts that are mentioned, by label: those in most documents first, then by mentions.

    Near-duplicates count as one document.
    """
    tallies = read.concept_tallies(connection)
    counts = [
        replace(count, documents=tallies[count.concept.id].documents)
        for count in read.concepts(connection)
        if count.mentions
    ]
    counts.sort(key=lambda c: (-c.documents, -c.mentions, c.concept.name))
    return {label: [c for c in counts if c.concept.label == label] for label in _LABELS}


def named_changes(connection: sqlite3.Connection, changes: Iterable[Change]) -> tuple[NamedChange, ...]:
    """Return `changes` with their names, those of things first, each family the surest first."""
    names = thing_names(connection)
    series: dict[tuple[str, str, str], list[TrendPoint]] = {}
    for point in read.points(connection):
        if point.N and point.stratum is None:
            series.setdefault((point.kind, point.id, point.clock), []).append(point)
    whole: dict[str, list[TrendPoint]] = {}
    for (_, _, clock), points in series.items():
        whole.setdefault(clock, points)
    named = []
    for change in sorted(changes, key=_surest):
        name, what = names[change.kind, change.id]
        if change.kind == "profile":
            both = _successive(whole.get(change.clock, ()), change.change_point)
        else:
            both = halves(series.get((change.kind, change.id, change.clock), ()), change.change_point)
        named.append(NamedChange(name, what, change, *both))
    return tuple(named)


def _surest(change: Change) -> tuple[bool, float, str, str]:
    """The two families of tests apart."""
    return change.kind == "profile", 2.0 if change.q is None else change.q, change.kind, change.id


def named_points(connection: sqlite3.Connection) -> Iterator[NamedPoint]:
    """Yield the points of all series with their names, in the order of the store."""
    names = thing_names(connection)
    for point in read.points(connection):
        yield NamedPoint(*names[point.kind, point.id], point)


def halves(points: Sequence[TrendPoint], change_point: str | None) -> tuple[Half, Half] | tuple[None, None]:
    """Cut a series at its break, else where half of its documents are behind.

    Two sums say more than two end years. Horizons are no halves: the past stands against the future. One
    period with documents has nothing after it.
    """
    if len(points) < 2:  # noqa: PLR2004 - one period has no halves
        return None, None
    if points[0].clock == "horizon":
        return _half(points[:1]), _half(points[-1:])
    total, before, cut = sum(point.N for point in points), 0, 1
    for cut in range(1, len(points)):
        before += points[cut - 1].N
        if points[cut].period == change_point or (change_point is None and 2 * before >= total):
            break
    return _half(points[:cut]), _half(points[cut:])


def _successive(points: Sequence[TrendPoint], period: str | None) -> tuple[Half, Half] | tuple[None, None]:
    """Return the documents of `period` and of the one before it that holds any."""
    for earlier, later in pairwise(points):
        if later.period == period:
            early, late = _half([earlier]), _half([later])
            return early._replace(n=early.N), late._replace(n=late.N)
    return None, None


def _half(points: Sequence[TrendPoint]) -> Half:
    n, total = sum(point.n for point in points), sum(point.N for point in points)
    return Half(points[0].period, points[-1].period, n, total)


def thing_names(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the French name of everything that can have a series, and what it is, by kind and id."""
    horizons = {
        "past": "propos sur le passé",
        "present": "propos sur le présent",
        "future": "propos sur l’avenir",
    }
    names = {("horizon", identity): (name, "horizon") for identity, name in horizons.items()}
    names |= {("profile", part): (name, "profil") for part, name in PROFILE_PARTS.items()}
    names |= {
        ("concept", c.concept.id): (c.concept.name, _WHAT[c.concept.label]) for c in read.concepts(connection)
    }
    names |= {
        ("topic", topic.id): (topic.name, _KIND[topic.kind]) for topic in read.fitted_topics(connection)
    }
    # Series of a topic that was hidden or merged since are there until the trends are computed again.
    names |= {("topic", topic.id): (topic.name, _KIND[topic.kind]) for topic in read.topics(connection)}
    return names
