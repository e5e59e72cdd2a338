"""How much there is of everything."""

import sqlite3
from dataclasses import dataclass

from cmo_nlp.store.read.results import topics

__all__ = ["Sizes", "sizes"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts of the records in a workspace.

    `topics` and `assigned` are of free topics, as the user edited them; `themes` counts the guided topics
    that some segment speaks of.
    """

    documents: int
    undated: int
    refused: int
    sentences: int
    mentions: int
    statements: int
    segments: int
    assigned: int
    topics: int
    themes: int


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
    )
    counted: list[int] = [connection.execute(query).fetchone()[0] for query in queries]
    seen = topics(connection)
    free = [topic.segments for topic in seen if topic.kind == "free"]
    themes = sum(topic.kind == "guided" and topic.segments > 0 for topic in seen)
    return Sizes(*(*counted, sum(free), len(free), themes))
