"""Which concepts stand in the sentences of another: the edges of `cmo-nlp network`, quick to look up.

A network of 100,000 passages takes seconds to count and a page has a fraction of one: its units are counted
once for each state of the workspace, as rows (unit, concept), of which a concept needs its own.
"""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Neighbour", "Together"]


class Neighbour(NamedTuple):
    """A concept that so many `units` mention beside another; `ppmi` in bits, as `query.Edge` has it."""

    id: str
    units: int
    ppmi: float


class Together:
    """The units of a network and the concepts that each mentions."""

    def __init__(self, units: Iterable[set[str]]) -> None:
        codes: dict[str, int] = {}
        rows: list[int] = []
        places = [0]
        for found in units:
            rows.extend(codes.setdefault(one, len(codes)) for one in sorted(found))
            places.append(len(rows))
        self._codes, self._names = codes, list(codes)
        self._concepts: NDArray[np.int32] = np.array(rows, dtype=np.int32)
        numbers = np.arange(len(places) - 1, dtype=np.int32)
        self._units: NDArray[np.int32] = np.repeat(numbers, np.diff(places))
        self._n = np.bincount(self._concepts, minlength=len(codes))
        self._N = len(places) - 1

    def around(self, concept: str, most: int) -> list[Neighbour]:
        """Return the `most` concepts of most units of `concept`; equal ones in the order of their ids."""
        code = self._codes.get(concept)
        if code is None:
            return []
        inside = np.zeros(self._N, dtype=bool)
        inside[self._units[self._concepts == code]] = True
        counts = np.bincount(self._concepts[inside[self._units]], minlength=len(self._names))
        counts[code] = 0
        found = [(self._names[other], int(counts[other])) for other in np.flatnonzero(counts).tolist()]
        found.sort(key=lambda one: (-one[1], one[0]))
        return [Neighbour(name, n, self._ppmi(n, code, self._codes[name])) for name, n in found[:most]]

    def _ppmi(self, count: int, one: int, other: int) -> float:
        chance = int(self._n[one]) * int(self._n[other])
        return round(max(0.0, math.log2(count * self._N / chance)), 6)
