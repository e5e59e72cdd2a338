"""Which documents are asked for: by date of publication, publisher, type of source."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cmo_nlp.errors import UsageError
from cmo_nlp.french import fold
from cmo_nlp.records import Description

__all__ = ["Selection", "selection"]

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_FIRST, _LAST = "-01-01", "-12-31"


@dataclass(frozen=True, slots=True)
class Selection:
    """Documents published from `since` to `until`, by one of the publishers, of one of the types.

    None and empty sets choose nothing out. A date cut to its year or month is taken where all of its days lie
    in between. Publishers and types are compared without accents and case.
    """

    since: str | None = None
    until: str | None = None
    publishers: frozenset[str] = frozenset()
    source_types: frozenset[str] = frozenset()

    def takes(self, description: Description) -> bool:
        """Whether a document of that description is asked for; none without a date where one is."""
        if self.publishers and fold(description.publisher or "") not in self.publishers:
            return False
        if self.source_types and fold(description.source_type or "") not in self.source_types:
            return False
        if self.since is None and self.until is None:
            return True
        if description.published is None:
            return False
        date = description.published.date
        return (self.since or "") <= _whole(date, _FIRST) and _whole(date, _LAST) <= (self.until or "9999-99")


def selection(
    since: str | None = None,
    until: str | None = None,
    publishers: Iterable[str] = (),
    source_types: Iterable[str] = (),
) -> Selection:
    """Return the selection that these words ask for.

    Raises UsageError for a date that is none of `2018`, `2018-10`, `2018-10-22`, or where `since` is later.

    >>> selection("2018", "2019-06")
    Selection(since='2018-01-01', until='2019-06-31', publishers=frozenset(), source_types=frozenset())
    """
    first, last = _bound(since, _FIRST), _bound(until, _LAST)
    if first and last and first > last:
        msg = f"no day is from {since} on and until {until}; exchange the two"
        raise UsageError(msg)
    return Selection(first, last, frozenset(map(fold, publishers)), frozenset(map(fold, source_types)))


def _bound(date: str | None, rest: str) -> str | None:
    if date is None:
        return None
    if not _DATE.fullmatch(date):
        msg = f"{date!r} is no date; write a year, a month or a day: 2018, 2018-10, 2018-10-22"
        raise UsageError(msg)
    return _whole(date, rest)


def _whole(date: str, rest: str) -> str:
    """Return the first or the last day of a date; no month has more than 31."""
    return date + {4: rest, 7: rest[3:]}.get(len(date), "")
