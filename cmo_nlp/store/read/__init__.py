"""What is read: records by document id, each checked against its checksum."""

from cmo_nlp.store.read.annotations import (
    AnnotationRecord,
    annotation,
    annotations_digest,
    documents_without_label,
    mentions_outside_lexicon,
    pending,
    unannotated,
)
from cmo_nlp.store.read.documents import (
    accepted_fingerprint,
    document,
    document_ids,
    documents,
    documents_digest,
    parts,
    remembered,
    signatures,
)
from cmo_nlp.store.read.edits import edited_id, topic_edits
from cmo_nlp.store.read.refusals import refusals
from cmo_nlp.store.read.results import (
    ConceptCount,
    assignments,
    changes,
    concepts,
    fitted_assignments,
    fitted_topics,
    points,
    topics,
    topics_by_document,
)
from cmo_nlp.store.read.search import (
    FoundSegment,
    concepts_between,
    count_segments,
    find_segments,
    sentences_between,
    topic_of,
)
from cmo_nlp.store.read.sizes import Sizes, sizes
from cmo_nlp.store.read.stages import Stage, check, check_results, check_search, stage
from cmo_nlp.store.read.vectors import vectors

__all__ = [
    "AnnotationRecord",
    "ConceptCount",
    "FoundSegment",
    "Sizes",
    "Stage",
    "accepted_fingerprint",
    "annotation",
    "annotations_digest",
    "assignments",
    "changes",
    "check",
    "check_results",
    "check_search",
    "concepts",
    "concepts_between",
    "count_segments",
    "document",
    "document_ids",
    "documents",
    "documents_digest",
    "documents_without_label",
    "edited_id",
    "find_segments",
    "fitted_assignments",
    "fitted_topics",
    "mentions_outside_lexicon",
    "parts",
    "pending",
    "points",
    "refusals",
    "remembered",
    "sentences_between",
    "signatures",
    "sizes",
    "stage",
    "topic_edits",
    "topic_of",
    "topics",
    "topics_by_document",
    "unannotated",
    "vectors",
]  # fmt: skip
