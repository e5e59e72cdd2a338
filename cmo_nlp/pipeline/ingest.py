"""Sources into the ledger and the documents of the store."""

import dataclasses
import itertools
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_nlp.pipeline import near_duplicates, streams
from cmo_nlp.pipeline.batches import batches
from cmo_nlp.pipeline.fingerprints import ingest_fingerprint
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.pipeline.reports import IngestedItem, IngestReport, ItemOutcome
from cmo_nlp.records import Refusal
from cmo_nlp.settings import Settings
from cmo_nlp.store import read, transaction, write
from cmo_nlp.store.codec import digest

if TYPE_CHECKING:
    from cmo_nlp.ingest import Item, Processed, Sidecar, Task

__all__ = ["Sources", "ingest", "ledger_entries", "note_ingest"]

_SHOWN = 5  # names in a remark
_BATCH_FILES = 32


@dataclass(frozen=True, slots=True)
class Sources:
    """What is to be read: files, folders, archives and addresses by name, and lines of JSON from elsewhere.

    `sidecar` describes files by name. `allow_private` lets addresses inside the own network be fetched.
    """

    names: Sequence[str] = ()
    lines: Iterable[str] = ()
    sidecar: "Sidecar | None" = None
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class _File:
    """What became of one file: its ledger entries, or none where its bytes are those of the last time."""

    location: str
    entries: tuple[write.LedgerEntry, ...] | None


def ingest(
    connection: sqlite3.Connection, sources: Sources, settings: Settings, progress: Progress, today: date
) -> IngestReport:
    """Read `sources` into the store, file by file; what came in before with the same bytes is not parsed."""
    items: list[IngestedItem] = []
    seen: set[str] = set()
    for batch in batches(_files(connection, sources, settings, progress, today), _BATCH_FILES):
        with transaction(connection):
            for location, item in (told for file in batch for told in _recorded(connection, file)):
                items.append(item)
                seen.add(location)
    families = near_duplicates.refresh_families(connection, progress)
    with transaction(connection):
        write.forget_refusals(connection, _places(sources), seen)
        note_ingest(connection, settings, ingest_fingerprint(settings))
    told = sorted(_told_apart(connection, item, families) for item in items)
    return IngestReport(tuple(told), _remarks(sources.sidecar, told))


def _places(sources: Sources) -> Iterator[str]:
    """Yield where the sources are, as the ledger writes it."""
    from cmo_nlp import ingest as stage

    for name in filter(None, sources.names):
        is_address = name.startswith(stage.ADDRESSES)
        # os.path, since Path cannot be made from a name that is no UTF-8 and keeps « .. »
        yield stage.printable(name if is_address else os.path.abspath(name))  # noqa: PTH100
    if sources.lines:
        yield streams.STANDARD_INPUT


def _remarks(sidecar: "Sidecar | None", items: Iterable[IngestedItem]) -> tuple[str, ...]:
    if sidecar is None:
        return ()
    met = [name for item in items for name in (item.source, item.document_id) if name]
    unused = sidecar.unused(met)
    names = f"the metadata name {len(unused)} files that were not met: {', '.join(unused[:_SHOWN])}"
    return (*sidecar.warnings, *([names] if unused else []))


def _files(
    connection: sqlite3.Connection, sources: Sources, settings: Settings, progress: Progress, today: date
) -> Iterator[_File]:
    from cmo_nlp import ingest as stage
    from cmo_nlp.pipeline.readers import read_all

    found = list(stage.discover(sources.names, today, sources.sidecar))
    progress.start("ingest", len(found) or None)
    refused = [outcome for outcome in found if isinstance(outcome, Refusal)]
    for refusal in refused:
        location = str(Path(refusal.source).absolute())
        yield _File(location, (write.LedgerEntry(location, refusal.source, location, "", refusal),))
    progress.advance(len(refused))
    items = (outcome for outcome in found if isinstance(outcome, stage.Item))
    lines = streams.tasks(sources.lines, settings)
    tasks = itertools.chain(_tasks(connection, items, sources, settings), lines)
    for task, processed in read_all(tasks, settings.ingest, today):
        yield _File(task.item.location, ledger_entries(task, processed))
        progress.advance()


def _tasks(
    connection: sqlite3.Connection, items: Iterable["Item"], sources: Sources, settings: Settings
) -> Iterator["Task"]:
    from cmo_nlp import ingest as stage

    code = digest(ingest_fingerprint(settings))
    fetcher = None  # its certificates take a while to load
    for item in items:
        if item.is_address:
            fetcher = fetcher or stage.Fetcher(settings.ingest, allow_private=sources.allow_private)
        content = fetcher.fetch(item.location) if fetcher and item.is_address else None
        yield stage.Task(item, content, read.accepted_fingerprint(connection, item.location), code)


def ledger_entries(task: "Task", processed: "Processed") -> tuple[write.LedgerEntry, ...] | None:
    """Return the entry of each part of a file, None where its bytes are those of the last time."""
    if processed.parts is None:
        return None
    if task.is_stream:
        return tuple(streams.entries(task, processed))
    item = task.item
    return tuple(
        write.LedgerEntry(
            item.location + part.suffix, item.source + part.suffix, item.location, processed.fingerprint,
            part.outcome, part.signature,
        )
        for part in processed.parts
    )  # fmt: skip


def _recorded(connection: sqlite3.Connection, file: _File) -> Iterator[tuple[str, IngestedItem]]:
    """Yield (location, what became of it) for each part of a file; those of an unchanged file stay."""
    if file.entries is None:
        for part in read.parts(connection, file.location):
            outcome: ItemOutcome = "refused" if part.reason else "unchanged"
            known = (part.document_id, part.reason or "", part.detail or "")
            yield part.location, IngestedItem(part.source, outcome, *known)
        return
    # Other locations are whole paths or addresses.
    is_stream = file.location.startswith(streams.STANDARD_INPUT)
    before = {e.location for e in file.entries if is_stream and read.parts(connection, e.file)}
    outcomes = write.record_file(connection, file.entries)
    for entry, outcome in zip(file.entries, outcomes, strict=True):
        if isinstance(entry.result, Refusal):
            item = IngestedItem(entry.source, outcome, None, entry.result.reason, entry.result.detail)
        else:
            told = "unchanged" if entry.location in before else outcome
            item = IngestedItem(entry.source, told, entry.result.id)
        yield entry.location, item


def _told_apart(
    connection: sqlite3.Connection, item: IngestedItem, families: Mapping[str, str]
) -> IngestedItem:
    family = families.get(item.document_id or "")
    if item.outcome not in {"accepted", "replaced"} or family in {None, item.document_id}:
        return item
    first = read.document(connection, str(family))
    named = (
        f"« {first.description.title} », {first.sources[0]}" if first.description.title else first.sources[0]
    )
    return dataclasses.replace(item, outcome="near-duplicate", detail=f"near-duplicate of {named}")


def note_ingest(connection: sqlite3.Connection, settings: Settings, fingerprint: dict[str, str]) -> None:
    """Note how what came in was read."""
    noted = {"ingest": dataclasses.asdict(settings.ingest)}
    write.record_stage(connection, "ingest", write.Stage(fingerprint, noted, "", ()))
