"""How often a topic comes back when the fit starts from another seed, without some of the documents."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from cmo_nlp.topics.clusters import OUTSIDE
from cmo_nlp.topics.matching import paired

__all__ = ["FEWEST_DOCUMENTS", "consensus", "drawn_rows", "jaccard_matrix", "stability"]

FEWEST_DOCUMENTS = 8
"""documents; of fewer, four fifths would be one or two left out, the same ones in run after run."""
_DRAWN = 0.8
_NO_PAIR = -2


def drawn_rows(documents: np.ndarray, fewest: int, seed: int) -> np.ndarray:
    """Return the rows, increasing, of four fifths of the `documents` (n,), drawn with `seed`.

    Documents are drawn, not their units: they are what a reader generalises over, and neighbours in one text
    vouch for each other. Under eight documents four fifths of the units are drawn. More are drawn where
    there would be under `fewest` rows.
    """
    names, codes = np.unique(documents, return_inverse=True)
    if len(names) < FEWEST_DOCUMENTS:
        names, codes = documents, np.arange(len(documents))
    order = np.random.default_rng(seed).permutation(len(names))
    rows = np.bincount(codes, minlength=len(names))[order].cumsum()
    wanted = max(round(_DRAWN * len(names)), int(np.searchsorted(rows, fewest)) + 1)
    return np.flatnonzero(np.isin(codes, order[:wanted]))


def stability(reference: np.ndarray, others: Sequence[np.ndarray]) -> list[float] | None:
    """Return for each topic of `reference` the share (0 to 1) of `others` in which it came back.

    Definition: the topics of two fits are paired one to one by their Jaccard similarities |A ∩ B| / |A ∪ B|
    (`matching.paired`); a topic came back where it has a pair, which has 0.5 or more. 1 is best. Bias: rises
    as topics get fewer and larger, and where all fits share the vectors and the number of topics. None
    without `others`. Labels are (n,) integers, -1 is in no topic.
    """
    if not others:
        return None
    back = np.sum([_came_back(reference, other) for other in others], axis=0)
    return [float(count) / len(others) for count in np.atleast_1d(back)]


def _came_back(reference: np.ndarray, other: np.ndarray) -> np.ndarray:
    similarity = jaccard_matrix(reference, other)
    back = np.zeros(len(similarity), dtype=int)
    back[[row for row, _ in paired(similarity)]] = 1
    return back


def consensus(reference: np.ndarray, others: Sequence[np.ndarray]) -> np.ndarray | None:
    """Return for each unit (n,) the share (0 to 1) of `others` in which it stays in its topic of `reference`.

    A unit stays where its topic in the other fit is the pair of its own, in the pairing whose similarities
    sum to most, those under the bar of `stability` among them. 1 is best; a unit outside stays where it is
    outside. None without `others`.
    """
    if not others:
        return None
    stays = [_paired(reference, other)[reference] == other for other in others]
    shares: np.ndarray = np.mean(stays, axis=0)
    return shares


def _paired(reference: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the topic of `other` paired with each of `reference`, -2 without one; the last entry is -1's."""
    rows, columns = linear_sum_assignment(jaccard_matrix(reference, other), maximize=True)
    pairs = np.full(reference.max(initial=OUTSIDE) + 2, _NO_PAIR)
    pairs[rows] = columns
    pairs[OUTSIDE] = OUTSIDE
    return pairs


def jaccard_matrix(reference: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the Jaccard similarity of each topic of `reference` (rows) with each of `other` (columns)."""
    left, right = _membership(reference), _membership(other)
    shared = left.T @ right
    union = left.sum(axis=0)[:, None] + right.sum(axis=0)[None, :] - shared
    similarity: np.ndarray = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return similarity


def _membership(labels: np.ndarray) -> np.ndarray:
    members: np.ndarray = (labels[:, None] == np.arange(labels.max(initial=OUTSIDE) + 1)).astype(float)
    return members
