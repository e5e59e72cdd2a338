"""Periods of publication: calendar years, quarters and months, or what a file of breaks says."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, Protocol

from cmo_nlp.errors import InputError

__all__ = [
    "Breaks",
    "Calendar",
    "PeriodLength",
    "Periods",
    "calendar",
    "first_day",
    "last_day",
    "parse_breaks",
    "period_of",
]

PeriodLength = Literal["year", "quarter", "month"]
_MONTHS: dict[PeriodLength, int] = {"year": 12, "quarter": 3, "month": 1}
_YEAR_DIGITS, _MONTH_DIGITS = 4, 7
_DAYS_OF_A_YEAR = 365.2425
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?=\s|$)")


class Periods(Protocol):
    """A way to cut time. Its periods are known by names that readers see."""

    def of(self, date: str) -> str | None:
        """Return the period of an ISO date, None where the date is not precise enough or lies outside."""

    def spanning(self, found: Iterable[str]) -> tuple[str, ...]:
        """Return all periods in order from the first to the last of `found`, also those between them."""

    def years(self, periods: Sequence[str]) -> list[float]:
        """Return the middle of each period, in years."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Calendar periods of one length."""

    length: PeriodLength

    def of(self, date: str) -> str | None:
        """Return the calendar period of an ISO date."""
        return period_of(date, self.length)

    def spanning(self, found: Iterable[str]) -> tuple[str, ...]:
        """Return the calendar periods from the first to the last of `found`."""
        return calendar(found, self.length)

    def years(self, periods: Sequence[str]) -> list[float]:
        """Return the middle of each period, in years."""
        half = _MONTHS[self.length] / 2
        return [(_month_number(period) + half) / 12 for period in periods]


@dataclass(frozen=True, slots=True)
class Breaks:
    """Periods that begin on `starts`, sorted, and are called `names`.

    `begin` and `end` are the first and the last day that a document may be of: a period that began long
    before, or goes on long after, counts as long as there are documents.
    """

    starts: tuple[date, ...]
    names: tuple[str, ...]
    end: date
    begin: date = date.min

    def of(self, date: str) -> str | None:
        """Return the period that all days of an ISO date are in, None where there is none."""
        first, last = _days(date)
        within = [name for name, start in zip(self.names, self.starts, strict=True) if start <= first]
        ends = [name for name, start in zip(self.names, self.starts, strict=True) if start <= last]
        return within[-1] if within and len(within) == len(ends) else None

    def spanning(self, found: Iterable[str]) -> tuple[str, ...]:
        """Return the periods from the first to the last of `found`."""
        places = sorted(map(self.names.index, set(found)))
        return self.names[places[0] : places[-1] + 1] if places else ()

    def years(self, periods: Sequence[str]) -> list[float]:
        """Return the middle of each period, in years, from the first to the last document."""
        ends = (*self.starts[1:], date.max)
        middles = {}
        for name, start, end in zip(self.names, self.starts, ends, strict=True):
            first = min(max(start, self.begin), end)
            last = max(min(end, self.end), first)
            middles[name] = 1 + (first.toordinal() + last.toordinal()) / 2 / _DAYS_OF_A_YEAR
        return [middles[period] for period in periods]

    def is_early(self, date: str) -> bool:
        """Return whether all days of an ISO date are before the first period."""
        return _days(date)[1] < self.starts[0]


def period_of(date: str, length: PeriodLength) -> str | None:
    """Return the calendar period of an ISO date, None where the date is not precise enough.

    >>> period_of("2018-10-22", "quarter"), period_of("2018-10", "month"), period_of("2018", "month")
    ('2018-Q4', '2018-10', None)
    """
    if length == "year":
        return date[:_YEAR_DIGITS]
    if len(date) < _MONTH_DIGITS:
        return None
    if length == "month":
        return date[:_MONTH_DIGITS]
    return f"{date[:_YEAR_DIGITS]}-Q{(int(date[5:_MONTH_DIGITS]) + 2) // 3}"


def calendar(periods: Iterable[str], length: PeriodLength) -> tuple[str, ...]:
    """Return all periods from the first to the last of `periods`, also those that are not among them.

    >>> calendar(["2018-Q3", "2019-Q1"], "quarter")
    ('2018-Q3', '2018-Q4', '2019-Q1')
    """
    known = sorted(set(periods))
    if not known:
        return ()
    first, last = (_month_number(period) for period in (known[0], known[-1]))
    months = range(first, last + 1, _MONTHS[length])
    dates = (f"{number // 12:04d}-{number % 12 + 1:02d}" for number in months)
    return tuple(period for date in dates if (period := period_of(date, length)))


def parse_breaks(text: str, place: str, end: date, begin: date = date.min) -> Breaks:
    """Return the periods that a file of breaks describes; documents are of `begin` to `end`.

    Each line holds the ISO date on which a period begins, by year, month or day, and a name for it where one
    is wanted: `2020-03-17 confinement`. Empty lines and what follows a # are passed over. Raises InputError
    with `place` and the line for what is no date, a date not later than the one before, a name given twice.
    """
    starts: list[date] = []
    names: list[str] = []
    said: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        written = line.split("#")[0].strip()
        if not written:
            continue
        found = _DATE.match(written)
        start = _first_day(found.group()) if found else None
        if found is None or start is None or (starts and start <= starts[-1]):
            msg = f"{place}, line {number}: {written!r} does not begin with a date later than those above it"
            raise InputError(msg)
        starts.append(start)
        said.append(found.group())
        names.append(written[found.end() :].strip())
    if not starts:
        msg = f"{place} holds no date on which a period begins; write one a line, such as 2012 or 2020-03-17"
        raise InputError(msg)
    named = tuple(name or own for name, own in zip(names, _own_names(starts, said), strict=True))
    if len(set(named)) < len(named):
        msg = f"{place} gives two periods one name"
        raise InputError(msg)
    return Breaks(tuple(starts), named, end, begin)


def _own_names(starts: Sequence[date], said: Sequence[str]) -> list[str]:
    """Return « 2004-2011 » for a period up to the day before the next, in the words of the file."""
    ends = [
        _day_before(following, words)
        for (_, following), words in zip(pairwise(starts), said[1:], strict=True)
    ]
    return [
        f"{first}–{last}" if last != first else first for first, last in zip(said, [*ends, ""], strict=True)
    ]


def _day_before(start: date, said: str) -> str:
    return (start - timedelta(days=1)).isoformat()[: len(said)]


def _first_day(said: str) -> date | None:
    try:
        return date.fromisoformat(said + "-01-01"[3 * said.count("-") :])
    except ValueError:
        return None


def first_day(said: str) -> date:
    """Return the first day that an ISO date of any precision may mean.

    >>> first_day("2020").isoformat()
    '2020-01-01'
    """
    return _days(said)[0]


def last_day(said: str) -> date:
    """Return the last day that an ISO date of any precision may mean.

    >>> last_day("2020-02").isoformat()
    '2020-02-29'
    """
    return _days(said)[1]


def _days(said: str) -> tuple[date, date]:
    """Return the first and the last day that an ISO date of any precision may mean."""
    first = date.fromisoformat(said + "-01-01"[3 * said.count("-") :])
    if len(said) == _YEAR_DIGITS:
        return first, first.replace(month=12, day=31)
    if len(said) == _MONTH_DIGITS:
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    return first, first


def _month_number(period: str) -> int:
    """Return the number of the first month of a period, counted from the year 0."""
    year, part = int(period[:_YEAR_DIGITS]), period[5:]
    month = 3 * int(part[1:]) - 2 if part.startswith("Q") else int(part or 1)
    return 12 * year + month - 1
