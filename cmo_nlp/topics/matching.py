"""Which topic of one fit is which of another."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from scipy.optimize import linear_sum_assignment

__all__ = ["matching_topics"]

_CAME_BACK = 0.5
"""Jaccard from which a topic is held to be the same, as for stability."""


def matching_topics(
    before: Sequence[AbstractSet[object]], now: Sequence[AbstractSet[object]]
) -> list[int | None]:
    """Return for each set of `before` the place in `now` of the one that it became, None where it is gone.

    The sets are paired one to one so that the sum of their Jaccard similarities |A ∩ B| / |A ∪ B| is largest
    (Hungarian assignment, Kuhn 1955); a pair counts from 0.5.
    """
    similarity = np.array([[_jaccard(one, other) for other in now] for one in before])
    similarity[similarity < _CAME_BACK] = 0.0  # so that no pair under the bar stands in the way of one above
    found: list[int | None] = [None] * len(before)
    if similarity.size:
        for row, column in zip(*linear_sum_assignment(similarity, maximize=True), strict=True):
            found[row] = int(column) if similarity[row, column] >= _CAME_BACK else None
    return found


def _jaccard(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0
