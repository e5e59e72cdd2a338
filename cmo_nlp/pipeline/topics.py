"""Segments into vectors, topics and assignments."""

import dataclasses
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from cmo_nlp.pipeline.carried_edits import carry_over, lost_remarks
from cmo_nlp.pipeline.fingerprints import topics_fingerprint, what_changed
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.pipeline.reports import StageReport
from cmo_nlp.pipeline.units import french_units
from cmo_nlp.pipeline.vectors import sentence_vectors, text_digests
from cmo_nlp.records import TopicModel
from cmo_nlp.settings import Settings
from cmo_nlp.store import read, snapshot, transaction, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmo_nlp.topics import Theme, Unit

__all__ = ["topics"]


def topics(connection: sqlite3.Connection, settings: Settings, progress: Progress) -> StageReport:
    """Fit the topics of all segments anew, unless nothing changed since the last fit.

    The edits of the user are carried over to the new topics in the same transaction.
    """
    from cmo_nlp import topics as stage

    with snapshot(connection):
        fingerprint = topics_fingerprint(connection, settings)
        count = len(read.document_ids(connection))
        noted = read.stage(connection, "topics")
        if noted and not what_changed(connection, "topics", fingerprint):
            remarks = noted.remarks + lost_remarks(connection)
            return StageReport("topics", worked=False, documents=count, remarks=remarks)
        progress.start("topics", None)
        progress.phase("reading")
        french, foreign = french_units(connection)
    themes = stage.read_themes(settings.topics.themes)
    encoded = _encoded(french, settings)
    fitted = _fit(connection, _Material(french, encoded, themes), settings, progress)
    model = stage.add_unassigned(fitted, foreign, "not-french")
    progress.phase("writing")
    settings_noted = {"topics": dataclasses.asdict(settings.topics)}
    texts = [*encoded, *(unit.text for unit in french), *stage.theme_texts(themes)]
    with transaction(connection):
        carried = carry_over(connection, model)
        remarks = model.remarks + carried.remarks
        written = write.replace_topics(connection, model)
        write.replace_edits(connection, carried.edits)
        write.drop_vectors(connection, set(text_digests(texts)))
        write.record_stage(connection, "topics", write.Stage(fingerprint, settings_noted, written, remarks))
        lost = lost_remarks(connection)
    return StageReport("topics", worked=True, documents=count, remarks=remarks + lost)


class _Material(NamedTuple):
    """What a fit reads: segments, what the encoder reads of each of them, and the guided themes."""

    units: "Sequence[Unit]"
    encoded: "Sequence[str]"
    themes: "Sequence[Theme]"


def _fit(
    connection: sqlite3.Connection, material: _Material, settings: Settings, progress: Progress
) -> TopicModel:
    from cmo_nlp import embed, model_registry
    from cmo_nlp import topics as stage

    chosen, (units, encoded, themes) = settings.topics, material
    progress.phase("terms")
    terms = [stage.content_terms(unit) for unit in units]
    progress.phase("vectors")
    meaning = sentence_vectors(connection, encoded, chosen.encoder)
    lexical = embed.lexical_vectors(terms, chosen.dimensions, chosen.seed)
    vectors = embed.joint_vectors(meaning, lexical, chosen.dimensions)
    names = stage.Meaning(meaning, model_registry.load_encoder(chosen.encoder).encode)
    model = stage.fit(units, vectors, chosen, progress.phase, names)
    if chosen.assign_outliers:
        model = stage.assign_outliers(model, units, vectors, chosen.outlier_cosine)
    sentences = sentence_vectors(
        connection, [unit.text for unit in units], chosen.encoder
    )  # queries read them
    if not themes:
        return model
    progress.phase("guided themes")
    guide = stage.encode_themes(themes, lambda texts: sentence_vectors(connection, texts, chosen.encoder))
    return stage.add_themes(model, units, sentences, guide, chosen)


def _encoded(units: "Sequence[Unit]", settings: Settings) -> list[str]:
    """Return what the encoder reads of each unit: a mean of words is better off without those of no theme."""
    from cmo_nlp import model_registry
    from cmo_nlp import topics as stage

    if model_registry.takes_words(settings.topics.encoder):
        return [stage.telling_text(unit) for unit in units]
    return [unit.text for unit in units]
