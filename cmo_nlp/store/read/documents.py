"""Documents by id, the ledger of what became of each item, and the refusals."""

import sqlite3
from collections.abc import Iterator

from cmo_nlp.records import Document
from cmo_nlp.store.codec import ForeignBytesError, decode_description, digest, verify
from cmo_nlp.store.items import items_of

__all__ = ["accepted_fingerprint", "document", "document_ids", "documents", "documents_digest"]


def accepted_fingerprint(connection: sqlite3.Connection, location: str) -> str | None:
    """Return the fingerprint under which the item at `location` came in, None if it did not."""
    query = "SELECT fingerprint FROM items WHERE location=? AND document IS NOT NULL AND reason IS NULL"
    found = connection.execute(query, (location,)).fetchone()
    return found[0] if found else None


def document_ids(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of all documents, sorted."""
    return [identity for (identity,) in connection.execute("SELECT id FROM documents ORDER BY id")]


def document(connection: sqlite3.Connection, identity: str) -> Document:
    """Return one document; KeyError when there is none of that id."""
    found = connection.execute(
        "SELECT row, text, words, description, published, family, digest FROM documents WHERE id=?",
        (identity,),
    ).fetchone()
    if found is None:
        raise KeyError(identity)
    row, text, words, description, published, family, checksum = found
    verify(f"document {identity}", checksum, identity, text, words, description, published, family)
    sources = tuple(dict.fromkeys(item.source for item in items_of(connection, row)))
    if not sources:
        msg = f"document {identity} has no source"
        raise ForeignBytesError(msg)
    return Document(identity, text, words, sources, decode_description(description), family)


def documents(connection: sqlite3.Connection) -> Iterator[Document]:
    """Yield all documents by id."""
    for identity in document_ids(connection):
        try:
            yield document(connection, identity)
        except KeyError as error:
            msg = f"the index does not lead to document {identity}"
            raise ForeignBytesError(msg) from error


def documents_digest(connection: sqlite3.Connection) -> str:
    """Return the digest of all documents and their descriptions, whatever order they came in."""
    return digest(connection.execute("SELECT id, digest FROM documents ORDER BY id").fetchall())
