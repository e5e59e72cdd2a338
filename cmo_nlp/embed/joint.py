"""Meaning and words together: the vectors of a sentence encoder beside lexical ones, in one space."""

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from cmo_nlp.embed.lexical import Vectors

__all__ = ["joint_vectors"]

_SENTENCE_WEIGHT = 0.7
"""of the sentence part against the lexical one, 1: what was best or next to it on French news of every size
tried (docs/decisions/0012)."""
_NULL = 1e-8
"""directions under this share of the strongest, and rows shorter than this, are noise."""


def joint_vectors(sentences: np.ndarray, lexical: Vectors, dimensions: int) -> Vectors:
    """Return one vector per text, shape (n, d), d at most `dimensions`, rows of length 1 or 0.

    `sentences` (n, k) and `lexical` (n, m) have rows of length 1 or 0 and count the same. The mean of the
    sentence vectors, which says what all texts have in common, is taken away first, and they weigh 0.7
    against the lexical ones. The joined rows are turned into their principal directions (of X'X, uncentred),
    the strongest first; the sign of a direction is that of its largest loading. A text without a lexical
    vector has none here: it holds no content word.
    """
    told = np.linalg.norm(lexical, axis=1) > _NULL
    joined = np.zeros((len(lexical), sentences.shape[1] + lexical.shape[1]))
    if not told.any():
        return joined[:, :1]
    with threadpool_limits(limits=1):
        meaning = _SENTENCE_WEIGHT * _centred(sentences[told].astype(np.float64))
        joined[told] = np.hstack([meaning, lexical[told]])
        return _unit_rows(joined @ _principal(joined, dimensions))


def _centred(rows: Vectors) -> Vectors:
    return _unit_rows(rows - rows.mean(axis=0)) if len(rows) > 1 else rows


def _principal(rows: Vectors, dimensions: int) -> Vectors:
    strengths, directions = np.linalg.eigh(rows.T @ rows)
    strongest = np.argsort(-strengths, kind="stable")[:dimensions]
    kept = directions[:, [i for i in strongest if strengths[i] > _NULL**2 * strengths[strongest[0]]]]
    largest = np.abs(kept).argmax(axis=0)
    return np.asarray(kept * np.sign(kept[largest, np.arange(kept.shape[1])]))


def _unit_rows(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > _NULL))
