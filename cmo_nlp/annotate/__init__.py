"""Document → tokens, sentences, mentions of the lexicon and beyond it, statements on the role."""

from cmo_nlp.annotate.annotator import annotate

__all__ = ["VERSION", "annotate"]

VERSION = 1
"""Code version of the stage: raised when the same document gives another annotation."""
