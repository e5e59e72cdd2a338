"""Questions to the corpus, answered by quotations."""

from cmo_nlp.query.concept_list import ConceptOrder, ListedConcept, list_concepts, list_discovered
from cmo_nlp.query.concordance import Concordance, ConcordanceLine, ConcordanceOrder, concordance
from cmo_nlp.query.discovered import Neighbour, Suggestion, Suggestions, suggest
from cmo_nlp.query.document_list import ListedDocument, list_documents
from cmo_nlp.query.filters import Wanted, resolve
from cmo_nlp.query.network import Edge, Network, Node, Unit, Weight, held_units, network
from cmo_nlp.query.question import Mode, Order, Question
from cmo_nlp.query.search import Answer, Hit, search
from cmo_nlp.query.topic_view import DominantConcept, TopicQuotation, TopicView, topic_view
from cmo_nlp.query.views import (
    ConceptView,
    DocumentView,
    PassageMention,
    PassageView,
    SegmentView,
    SeriesView,
    Shown,
    show,
)

__all__ = [
    "Answer", "ConceptOrder", "ConceptView", "Concordance", "ConcordanceLine", "ConcordanceOrder",
    "DocumentView", "DominantConcept", "Edge", "Hit", "ListedConcept", "ListedDocument", "Mode",
    "Neighbour", "Network", "Node", "Order", "PassageMention", "PassageView", "Question", "SegmentView",
    "SeriesView", "Shown", "Suggestion", "Suggestions", "TopicQuotation", "TopicView", "Unit", "Wanted",
    "Weight", "concordance", "held_units", "list_concepts", "list_discovered", "list_documents",
    "network", "resolve", "search", "show", "suggest", "topic_view",
]  # fmt: skip
