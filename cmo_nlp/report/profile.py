"""The profile of the role, period by period: who speaks of what, what came, what went, what changed."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.errors import InputError
from cmo_nlp.records import TrendPoint
from cmo_nlp.report.distances import parts_of_things
from cmo_nlp.report.summary import PROFILE_PARTS, NamedChange, named_changes, thing_names
from cmo_nlp.statistics.specificity import specificity
from cmo_nlp.store import read

__all__ = ["PARTS", "Attested", "PeriodProfile", "ProfileThing", "profiles"]

PARTS = tuple(part for part in PROFILE_PARTS if part != "profile")
_CHARACTERISTIC = 1.3  # signed log10: one draw in twenty
_UNLIKELY = 0.05


class ProfileThing(NamedTuple):
    """A thing in a period: `n` documents, and how characteristic it is of the period (signed log10).

    `first` and `last` are the dates of the first and the last document that speaks of it, in any period.
    """

    id: str
    name: str
    n: int
    specificity: float | None
    first: str
    last: str


class Attested(NamedTuple):
    """A thing that came or went: in `n` of the `N` documents from here on, in none of the `absent` before.

    For one that went, in `n` of the `N` up to here and in none of the `absent` after. `chance` is the
    probability that all `n` fall on this side if the documents were dealt out blindly (hypergeometric), not
    corrected for the many things looked at: it rules out absences that the small number of documents before
    or after explains, and is no test of a change.
    """

    thing: ProfileThing
    n: int
    N: int
    absent: int
    chance: float


@dataclass(frozen=True, slots=True)
class PeriodProfile:
    """The portrait of a period of `N` documents.

    `parts` hold the things of each part of the profile, those in most documents first. `came` are attested
    here for the first time, `going` for the last time, where a chance under .05 says that this is not for
    want of documents before or after. `rose` and `fell` are the established changes: a step that has its
    break here, or a slope without a step where this is the period with which half of the documents are
    behind. `high` and `low` are the things that the period is characteristic of, or that it lacks (signed
    log10 of 1.3 or more, uncorrected). `horizons` are the documents that speak of past, present and future.
    `distances` compare its profile with the one before.
    """

    period: str
    N: int
    sparse: bool
    parts: dict[str, tuple[ProfileThing, ...]]
    came: tuple[Attested, ...]
    going: tuple[Attested, ...]
    rose: tuple[NamedChange, ...]
    fell: tuple[NamedChange, ...]
    high: tuple[ProfileThing, ...]
    low: tuple[ProfileThing, ...]
    horizons: dict[str, int]
    distances: tuple[NamedChange, ...]


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
    named = named_changes(connection, changes)
    return tuple(_profile(series, named, place) for place in range(len(series[0].points)))


def _series(connection: sqlite3.Connection) -> Iterator[_Series]:
    names, parts = thing_names(connection), parts_of_things(connection)
    dates = {one.id: one.published or "" for one in read.dated_documents(connection)}
    found: defaultdict[tuple[str, str], list[TrendPoint]] = defaultdict(list)
    for point in read.points(connection):
        if point.clock == "publication" and point.stratum is None:
            found[point.kind, point.id].append(point)
    for key, points in found.items():
        # By period first: a year alone may stand for any day of it.
        attested = [sorted(dates.get(one, "") for one in point.documents) for point in points if point.n]
        part = "horizon" if key[0] == "horizon" else parts.get(key, "")
        ends = (attested[0][0], attested[-1][-1]) if attested else ("", "")
        total = sum(point.n for point in points)
        yield _Series(*key, names[key][0], part, tuple(points), total, *ends)


def _profile(series: Sequence[_Series], changes: Sequence[NamedChange], place: int) -> PeriodProfile:
    point = series[0].points[place]
    documents = sum(p.N for p in series[0].points)
    told = [one for one in series if one.part in PARTS]
    things = {one.id: _thing(one, place, documents) for one in told}
    parts = {
        part: tuple(_ranked(things[one.id] for one in told if one.part == part and one.points[place].n))
        for part in PARTS
    }
    moved = [one for one in changes if one.change.direction != "none" and _is_of(one, changes, point.period)]
    distances = [c for c in changes if c.change.kind == "profile" and c.change.change_point == point.period]
    return PeriodProfile(
        point.period,
        point.N,
        point.sparse,
        parts,
        tuple(_attested(told, things, place, came=True)),
        tuple(_attested(told, things, place, came=False)),
        tuple(one for one in moved if one.change.direction == "up"),
        tuple(one for one in moved if one.change.direction == "down"),
        tuple(_ranked(t for t in things.values() if (t.specificity or 0) >= _CHARACTERISTIC)),
        tuple(_ranked(t for t in things.values() if (t.specificity or 0) <= -_CHARACTERISTIC)),
        {one.id: one.points[place].n for one in series if one.part == "horizon"},
        tuple(sorted(distances, key=lambda one: list(PROFILE_PARTS).index(one.change.id))),
    )


def _thing(one: _Series, place: int, documents: int) -> ProfileThing:
    point = one.points[place]
    value = specificity(point.n, point.N, one.total, documents)
    return ProfileThing(one.id, one.name, point.n, value, one.first, one.last)


def _ranked(things: Iterable[ProfileThing]) -> list[ProfileThing]:
    return sorted(things, key=lambda thing: (-thing.n, -abs(thing.specificity or 0), thing.id))


def _is_of(one: NamedChange, changes: Sequence[NamedChange], period: str) -> bool:
    """Tell whether an established change is told with `period`; a slope beside a step goes without saying."""
    if one.change.test == "step":
        return one.change.change_point == period
    steps = (c.change for c in changes if c.change.test == "step" and c.change.direction != "none")
    has_step = any((c.kind, c.id) == (one.change.kind, one.change.id) for c in steps)
    return not has_step and one.late is not None and one.late.first == period


def _attested(
    told: Sequence[_Series], things: dict[str, ProfileThing], place: int, *, came: bool
) -> list[Attested]:
    found = []
    for one in told:
        attested = [at for at, point in enumerate(one.points) if point.n]
        if attested and place == attested[0 if came else -1]:
            here = one.points[place:] if came else one.points[: place + 1]
            total = sum(point.N for point in here)
            absent = sum(point.N for point in one.points) - total
            chance = _chance(one.total, total, absent)
            if chance < _UNLIKELY:
                found.append(Attested(things[one.id], one.total, total, absent, chance))
    return sorted(found, key=lambda one: (one.chance, one.thing.id))


def _chance(n: int, here: int, absent: int) -> float:
    """Return the probability that `n` documents drawn of all are among the `here`, none of the `absent`."""
    from scipy.stats import hypergeom

    return float(hypergeom.pmf(0, here + absent, n, absent))
