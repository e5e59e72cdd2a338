"""Documents into sentences, mentions, statements and searchable segments."""

import sqlite3
from collections.abc import Sequence

from cmo_nlp.pipeline.batches import batches
from cmo_nlp.pipeline.fingerprints import annotate_fingerprint, what_changed
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.pipeline.reports import StageReport
from cmo_nlp.records import Annotation, Document, Refusal
from cmo_nlp.settings import Settings
from cmo_nlp.store import read, transaction, write
from cmo_nlp.store.codec import digest

__all__ = ["annotate"]


def annotate(connection: sqlite3.Connection, settings: Settings, progress: Progress) -> StageReport:
    """Annotate and segment the documents that lack it, a batch at a time."""
    fingerprint = annotate_fingerprint(settings)
    waiting = read.pending(connection, digest(fingerprint))
    if waiting:
        _annotate_documents(connection, waiting, settings, digest(fingerprint), progress)
    if what_changed(connection, "annotate", fingerprint):
        _note(connection, fingerprint)
    return StageReport("annotate", bool(waiting), len(waiting))


def _annotate_documents(
    connection: sqlite3.Connection,
    waiting: Sequence[str],
    settings: Settings,
    fingerprint: str,
    progress: Progress,
) -> None:
    from cmo_nlp import annotate as stage
    from cmo_nlp import lexicons, model_registry

    progress.start("annotate", len(waiting))
    lexicon = lexicons.load()
    nlp = model_registry.load_spacy(settings.annotate.model)
    for identities in batches(waiting, settings.annotate.batch_documents):
        documents = [read.document(connection, identity) for identity in identities]
        results = stage.annotate(documents, nlp, lexicon, settings.annotate)
        batch = [
            _annotated(document, result, settings, fingerprint)
            for document, result in zip(documents, results, strict=True)
        ]
        with transaction(connection):
            write.record_annotations(connection, batch)
        progress.advance(len(batch))


def _annotated(
    document: Document, result: Annotation | Refusal, settings: Settings, fingerprint: str
) -> write.AnnotatedDocument:
    from cmo_nlp import segment as stage
    from cmo_nlp.segment.search_keys import segment_keys

    if isinstance(result, Refusal):
        return write.AnnotatedDocument(document.id, fingerprint, result)
    indexed = []
    for segment in stage.segment(document, result, settings.segment):
        text = document.text[segment.start : segment.end]
        indexed.append(write.IndexedSegment(segment, text, *segment_keys(text)))
    return write.AnnotatedDocument(document.id, fingerprint, result, tuple(indexed))


def _note(connection: sqlite3.Connection, fingerprint: dict[str, str]) -> None:
    from cmo_nlp import lexicons

    with transaction(connection):
        written = write.record_concepts(connection, lexicons.load().concepts.values())
        write.record_stage(connection, "annotate", fingerprint, written)
