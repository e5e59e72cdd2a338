"""Sentence vectors, computed once for each text and model."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cmo_nlp.pipeline.batches import batches
from cmo_nlp.store import read, transaction, write
from cmo_nlp.store.codec import digest

if TYPE_CHECKING:
    import numpy as np

__all__ = ["sentence_vectors", "text_digests"]

_BATCH = 1024
_NUMBERS = "<f4"
"""float32, as the encoders give them: a vector from the store is the one computed, bit for bit."""


def text_digests(texts: Iterable[str]) -> list[str]:
    """Return under which digest the vector of each text is kept."""
    return [digest(text) for text in texts]


def sentence_vectors(connection: sqlite3.Connection, texts: Sequence[str], encoder: str) -> "np.ndarray":
    """Return float32 (texts, d), rows of length 1 or 0; what was not in the store is put there.

    The encoder is loaded only for texts that it has not seen. They are encoded by digest of their text, in
    batches committed one by one, so that an interruption costs one batch.
    """
    import numpy as np  # every command imports this module, and one of them needs numpy

    from cmo_nlp import model_registry

    model = model_registry.digest(encoder, "encoder")
    names = text_digests(texts)
    kept = dict(read.vectors(connection, model))
    missing = sorted(
        {name: text for name, text in zip(names, texts, strict=True) if name not in kept}.items()
    )
    if missing:
        loaded = model_registry.load_encoder(encoder)
        for batch in batches(missing, _BATCH):
            encoded = loaded.encode([text for _, text in batch]).astype(_NUMBERS)
            rows = {name: row.tobytes() for (name, _), row in zip(batch, encoded, strict=True)}
            with transaction(connection):
                write.record_vectors(connection, model, rows)
            kept |= rows
    if not names:
        return np.zeros((0, 1), dtype=np.float32)
    return np.frombuffer(b"".join(kept[name] for name in names), dtype=_NUMBERS).reshape(len(names), -1)
