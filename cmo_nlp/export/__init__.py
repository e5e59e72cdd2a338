"""Handing the analysis on: one file per format."""

from cmo_nlp.export.files import check_place
from cmo_nlp.export.formats import FORMATS, Exported, describe_results, export
from cmo_nlp.export.json_file import schema
from cmo_nlp.export.ledger import LedgerLine, write_ledger
from cmo_nlp.export.review_table import write_review_file, write_review_table
from cmo_nlp.export.selection import QUOTATION_WORDS, SECTIONS, Selection

__all__ = [
    "FORMATS", "QUOTATION_WORDS", "SECTIONS", "Exported", "LedgerLine", "Selection", "check_place",
    "describe_results", "export",
    "schema", "write_ledger", "write_review_file", "write_review_table",
]  # fmt: skip
