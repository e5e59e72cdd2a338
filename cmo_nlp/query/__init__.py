"""Questions to the corpus, answered by quotations."""

from cmo_nlp.query.search import Answer, Hit, search

__all__ = ["Answer", "Hit", "search"]
