"""Sentences → segments: the unit of topics and of search."""

from cmo_nlp.segment.segmenter import segment

__all__ = ["VERSION", "segment"]

VERSION = 1
"""Code version of the stage: raised when the same sentences give other segments."""
