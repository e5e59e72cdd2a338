"""The lexicon: what is looked for by name in the documents, as two CSV files and their loader."""

from cmo_nlp.lexicons.loader import Lexicon, load

__all__ = ["Lexicon", "load"]
