"""Questions to the corpus, answered by quotations."""

from cmo_nlp.query.concept_list import ConceptOrder, ListedConcept, list_concepts, list_discovered
from cmo_nlp.query.discovered import Neighbour, Suggestion, Suggestions, suggest
from cmo_nlp.query.document_list import ListedDocument, list_documents
from cmo_nlp.query.filters import Wanted, resolve
from cmo_nlp.query.search import Answer, Hit, Mode, Order, Question, search
from cmo_nlp.query.selection import Selection, selection
from cmo_nlp.query.topic_view import DominantConcept, TopicQuotation, TopicView, topic_view

__all__ = [
    "Answer", "ConceptOrder", "DominantConcept", "Hit", "ListedConcept", "ListedDocument", "Mode",
    "Neighbour", "Order", "Question", "Selection", "Suggestion", "Suggestions", "TopicQuotation",
    "TopicView", "Wanted", "list_concepts", "list_discovered", "list_documents", "resolve", "search",
    "selection", "suggest", "topic_view",
]  # fmt: skip
