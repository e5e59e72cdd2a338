"""What is noted of each stage, and whether the file still holds what was written."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cmo_nlp.store.codec import check_digest, digest, from_json, topics_digest, verify
from cmo_nlp.store.database import check_structure
from cmo_nlp.store.read.annotations import annotation
from cmo_nlp.store.read.documents import documents, remembered, signatures
from cmo_nlp.store.read.edits import topic_edits
from cmo_nlp.store.read.refusals import refusals
from cmo_nlp.store.read.vectors import vectors

__all__ = ["Stage", "check", "check_results", "check_search", "stage"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that was run: what it was run on and with which settings, and the digest of what came out."""

    fingerprint: dict[str, str]
    settings: dict[str, Any]
    digest: str
    remarks: tuple[str, ...]


def stage(connection: sqlite3.Connection, name: str) -> Stage | None:
    """Return what is noted of a stage, or None when it was never run to its end."""
    found = connection.execute(
        "SELECT fingerprint, digest, settings, remarks, checksum FROM stages WHERE name=?", (name,)
    ).fetchone()
    if found is None:
        return None
    fingerprint, result, settings, remarks, checksum = found
    verify(f"the note on stage {name}", checksum, name, fingerprint, result, settings, remarks)
    return Stage(from_json(fingerprint), from_json(settings), result, tuple(from_json(remarks)))


def check(connection: sqlite3.Connection) -> None:
    """Read everything; sqlite3.DatabaseError at the first byte that we did not write."""
    check_structure(connection, indexes=True)
    for _ in refusals(connection):
        pass
    for found in documents(connection):
        annotation(connection, found.id)
    signatures(connection)
    for (name,) in connection.execute("SELECT name FROM remembered").fetchall():
        remembered(connection, name)
    topic_edits(connection)
    for _ in vectors(connection, None):
        pass
    check_results(connection)


def check_results(connection: sqlite3.Connection) -> None:
    """Compare concepts, topics and trends with the digests noted when they were written."""
    queries = {
        "annotate": ("SELECT id, label, name, name_en, broader, uris, note FROM concepts ORDER BY id",),
        "topics": (
            "SELECT id, record FROM topics ORDER BY id",
            (
                "SELECT document, start, end, topic, probability, reason, consensus FROM assignments "
                "ORDER BY document, start, end"
            ),
            (
                "SELECT document, start, end, topic, probability FROM theme_assignments "
                "ORDER BY document, start, end, topic"
            ),
            "SELECT record FROM topic_figures",
        ),
        "trends": ("SELECT record FROM points ORDER BY rowid", "SELECT record FROM changes ORDER BY rowid"),
    }
    for name, tables in queries.items():
        noted = stage(connection, name)
        if noted:
            found = _found(connection, name, tables)
            check_digest(f"what stage {name} wrote", noted.digest, found)


def _found(connection: sqlite3.Connection, name: str, tables: Iterable[str]) -> str:
    """Return the digest of what is in the tables of a stage now, a row at a time."""
    rows: list[Iterator[Any]] = [iter(connection.execute(query)) for query in tables]
    if name == "topics":
        topics, free, themes, figures = rows
        return topics_digest(topics, free, themes, list(figures))
    return digest(*((text for (text,) in table) for table in rows) if name == "trends" else rows)


def check_search(connection: sqlite3.Connection) -> None:
    """Compare the full-text index with the segments; sqlite3.DatabaseError when they differ."""
    connection.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
