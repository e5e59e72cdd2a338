"""How far the profile of the role is from one period to the next, and from one horizon to the next."""

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.errors import InputError
from cmo_nlp.records import Clock, TrendPoint
from cmo_nlp.report.summary import PROFILE_PARTS, NamedChange, named_changes, thing_names
from cmo_nlp.store import read

__all__ = ["NamedDistance", "ProfileShift", "distances", "parts_of_things"]

_TOLD = 5


class ProfileShift(NamedTuple):
    """A thing in two profiles: in `early` documents of the one, in `late` of the other.

    Its series resolves to these documents, and `trends show` to their sentences.
    """

    id: str
    name: str
    early: int
    late: int


@dataclass(frozen=True, slots=True)
class NamedDistance:
    """The distance between two successive profiles, and the things that make the most of it.

    `distance.early` and `distance.late` are the two periods or horizons with their documents.
    """

    distance: NamedChange
    shifts: tuple[ProfileShift, ...]


def distances(connection: sqlite3.Connection) -> tuple[NamedDistance, ...]:
    """Return all distances, by publication then by horizon, in order of time; InputError without trends."""
    if read.stage(connection, "trends") is None:
        msg = "there are no series yet; make them with: cmo-nlp trends"
        raise InputError(msg)
    found = named_changes(connection, [c for c in read.changes(connection) if c.kind == "profile"])
    counts, order = _counts(connection)
    parts = list(PROFILE_PARTS)
    told = [NamedDistance(one, _shifts(one, counts[one.change.id, one.change.clock])) for one in found]
    return tuple(sorted(told, key=lambda one: _place(one.distance, order, parts)))


def _place(one: NamedChange, order: Mapping[str, int], parts: Sequence[str]) -> tuple[bool, int, int]:
    change = one.change
    return change.clock != "publication", order.get(change.change_point or "", -1), parts.index(change.id)


_Counts = dict[tuple[str, str], dict[str, int]]
"""the documents of each period, by id and name of a thing"""


def _counts(
    connection: sqlite3.Connection,
) -> tuple[defaultdict[tuple[str, Clock], _Counts], dict[str, int]]:
    """Return the documents of the things of each part and clock, and the order of the periods."""
    names, parts = thing_names(connection), parts_of_things(connection)
    found: defaultdict[tuple[str, Clock], _Counts] = defaultdict(dict)
    order: dict[str, int] = {}
    for point in read.points(connection):
        if point.stratum is None:
            order.setdefault(point.period, len(order))
            thing = (point.id, names[point.kind, point.id][0])
            for part in _parts(point, parts):
                found[part, point.clock].setdefault(thing, {})[point.period] = point.n
    return found, order


def _parts(point: TrendPoint, parts: Mapping[tuple[str, str], str]) -> Iterator[str]:
    part = parts.get((point.kind, point.id))
    if part:
        yield from ("profile", part)


def parts_of_things(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return which part of the profile a thing belongs to, by kind and id, those that belong to one."""
    parts = {("concept", count.concept.id): str(count.concept.label) for count in read.concepts(connection)}
    return parts | {("topic", t.id): "theme" for t in read.topics(connection) if t.kind == "guided"}


def _shifts(one: NamedChange, counts: _Counts) -> tuple[ProfileShift, ...]:
    if one.early is None or one.late is None:
        return ()
    first, second = one.early.first, one.late.first
    shifts = [ProfileShift(*key, n.get(first, 0), n.get(second, 0)) for key, n in counts.items()]
    early, late = max(1, sum(s.early for s in shifts)), max(1, sum(s.late for s in shifts))
    weighed = [(_bits(shift.early / early, shift.late / late), shift) for shift in shifts]
    ranked = sorted(weighed, key=lambda item: (-item[0], item[1]))
    return tuple(shift for bits, shift in ranked[:_TOLD] if bits > 0)


def _bits(first: float, second: float) -> float:
    """Return what one thing adds to the Jensen-Shannon divergence of two profiles that it is a share of."""
    mean = (first + second) / 2
    return math.fsum(share / 2 * math.log2(share / mean) for share in (first, second) if share)
