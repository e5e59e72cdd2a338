"""Handing the analysis on: one file per format."""

from cmo_nlp.export.files import check_place
from cmo_nlp.export.json_file import schema, write_json
from cmo_nlp.export.ledger import LedgerLine, write_ledger
from cmo_nlp.export.review_table import write_review_file, write_review_table

__all__ = [
    "LedgerLine", "check_place", "schema", "write_json", "write_ledger", "write_review_file",
    "write_review_table",
]  # fmt: skip
