"""Which topic of one fit is which of another."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from scipy.optimize import linear_sum_assignment

__all__ = ["CAME_BACK", "jaccard", "matching_topics", "paired"]

CAME_BACK = 0.5
"""Jaccard from which a topic is the same; under it, Hennig (2007) calls a cluster dissolved."""
_HALF_SHARED = 0.333
"""least Jaccard of two sets of which half of each lies in the other."""


def matching_topics(
    before: Sequence[AbstractSet[object]], now: Sequence[AbstractSet[object]]
) -> list[int | None]:
    """Return for each set of `before` the place in `now` of the one that it became, None where it is gone.

    They are paired by `paired`, their similarity being that of Jaccard, |A ∩ B| / |A ∪ B|, among those of
    which half of each lies in the other: .5 or more is always so, and under 1/3 never. What a user named is
    the same to a reader in between as well, which stability would not count.
    """
    similarity = np.array([[jaccard(a, b) if _half_shared(a, b) else 0.0 for b in now] for a in before])
    found: list[int | None] = [None] * len(before)
    if similarity.size:
        for row, column in paired(similarity, _HALF_SHARED):
            found[row] = column
    return found


def paired(similarity: np.ndarray, least: float = CAME_BACK) -> list[tuple[int, int]]:
    """Return the (row, column) of the topics that are the same, by `similarity` (rows, columns), Jaccard's.

    They are paired one to one so that the sum is largest (Hungarian assignment, Kuhn 1955) over similarities
    from `least`: no pair under the bar stands in the way of one above.
    """
    counted = np.where(similarity >= least, similarity, 0.0)
    pairs = zip(*linear_sum_assignment(counted, maximize=True), strict=True)
    return [(int(row), int(column)) for row, column in pairs if counted[row, column]]


def _half_shared(one: AbstractSet[object], other: AbstractSet[object]) -> bool:
    return 2 * len(one & other) >= max(len(one), len(other)) > 0


def jaccard(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    """Return |A ∩ B| / |A ∪ B|, 0 for two empty sets."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0
