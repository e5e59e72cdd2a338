"""A shard of documents into a shard of annotations: the stage of the workspace, its model loaded once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cmo_nlp import annotate as annotating
from cmo_nlp import segment as segmenting
from cmo_nlp.lake.annotation_rows import ANNOTATIONS, AnnotatedRow, annotation_table, as_annotated
from cmo_nlp.lake.attempts import Attempt
from cmo_nlp.lake.document_rows import documents_of, entries_of
from cmo_nlp.lake.places import Place
from cmo_nlp.lake.shards import ROWS_OF_A_GROUP, Note, read_groups, required_note, write_shard
from cmo_nlp.pipeline.batches import batches
from cmo_nlp.records import Annotation, Document, Refusal, Segment
from cmo_nlp.settings import AnnotateSettings, Settings

__all__ = ["annotate_shard"]


def annotate_shard(
    place: Place, name: str, settings: Settings, fingerprint: Mapping[str, str]
) -> tuple[int, int]:
    """Write what the documents of shard `name` hold; return how many were annotated and how many refused."""
    read = required_note(place, "documents", name)
    tables = read_groups(place, "documents", name)
    documents = documents_of(entry for table in tables for entry in entries_of(table))
    refused = 0

    def counted(attempt: Attempt) -> Iterator[AnnotatedRow]:
        nonlocal refused
        for row in _rows(documents, settings, attempt):
            refused += isinstance(row.result, Refusal)
            yield row

    def note(written: str) -> Note:
        told = {"documents": len(documents) - refused, "refused": refused}
        return Note(written, read.content, fingerprint, told)

    with Attempt(place, "annotate", name) as attempt:
        groups = (annotation_table(batch) for batch in batches(counted(attempt), ROWS_OF_A_GROUP))
        write_shard(place, "annotations", name, ANNOTATIONS, groups, note)
    return len(documents) - refused, refused


def _rows(documents: list[Document], settings: Settings, attempt: Attempt) -> Iterator[AnnotatedRow]:
    nlp, lexicon = _loaded(settings.annotate)
    size = attempt.batch_size(settings.annotate.batch_documents)
    in_batches = replace(settings.annotate, batch_documents=size)
    results = annotating.annotate(attempt.noted(documents, size), nlp, lexicon, in_batches)
    for document, result in zip(documents, results, strict=True):
        published = document.description.published
        year = published.date[:4] if published else None
        segments: tuple[Segment, ...] = ()
        if isinstance(result, Annotation):
            segments = segmenting.segment(document, result, settings.segment)
        yield AnnotatedRow(document.id, year, as_annotated(document), result, segments)


_models: dict[tuple[str, str], tuple[Any, Any]] = {}


def _loaded(settings: AnnotateSettings) -> tuple[Any, Any]:
    """Return the pipeline and the lexicon, loaded once in a process."""
    key = (settings.model, settings.lexicon)
    if key not in _models:
        from cmo_nlp import lexicons, model_registry

        _models.clear()
        _models[key] = model_registry.load_spacy(settings.model), lexicons.load_with(settings.lexicon)
    return _models[key]
