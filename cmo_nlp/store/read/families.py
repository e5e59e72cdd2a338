"""How documents are counted: a family of near-duplicates once, unless the workspace was told otherwise."""

import dataclasses
import sqlite3

from cmo_nlp.records import Topic
from cmo_nlp.store.read.documents import families, remembered
from cmo_nlp.store.read.results import assignments, topics

__all__ = ["counted_as", "counted_topics", "topic_documents"]


def counted_as(connection: sqlite3.Connection) -> dict[str, str]:
    """Return for each near-duplicate the document as which it counts; any other one counts as itself.

    Nothing where the workspace was told to count each by itself (`ingest --keep-duplicates`).
    """
    return {} if remembered(connection, "keep_duplicates") == "yes" else families(connection)


def topic_documents(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Return the documents of each topic as the user edited it, near-duplicates once; no empty entries."""
    of = counted_as(connection)
    found: dict[str, set[str]] = {}
    for a in assignments(connection):
        if a.topic_id:
            found.setdefault(a.topic_id, set()).add(of.get(a.document_id, a.document_id))
    return found


def counted_topics(connection: sqlite3.Connection) -> tuple[Topic, ...]:
    """Return the topics as the user edited them, `documents` with near-duplicates once.

    All assignments are read for that; where the counts are not shown, take `topics`.
    """
    held = topic_documents(connection)
    return tuple(
        dataclasses.replace(topic, documents=len(held.get(topic.id, ()))) for topic in topics(connection)
    )
