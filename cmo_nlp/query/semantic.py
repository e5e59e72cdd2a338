"""Passages near a question in meaning: cosines of sentence vectors, all compared (no index is needed)."""

import sqlite3
import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cmo_nlp.store import read

__all__ = ["SegmentVectors", "nearest", "segment_vectors"]

_PARTS = 10_000  # of a cosine: its last digits differ between machines, and they would order passages


@dataclass(frozen=True, slots=True)
class SegmentVectors:
    """Vectors of segments: `rows` (n) ascending, `matrix` float32 (n, d) of length 1; `missing` have none."""

    rows: NDArray[np.int64]
    matrix: NDArray[np.float32]
    missing: int


_lock = threading.Lock()
_kept: dict[tuple[Any, ...], SegmentVectors] = {}
"""The vectors of the workspace that was asked last: 100 MB for 100,000 segments, half a second to read."""


def segment_vectors(connection: sqlite3.Connection, model: str) -> SegmentVectors:
    """Return the vectors of all segments, kept in memory until segments or vectors come or go."""
    key = (model, *read.revision(connection))
    with _lock:
        if key not in _kept:
            rows, vectors, missing = read.segment_vectors(connection, model)
            matrix = np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(rows), -1 if rows else 0)
            _kept.clear()
            _kept[key] = SegmentVectors(np.array(rows, dtype=np.int64), matrix, missing)
        return _kept[key]


def nearest(vectors: SegmentVectors, question: NDArray[np.float32], least: float) -> dict[int, float]:
    """Return the cosines of `least` or more to `question` (d) by the rows of segments, the nearest first.

    Equal ones come in order of their rows.
    """
    if not len(vectors.rows) or not question.any():
        return {}
    cosines = np.rint(vectors.matrix @ question * _PARTS).astype(np.int16)
    enough = np.flatnonzero(cosines >= least * _PARTS)
    order = enough[np.argsort(-cosines[enough], kind="stable")]  # whole numbers, which are sorted fast
    return dict(zip(vectors.rows[order].tolist(), (cosines[order] / _PARTS).tolist(), strict=True))
