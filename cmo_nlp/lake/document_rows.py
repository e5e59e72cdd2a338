"""Shards of documents: the ledger of a shard of sources, with the document or the refusal of each part."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from cmo_nlp.lake.columns import DESCRIPTION, described, description_value, required
from cmo_nlp.records import Document, Refusal
from cmo_nlp.store.codec import to_json
from cmo_nlp.store.merge import merge_descriptions
from cmo_nlp.store.write import LedgerEntry

__all__ = ["DOCUMENTS", "DocumentsContent", "document_table", "documents_of", "entries_of"]

DOCUMENTS = pa.schema(
    [
        *required(location=pa.string(), source=pa.string(), file=pa.string(), fingerprint=pa.string()),
        pa.field("id", pa.string()),
        pa.field("text", pa.string()),
        pa.field("words", pa.int64()),
        pa.field("description", DESCRIPTION),
        pa.field("signature", pa.binary()),
        pa.field("reason", pa.string()),
        pa.field("detail", pa.string()),
    ]
)
"""The columns of a shard of documents: a LedgerEntry. `id` to `signature` are empty in a refusal."""


def document_table(entries: Sequence[LedgerEntry]) -> pa.Table:
    """Return the rows of `entries`."""
    return pa.Table.from_pylist([_row(entry) for entry in entries], schema=DOCUMENTS)


def entries_of(table: pa.Table) -> Iterator[LedgerEntry]:
    """Yield the entries that `document_table` made rows of."""
    for row in table.to_pylist():
        place = (row["location"], row["source"], row["file"], row["fingerprint"])
        if row["id"] is None:
            yield LedgerEntry(*place, Refusal(row["source"], row["reason"], row["detail"]))
            continue
        said = described(row["description"])
        document = Document(row["id"], row["text"], row["words"], (row["source"],), said)
        yield LedgerEntry(*place, document, row["signature"])


def documents_of(entries: Iterable[LedgerEntry]) -> list[Document]:
    """Return the documents of `entries`, by id: of one text in several sources, one, as the workspace has it.

    Of texts that differ in white space the one in most lines is kept; descriptions are merged.
    """
    found: dict[str, list[Document]] = {}
    for entry in entries:
        if isinstance(entry.result, Document):
            found.setdefault(entry.result.id, []).append(entry.result)
    return [_merged(found[identity]) for identity in sorted(found)]


def _merged(copies: Sequence[Document]) -> Document:
    text = min((copy.text for copy in copies), key=lambda text: (-text.count("\n"), text))
    sources = sorted(source for copy in copies for source in copy.sources)
    description = merge_descriptions(copy.description for copy in copies)
    return Document(copies[0].id, text, copies[0].words, tuple(sources), description)


class DocumentsContent:
    """The digest of what the annotation of a shard of documents hangs on: texts, and what is said of them.

    Where a file lay, and by which version of our code it was read, are none of it: an ingestion anew that
    reads the same texts leaves the annotations as they are.
    """

    def __init__(self) -> None:
        self._summary = hashlib.sha256()

    def add(self, entry: LedgerEntry) -> None:
        """Count one more entry, in the order of the shard."""
        if isinstance(entry.result, Document):
            document = entry.result
            said = to_json((document.id, document.text, document.description, entry.source))
            self._summary.update(said.encode("utf-8", "surrogatepass"))

    def digest(self) -> str:
        """Return the digest of what was counted."""
        return self._summary.hexdigest()[:16]


def _row(entry: LedgerEntry) -> dict[str, Any]:
    place = {
        "location": entry.location,
        "source": entry.source,
        "file": entry.file,
        "fingerprint": entry.fingerprint,
    }
    result = entry.result
    if isinstance(result, Refusal):
        return {**place, "reason": result.reason, "detail": result.detail}
    return {
        **place,
        "id": result.id,
        "text": result.text,
        "words": result.words,
        "description": description_value(result.description),
        "signature": entry.signature,
    }
