"""What is read: records by document id, each checked against its checksum."""

from cmo_nlp.store.read.annotations import (
    AnnotationRecord,
    DiscoveredMention,
    annotation,
    annotations_digest,
    discovered_mentions,
    documents_without_label,
    mentions_by_document,
    mentions_outside_lexicon,
    pending,
    unannotated,
)
from cmo_nlp.store.read.counts import (
    ConceptTally,
    DocumentTally,
    FormTally,
    concept_tallies,
    document_tallies,
    form_tallies,
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
from cmo_nlp.store.read.families import counted_as, counted_topics, topic_documents
from cmo_nlp.store.read.passages import (
    PassageFilter,
    PassagePlace,
    concept_names,
    document_dates,
    held_spans,
    held_starts,
    holding,
    passage_places,
    passing_documents,
    publishers,
    source_types,
    topic_starts,
    undated_documents,
)
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
    best_segments,
    concepts_between,
    concepts_by_segment,
    count_segments,
    find_segments,
    is_found,
    is_lemma,
    lemmas_beginning,
    lemmas_of,
    matching_segments,
    revision,
    segment_vectors,
    segments_between,
    segments_by_row,
    sentences_between,
    singulars,
    topic_of,
)
from cmo_nlp.store.read.sizes import Sizes, sizes
from cmo_nlp.store.read.stages import Stage, check, check_results, check_search, stage
from cmo_nlp.store.read.units import (
    Dated,
    MentionPlace,
    concept_places,
    dated_documents,
    matching_places,
    mentions_of,
    unit_spans,
)
from cmo_nlp.store.read.vectors import vectors

__all__ = [
    "AnnotationRecord", "Appearance", "ConceptCount", "ConceptTally", "Dated", "DiscoveredMention",
    "DocumentTally", "FormTally", "FoundSegment", "MentionPlace", "PassageFilter", "PassagePlace", "Sizes",
    "Stage", "accepted_fingerprint", "annotation", "annotations_digest", "appearances", "assignments",
    "best_segments", "changes", "check", "check_results", "check_search", "concept_names", "concept_places",
    "concept_tallies", "concepts", "concepts_between", "concepts_by_segment", "count_segments",
    "counted_as", "counted_topics",
    "dated_documents", "discovered_mentions", "document", "document_dates", "document_ids",
    "document_tallies", "documents", "documents_digest", "documents_without_label", "edited_id", "families",
    "find_segments", "fitted_assignments", "fitted_topics", "form_tallies", "held_spans", "held_starts",
    "holding", "is_found", "is_lemma", "lemmas_beginning", "lemmas_of", "matching_places",
    "matching_segments", "mean_consensus", "mentions_by_document", "mentions_of",
    "mentions_outside_lexicon", "parts", "passage_places", "passing_documents", "pending", "points",
    "publishers", "refusals", "remembered", "revision", "segment_vectors", "segments_between",
    "segments_by_row", "sentences_between", "signatures", "singulars", "sizes", "source_types", "stage",
    "topic_documents", "topic_edits", "topic_figures", "topic_of", "topic_starts", "topics",
    "topics_by_document", "unannotated", "undated_documents", "unit_spans", "vectors",
]  # fmt: skip
