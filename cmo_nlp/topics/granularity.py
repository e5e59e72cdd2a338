"""How many topics: a scale that the reader chooses, and on it the number that holds best."""

from typing import Literal

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from cmo_nlp.topics.clusters import Matrix, cluster_of_sample, distinct_count, labels_of
from cmo_nlp.topics.coherence import coherence, top_terms
from cmo_nlp.topics.stability import consensus, drawn_rows

__all__ = ["Granularity", "choose_count", "range_of_counts"]

Granularity = Literal["coarse", "medium", "fine"]

_SCALE: dict[str, float] = {"coarse": 0.5, "medium": 1.0, "fine": 2.0}
_EXPONENT = 0.4
"""Topics grow as n^0.4, the units in each as n^0.6: 4 topics of 7 units in 28, 13 of 50 in 650, 52 of 380 in
20,000, as many as a reader can hold and yet each of one thing. Silhouette and stability alone ask for two or
three on every corpus, however large."""
_AROUND = (0.7, 1.3)
_MOST_TRIED = 8
_DRAWS, _DRAWS_OF_FEW, _FEW = 3, 10, 1000
"""samples that a number is tried on, more under 1,000 units, where samples differ more and cost little."""
_OTHER_DRAWS = 1_000_000
"""added to the seed: the number is not chosen on the draws that its stability is then told by."""
_SEARCH_SAMPLE = 2000
"""units that the number is chosen on; more change nothing but the time."""
_UNITS_FOR_TWO = 4


def range_of_counts(units: int, distinct: int, granularity: str) -> list[int]:
    """Return the numbers of topics to try, increasing: at most eight, 0.7 to 1.3 times the scale.

    The scale is `units`^0.4, half of it for "coarse", twice for "fine". At least two topics, and at most half
    as many as there are `distinct` units.

    >>> [range_of_counts(n, n, "medium") for n in (28, 650)]
    [[3, 4, 5], [9, 10, 11, 12, 14, 15, 16, 17]]
    """
    scale = _SCALE[granularity] * units**_EXPONENT
    most = max(distinct // 2, 2)
    fewest, highest = (min(max(round(share * scale), 2), most) for share in _AROUND)
    return sorted({round(number) for number in np.linspace(fewest, highest, _MOST_TRIED)})


def choose_count(
    reduced: Matrix, counts: csr_matrix, documents: np.ndarray, granularity: str, seed: int
) -> int:
    """Return the number of topics in the range of `granularity` that is best by stability and coherence.

    `reduced` (n, d) are the vectors to be clustered, `counts` (n, terms) their terms, `documents` (n,) where
    they stand. The worth of a number is the product of two means: the `consensus` of the units over samples
    of four fifths of the documents, ten or, from 1,000 units on, three; and the NPMI of their terms, moved to
    0 to 1. A number that leaves a cluster of one unit is taken only where every number does. Under four
    different units there is one topic.
    """
    distinct = distinct_count(normalize(reduced))
    if distinct < _UNITS_FOR_TWO:
        return 1
    sample = np.unique(np.linspace(0, len(reduced) - 1, _SEARCH_SAMPLE).astype(int))
    points, terms, places = reduced[sample], counts[sample], documents[sample]
    worth = {
        count: _worth(points, terms, places, count, seed)
        for count in range_of_counts(len(reduced), distinct, granularity)
    }
    return max(worth, key=lambda count: (worth[count], -count))


def _worth(
    points: Matrix, terms: csr_matrix, documents: np.ndarray, count: int, seed: int
) -> tuple[bool, float]:
    draws = _DRAWS_OF_FEW if len(points) < _FEW else _DRAWS
    labels = labels_of(points, count, seed)
    others = [
        cluster_of_sample(points, count, run, drawn_rows(documents, count, run))
        for run in range(seed + _OTHER_DRAWS, seed + _OTHER_DRAWS + draws)
    ]
    held = consensus(labels, others)
    fits = coherence(terms, top_terms(terms, labels))
    worth = float(np.mean(held if held is not None else 0.0)) * (1 + (fits or 0.0)) / 2
    return bool(np.bincount(labels[labels >= 0]).min(initial=len(labels)) > 1), round(worth, 9)
