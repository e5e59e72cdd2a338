"""Documents by id, the ledger of what became of each item, and the refusals."""

import sqlite3
from collections.abc import Iterator

from cmo_nlp.records import Document, document_id
from cmo_nlp.store.codec import decode_description, digest, verify

__all__ = ["accepted_fingerprint", "document", "document_ids", "documents", "documents_digest", "sources"]


def accepted_fingerprint(connection: sqlite3.Connection, location: str) -> str | None:
    """Return the fingerprint under which the item at `location` came in, None if it did not."""
    query = "SELECT fingerprint FROM items WHERE location=? AND document IS NOT NULL"
    found = connection.execute(query, (location,)).fetchone()
    return found[0] if found else None


def document_ids(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of all documents, sorted."""
    return [identity for (identity,) in connection.execute("SELECT id FROM documents ORDER BY id")]


def sources(connection: sqlite3.Connection, identity: str) -> tuple[str, ...]:
    """Return the sources of a document, sorted."""
    found = connection.execute(
        "SELECT i.location, i.source, i.fingerprint, i.description, i.reason, i.detail, i.digest "
        "FROM items i JOIN documents d ON d.row=i.document WHERE d.id=? ORDER BY i.source",
        (identity,),
    ).fetchall()
    for *values, checksum in found:
        verify("the ledger", checksum, *values)
    return tuple(row[1] for row in found)


def document(connection: sqlite3.Connection, identity: str) -> Document:
    """Return one document; KeyError when there is none of that id."""
    found = connection.execute(
        "SELECT text, words, description, published, family, digest FROM documents WHERE id=?", (identity,)
    ).fetchone()
    if found is None:
        raise KeyError(identity)
    text, words, description, published, family, checksum = found
    verify(f"document {identity}", checksum, identity, words, description, published, family)
    if document_id(text) != identity:
        msg = f"the text of document {identity} does not match its id"
        raise sqlite3.DatabaseError(msg)
    return Document(
        identity, text, words, sources(connection, identity), decode_description(description), family
    )


def documents(connection: sqlite3.Connection) -> Iterator[Document]:
    """Yield all documents by id."""
    for identity in document_ids(connection):
        yield document(connection, identity)


def documents_digest(connection: sqlite3.Connection) -> str:
    """Return the digest of all documents and their descriptions, whatever order they came in."""
    return digest(connection.execute("SELECT id, digest FROM documents ORDER BY id").fetchall())
