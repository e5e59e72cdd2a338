"""Documents by id, the ledger of what became of each item, and the refusals."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cmo_nlp.records import Document
from cmo_nlp.store.codec import ForeignBytesError, decode_description, digest, verify
from cmo_nlp.store.items import items_of

__all__ = [
    "Appearance", "Part", "accepted_fingerprint", "appearances", "document", "document_ids", "documents",
    "documents_digest", "families", "parts", "remembered", "signatures",
]  # fmt: skip


class Part(NamedTuple):
    """A row of the ledger: the id of its document, or the reason and the detail of its refusal."""

    location: str
    source: str
    document_id: str | None
    reason: str | None
    detail: str | None


class Appearance(NamedTuple):
    """A signed document: when it appeared (None: not known), its length, the checksum of its signature."""

    id: str
    published: str | None
    words: int
    checksum: str


_ACCEPTED = "file=? AND document IS NOT NULL AND reason IS NULL"


def accepted_fingerprint(connection: sqlite3.Connection, file: str) -> str | None:
    """Return the fingerprint under which documents of the file at `file` came in, None if none did."""
    query = f"SELECT DISTINCT fingerprint FROM items WHERE {_ACCEPTED}"  # noqa: S608 - ours
    found = connection.execute(query, (file,)).fetchall()
    return str(found[0][0]) if len(found) == 1 else None


def parts(connection: sqlite3.Connection, file: str) -> list[Part]:
    """Return what became of each part of the file at `file`, by source."""
    query = (
        "SELECT i.location, i.source, d.id, i.reason, i.detail FROM items i "
        "LEFT JOIN documents d ON d.row=i.document WHERE i.file=? ORDER BY i.source"
    )
    return [Part(*columns) for columns in connection.execute(query, (file,)).fetchall()]


def signatures(connection: sqlite3.Connection) -> dict[str, bytes]:
    """Return the near-duplicate signature of each document that has one."""
    query = "SELECT d.id, s.signature, s.digest FROM signatures s JOIN documents d ON d.row=s.document"
    found = {}
    for identity, signature, checksum in connection.execute(query):
        verify(f"the signature of document {identity}", checksum, identity, signature)
        found[identity] = signature
    return found


def appearances(connection: sqlite3.Connection) -> list[Appearance]:
    """Return what tells which near-duplicate stands for the others, by id; the texts are not read."""
    query = (
        "SELECT d.id, d.published, d.words, s.digest FROM signatures s JOIN documents d ON d.row=s.document "
        "ORDER BY d.id"
    )
    return [Appearance(*columns) for columns in connection.execute(query)]


def families(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the id of its family's representative for each document that has near-duplicates."""
    query = "SELECT id, family FROM documents WHERE family IS NOT NULL ORDER BY id"
    return dict(connection.execute(query).fetchall())


def remembered(connection: sqlite3.Connection, name: str) -> str | None:
    """Return what the workspace remembers under `name`, None where it was never told."""
    found = connection.execute("SELECT value, digest FROM remembered WHERE name=?", (name,)).fetchone()
    if found is None:
        return None
    verify(f"what is remembered of {name}", found[1], name, found[0])
    return str(found[0])


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


def documents(connection: sqlite3.Connection, identities: Iterable[str] | None = None) -> Iterator[Document]:
    """Yield the documents of these ids in their order, or all by id; the ids must be there."""
    for identity in document_ids(connection) if identities is None else identities:
        try:
            yield document(connection, identity)
        except KeyError as error:
            msg = f"the index does not lead to document {identity}"
            raise ForeignBytesError(msg) from error


def documents_digest(connection: sqlite3.Connection) -> str:
    """Return the digest of all documents and their descriptions, whatever order they came in."""
    return digest(connection.execute("SELECT id, digest FROM documents ORDER BY id").fetchall())
