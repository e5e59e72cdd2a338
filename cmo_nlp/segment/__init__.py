"""Sentences → segments: the unit of topics and of search."""

from cmo_nlp.segment.segmenter import segment

__all__ = ["segment"]
