"""Questions to the corpus, answered by quotations."""

from cmo_nlp.query.search import Hit, search

__all__ = ["Hit", "search"]
