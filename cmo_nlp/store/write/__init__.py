"""What is written. Callers hold `transaction`; no language work happens in here."""

from cmo_nlp.store.read.stages import Stage
from cmo_nlp.store.write.annotations import (
    AnnotatedDocument,
    IndexedSegment,
    record_annotations,
    record_concepts,
)
from cmo_nlp.store.write.ledger import LedgerEntry, forget_refusals, record_item
from cmo_nlp.store.write.results import record_stage, replace_topics, replace_trends

__all__ = [
    "AnnotatedDocument",
    "IndexedSegment",
    "LedgerEntry",
    "Stage",
    "forget_refusals",
    "record_annotations",
    "record_concepts",
    "record_item",
    "record_stage",
    "replace_topics",
    "replace_trends",
]
