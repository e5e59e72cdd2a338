"""Vectors of segments become topics that a French reader understands, and every segment is accounted for."""

from cmo_nlp.topics.content_words import content_terms
from cmo_nlp.topics.fitting import fit
from cmo_nlp.topics.units import Unit

__all__ = ["Unit", "content_terms", "fit"]
