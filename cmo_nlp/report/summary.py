"""The first page: the corpus, what it speaks of most, its topics, and what rose or fell."""

import sqlite3
from dataclasses import dataclass

from cmo_nlp.records import Change, Label, Refusal, Topic, TrendPoint
from cmo_nlp.store import read

__all__ = ["NamedChange", "Summary", "summarise"]

_SHOWN_CONCEPTS = 8


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change with the name of what changed, and the first and last period of its series."""

    name: str
    change: Change
    first: TrendPoint
    last: TrendPoint


@dataclass(frozen=True, slots=True)
class Summary:
    """What a writer wants to know first. `changes` are those whose direction is up or down, by q.

    `tested` counts the series that could be tested, `years` are the first and last of the dated documents.
    """

    sizes: read.Sizes
    years: tuple[str, str] | None
    refused: tuple[Refusal, ...]
    concepts: dict[Label, tuple[read.ConceptCount, ...]]
    topics: tuple[Topic, ...]
    changes: tuple[NamedChange, ...]
    tested: int
    remarks: tuple[str, ...]


def summarise(connection: sqlite3.Connection) -> Summary:
    """Return the summary of what is in the store; what was not run yet is empty."""
    changes = tuple(read.changes(connection))
    notes = [read.stage(connection, name) for name in ("topics", "trends")]
    return Summary(
        read.sizes(connection),
        _years(connection),
        tuple(read.refusals(connection)),
        _most_mentioned(connection),
        read.topics(connection),
        _named(connection, [c for c in changes if c.direction != "none"]),
        sum(change.p is not None for change in changes),
        tuple(remark for note in notes if note for remark in note.remarks),
    )


def _years(connection: sqlite3.Connection) -> tuple[str, str] | None:
    dates = [d.description.published.date[:4] for d in read.documents(connection) if d.description.published]
    return (min(dates), max(dates)) if dates else None


def _most_mentioned(connection: sqlite3.Connection) -> dict[Label, tuple[read.ConceptCount, ...]]:
    """Return the concepts in most documents, by label; ties by mentions, then by name."""
    labels: tuple[Label, ...] = ("skill", "tool", "title", "counterpart")
    counts = [count for count in read.concepts(connection) if count.mentions]
    counts.sort(key=lambda c: (-c.documents, -c.mentions, c.concept.name))
    return {
        label: tuple([c for c in counts if c.concept.label == label][:_SHOWN_CONCEPTS]) for label in labels
    }


def _named(connection: sqlite3.Connection, changes: list[Change]) -> tuple[NamedChange, ...]:
    names = _names(connection)
    series: dict[tuple[str, str, str, str | None], list[TrendPoint]] = {}
    for point in read.points(connection):
        if point.N:
            series.setdefault((point.kind, point.id, point.clock, point.stratum), []).append(point)
    named = []
    for change in sorted(changes, key=lambda c: (c.q or 0.0, c.kind, c.id)):
        points = series[change.kind, change.id, change.clock, change.stratum]
        named.append(NamedChange(names[change.kind, change.id], change, points[0], points[-1]))
    return tuple(named)


def _names(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return the French name of everything that can have a series, by kind and id."""
    horizons = {
        "past": "propos sur le passé",
        "present": "propos sur le présent",
        "future": "propos sur l’avenir",
    }
    names = {("horizon", identity): name for identity, name in horizons.items()}
    names |= {("concept", c.concept.id): c.concept.name for c in read.concepts(connection)}
    names |= {("topic", topic.id): topic.name for topic in read.topics(connection)}
    return names
