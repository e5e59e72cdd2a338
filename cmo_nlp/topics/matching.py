"""Which topic of one fit is which of another."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from scipy.optimize import linear_sum_assignment

__all__ = ["matching_topics", "paired"]

_CAME_BACK = 0.5
"""Jaccard from which a topic is the same; under it, Hennig (2007) calls a cluster dissolved."""


def matching_topics(
    before: Sequence[AbstractSet[object]], now: Sequence[AbstractSet[object]]
) -> list[int | None]:
    """Return for each set of `before` the place in `now` of the one that it became, None where it is gone.

    They are paired by `paired`, their similarity being that of Jaccard, |A ∩ B| / |A ∪ B|.
    """
    similarity = np.array([[_jaccard(one, other) for other in now] for one in before])
    found: list[int | None] = [None] * len(before)
    if similarity.size:
        for row, column in paired(similarity):
            found[row] = column
    return found


def paired(similarity: np.ndarray) -> list[tuple[int, int]]:
    """Return the (row, column) of the topics that are the same, by `similarity` (rows, columns), Jaccard's.

    They are paired one to one so that the sum is largest (Hungarian assignment, Kuhn 1955) over similarities
    from 0.5: no pair under the bar stands in the way of one above.
    """
    counted = np.where(similarity >= _CAME_BACK, similarity, 0.0)
    pairs = zip(*linear_sum_assignment(counted, maximize=True), strict=True)
    return [(int(row), int(column)) for row, column in pairs if counted[row, column]]


def _jaccard(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0
