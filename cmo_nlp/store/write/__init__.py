"""What is written. Callers hold `transaction`; no language work happens in here."""

from cmo_nlp.store.read.stages import Stage
from cmo_nlp.store.write.annotations import (
    AnnotatedDocument,
    IndexedSegment,
    record_annotations,
    record_concepts,
)
from cmo_nlp.store.write.edits import replace_edits
from cmo_nlp.store.write.ledger import (
    LedgerEntry,
    Outcome,
    forget_refusals,
    record_families,
    record_file,
    remember,
)
from cmo_nlp.store.write.results import record_stage, replace_topics, replace_trends
from cmo_nlp.store.write.vectors import drop_vectors, record_vectors

__all__ = [
    "AnnotatedDocument",
    "IndexedSegment",
    "LedgerEntry",
    "Outcome",
    "Stage",
    "drop_vectors",
    "forget_refusals",
    "record_annotations",
    "record_concepts",
    "record_families",
    "record_file",
    "record_stage",
    "record_vectors",
    "remember",
    "replace_edits",
    "replace_topics",
    "replace_trends",
]
