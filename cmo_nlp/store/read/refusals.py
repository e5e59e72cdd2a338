"""What did not come in, and what could not be annotated."""

import sqlite3
from collections.abc import Iterator

from cmo_nlp.records import Refusal
from cmo_nlp.store.items import refused_items
from cmo_nlp.store.read.annotations import annotation
from cmo_nlp.store.read.documents import document

__all__ = ["refusals"]


def refusals(connection: sqlite3.Connection) -> Iterator[Refusal]:
    """Yield what could not be read the last time, by source, then what could not be annotated, by id."""
    for item in refused_items(connection):
        yield Refusal(item.source, str(item.reason), str(item.detail))
    query = "SELECT d.id FROM annotations a JOIN documents d ON d.row=a.document WHERE a.reason IS NOT NULL "
    for (identity,) in connection.execute(query + "ORDER BY d.id").fetchall():
        record = annotation(connection, identity)
        if record and record.failure:
            yield Refusal(document(connection, identity).sources[0], *record.failure)
