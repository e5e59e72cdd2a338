"""Lexical vectors: TF-IDF of content terms, reduced to a latent semantic space.

Rows are computed in an order of their own (that of their terms) and on one thread: a sum of floats depends on
the order of its terms, and a last bit is enough to tip a clustering.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["Vectors", "lexical_vectors"]

Vectors = np.ndarray[tuple[int, int], np.dtype[np.float64]]

_POWER_ITERATIONS = 10
"""of the randomised decomposition: the first 100 singular values of 1,734 French news segments are then
within 1.7 % of the exact ones, with the library's 5 within 4.8 %."""
_NULL = 1e-8
"""components with a singular value under this share of the first, and rows shorter than this, are noise."""


def lexical_vectors(terms: Sequence[Sequence[str]], dimensions: int, seed: int) -> Vectors:
    """Return one vector per list of terms, shape (n, d), rows of length 1.

    A row is 0 where the list is empty, or where all that it says lies outside the dimensions kept.

    Latent semantic analysis (Deerwester et al. 1990): term counts with sublinear weight 1 + ln(tf), smoothed
    idf ln((1 + n) / (1 + df)) + 1, rows of length 1, then the `dimensions` strongest singular directions.
    d is at most the rank of the term matrix, and 1 when there is no term at all. The sign of a component is
    that of its largest loading. Equal lists have equal vectors, and another order of the lists gives the same
    vectors, bit for bit, in that order.

    >>> lexical_vectors([["data"], [], ["data"]], dimensions=100, seed=0).tolist()
    [[1.0], [0.0], [1.0]]
    """
    rows = [tuple(sorted(row)) for row in terms]
    order = sorted((index for index, row in enumerate(rows) if row), key=lambda index: rows[index])
    if not order:
        return np.zeros((len(rows), 1))
    weigh = TfidfVectorizer(analyzer=tuple, sublinear_tf=True)
    with threadpool_limits(limits=1):
        weights = weigh.fit_transform([rows[index] for index in order])
        reduced = _reduced(weights, min(dimensions, len({*rows} - {()})), seed)
    vectors = np.zeros((len(rows), reduced.shape[1]))
    vectors[order] = reduced
    return vectors


def _reduced(weights: "csr_matrix", dimensions: int, seed: int) -> Vectors:
    """Return the rows of `weights` in at most `dimensions` dimensions, of length 1."""
    if weights.shape[1] == 1:
        return np.asarray(weights.toarray())
    space = TruncatedSVD(min(dimensions, weights.shape[1]), n_iter=_POWER_ITERATIONS, random_state=seed)
    with np.errstate(divide="ignore", invalid="ignore"):  # of a variance, 0 where all rows are equal
        projected = space.fit_transform(weights)
    strong = space.singular_values_ > _NULL * space.singular_values_[0]
    projected = projected[:, strong]
    projected[np.linalg.norm(projected, axis=1) < _NULL] = 0
    return np.asarray(normalize(projected))
