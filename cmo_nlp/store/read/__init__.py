"""What is read: records by document id, each checked against its checksum."""

from cmo_nlp.store.read.annotations import (
    AnnotationRecord,
    DiscoveredMention,
    annotation,
    annotations_digest,
    discovered_mentions,
    documents_without_label,
    mentions_outside_lexicon,
    pending,
    unannotated,
)
from cmo_nlp.store.read.documents import (
    Appearance,
    accepted_fingerprint,
    appearances,
    document,
    document_ids,
    documents,
    documents_digest,
    families,
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
    mean_consensus,
    points,
    topic_figures,
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
    "AnnotationRecord", "Appearance", "ConceptCount", "DiscoveredMention", "FoundSegment", "Sizes",
    "Stage", "accepted_fingerprint", "annotation", "annotations_digest", "appearances", "assignments",
    "changes", "check", "check_results", "check_search", "concepts", "concepts_between",
    "count_segments", "discovered_mentions", "document", "document_ids", "documents",
    "documents_digest", "documents_without_label", "edited_id", "families", "find_segments",
    "fitted_assignments", "fitted_topics", "mean_consensus", "mentions_outside_lexicon", "parts",
    "pending", "points", "refusals", "remembered", "sentences_between", "signatures", "sizes", "stage",
    "topic_edits", "topic_figures", "topic_of", "topics", "topics_by_document", "unannotated", "vectors",
]  # fmt: skip
