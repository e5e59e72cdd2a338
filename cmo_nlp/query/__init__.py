"""Questions to the corpus, answered by quotations."""

from cmo_nlp.query.discovered import Neighbour, Suggestion, Suggestions, suggest
from cmo_nlp.query.search import Answer, Hit, search
from cmo_nlp.query.topic_view import DominantConcept, TopicQuotation, TopicView, topic_view

__all__ = [
    "Answer", "DominantConcept", "Hit", "Neighbour", "Suggestion", "Suggestions", "TopicQuotation",
    "TopicView", "search", "suggest", "topic_view",
]  # fmt: skip
