"""The passages that may answer: those whose documents and contents are as the user wants them."""

import sqlite3
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cmo_nlp.store import read

__all__ = ["Passages"]

_lock = threading.Lock()
_kept: dict[tuple[Any, ...], dict[int, read.PassagePlace]] = {}
"""The places of the workspace asked last: 25 MB for 100,000 segments, read in a tenth of a second."""


class Passages:
    """Says of segments, by row, whether they pass `wanted`; what they are asked is read once."""

    def __init__(self, connection: sqlite3.Connection, wanted: read.PassageFilter) -> None:
        self._places = _places(connection)
        self._tests = list(_tests(connection, wanted))

    def place(self, row: int) -> read.PassagePlace:
        """Return where the segment in `row` stands."""
        return self._places[row]

    def passing(self, rows: Iterable[int]) -> Iterator[int]:
        """Yield those of `rows` that pass, in their order, as far as they are asked for."""
        for row in rows:
            place = self._places.get(row)
            if place is not None and all(test(place) for test in self._tests):
                yield row


def _places(connection: sqlite3.Connection) -> dict[int, read.PassagePlace]:
    key = (read.file_name(connection), *read.vectors_state(connection))
    with _lock:
        if key not in _kept:
            places = read.passage_places(connection)
            _kept.clear()
            _kept[key] = places
        return _kept[key]


def _tests(
    connection: sqlite3.Connection, wanted: read.PassageFilter
) -> Iterator[Callable[[read.PassagePlace], bool]]:
    """Yield what a segment is asked, the cheapest first."""
    documents = read.passing_documents(connection, wanted)
    if documents is not None:
        yield lambda place: place.document in documents
    topics = read.topic_starts(connection, wanted)
    if topics is not None:
        yield lambda place: (place.document, place.start) in topics
    mentions = read.concept_starts(connection, wanted)
    if mentions is not None:
        yield lambda place: _within(mentions.get(place.document, []), place)
    elif holds := read.holding(connection, wanted):
        yield holds


def _within(starts: list[int], place: read.PassagePlace) -> bool:
    first = bisect_left(starts, place.start)
    return first < len(starts) and starts[first] < place.end
