"""Clusters of unit vectors: how many, which, how sure, and which units stand outside.

Spherical k-means (Dhillon and Modha 2001): k-means on vectors of length 1, so that nearness is cosine.
Density methods leave most of a small corpus outside; here every unit has a nearest topic and a measured
distance.
"""

from dataclasses import dataclass

import numpy as np
from sklearn.cluster import KMeans
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

__all__ = [
    "OUTSIDE", "Clustering", "Labels", "Matrix", "cluster", "cluster_of_sample", "distinct_count",
    "labels_of", "leading", "unit_rows",
]  # fmt: skip

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Labels = np.ndarray[tuple[int], np.dtype[np.int64]]

OUTSIDE = -1
"""label of a unit in no topic."""
_FEWEST_DIMENSIONS, _MOST_DIMENSIONS, _UNITS_PER_DIMENSION = 5, 20, 100
"""latent dimensions that are clustered. Of 5, 10, 20 and 100, V-measure is best with 5 on 40 segments of
French news, alike with 5 to 20 on 90 to 660, and best with 20 on 3,767 (docs/decisions/0013)."""
_OUTLIER_SIMILARITY = 0.05
"""cosine to the nearest centroid, in all dimensions, under which a unit stands outside. Of 20, 60 and 200
segments drawn from French news of five sections 6, 2 and 3 % do (means of 8 draws, at most 15 %), of four
articles on one field none; at 0.1 it was 8, 10 and 12 %."""
_TEMPERATURE = 0.2
"""of the soft assignment, in units of cosine."""
_RESTARTS, _RESTARTS_OF_SEARCH = 10, 3


@dataclass(frozen=True, slots=True)
class Clustering:
    """`labels` (n,) number the clusters from 0 by size, then by smallest member; -1 is outside.

    `similarities` (n,) are cosines to the centroid of the unit's own cluster, or of the nearest one for a
    unit outside; `probabilities` (n,) its share in a softmax of the cosines: a degree, not a calibrated
    chance.
    """

    labels: Labels
    similarities: np.ndarray
    probabilities: np.ndarray


def leading(vectors: Matrix, topics: int) -> Matrix:
    """Return the strongest dimensions of `vectors` (n, d), as many as the corpus size and `topics` bear."""
    wanted = _FEWEST_DIMENSIONS + len(vectors) // _UNITS_PER_DIMENSION
    kept = max(min(wanted, _MOST_DIMENSIONS), topics)
    return vectors[:, :kept]


def distinct_count(vectors: Matrix) -> int:
    """Return how many different rows there are, after rounding to 9 decimals: the most clusters possible."""
    return len(np.unique(vectors.round(9), axis=0))


def labels_of(vectors: Matrix, count: int, seed: int) -> Labels:
    """Return the labels (n,) alone of `cluster`, found with a third of its restarts, for a search."""
    return cluster(vectors, count, seed, restarts=_RESTARTS_OF_SEARCH).labels


def cluster_of_sample(vectors: Matrix, count: int, seed: int, rows: Labels) -> Labels:
    """Return labels (n,) of all rows by `count` clusters of those numbered `rows`.

    k-means with restarts finds the same optimum from any seed; what tells a topic from an accident is
    whether it is found without some of its documents.
    """
    return cluster(vectors, count, seed, rows, _RESTARTS_OF_SEARCH).labels


def cluster(
    vectors: Matrix, count: int, seed: int, learnt_from: Labels | None = None, restarts: int = _RESTARTS
) -> Clustering:
    """Return `count` clusters of the rows of `vectors` (n, d), which need not have length 1.

    Centroids are learnt from the rows numbered `learnt_from`, or all; then every row goes to the nearest.

    What a row lacks to length 1 is what it says outside these dimensions, and lowers its similarities. One
    cluster holds every row but those of zeros: there is no other that they could stand apart from.
    """
    directions = normalize(vectors)
    with threadpool_limits(limits=1):
        found = KMeans(count, n_init=restarts, random_state=seed).fit(
            directions[learnt_from] if learnt_from is not None else directions
        )
        cosines = vectors @ normalize(found.cluster_centers_).T
    nearest = cosines.argmax(axis=1)
    similarities = cosines.max(axis=1)
    shares = np.exp((cosines - similarities[:, None]) / _TEMPERATURE)
    alone = similarities < _OUTLIER_SIMILARITY if count > 1 else ~vectors.any(axis=1)
    labels = _numbered(np.where(alone, OUTSIDE, nearest))
    return Clustering(labels, similarities, 1 / shares.sum(axis=1))


def _numbered(labels: np.ndarray) -> Labels:
    """Return `labels` numbered by size, largest first, then by first member."""
    members = {label: np.flatnonzero(labels == label) for label in sorted({*labels.tolist()} - {OUTSIDE})}
    ranked = sorted(members, key=lambda label: (-len(members[label]), members[label][0]))
    numbered = np.full(len(labels), OUTSIDE)
    for number, label in enumerate(ranked):
        numbered[members[label]] = number
    return numbered


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """Return `rows` (n, d) at length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))
