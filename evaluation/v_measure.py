"""V-measure of clusterings of documents, and how sure a difference of two methods is."""

from collections.abc import Sequence

import numpy as np

__all__ = ["Interval", "document_topics", "interval_of_difference", "v_measures"]

Interval = tuple[float, float]


def document_topics(topics: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """Return for each document (m,) the topic of most of its segments, -1 where none has a topic.

    `topics` (n,) are those of the segments, -1 for none; `documents` (n,) the rows of their documents. Of
    topics as frequent, the one met first in the document wins.
    """
    chosen = np.full(documents.max(initial=-1) + 1, -1)
    for document in range(len(chosen)):
        own = topics[documents == document]
        found, first, counts = np.unique(own[own >= 0], return_index=True, return_counts=True)
        if len(found):
            chosen[document] = found[np.lexsort((first, -counts))[0]]
    return chosen


def v_measures(categories: np.ndarray, topics: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the V-measure (0 to 1, 1 is best) of `topics` (m,) against `categories` (m,), shape (b,).

    Each row of `weights` (b, m) says how often each document counts; ones are the data themselves. The
    harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007), or normalised mutual
    information 2 I(C, K) / (H(C) + H(K)). Bias: rises with the number of clusters, chance is not taken off.
    """
    rows = np.unique(categories, return_inverse=True)[1]
    found, columns = np.unique(topics, return_inverse=True)
    cells = np.zeros((len(rows), (rows.max() + 1) * len(found)))
    cells[np.arange(len(rows)), rows * len(found) + columns] = 1
    joint = (weights @ cells).reshape(len(weights), -1, len(found)) / weights.sum(axis=1)[:, None, None]
    of_categories, of_topics = (_entropy(joint.sum(axis=axis)) for axis in (2, 1))
    shared = of_categories + of_topics - _entropy(joint.reshape(len(weights), -1))
    total = of_categories + of_topics
    return np.divide(2 * shared, total, out=np.ones_like(total), where=total > 0)


def _entropy(shares: np.ndarray) -> np.ndarray:
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    return -(shares * logs).sum(axis=1)


def interval_of_difference(
    categories: np.ndarray, ours: Sequence[np.ndarray], theirs: Sequence[np.ndarray], draws: int = 2000
) -> Interval:
    """Return the 95 % interval of mean V of `ours` less mean V of `theirs`, topics (m,) for each seed.

    Percentile bootstrap (Efron 1979), paired by document: each draw takes as many documents, with return,
    the same for both methods, and as many seeds of each method by itself. So it holds what another sample of
    documents and other seeds would change.
    """
    rng = np.random.default_rng(0)
    m = len(categories)
    weights = rng.multinomial(m, np.full(m, 1 / m), size=draws).astype(float)
    means = [_drawn_means(categories, method, weights, rng) for method in (ours, theirs)]
    low, high = np.quantile(means[0] - means[1], [0.025, 0.975])
    return float(low), float(high)


def _drawn_means(
    categories: np.ndarray, topics: Sequence[np.ndarray], weights: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    measures = np.stack([v_measures(categories, one, weights) for one in topics], axis=1)
    drawn = rng.integers(len(topics), size=measures.shape)
    means: np.ndarray = np.take_along_axis(measures, drawn, axis=1).mean(axis=1)
    return means
