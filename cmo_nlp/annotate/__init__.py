"""Document → tokens, sentences, mentions of the lexicon and beyond it, statements on the role."""

from cmo_nlp.annotate.annotator import annotate

__all__ = ["annotate"]
