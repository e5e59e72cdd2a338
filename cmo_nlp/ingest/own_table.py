"""The table that our exports for TXM and IRaMuTeQ write of their texts: read to the letter, with no guess.

Elsewhere « annee » or « auteur » may be what a column says of the document; here they are its metadata.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from cmo_nlp.ingest.tables.rows import describe_row
from cmo_nlp.records import Description

__all__ = ["describe_own_row", "is_own_table"]

_TELLING = ("dateprecision", "datemethod", "dateconfidence", "names")
_DERIVED = frozenset({"id", "year", "family", "reprint", *_TELLING})
_FIELDS = {"title": "title", "publisher": "publisher", "type": "source_type", "language": "language",
           "modified": "modified"}  # fmt: skip


def is_own_table(names: Collection[str]) -> bool:
    """Return whether a table with the columns `names` is one of ours."""
    return next(iter(names), None) == "id" and set(_TELLING) <= set(names)


def describe_own_row(row: Mapping[str, str], today: dt.date) -> tuple[Description, tuple[str, ...]]:
    """Return what a row of such a table says, and warnings of a date that somebody made one of no use."""
    stated: dict[str, Any] = {field: row.get(column, "") for column, field in _FIELDS.items()}
    stated |= {"authors": list(_authors(row.get("author", ""))), "published": _published(row)}
    said, warnings = describe_row(stated, today, {}, "sidecar")
    names = _renamed(row.get("names", ""))
    kept = {names.get(column, column): value for column, value in row.items() if value and _is_free(column)}
    return replace(said, metadata=dict(sorted({**said.metadata, **kept}.items()))), warnings


def _is_free(column: str) -> bool:
    return column not in _DERIVED and column not in _FIELDS and column not in {"author", "date"}


def _published(row: Mapping[str, str]) -> Mapping[str, Any] | str:
    """Return the date as our JSON has it; « sidecar » and sure where only the day is written."""
    try:
        confidence = float(row["dateconfidence"])
    except ValueError:
        return row.get("date", "")
    if not row.get("date"):
        return ""
    stated = {"date": row["date"], "method": row["datemethod"], "confidence": confidence}
    return stated | ({"precision": row["dateprecision"]} if row["dateprecision"] else {})


def _authors(written: str) -> Iterator[str]:
    listed = _json(written) if written.startswith("[") else None
    yield from map(str, listed) if isinstance(listed, list) else filter(None, written.split("; "))


def _renamed(written: str) -> dict[str, str]:
    names = _json(written)
    return {str(k): str(v) for k, v in names.items()} if isinstance(names, dict) else {}


def _json(written: str) -> Any:
    try:
        return json.loads(written or "null")
    except (ValueError, RecursionError):
        return None
