"""Vectors of texts: kept when they are computed, dropped when their text is gone."""

import sqlite3
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from cmo_nlp.store.codec import digest

__all__ = ["drop_vectors", "record_vectors"]


def record_vectors(connection: sqlite3.Connection, model: str, vectors: Mapping[str, bytes]) -> None:
    """Keep the vectors that `model` gives for texts, by the digest of each text."""
    rows = [(text, model, vector, digest(text, model, vector)) for text, vector in vectors.items()]
    connection.executemany(
        "INSERT OR REPLACE INTO vectors(text, model, vector, digest) VALUES (?,?,?,?)", rows
    )


def drop_vectors(connection: sqlite3.Connection, still_there: AbstractSet[str]) -> None:
    """Drop the vectors of all texts whose digest is not among `still_there`, whatever their model."""
    kept = connection.execute("SELECT DISTINCT text FROM vectors").fetchall()
    gone: Iterable[tuple[str]] = [(text,) for (text,) in kept if text not in still_there]
    connection.executemany("DELETE FROM vectors WHERE text=?", gone)
