"""Which documents are compared with which: those of one outlet, of one group, and of like length."""

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

__all__ = ["strata"]

_DOCUMENTS_OF_A_CLASS = 50
"""documents of an outlet that one class of length holds at the least."""
_MOST_CLASSES = 6
"""classes of length; with six, what is left of a drift in length within a class moves no test that we saw."""


def strata(
    publishers: Sequence[str | None], groups: Sequence[str | None], words: Sequence[int]
) -> np.ndarray:
    """Return the stratum (from 0) of each document, by its publisher, its group and its length in words.

    Documents of one publisher are alike, longer documents mention more, and both come and go: within a
    stratum, only time is left. Documents without a publisher, and those that are the only one of theirs (in
    their group), are compared with each other: nothing makes them more alike than any two. Lengths are cut
    into classes at the quantiles of each publisher that has the documents for it.
    """
    pairs = list(zip(groups, publishers, strict=True))
    often = Counter(pairs)
    cells: list[Hashable] = [(group, name if often[group, name] > 1 else None) for group, name in pairs]
    lengths = np.asarray(words, dtype=float)
    found = np.zeros(len(cells), dtype=np.int64)
    first = 0
    for places in _by_cell(cells):
        classes = _classes(lengths[places])
        found[places] = first + classes
        first += int(classes.max(initial=-1)) + 1
    return found


def _by_cell(cells: Sequence[Hashable]) -> list[np.ndarray]:
    places: dict[Hashable, list[int]] = {}
    for place, cell in enumerate(cells):
        places.setdefault(cell, []).append(place)
    return [np.array(places[cell]) for cell in sorted(places, key=str)]


def _classes(lengths: np.ndarray) -> np.ndarray:
    count = min(_MOST_CLASSES, max(1, len(lengths) // _DOCUMENTS_OF_A_CLASS))
    edges = np.quantile(lengths, np.arange(1, count) / count) if count > 1 else np.zeros(0)
    _, classes = np.unique(np.searchsorted(edges, lengths, side="right"), return_inverse=True)
    return np.asarray(classes)
