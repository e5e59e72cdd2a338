"""What became of each item of an ingestion, as a table."""

import csv
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cmo_nlp.export.files import replacing
from cmo_nlp.store import read

__all__ = ["LedgerLine", "write_ledger"]

_COLUMNS = (
    "source", "outcome", "reason", "detail", "document_id", "title", "published", "precision", "method",
    "confidence", "language", "other_languages", "unclear_language", "words", "family", "warnings",
)  # fmt: skip


class LedgerLine(NamedTuple):
    """What became of one item; the id of its document where it has one."""

    source: str
    outcome: str
    reason: str
    detail: str
    document_id: str | None


def write_ledger(connection: sqlite3.Connection, lines: Iterable[LedgerLine], file: Path) -> Path:
    """Write `lines` as CSV, with what is known of their documents, in place of what `file` held."""
    with replacing(file, force=True) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for line in lines:
            writer.writerow(
                [line.source, line.outcome, line.reason, line.detail, *_document(connection, line)]
            )
    return file


def _document(connection: sqlite3.Connection, line: LedgerLine) -> list[object]:
    if line.document_id is None:
        return [""] * (len(_COLUMNS) - 4)
    document = read.document(connection, line.document_id)
    said = document.description
    when = said.published
    date = [when.date, when.precision, when.method, when.confidence] if when else [""] * 4
    noted = [said.metadata.get(name, "") for name in ("other_languages", "unclear_language")]
    counted = [document.words, document.family or "", said.metadata.get("warnings", "")]
    return [document.id, said.title or "", *date, said.language or "", *noted, *counted]
