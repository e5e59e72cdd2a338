"""What became of each item, and the documents that follow from it."""

import dataclasses
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from cmo_nlp.records import Description, Document, Refusal
from cmo_nlp.store.codec import digest, encode_description
from cmo_nlp.store.items import Item, item_digest, items_of
from cmo_nlp.store.merge import merge_descriptions
from cmo_nlp.store.schema import TOPIC_TABLES, TREND_TABLES

__all__ = [
    "LedgerEntry",
    "Outcome",
    "count_lemmas",
    "forget_annotation",
    "forget_refusals",
    "record_families",
    "record_file",
    "remember",
]

Outcome = Literal["accepted", "copy", "refused", "replaced"]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of the item at `location`; `fingerprint` is empty where its bytes could not be read.

    `file` is the location of the file that it is a part of. `signature` tells near-duplicates of a document.
    """

    location: str
    source: str
    file: str
    fingerprint: str
    result: Document | Refusal
    signature: bytes = b""


def record_file(connection: sqlite3.Connection, entries: Sequence[LedgerEntry]) -> list[Outcome]:
    """Write what one file held, and forget the parts that it does not hold any more.

    A file whose bytes could not be read keeps its parts.
    """
    outcomes = [_record_item(connection, entry) for entry in entries]
    if all(entry.fingerprint for entry in entries):
        _forget_others(connection, entries[0].file, {entry.location for entry in entries})
    return outcomes


def _forget_others(connection: sqlite3.Connection, file: str, kept: AbstractSet[str]) -> None:
    held = connection.execute("SELECT location, document FROM items WHERE file=?", (file,)).fetchall()
    gone = [(location, row) for location, row in held if location not in kept]
    connection.executemany("DELETE FROM items WHERE location=?", [(location,) for location, _ in gone])
    for row in {row for _, row in gone if row is not None}:
        _refresh_document(connection, row)


def record_families(connection: sqlite3.Connection, families: Mapping[str, str]) -> None:
    """Note for each document the representative of its near-duplicates, None where it has none."""
    before = connection.execute("SELECT row, id, family FROM documents").fetchall()
    for row in (row for row, identity, family in before if families.get(identity) != family):
        query = "SELECT id, text, words, description, published FROM documents WHERE row=?"
        identity, *columns = connection.execute(query, (row,)).fetchone()
        family = families.get(identity)
        checksum = digest(identity, *columns, family)
        connection.execute("UPDATE documents SET family=?, digest=? WHERE row=?", (family, checksum, row))


def remember(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep `value` under `name` until it is told otherwise."""
    connection.execute("INSERT OR REPLACE INTO remembered VALUES (?,?,?)", (name, value, digest(name, value)))


def _record_item(connection: sqlite3.Connection, entry: LedgerEntry) -> Outcome:
    """Write one item of the ledger and its document; a changed item leaves its former document.

    A document without any source left goes, its annotation with it. An item that came in before and cannot be
    read now (its `fingerprint` is empty) keeps what it held; the reason is noted beside it.
    """
    before = connection.execute(
        "SELECT document FROM items WHERE location=? AND document IS NOT NULL", (entry.location,)
    ).fetchone()
    if isinstance(entry.result, Refusal):
        return _record_refusal(connection, entry, entry.result, before)
    row = _insert_document(connection, entry.result)
    if entry.signature:
        _sign(connection, row, entry.result.id, entry.signature)
    _write_item(connection, entry, row, entry.result)
    if before and before[0] != row:
        _refresh_document(connection, before[0])
    _refresh_document(connection, row)
    if before:
        return "accepted" if before[0] == row else "replaced"
    (items,) = connection.execute("SELECT count(*) FROM items WHERE document=?", (row,)).fetchone()
    return "copy" if items > 1 else "accepted"


def forget_refusals(connection: sqlite3.Connection, places: Iterable[str], seen: AbstractSet[str]) -> None:
    """Take out of the ledger the refusals at, under or inside `places` that were not met again."""
    for place in places:
        bare = place.rstrip("/")
        found = connection.execute(
            "SELECT location FROM items WHERE document IS NULL "
            "AND (location=? OR substr(location, 1, ?) IN (?,?))",
            (place, len(bare) + 1, f"{bare}/", f"{bare}!"),
        ).fetchall()
        gone = [(location,) for (location,) in found if location not in seen]
        connection.executemany("DELETE FROM items WHERE location=?", gone)


def _record_refusal(
    connection: sqlite3.Connection, entry: LedgerEntry, refusal: Refusal, before: tuple[int] | None
) -> Outcome:
    if before and not entry.fingerprint:
        (held,) = (i for i in items_of(connection, before[0]) if i.location == entry.location)
        detail = f"{refusal.detail}; what it held before is kept"
        kept = dataclasses.replace(held, reason=refusal.reason, detail=detail)
        _upsert_item(connection, kept, "", before[0])
        return "refused"
    item = Item(entry.location, entry.source, entry.file, None, None, refusal.reason, refusal.detail)
    _upsert_item(connection, item, entry.fingerprint, None)
    if before:
        _refresh_document(connection, before[0])
    return "refused"


def _insert_document(connection: sqlite3.Connection, document: Document) -> int:
    connection.execute(
        "INSERT INTO documents(id, text, words, description, digest) VALUES (?,?,?,'','') "
        "ON CONFLICT DO NOTHING",
        (document.id, document.text, document.words),
    )
    (row,) = connection.execute("SELECT row FROM documents WHERE id=?", (document.id,)).fetchone()
    return int(row)


def _sign(connection: sqlite3.Connection, row: int, identity: str, signature: bytes) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO signatures VALUES (?,?,?)", (row, signature, digest(identity, signature))
    )


def _write_item(connection: sqlite3.Connection, entry: LedgerEntry, row: int, document: Document) -> None:
    (text,) = connection.execute("SELECT text FROM documents WHERE row=?", (row,)).fetchone()
    own = None if document.text == text else document.text
    item = Item(entry.location, entry.source, entry.file, own, document.description, None, None)
    _upsert_item(connection, item, entry.fingerprint, row)


def _upsert_item(connection: sqlite3.Connection, item: Item, fingerprint: str, row: int | None) -> None:
    found = connection.execute("SELECT id FROM documents WHERE row=?", (row,)).fetchone()
    description = encode_description(item.description) if item.description else None
    values = (item.location, item.source, fingerprint, item.text, description, item.reason, item.detail)
    connection.execute(
        "INSERT OR REPLACE INTO items"
        "(location, source, fingerprint, text, description, reason, detail, file, document, digest) "
        "VALUES (?,?,?,?,?,?,?,?,?,?)",
        (*values, item.file, row, item_digest(found[0] if found else None, *values, item.file)),
    )


def _refresh_document(connection: sqlite3.Connection, row: int) -> None:
    """Describe a document by all its items, or remove it when none is left."""
    items = items_of(connection, row)
    if not items:
        forget_annotation(connection, row)
        _drop_results(connection)
        connection.execute("DELETE FROM documents WHERE row=?", (row,))
        return
    _choose_text(connection, row, items)
    _describe(connection, row, merge_descriptions(item.description for item in items if item.description))


def _choose_text(connection: sqlite3.Connection, row: int, items: Sequence[Item]) -> None:
    """Of texts that differ in white space, keep the one in most lines, whatever order they came in.

    The others stay with their items, so that the choice can be made again when an item goes.
    """
    (now,) = connection.execute("SELECT text FROM documents WHERE row=?", (row,)).fetchone()
    texts = [now if item.text is None else item.text for item in items]
    chosen = min(texts, key=lambda text: (-text.count("\n"), text))
    if chosen == now:
        return
    forget_annotation(connection, row)
    _drop_results(connection)
    connection.execute("UPDATE documents SET text=? WHERE row=?", (chosen, row))
    for item, text in zip(items, texts, strict=True):
        query = "SELECT fingerprint FROM items WHERE location=?"
        (fingerprint,) = connection.execute(query, (item.location,)).fetchone()
        own = dataclasses.replace(item, text=None if text == chosen else text)
        _upsert_item(connection, own, fingerprint, row)


def _describe(connection: sqlite3.Connection, row: int, description: Description) -> None:
    encoded = encode_description(description)
    published = description.published.date if description.published else None
    identity, text, words, family = connection.execute(
        "SELECT id, text, words, family FROM documents WHERE row=?", (row,)
    ).fetchone()
    connection.execute(
        "UPDATE documents SET description=?, published=?, digest=? WHERE row=?",
        (encoded, published, digest(identity, text, words, encoded, published, family), row),
    )


def forget_annotation(connection: sqlite3.Connection, row: int) -> None:
    """Remove an annotation; the full-text index and the lemmas' counts must be told the values that go."""
    going = connection.execute("SELECT singulars, lemmas FROM segments WHERE document=?", (row,)).fetchall()
    count_lemmas(connection, going, -1)
    connection.execute(
        "INSERT INTO search(search, rowid, text, lemmas, singulars) "
        "SELECT 'delete', row, text, lemmas, singulars FROM segments WHERE document=?",
        (row,),
    )
    connection.execute("DELETE FROM annotations WHERE document=?", (row,))


def count_lemmas(connection: sqlite3.Connection, segments: Iterable[tuple[str, str]], by: int) -> None:
    """Raise or lower the counts of the words of `segments` (singulars, lemmas) `by` 1 or -1."""
    counts: Counter[tuple[str, str]] = Counter()
    for singulars, lemmas in segments:
        counts.update(zip(singulars.split(), lemmas.split(), strict=True))
    connection.executemany(
        "INSERT INTO lemmas VALUES (?,?,?) ON CONFLICT (singular, lemma) DO UPDATE SET n=n+excluded.n",
        sorted((*pair, by * n) for pair, n in counts.items()),
    )
    if by < 0:
        gone = "DELETE FROM lemmas WHERE singular=? AND lemma=? AND n<=0"
        connection.executemany(gone, sorted(counts))


def _drop_results(connection: sqlite3.Connection) -> None:
    """Remove topics and trends: a text that they lead back to is going."""
    for table in (*TOPIC_TABLES, *TREND_TABLES):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
    connection.execute("DELETE FROM stages WHERE name IN ('topics', 'trends')")
