"""The passages that may answer: those whose documents and contents are as the user wants them."""

import sqlite3
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from cmo_nlp.store import read

__all__ = ["Passages"]

_FILTERS = 32  # whose passages are remembered: 8 MB at most each for 100,000 segments, most far less


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is remembered of a state of a workspace: `places` of segments by row, 25 MB for 100,000.

    `passing` has the rows of the segments that pass a filter, the filter asked last at the end; None where it
    was asked once only, since to look at every segment pays from the second question on.
    """

    places: dict[int, read.PassagePlace]
    passing: dict[read.PassageFilter, frozenset[int] | None] = field(default_factory=dict)


_lock = threading.Lock()
_kept: dict[tuple[str, int], _Kept] = {}  # of the workspace asked last


class Passages:
    """Says of segments, by row, whether they pass `wanted`; what they are asked is read once."""

    def __init__(self, connection: sqlite3.Connection, wanted: read.PassageFilter) -> None:
        self._connection = connection
        self._wanted = wanted
        self._kept = _state(connection)

    def place(self, row: int) -> read.PassagePlace:
        """Return where the segment in `row` stands."""
        return self._kept.places[row]

    def passing(self, rows: Iterable[int]) -> Iterator[int]:
        """Yield those of `rows` that pass, in their order, as far as they are asked for."""
        known = self.known()
        if known is not None:
            return (row for row in rows if row in known)
        return self._tested(rows, list(_tests(self._connection, self._wanted)))

    def known(self) -> frozenset[int] | None:
        """Return the rows of all that pass, None for a filter that was not asked before."""
        passing = self._kept.passing
        with _lock:
            asked_before = self._wanted in passing
            known = passing.pop(self._wanted, None)
        if known is None and asked_before:
            tests = list(_tests(self._connection, self._wanted, everywhere=True))
            known = frozenset(self._tested(self._kept.places, tests))
        with _lock:
            passing[self._wanted] = known
            for oldest in list(passing)[:-_FILTERS]:
                del passing[oldest]
        return known

    def _tested(self, rows: Iterable[int], tests: list[Callable[[read.PassagePlace], bool]]) -> Iterator[int]:
        for row in rows:
            place = self._kept.places.get(row)
            if place is not None and all(test(place) for test in tests):
                yield row


def _state(connection: sqlite3.Connection) -> _Kept:
    key = read.revision(connection)
    with _lock:
        if key not in _kept:
            places = read.passage_places(connection)
            _kept.clear()
            _kept[key] = _Kept(places)
        return _kept[key]


def _tests(
    connection: sqlite3.Connection, wanted: read.PassageFilter, *, everywhere: bool = False
) -> Iterator[Callable[[read.PassagePlace], bool]]:
    """Yield what a segment is asked, the cheapest first; what `everywhere` pays is to list all mentions."""
    documents = read.passing_documents(connection, wanted)
    if documents is not None:
        yield lambda place: place.document in documents
    topics = read.topic_starts(connection, wanted)
    if topics is not None:
        yield lambda place: (place.document, place.start) in topics
    listed = everywhere or bool(wanted.concepts)
    held = read.held_starts(connection, wanted) if listed else None
    if held is not None:
        yield lambda place: _within(held.get(place.document, []), place)
    elif holds := read.holding(connection, wanted):
        yield holds


def _within(starts: list[int], place: read.PassagePlace) -> bool:
    first = bisect_left(starts, place.start)
    return first < len(starts) and starts[first] < place.end
