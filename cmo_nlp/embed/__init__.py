"""Segments become vectors: a weighting of their terms, and its latent semantic space."""

from cmo_nlp.embed.joint import joint_vectors
from cmo_nlp.embed.lexical import lexical_vectors

__all__ = ["joint_vectors", "lexical_vectors"]
