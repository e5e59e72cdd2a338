"""A lake, or a part of it, into a workspace: through the same writers as what the workspace reads itself."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from cmo_nlp.errors import InputError
from cmo_nlp.export import Selection
from cmo_nlp.french import fold
from cmo_nlp.lake.annotation_rows import AnnotatedRow, annotated_rows, as_annotated
from cmo_nlp.lake.document_rows import entries_of
from cmo_nlp.lake.lakes import Lake
from cmo_nlp.lake.shards import names, read_groups, required_note
from cmo_nlp.pipeline import Progress, near_duplicates
from cmo_nlp.pipeline.annotate import annotate, with_search_keys
from cmo_nlp.pipeline.batches import batches
from cmo_nlp.pipeline.fingerprints import annotate_fingerprint, ingest_fingerprint
from cmo_nlp.pipeline.ingest import note_ingest
from cmo_nlp.records import Refusal
from cmo_nlp.settings import Settings
from cmo_nlp.store import check_structure, open_store, read, transaction, write
from cmo_nlp.store.codec import digest
from cmo_nlp.store.write import LedgerEntry

__all__ = ["Loaded", "Part", "load"]

_BATCH = 64
"""files, or annotated documents, between two commits."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a lake is asked for; what is empty asks for nothing.

    `selection` goes by date and type of source. `publishers` are names; case and accents make no difference.
    Refusals come with the whole only.
    """

    selection: Selection = field(default_factory=Selection)
    publishers: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not (self.selection.chooses_documents or self.publishers)

    def holds(self, entry: LedgerEntry) -> bool:
        """Return whether an entry of the ledger is asked for."""
        if self.is_whole or isinstance(entry.result, Refusal):
            return self.is_whole
        said = entry.result.description
        return (
            self.selection.dates(said.published)
            and _is_among(said.source_type, self.selection.source_types)
            and _is_among(said.publisher, self.publishers)
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many parts of files came into the workspace as documents, how many as refusals.

    `annotated` documents of the workspace got their annotation from the lake; `waiting` lack one.
    """

    documents: int
    refused: int
    annotated: int
    waiting: int
    remarks: tuple[str, ...] = ()


def load(lake: Lake, folder: Path, settings: Settings, part: Part, progress: Progress) -> Loaded:
    """Bring what `part` asks for into the workspace in `folder`, which may hold other documents.

    Annotations come along where they are those that the workspace would make with its `settings`.
    """
    there = names(lake.place, "documents")
    if not there:
        where = lake.place.address
        msg = f"the lake {where} holds no documents yet; read its sources with: cmo-nlp ingest --lake {where}"
        raise InputError(msg)
    with open_store(folder, write=True) as connection:
        check_structure(connection)
        progress.start("load", len(there))
        documents = refused = 0
        for name in there:
            new, not_read = _load_documents(connection, lake, name, part)
            documents, refused = documents + new, refused + not_read
            progress.advance()
        near_duplicates.refresh_families(connection, progress)
        with transaction(connection):
            note_ingest(connection, settings, _read_under(lake, there, settings))
        annotated, remarks = _load_annotations(connection, lake, settings, progress)
        waiting = len(read.pending(connection, digest(annotate_fingerprint(settings))))
        if not waiting:
            annotate(connection, settings, progress)  # nothing is left to do but to note that it is done
    return Loaded(documents, refused, annotated, waiting, remarks)


def _load_documents(connection: sqlite3.Connection, lake: Lake, name: str, part: Part) -> tuple[int, int]:
    tables = read_groups(lake.place, "documents", name)
    entries = (entry for table in tables for entry in entries_of(table))
    files = (list(of_file) for _, of_file in groupby(entries, attrgetter("file")))
    documents = refused = 0
    for batch in batches(files, _BATCH):
        with transaction(connection):
            for of_file in batch:
                wanted = _wanted(connection, of_file, part)
                if wanted:
                    write.record_file(connection, wanted)
                refusals = sum(isinstance(entry.result, Refusal) for entry in wanted)
                documents, refused = documents + len(wanted) - refusals, refused + refusals
    return documents, refused


def _wanted(connection: sqlite3.Connection, entries: list[LedgerEntry], part: Part) -> list[LedgerEntry]:
    """Return the parts of a file that are asked for, and those that the workspace has: these stay in it."""
    if part.is_whole:
        return entries
    held = {found.location for found in read.parts(connection, entries[0].file)}
    wanted = [entry for entry in entries if part.holds(entry)]
    return [entry for entry in entries if entry in wanted or entry.location in held] if wanted else []


def _read_under(lake: Lake, there: Iterable[str], settings: Settings) -> dict[str, str]:
    """Return the fingerprint that the documents were read under: one that is out of date, where there is."""
    now = ingest_fingerprint(settings)
    noted = (_of_stage(required_note(lake.place, "documents", name).fingerprint) for name in there)
    return next((fingerprint for fingerprint in noted if fingerprint != now), now)


def _load_annotations(
    connection: sqlite3.Connection, lake: Lake, settings: Settings, progress: Progress
) -> tuple[int, tuple[str, ...]]:
    now = annotate_fingerprint(settings)
    there = names(lake.place, "annotations")
    progress.start("load annotations", len(there))
    annotated, others = 0, 0
    for name in there:
        if _of_stage(required_note(lake.place, "annotations", name).fingerprint) == now:
            tables = read_groups(lake.place, "annotations", name)
            rows = (row for table in tables for row in annotated_rows(table))
            annotated += _load_rows(connection, rows, digest(now))
        else:
            others += 1
        progress.advance()
    if not others:
        return annotated, ()
    remark = (
        f"{others} of {len(there)} shards were annotated with other settings, code, models or lexicon than "
        "the workspace has; their annotations were left out"
    )
    return annotated, (remark,)


def _load_rows(connection: sqlite3.Connection, rows: Iterable[AnnotatedRow], fingerprint: str) -> int:
    waiting = set(read.pending(connection, fingerprint))
    loaded = 0
    for batch in batches((row for row in rows if row.document_id in waiting), _BATCH):
        annotated = list(_as_in_workspace(connection, batch, fingerprint))
        with transaction(connection):
            write.record_annotations(connection, annotated)
        loaded += len(annotated)
    return loaded


def _as_in_workspace(
    connection: sqlite3.Connection, rows: Iterable[AnnotatedRow], fingerprint: str
) -> Iterator[write.AnnotatedDocument]:
    """Yield what rows hold, but for documents that the workspace knows more of than the shard did."""
    for row in rows:
        document = read.document(connection, row.document_id)
        if as_annotated(document) != row.of:
            continue
        indexed: tuple[write.IndexedSegment, ...] = ()
        if not isinstance(row.result, Refusal):
            indexed = with_search_keys(document, row.result, row.segments)
        yield write.AnnotatedDocument(row.document_id, fingerprint, row.year, row.result, indexed)


def _of_stage(fingerprint: Mapping[str, str]) -> dict[str, str]:
    """Return the fingerprint of a shard without the part that is about shards."""
    return {part: value for part, value in fingerprint.items() if part != "shards"}


def _is_among(name: str | None, wanted: Iterable[str]) -> bool:
    folded = [fold(one) for one in wanted]
    return not folded or (name is not None and fold(name) in folded)
