"""A shard of sources into a shard of documents: files are read as the workspace reads them."""

import atexit
from collections.abc import Iterator, Mapping
from datetime import date

from cmo_nlp.lake.document_rows import DOCUMENTS, DocumentsContent, document_table
from cmo_nlp.lake.places import Place
from cmo_nlp.lake.shards import ROWS_OF_A_GROUP, Note, read_groups, required_note, write_shard
from cmo_nlp.lake.source_rows import tasks_of
from cmo_nlp.pipeline.batches import batches
from cmo_nlp.pipeline.fingerprints import ingest_fingerprint
from cmo_nlp.pipeline.ingest import ledger_entries
from cmo_nlp.pipeline.readers import Readers
from cmo_nlp.records import Refusal
from cmo_nlp.settings import Settings
from cmo_nlp.store.codec import digest
from cmo_nlp.store.write import LedgerEntry

__all__ = ["read_shard"]


def read_shard(
    place: Place, name: str, settings: Settings, fingerprint: Mapping[str, str]
) -> tuple[int, int]:
    """Write the documents of the sources `name`; return how many came in and how many were refused."""
    packed = required_note(place, "sources", name)
    content = DocumentsContent()
    refused = 0
    rows = 0

    def counted() -> Iterator[LedgerEntry]:
        nonlocal refused, rows
        for entry in _entries(place, name, settings, date.fromisoformat(packed.told["day"])):
            content.add(entry)
            rows += 1
            refused += isinstance(entry.result, Refusal)
            yield entry

    groups = (document_table(batch) for batch in batches(counted(), ROWS_OF_A_GROUP))

    def note(_: str) -> Note:
        told = {"documents": rows - refused, "refused": refused}
        return Note(content.digest(), packed.content, fingerprint, told)

    write_shard(place, "documents", name, DOCUMENTS, groups, note)
    return rows - refused, refused


def _entries(place: Place, name: str, settings: Settings, day: date) -> Iterator[LedgerEntry]:
    code = digest(ingest_fingerprint(settings))
    tasks = (task for table in read_groups(place, "sources", name) for task in tasks_of(table, code))
    for task, processed in _readers(settings).read(tasks, day):
        yield from ledger_entries(task, processed) or ()


_kept: dict[str, Readers] = {}


def _readers(settings: Settings) -> Readers:
    """Return the process that reads for this one, kept from shard to shard: starting it takes 2 s."""
    key = digest(settings.ingest)
    if key not in _kept or _kept[key].is_stopped:
        _leave()
        _kept[key] = Readers(settings.ingest, jobs=1)
    return _kept[key]


@atexit.register
def _leave() -> None:
    """Let the process that reads leave, and take its semaphores along."""
    while _kept:
        _, readers = _kept.popitem()
        if not readers.is_stopped:
            readers.close()
