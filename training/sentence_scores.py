"""What chooses the sentence encoder's settings: held-out French against the teacher's vectors of its English.

STS is not here and must not be: it measures the weights that ship (`evaluation.sentence_encoder`), once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["HeldOut", "choice", "likeness_ranks", "load", "score", "translations_found", "unit_vectors"]

_NEAREST, _RANDOM = 15, 10


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Scores of one encoder on `pairs` held-out pairs.

    `found`: share, 0..1, of French sentences whose nearest English one of the set, by the teacher's vectors,
    is their translation. `ranks`: Spearman, -1..1, of the cosines between French sentences with those that
    the teacher gives their English (see `likeness_ranks`).
    """

    pairs: int
    found: float
    ranks: float


def score(
    encoder: "SentenceTransformer", french: Sequence[str], goals: np.ndarray, teacher: np.ndarray
) -> HeldOut:
    """Return the scores on one set; `goals` (n, d) are in the encoder's space, `teacher` (n, k) is not."""
    vectors = unit_vectors(encoder, french)
    return HeldOut(
        len(french),
        round(translations_found(vectors, goals), 4),
        round(likeness_ranks(vectors, teacher), 4),
    )


def choice(scores: Mapping[str, HeldOut]) -> float:
    """Return what settings are chosen by: the mean over the sets of `found` and `ranks`."""
    return float(np.mean([(found.found + found.ranks) / 2 for found in scores.values()]))


def load(model: Path) -> "SentenceTransformer":
    """Return the encoder in the folder `model`, with one thread for torch."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    return SentenceTransformer(str(model), device="cpu", local_files_only=True)


def translations_found(vectors: np.ndarray, goals: np.ndarray) -> float:
    """Return the share of `vectors` (n, d) whose nearest row of `goals` (n, d) is their own, or equals it."""
    likeness = vectors @ goals.T
    own = np.diagonal(likeness)
    return float((own >= likeness.max(1) - 1e-6).mean())


def likeness_ranks(vectors: np.ndarray, teacher: np.ndarray) -> float:
    """Return Spearman's correlation between cosines in `vectors` (n, d) and in `teacher` (n, k), unit rows.

    Over each row with its 15 nearest by `teacher` and 10 drawn ones: of all pairs, nearly all are strangers,
    whose order says little.
    """
    from scipy.stats import spearmanr

    likeness = teacher @ teacher.T
    np.fill_diagonal(likeness, -2)
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :_NEAREST]
    draw = np.random.default_rng(0)
    others = np.array([draw.choice(len(teacher) - 1, _RANDOM, replace=False) for _ in teacher])
    others += others >= np.arange(len(teacher))[:, None]  # any row but itself
    partners = np.concatenate([nearest, others], axis=1)
    own = np.arange(len(teacher))[:, None]
    return float(spearmanr((vectors @ vectors.T)[own, partners].ravel(), likeness[own, partners].ravel())[0])


def unit_vectors(encoder: "SentenceTransformer", texts: Sequence[str]) -> np.ndarray:
    """Return float32 vectors of length 1 (texts, dimensions), of length 0 where no token is known."""
    vectors: np.ndarray = encoder.encode(list(texts)).astype(np.float32)
    lengths: np.ndarray = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    units: np.ndarray = vectors / lengths
    return units
