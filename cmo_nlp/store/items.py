"""The rows of the ledger, read and checked in one place: both reading and writing need them."""

import sqlite3
from dataclasses import dataclass

from cmo_nlp.records import Description
from cmo_nlp.store.codec import ForeignBytesError, decode_description, digest

__all__ = ["Item", "item_digest", "items_of", "refused_items"]

_COLUMNS = "i.location, i.source, i.fingerprint, i.text, i.description, i.reason, i.detail, i.file"


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the ledger. `text` is None where it is the document's own; `file` is what it is a part of."""

    location: str
    source: str
    file: str
    text: str | None
    description: Description | None
    reason: str | None
    detail: str | None


def item_digest(document: str | None, *columns: str | None) -> str:
    """Return the checksum of a row: the id of its document, then its columns in order.

    The file counts where the item is a part of it: before there were parts it was no column.
    """
    location, *others, file = columns
    return digest(document, location, *others, *(() if file == location else (file,)))


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
    if item_digest(document, *values) != checksum:
        msg = "the ledger does not match its checksum"
        raise ForeignBytesError(msg)
    location, source, _, text, description, reason, detail, file = values
    decoded = decode_description(description) if description else None
    return Item(str(location), str(source), str(file), text, decoded, reason, detail)
