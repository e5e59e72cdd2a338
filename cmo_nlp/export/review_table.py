"""Discovered forms as a table to review, which `lexicon import` takes back."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from cmo_nlp.export.files import replacing
from cmo_nlp.query import Suggestion

__all__ = ["COLUMNS", "write_review_file", "write_review_table"]

_QUOTATIONS = 3
COLUMNS = (
    "decision", "concept_id", "form", "name", "case", "label", "mentions", "documents", "nearest",
    *(f"{part}_{n}" for n in range(1, _QUOTATIONS + 1) for part in ("quotation", "source", "date")),
)  # fmt: skip
"""`decision`, `concept_id` and `name` are empty: a reader fills them in."""


def write_review_file(file: Path, suggestions: Iterable[Suggestion], *, force: bool) -> Path:
    """Write the table to `file`, whole or not at all; UsageError when it is there and `force` is not set.

    The file that is there may hold a review.
    """
    with replacing(file, force=force) as stream:
        write_review_table(stream, suggestions)
    return file


def write_review_table(stream: TextIO, suggestions: Iterable[Suggestion]) -> None:
    """Write one line a form, commonest first, under a line with the names of the columns."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for s in suggestions:
        nearest = "; ".join(f"{n.concept_id} ({n.name}, {n.similarity:.2f})" for n in s.nearest)
        quoted = [cell for excerpt in s.excerpts for cell in excerpt]
        missing = [""] * (3 * (_QUOTATIONS - len(s.excerpts)))
        row = ["", "", s.form, "", _case(s.form, s.label), s.label, s.mentions, s.documents, nearest]
        writer.writerow([*row, *quoted, *missing])


def _case(form: str, label: str) -> str:
    """Return the case that a reviewer would most often choose: names of products and acronyms as written."""
    return "exact" if form.isupper() or (label == "tool" and form[:1].isupper()) else "fold"
