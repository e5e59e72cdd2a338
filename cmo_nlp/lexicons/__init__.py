"""The lexicon: what is looked for by name in the documents, as two CSV files and their loader."""

from cmo_nlp.lexicons.additions import Additions, add, open_folder
from cmo_nlp.lexicons.esco import RELATED, EscoImport, read_esco
from cmo_nlp.lexicons.loader import Lexicon, load
from cmo_nlp.lexicons.naming import Names
from cmo_nlp.lexicons.review import Review, read_review
from cmo_nlp.lexicons.user import Extension, extend, load_with, read_tables

__all__ = [
    "RELATED", "Additions", "EscoImport", "Extension", "Lexicon", "Names", "Review", "add", "extend", "load",
    "load_with", "open_folder", "read_esco", "read_review", "read_tables",
]  # fmt: skip
