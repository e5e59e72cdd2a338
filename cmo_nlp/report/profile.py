"""The profile of the role, period by period: who speaks of what, what came, what went, what changed."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.errors import InputError
from cmo_nlp.records import Change, TrendPoint
from cmo_nlp.report.summary import thing_names
from cmo_nlp.statistics.specificity import specificity
from cmo_nlp.store import read

__all__ = ["PARTS", "PeriodProfile", "ProfileThing", "profiles"]

PARTS = ("skill", "tool", "title", "counterpart", "theme")
_LEAST_DOCUMENTS = 3
"""documents of the whole corpus; what is rarer comes and goes without meaning anything."""
_CHARACTERISTIC = 1.3  # signed log10: one draw in twenty


class ProfileThing(NamedTuple):
    """A thing in a period: `n` documents, and how characteristic it is of the period (signed log10).

    `first` and `last` are the first and the last period in which it is attested.
    """

    id: str
    name: str
    n: int
    specificity: float | None
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class PeriodProfile:
    """The portrait of a period of `N` documents.

    `parts` hold the things of each part of the profile, those in most documents first. `came` are attested
    here for the first time, `going` for the last time; both in three documents of the corpus at least, and
    not at the ends of the corpus, before and after which nothing is known. `rose` and `fell` are those whose
    established break is here, `high` and `low` those that the period is characteristic of, or that it lacks.
    `horizons` are the documents that speak of past, present and future. `distances` compare its profile with
    the one before.
    """

    period: str
    N: int
    sparse: bool
    parts: dict[str, tuple[ProfileThing, ...]]
    came: tuple[ProfileThing, ...]
    going: tuple[ProfileThing, ...]
    rose: tuple[Change, ...]
    fell: tuple[Change, ...]
    high: tuple[ProfileThing, ...]
    low: tuple[ProfileThing, ...]
    horizons: dict[str, int]
    distances: tuple[Change, ...]


class _Series(NamedTuple):
    kind: str
    id: str
    name: str
    part: str
    points: tuple[TrendPoint, ...]
    total: int
    first: str
    last: str


def profiles(connection: sqlite3.Connection) -> tuple[PeriodProfile, ...]:
    """Return the portrait of every period of publication, in order; InputError without trends."""
    series = list(_series(connection))
    if not series:
        msg = "there are no series yet; make them with: cmo-nlp trends"
        raise InputError(msg)
    changes = [c for c in read.changes(connection) if c.clock == "publication" and c.stratum is None]
    return tuple(_profile(series, changes, place) for place in range(len(series[0].points)))


def _series(connection: sqlite3.Connection) -> Iterator[_Series]:
    names = thing_names(connection)
    parts = {("concept", count.concept.id): str(count.concept.label) for count in read.concepts(connection)}
    parts |= {("topic", t.id): "theme" for t in read.topics(connection) if t.kind == "guided"}
    found: defaultdict[tuple[str, str], list[TrendPoint]] = defaultdict(list)
    for point in read.points(connection):
        if point.clock == "publication" and point.stratum is None:
            found[point.kind, point.id].append(point)
    for key, points in found.items():
        attested = [point.period for point in points if point.n]
        part = "horizon" if key[0] == "horizon" else parts.get(key, "")
        ends = (attested[0], attested[-1]) if attested else ("", "")
        total = sum(point.n for point in points)
        yield _Series(*key, names[key][0], part, tuple(points), total, *ends)


def _profile(series: Sequence[_Series], changes: Sequence[Change], place: int) -> PeriodProfile:
    point = series[0].points[place]
    documents = sum(p.N for p in series[0].points)
    told = [one for one in series if one.part in PARTS]
    things = {one.id: _thing(one, place, documents) for one in told}
    parts = {
        part: tuple(_ranked(things[one.id] for one in told if one.part == part and one.points[place].n))
        for part in PARTS
    }
    common = [one for one in told if one.total >= _LEAST_DOCUMENTS]
    filled = [p.period for p in series[0].points if p.N]
    ends = (filled[0], filled[-1]) if filled else ("", "")
    shown = [things[one.id] for one in common]
    steps = [c for c in changes if c.test == "step" and c.change_point == point.period]
    return PeriodProfile(
        point.period,
        point.N,
        point.sparse,
        parts,
        tuple(_ranked(t for t in shown if point.period != ends[0] and t.first == point.period)),
        tuple(_ranked(t for t in shown if point.period != ends[1] and t.last == point.period)),
        tuple(c for c in steps if c.direction == "up"),
        tuple(c for c in steps if c.direction == "down"),
        tuple(_ranked(t for t in shown if (t.specificity or 0) >= _CHARACTERISTIC)),
        tuple(_ranked(t for t in shown if (t.specificity or 0) <= -_CHARACTERISTIC)),
        {one.id: one.points[place].n for one in series if one.part == "horizon"},
        tuple(c for c in changes if c.kind == "profile" and c.change_point == point.period),
    )


def _thing(one: _Series, place: int, documents: int) -> ProfileThing:
    point = one.points[place]
    value = specificity(point.n, point.N, one.total, documents)
    return ProfileThing(one.id, one.name, point.n, value, one.first, one.last)


def _ranked(things: Iterable[ProfileThing]) -> list[ProfileThing]:
    return sorted(things, key=lambda thing: (-thing.n, -abs(thing.specificity or 0), thing.id))
