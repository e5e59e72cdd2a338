"""The lexicon: what is looked for by name in the documents, as two CSV files and their loader."""

from cmo_nlp.lexicons.loader import Lexicon, load
from cmo_nlp.lexicons.user import Extension, extend, load_with, read_tables

__all__ = ["Extension", "Lexicon", "extend", "load", "load_with", "read_tables"]
