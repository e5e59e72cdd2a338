"""Which documents are near-duplicates of which, and whether each of them counts."""

import sqlite3

from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.records import Document
from cmo_nlp.store import read, transaction, write

__all__ = ["families", "keep_duplicates", "keeps_duplicates"]

_NAME = "keep_duplicates"


def families(connection: sqlite3.Connection, progress: Progress) -> dict[str, str]:
    """Return the id of its family's representative for each document that has near-duplicates."""
    from cmo_nlp import ingest as stage

    progress.phase("near-duplicates")
    return stage.families(
        read.signatures(connection),
        lambda identity: read.document(connection, identity).text,
        lambda identity: _rank(read.document(connection, identity)),
    )


def _rank(document: Document) -> tuple[str, int, str]:
    """Rank the earliest first, then the longest; a year counts as its last day."""
    published = document.description.published
    last_day = published.date + "-12-31"[3 * (published.date.count("-")) :] if published else "9999"
    return last_day, -document.words, document.id


def keep_duplicates(connection: sqlite3.Connection, keep: bool) -> None:  # noqa: FBT001 - a value to keep
    """Remember whether each document of a family counts in the trends, and not the family once."""
    with transaction(connection):
        write.remember(connection, _NAME, "yes" if keep else "no")


def keeps_duplicates(connection: sqlite3.Connection) -> bool:
    """Return what the workspace was told last; a family counts once unless it was told otherwise."""
    return read.remembered(connection, _NAME) == "yes"
