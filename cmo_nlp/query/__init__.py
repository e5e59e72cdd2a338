"""Questions to the corpus, answered by quotations."""

from cmo_nlp.query.discovered import Neighbour, Suggestion, Suggestions, suggest
from cmo_nlp.query.filters import Wanted, resolve
from cmo_nlp.query.search import Answer, Hit, Mode, Order, Question, search
from cmo_nlp.query.topic_view import DominantConcept, TopicQuotation, TopicView, topic_view

__all__ = [
    "Answer", "DominantConcept", "Hit", "Mode", "Neighbour", "Order", "Question", "Suggestion",
    "Suggestions", "TopicQuotation", "TopicView", "Wanted", "resolve", "search", "suggest", "topic_view",
]  # fmt: skip
