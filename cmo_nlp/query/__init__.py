"""Questions to the corpus, answered by quotations."""

from cmo_nlp.query.discovered import Neighbour, Suggestion, Suggestions, suggest
from cmo_nlp.query.search import Answer, Hit, search

__all__ = ["Answer", "Hit", "Neighbour", "Suggestion", "Suggestions", "search", "suggest"]
