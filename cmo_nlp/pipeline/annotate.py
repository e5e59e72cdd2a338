"""Documents into sentences, mentions, statements and searchable segments."""

import dataclasses
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from cmo_nlp.pipeline.batches import batches
from cmo_nlp.pipeline.fingerprints import annotate_fingerprint, what_changed
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.pipeline.reports import StageReport
from cmo_nlp.records import Annotation, Document, Refusal, Segment
from cmo_nlp.settings import Settings
from cmo_nlp.store import read, transaction, write
from cmo_nlp.store.codec import digest

__all__ = ["annotate", "with_search_keys"]


def annotate(connection: sqlite3.Connection, settings: Settings, progress: Progress) -> StageReport:
    """Annotate and segment the documents that lack it, a batch at a time."""
    fingerprint = annotate_fingerprint(settings)
    waiting = read.pending(connection, digest(fingerprint))
    if waiting:
        _annotate_documents(connection, waiting, settings, digest(fingerprint), progress)
    if what_changed(connection, "annotate", fingerprint):
        _note(connection, fingerprint, settings)
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
    lexicon = lexicons.load_with(settings.annotate.lexicon)
    nlp = model_registry.load_spacy(settings.annotate.model)
    for identities in batches(waiting, settings.annotate.batch_documents):
        documents = list(_still_there(connection, identities))
        results = stage.annotate(documents, nlp, lexicon, settings.annotate)
        batch = [
            _annotated(document, result, settings, fingerprint)
            for document, result in zip(documents, results, strict=True)
        ]
        with transaction(connection):
            write.record_annotations(connection, batch)
        progress.advance(len(batch))


def _still_there(connection: sqlite3.Connection, identities: Sequence[str]) -> Iterator[Document]:
    """Yield the documents that no other process superseded meanwhile."""
    for identity in identities:
        with suppress(KeyError):
            yield read.document(connection, identity)


def _annotated(
    document: Document, result: Annotation | Refusal, settings: Settings, fingerprint: str
) -> write.AnnotatedDocument:
    from cmo_nlp import segment as stage

    published = document.description.published
    year = published.date[:4] if published else None
    if isinstance(result, Refusal):
        return write.AnnotatedDocument(document.id, fingerprint, year, result)
    segments = stage.segment(document, result, settings.segment)
    indexed = with_search_keys(document, result, segments)
    return write.AnnotatedDocument(document.id, fingerprint, year, result, indexed)


def with_search_keys(
    document: Document, annotation: Annotation, segments: Iterable[Segment]
) -> tuple[write.IndexedSegment, ...]:
    """Return `segments` with their texts and the words that they are found by."""
    from cmo_nlp.segment.search_keys import segment_keys

    indexed = []
    for segment in segments:
        text = document.text[segment.start : segment.end]
        keys = segment_keys(text, segment.start, annotation.tokens)
        indexed.append(write.IndexedSegment(segment, text, *keys, digest(text)))
    return tuple(indexed)


def _note(connection: sqlite3.Connection, fingerprint: dict[str, str], settings: Settings) -> None:
    from cmo_nlp import lexicons

    noted = {
        "annotate": dataclasses.asdict(settings.annotate),
        "segment": dataclasses.asdict(settings.segment),
    }
    lexicon = lexicons.load_with(settings.annotate.lexicon)
    with transaction(connection):
        written = write.record_concepts(connection, lexicon.concepts.values())
        write.record_stage(connection, "annotate", write.Stage(fingerprint, noted, written, ()))
