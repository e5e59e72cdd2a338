"""Segments into vectors, topics and assignments."""

import dataclasses
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cmo_nlp.pipeline.fingerprints import topics_fingerprint, what_changed
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.pipeline.reports import StageReport
from cmo_nlp.records import TopicModel
from cmo_nlp.settings import Settings
from cmo_nlp.store import read, snapshot, transaction, write

if TYPE_CHECKING:
    from cmo_nlp.topics import Unit

__all__ = ["topics"]


def topics(connection: sqlite3.Connection, settings: Settings, progress: Progress) -> StageReport:
    """Fit the topics of all segments anew, unless nothing changed since the last fit."""
    with snapshot(connection):
        fingerprint = topics_fingerprint(connection, settings)
        count = len(read.document_ids(connection))
        noted = read.stage(connection, "topics")
        if noted and not what_changed(connection, "topics", fingerprint):
            return StageReport("topics", worked=False, documents=count, remarks=noted.remarks)
        progress.start("topics", None)
        progress.phase("reading")
        units = list(_units(connection))
    model = _fit(units, settings, progress)
    settings_noted = {"topics": dataclasses.asdict(settings.topics)}
    with transaction(connection):
        written = write.replace_topics(connection, model)
        stage = write.Stage(fingerprint, settings_noted, written, model.remarks)
        write.record_stage(connection, "topics", stage)
    return StageReport("topics", worked=True, documents=count, remarks=model.remarks)


def _fit(units: "Sequence[Unit]", settings: Settings, progress: Progress) -> TopicModel:
    from cmo_nlp import embed, model_registry
    from cmo_nlp import topics as stage

    progress.phase("terms")
    terms = [stage.content_terms(unit) for unit in units]
    progress.phase("vectors")
    encoder = model_registry.load_encoder(settings.topics.encoder)
    sentences = encoder.encode([unit.text for unit in units])
    lexical = embed.lexical_vectors(terms, settings.topics.dimensions, settings.topics.seed)
    vectors = embed.joint_vectors(sentences, lexical, settings.topics.dimensions)
    return stage.fit(units, vectors, settings.topics, progress.phase)


def _units(connection: sqlite3.Connection) -> Iterator["Unit"]:
    """Yield the segments of all documents, each with its text and tokens, by document and start."""
    from cmo_nlp.topics import Unit

    for document in read.documents(connection):
        record = read.annotation(connection, document.id)
        if record is None:
            continue
        tokens = record.annotation.tokens
        starts = [token.start for token in tokens]
        for s in record.segments:
            own = tokens[bisect_left(starts, s.start) : bisect_left(starts, s.end)]
            yield Unit(document.id, s.start, s.end, document.text[s.start : s.end], own)
