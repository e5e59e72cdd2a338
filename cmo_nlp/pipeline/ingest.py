"""Sources into the ledger and the documents of the store."""

import dataclasses
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_nlp.pipeline.batches import batches
from cmo_nlp.pipeline.fingerprints import ingest_fingerprint
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.pipeline.reports import IngestReport
from cmo_nlp.records import Refusal
from cmo_nlp.settings import Settings
from cmo_nlp.store import read, transaction, write
from cmo_nlp.store.codec import digest

if TYPE_CHECKING:
    from cmo_nlp.ingest import Item

__all__ = ["ingest"]

_BATCH_ITEMS = 32
_Entry = write.LedgerEntry | None
"""What became of an item; None where its bytes are those of the last time."""


def ingest(
    connection: sqlite3.Connection,
    sources: Sequence[str],
    settings: Settings,
    progress: Progress,
    today: date,
) -> IngestReport:
    """Read `sources` into the store, item by item; what came in before with the same bytes is not parsed."""
    progress.start("ingest", None)
    outcomes: Counter[str] = Counter()
    refused: list[Refusal] = []
    seen: set[str] = set()
    for batch in batches(_entries(connection, sources, settings, progress, today), _BATCH_ITEMS):
        with transaction(connection):
            outcomes.update(write.record_item(connection, entry) if entry else "unchanged" for entry in batch)
        entries = [entry for entry in batch if entry]
        refused += [entry.result for entry in entries if isinstance(entry.result, Refusal)]
        seen.update(entry.location for entry in entries)
    with transaction(connection):
        write.forget_refusals(connection, [os.path.abspath(source) for source in sources], seen)  # noqa: PTH100
        _note(connection, settings)
    return IngestReport(
        accepted=outcomes["accepted"],
        unchanged=outcomes["unchanged"],
        copies=outcomes["copy"],
        replaced=outcomes["replaced"],
        refused=tuple(refused),
    )


def _entries(
    connection: sqlite3.Connection,
    sources: Sequence[str],
    settings: Settings,
    progress: Progress,
    today: date,
) -> Iterator[_Entry]:
    from cmo_nlp import ingest as stage

    code = digest(ingest_fingerprint(settings))
    for item in stage.discover(sources):
        yield _entry(connection, item, settings, code, today)
        progress.advance()


def _entry(
    connection: sqlite3.Connection, item: "Item | Refusal", settings: Settings, code: str, today: date
) -> _Entry:
    from cmo_nlp import ingest as stage

    if isinstance(item, Refusal):
        return write.LedgerEntry(str(Path(item.source).absolute()), item.source, "", item)
    content = stage.read(item, settings.ingest)
    if isinstance(content, Refusal):
        return write.LedgerEntry(item.location, item.source, "", content)
    fingerprint = digest(code, content)
    if read.accepted_fingerprint(connection, item.location) == fingerprint:
        return None
    return write.LedgerEntry(
        item.location, item.source, fingerprint, stage.parse(item, content, settings.ingest, today)
    )


def _note(connection: sqlite3.Connection, settings: Settings) -> None:
    noted = {"ingest": dataclasses.asdict(settings.ingest)}
    fingerprint = ingest_fingerprint(settings)
    write.record_stage(connection, "ingest", write.Stage(fingerprint, noted, "", ()))
