"""How much there is of everything."""

import sqlite3
from dataclasses import dataclass

__all__ = ["Sizes", "sizes"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts of the records in a workspace; `topics` counts free and guided ones."""

    documents: int
    undated: int
    refused: int
    sentences: int
    mentions: int
    statements: int
    segments: int
    assigned: int
    topics: int


def sizes(connection: sqlite3.Connection) -> Sizes:
    """Count the records of the workspace."""
    queries = (
        "SELECT count(*) FROM documents",
        "SELECT count(*) FROM documents WHERE published IS NULL",
        (
            "SELECT (SELECT count(*) FROM items WHERE reason IS NOT NULL) "
            "+ (SELECT count(*) FROM annotations WHERE reason IS NOT NULL)"
        ),
        "SELECT count(*) FROM sentences",
        "SELECT count(*) FROM mentions",
        "SELECT count(*) FROM statements",
        "SELECT count(*) FROM segments",
        "SELECT count(*) FROM assignments WHERE topic IS NOT NULL",
        "SELECT count(*) FROM topics",
    )
    return Sizes(*(connection.execute(query).fetchone()[0] for query in queries))
