"""The rows of the ledger, read and checked in one place: both reading and writing need them."""

import sqlite3
from dataclasses import dataclass

from cmo_nlp.records import Description
from cmo_nlp.store.codec import decode_description, digest, verify

__all__ = ["Item", "item_digest", "items_of", "refused_items"]

_COLUMNS = "i.location, i.source, i.fingerprint, i.text, i.description, i.reason, i.detail"


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the ledger. `text` is None where it is the document's own."""

    location: str
    source: str
    text: str | None
    description: Description | None
    reason: str | None
    detail: str | None


def item_digest(document: str | None, *columns: str | None) -> str:
    """Return the checksum of a row: the id of its document, then its columns in order."""
    return digest(document, *columns)


def items_of(connection: sqlite3.Connection, row: int) -> list[Item]:
    """Return the items of the document in `row`, by source, then by location."""
    query = f"SELECT d.id, {_COLUMNS}, i.digest FROM items i JOIN documents d ON d.row=i.document "  # noqa: S608
    found = connection.execute(f"{query} WHERE d.row=? ORDER BY i.source, i.location", (row,))
    return [_item(*values) for values in found.fetchall()]


def refused_items(connection: sqlite3.Connection) -> list[Item]:
    """Return the items that could not be read the last time, by source, then by location."""
    query = f"SELECT d.id, {_COLUMNS}, i.digest FROM items i LEFT JOIN documents d ON d.row=i.document "  # noqa: S608
    found = connection.execute(f"{query} WHERE i.reason IS NOT NULL ORDER BY i.source, i.location")
    return [_item(*values) for values in found.fetchall()]


def _item(document: str | None, *columns: str | None) -> Item:
    *values, checksum = columns
    verify("the ledger", str(checksum), document, *values)
    location, source, _, text, description, reason, detail = values
    decoded = decode_description(description) if description else None
    return Item(str(location), str(source), text, decoded, reason, detail)
