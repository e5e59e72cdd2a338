"""What the columns of one row (or starred variables, or attributes) say of its document.

A date or a language that cannot be read stays in the metadata, and the date is named in a warning.
"""

import datetime as dt
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from cmo_nlp.ingest.authors import read_author_field
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.dates import PartialDate, is_plausible, read_date
from cmo_nlp.ingest.front_matter import CONFIDENCE, read_language
from cmo_nlp.ingest.tables.columns import LONGEST, assign_columns, cut, squeeze, unique_names
from cmo_nlp.records import DateMethod, DatePrecision, Description, PublicationDate

__all__ = ["describe_row"]

# In our own export the source is a file or an address; in a table of press articles it is the journal.
_ADDRESS = re.compile(r"://|[/#\\]|\.(?:html?|txt|md|pdf|docx?|odt|csv|tsv|jsonl?|xml|zip)$", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"^(\d+)\.0$")  # pandas writes 2018 so in a column where one year is missing
_COMPACT_MONTH = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")
_LENGTHS = {"year": 4, "month": 7, "day": 10}  # characters of an ISO date cut to its precision


def describe_row(
    row: Mapping[str, Any], today: dt.date, mapping: Mapping[str, str], method: DateMethod = "metadata"
) -> tuple[Description, tuple[str, ...]]:
    """Return what `row` (column → text, or a value of JSON) says of its document, and warnings.

    `mapping` is field → column, as `resolve_mapping` returns it; dates are of `method` unless the row says
    where it has them from. Columns that fill no field are metadata; empty ones say nothing.
    """
    reading = _Reading(row, mapping)
    description = Description(
        title=reading.take("title"),
        authors=reading.authors(),
        publisher=reading.take("publisher"),
        source_type=reading.take("source_type"),
        language=reading.language(),
        published=reading.published(today, method),
        modified=reading.modified(today),
    )
    return replace(description, metadata=reading.left()), tuple(reading.warnings)


class _Reading:
    """A row while its fields are taken out of it: `used` are the columns that the description now holds."""

    def __init__(self, row: Mapping[str, Any], mapping: Mapping[str, str]) -> None:
        self.values = {name: value for name, value in row.items() if not _is_empty(value)}
        self.columns = assign_columns(row, mapping)
        self.used: set[str] = set()
        self.warnings: list[str] = []
        if "publisher" not in mapping:
            self.columns["publisher"] = self.publishers()

    def publishers(self) -> list[str]:
        """Return the columns for the publisher; « source » is one where nothing else is."""
        found = self.columns.get("publisher", [])
        if len(found) == 1 and not _ADDRESS.search(_write(self.values.get(found[0], ""))):
            return found
        return [name for name in found if squeeze(name) != "source"]

    def column(self, field: str) -> str | None:
        """Return the first column for `field` that says something."""
        return next((name for name in self.columns.get(field, ()) if name in self.values), None)

    def take(self, field: str) -> str | None:
        column = self.column(field)
        if column is None:
            return None
        self.used.add(column)
        return _write(self.values[column]) or None

    def authors(self) -> tuple[str, ...]:
        column = self.column("authors")
        if column is None:
            return ()
        self.used.add(column)
        value = self.values[column]
        if not isinstance(value, list):
            return read_author_field(str(value))
        return tuple(name for name in map(_write, value) if name)

    def language(self) -> str | None:
        column = self.column("language")
        language = read_language(_write(self.values[column])) if column else None
        if column and language:
            self.used.add(column)
        return language

    def published(self, today: dt.date, method: DateMethod) -> PublicationDate | None:
        """Return the date that a column states, or the finer one of columns for year, month and day."""
        column, stated = self.stated("published", today, method)
        parts, composed = self.composed(today, method)
        if composed and (not stated or _is_finer(composed, stated)):
            self.used.update(parts)
            return composed
        year = self.column("year")
        if not stated and year:
            self.refuse(year)
        self.used.update({column} if column else ())
        return stated

    def modified(self, today: dt.date) -> str | None:
        column, stated = self.stated("modified", today, "metadata")
        self.used.update({column} if column else ())
        return stated.date if stated else None

    def stated(
        self, field: str, today: dt.date, method: DateMethod
    ) -> tuple[str | None, PublicationDate | None]:
        """Return the first column for `field` that holds a date, and the date."""
        for column in self.columns.get(field, ()):
            date = _publication(self.values.get(column), method)
            if date and _can_be(date, today):
                return column, date
            if column in self.values:
                self.refuse(column)
        return None, None

    def composed(self, today: dt.date, method: DateMethod) -> tuple[set[str], PublicationDate | None]:
        """Return the columns for parts of a date that make one, and the date."""
        columns = {field: self.column(field) for field in ("year", "month", "day")}
        said = {field: _write(self.values[column]) for field, column in columns.items() if column}
        for fields, written in _compositions(said):
            date = _publication(written, method)
            if date:  # a day that is to come leaves no month to believe
                used = {column for field, column in columns.items() if column and field in fields}
                return (used, date) if _can_be(date, today) else (set(), None)
        return set(), None

    def refuse(self, column: str) -> None:
        value = cut(_write(self.values[column]))
        self.warnings.append(f"« {value} » ({cut(column)}) is no date that can be used")

    def left(self) -> dict[str, str]:
        """Return what no field took, by name; the keys of a `metadata` object stand beside the columns."""
        pairs: list[tuple[str, Any]] = []
        for name, value in self.values.items():
            if name not in self.used:
                is_ours = name == "metadata" and isinstance(value, dict)
                pairs += [p for p in value.items() if not _is_empty(p[1])] if is_ours else [(name, value)]
        names = unique_names(name for name, _ in pairs)
        written = {name: _write(value) for name, (_, value) in zip(names, pairs, strict=True)}
        return {name: written[name] for name in sorted(written)}


def _compositions(said: Mapping[str, str]) -> Iterator[tuple[set[str], str]]:
    """Yield ways to read the columns for year, month and day as one date, the finest first.

    A column for the month or the day sometimes holds the whole date: « mois » is 2024-09.
    """
    parts = (said.get(field, "")[:LONGEST] for field in ("year", "month", "day"))
    year, month, day = (_WHOLE_NUMBER.sub(r"\1", part) for part in parts)
    if year and month and day:
        yield (
            {"year", "month", "day"},
            f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}",
        )
    if day:
        yield {"day"}, day
    if year and month:
        yield {"year", "month"}, f"{year}-{month}" if month.isdigit() else f"{month} {year}"
    if month:
        yield {"month"}, month
    if year:
        yield {"year"}, year


def _is_finer(date: PublicationDate, than: PublicationDate) -> bool:
    return len(date.date) > len(than.date) and date.date.startswith(than.date)


def _can_be(date: PublicationDate, today: dt.date) -> bool:
    return is_plausible(PartialDate(date.date, date.precision), today)


def _publication(value: Any, method: DateMethod) -> PublicationDate | None:
    """Return the date that `value` is: text, a number, or an object as our JSON export has it."""
    stated = value if isinstance(value, dict) else {"date": value}
    read = _read_date(stated.get("date"))
    if not read:
        return None
    precision = stated.get("precision")
    if isinstance(precision, str) and _LENGTHS.get(precision, 10) < len(read.date):
        read = PartialDate(read.date[: _LENGTHS[precision]], cast("DatePrecision", precision))
    said, confidence = stated.get("method"), stated.get("confidence")
    known = cast("DateMethod", said) if said in get_args(DateMethod) else method
    is_share = isinstance(confidence, int | float) and 0 <= confidence <= 1
    return PublicationDate(
        read.date, read.precision, known, float(confidence or 0) if is_share else CONFIDENCE
    )


def _read_date(value: Any) -> PartialDate | None:
    """Return the date that a cell is; besides all that `dates` reads, 202409 and 2024_09_11.

    >>> _read_date("202409"), _read_date("2018.0"), _read_date("2024_09_11").date
    (PartialDate(date='2024-09', precision='month'), PartialDate(date='2018', precision='year'), '2024-09-11')
    """
    if value is None:
        return None
    written = _WHOLE_NUMBER.sub(r"\1", _write(value)[:LONGEST]).replace("_", "-")
    compact = _COMPACT_MONTH.fullmatch(written)
    return PartialDate(f"{compact[1]}-{compact[2]}", "month") if compact else read_date(written)


def _is_empty(value: Any) -> bool:
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())


def _write(value: Any) -> str:
    """Return a value as one line: a list of words with commas, anything deeper as JSON."""
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, list) and not any(isinstance(v, list | dict) for v in value):
        return ", ".join(map(_write, value))
    return clean_line(json.dumps(value, ensure_ascii=False))
