"""Vectors of texts, computed once: by the digest of the text and that of the model."""

import sqlite3
from collections.abc import Iterator

from cmo_nlp.store.codec import verify

__all__ = ["vectors"]


def vectors(connection: sqlite3.Connection, model: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield the text digest and the vector of every text that `model` was asked for; None means any model."""
    query = "SELECT text, model, vector, digest FROM vectors WHERE model=? OR ? IS NULL ORDER BY row"
    for text, of_model, vector, checksum in connection.execute(query, (model, model)):
        verify(f"the vector of text {text}", checksum, text, of_model, vector)
        yield text, vector
