"""Which documents are compared with which: those of one outlet, of one group, and of like length."""

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

__all__ = ["LEAST", "strata", "tells_apart", "unlike_lengths"]

_DOCUMENTS_OF_A_CLASS = 5
"""documents of an outlet that one class of length holds at the least; five tell four fifths of what they tell
in a large stratum."""
_FEW_CLASSES, _AMPLE, _MOST_CLASSES = 4, 50, 8
"""classes of length, more than four where they hold fifty documents each; four leave few tests moved
where texts double in length, and eight of a small outlet would cost a fifth of the weak steps found."""
LEAST = 2 * _DOCUMENTS_OF_A_CLASS
"""documents of an outlet under which their length is not held still."""


def strata(
    publishers: Sequence[str | None], groups: Sequence[str | None], words: Sequence[int]
) -> np.ndarray:
    """Return the stratum (from 0) of each document, by its publisher, its group and its length in words.

    Documents of one publisher are alike, longer documents mention more, and both come and go: within a
    stratum, only time is left. Documents without a publisher, and those that are the only one of theirs (in
    their group), are compared with each other: nothing makes them more alike than any two. Lengths are cut
    into classes at the quantiles of each publisher that has the documents for it.
    """
    lengths = np.asarray(words, dtype=float)
    found = np.zeros(len(lengths), dtype=np.int64)
    first = 0
    for places in _cells(publishers, groups):
        classes = _classes(lengths[places])
        found[places] = first + classes
        first += int(classes.max(initial=-1)) + 1
    return found


def tells_apart(first: np.ndarray, second: np.ndarray) -> bool:
    """Return whether two stratifications (both (documents,)) compare different documents with each other."""
    pairs = len(np.unique(np.column_stack([first, second]), axis=0))
    return not len(np.unique(first)) == len(np.unique(second)) == pairs


def unlike_lengths(
    publishers: Sequence[str | None], groups: Sequence[str | None], words: Sequence[int]
) -> int:
    """Return how many documents `strata` compares with any length: their outlets are too small."""
    lengths = np.asarray(words)
    small = (places for places in _cells(publishers, groups) if 1 < len(places) < LEAST)
    return sum(len(places) for places in small if np.ptp(lengths[places]) > 0)


def _cells(publishers: Sequence[str | None], groups: Sequence[str | None]) -> list[np.ndarray]:
    """Return the places of the documents of each outlet in each group."""
    pairs = list(zip(groups, publishers, strict=True))
    often = Counter(pairs)
    places: dict[Hashable, list[int]] = {}
    for place, (group, name) in enumerate(pairs):
        places.setdefault((group, name if often[group, name] > 1 else None), []).append(place)
    return [np.array(places[cell]) for cell in sorted(places, key=str)]


def _classes(lengths: np.ndarray) -> np.ndarray:
    ample = min(_MOST_CLASSES, max(_FEW_CLASSES, len(lengths) // _AMPLE))
    count = max(1, min(ample, len(lengths) // _DOCUMENTS_OF_A_CLASS))
    edges = np.quantile(lengths, np.arange(1, count) / count) if count > 1 else np.zeros(0)
    _, classes = np.unique(np.searchsorted(edges, lengths, side="right"), return_inverse=True)
    return np.asarray(classes)
