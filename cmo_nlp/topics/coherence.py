"""How well the terms of topics go together, and how little topics share: figures of a whole model.

Both read the content words of the units as they were given, not an outside corpus.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from cmo_nlp.topics.clusters import OUTSIDE

__all__ = ["coherence", "diversity", "occurrence_matrix", "top_terms"]

_TERMS = 10
"""terms of a topic that are looked at, as is usual (Lau et al. 2014; Dieng et al. 2020)."""


def occurrence_matrix(rows: Sequence[Sequence[str]]) -> csr_matrix:
    """Return which term stands how often in which row, (n, terms), terms in alphabetical order."""
    columns = {term: number for number, term in enumerate(sorted({term for row in rows for term in row}))}
    indices = [columns[term] for row in rows for term in row]
    starts = np.cumsum([0, *map(len, rows)])
    counts = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), max(len(columns), 1)))
    counts.sum_duplicates()
    return counts


def top_terms(counts: csr_matrix, labels: np.ndarray) -> list[np.ndarray]:
    """Return the columns of the ten terms that weigh most in each topic, by class-based TF-IDF.

    `counts` is (n, terms), `labels` (n,) with -1 in no topic. Equal weights go by column.
    """
    topics = int(labels.max(initial=OUTSIDE)) + 1
    if not topics:
        return []
    inside = np.flatnonzero(labels != OUTSIDE)
    member = csr_matrix((np.ones(len(inside)), (labels[inside], inside)), shape=(topics, len(labels)))
    by_topic = (member @ counts).toarray()
    sizes = by_topic.sum(axis=1, keepdims=True)
    weights = by_topic / np.maximum(sizes, 1) * np.log1p(sizes.mean() / np.maximum(by_topic.sum(axis=0), 1))
    ranked = np.argsort(-weights.round(12), axis=1, kind="stable")[:, :_TERMS]
    return [row[weight[row] > 0] for row, weight in zip(ranked, weights, strict=True)]


def coherence(counts: csr_matrix, terms: Sequence[np.ndarray]) -> float | None:
    """Return the mean normalised pointwise mutual information of pairs of terms of a topic, -1 to 1.

    NPMI(a, b) = ln(p(a, b) / (p(a) p(b))) / -ln p(a, b), p by units that hold them (Bouma 2009; Lau et al.
    2014); 1 where two terms stand only together, 0 by chance, -1 never together. Mean over the pairs of a
    topic, then over topics. Bias: rises in small corpora, where rare terms meet once. None where no topic has
    two terms, and for one unit, where all stand together.
    """
    if counts.shape[0] == 1:
        return None
    present = csc_matrix(counts.astype(bool).astype(float))
    scores = [_npmi(present[:, columns]) for columns in terms if len(columns) > 1]
    return float(np.mean(scores)) if scores else None


def _npmi(present: csc_matrix) -> float:
    shares = (present.T @ present).toarray() / present.shape[0]
    pairs = np.triu_indices(len(shares), 1)
    both, alone = shares[pairs], np.diag(shares)
    expected = (alone[:, None] * alone[None, :])[pairs]
    met = (both > 0) & (both < 1)
    logs = np.log(both, out=np.full_like(both, -1.0), where=met)
    scores = np.where(both > 0, 1.0, -1.0)
    scores[met] = (logs[met] - np.log(expected[met])) / -logs[met]
    return float(scores.mean())


def diversity(terms: Sequence[np.ndarray]) -> float | None:
    """Return the share (0 to 1) of the terms of all topics that are different (Dieng et al. 2020).

    1 is best: no term describes two topics. None without terms.
    """
    every = [int(term) for columns in terms for term in columns]
    return len({*every}) / len(every) if every else None
