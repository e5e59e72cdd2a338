"""Segments become vectors: a weighting of their terms, and its latent semantic space."""

from cmo_nlp.embed.lexical import lexical_vectors

__all__ = ["VERSION", "lexical_vectors"]

VERSION = 1
"""code version of the stage: raised when the same terms would give other vectors."""
