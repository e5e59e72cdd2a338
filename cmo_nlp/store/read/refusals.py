"""What did not come in, and what could not be annotated."""

import sqlite3
from collections.abc import Iterator

from cmo_nlp.records import Refusal
from cmo_nlp.store.codec import verify
from cmo_nlp.store.read.annotations import annotation
from cmo_nlp.store.read.documents import document_ids, sources

__all__ = ["refusals"]


def refusals(connection: sqlite3.Connection) -> Iterator[Refusal]:
    """Yield what did not come in, by source, then the documents that could not be annotated."""
    query = (
        "SELECT location, source, fingerprint, description, reason, detail, digest FROM items "
        "WHERE document IS NULL ORDER BY source"
    )
    for *values, checksum in connection.execute(query):
        verify("the ledger", checksum, *values)
        yield Refusal(values[1], values[4], values[5])
    for identity in document_ids(connection):
        record = annotation(connection, identity)
        if record and record.failure:
            yield Refusal(sources(connection, identity)[0], *record.failure)
