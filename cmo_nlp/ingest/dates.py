"""How French writes a date: pure functions from a string to a date cut to what the string says.

A span longer than a month (quarter, season, issue of two months) is known to its year only: the records have
no such precision, and its first month would claim what the source does not say.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from cmo_nlp.french import exchange, without_marks
from cmo_nlp.records import DatePrecision, PublicationDate

__all__ = [
    "FoundDate", "PartialDate", "date_of_name", "find_dates", "find_period", "flatten", "is_plausible",
    "read_date", "read_relative_date", "relative_end",
]  # fmt: skip

EARLIEST_YEAR = 1950  # the press we read has no online text before; an older year is a slip or a subject

_MONTH_NAMES = (
    "janvier|janv|jan", "fevrier|fevr|fev", "mars|mar", "avril|avr", "mai", "juin", "juillet|juill|juil|jul",
    "aout|aou", "septembre|sept|sep", "octobre|oct", "novembre|nov", "decembre|dec",
)  # fmt: skip
_MONTH_NUMBER = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split("|")}
_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTH_NUMBER, key=len, reverse=True))})\b\.?"
_OTHER_MONTH = _MONTH.replace("?P<name>", "?:")
_WEEKDAY = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\b[.,]? ?)?"
)
_DAY = r"(?P<day>1 ?(?:er|re)\b|premier\b|[0-3]?[0-9])"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_START = r"(?<![0-9A-Za-z/.-])"
_END = r"(?![0-9A-Za-z]|[/.-][0-9])"
_RANK = r"(?:[1-4] ?(?:er|ere|re|e|eme|nd)|premier|deuxieme|second|troisieme|quatrieme|dernier)"


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(rf"{_START}(?:{body}){_END}", re.IGNORECASE)


_ISO_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
_DAY_PATTERNS = tuple(
    map(
        _pattern,
        (
            rf"{_WEEKDAY}{_DAY} ?[-./]? ?{_MONTH},? ?[-/]? ?{_YEAR}",
            rf"{_WEEKDAY}{_YEAR}(?P<sep>[-/.])(?P<month>[01]?[0-9])(?P=sep)(?P<day>[0-3]?[0-9])",
            rf"{_YEAR}-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])T{_ISO_TIME}",
            rf"{_WEEKDAY}(?P<day>[0-3]?[0-9]) ?(?P<sep>[-/.]) ?(?P<month>[01]?[0-9]) ?(?P=sep) ?{_YEAR}",
            rf"{_WEEKDAY}(?P<day>[0-3]?[0-9])(?P<sep>[/.])(?P<month>[01]?[0-9])(?P=sep)(?P<year>[0-9]{{2}})",
        ),
    )
)
_MONTH_PATTERNS = (_pattern(rf"{_MONTH},? ?[-/]? ?{_YEAR}"),)
_PERIOD_PATTERNS = tuple(
    map(
        _pattern,
        (
            rf"{_OTHER_MONTH} ?(?:-|/|et|a) ?{_OTHER_MONTH} ?{_YEAR}",
            rf"(?:[TQS] ?[1-4]|{_RANK} (?:trimestre|semestre))[ -]?(?:de )?{_YEAR}",
            rf"{_YEAR}[ -]?[TQS] ?[1-4]",
            rf"(?:printemps|ete|automne|hiver) {_YEAR}",
        ),
    )
)
_COARSE_PATTERNS = (
    _pattern(rf"{_YEAR}(?P<month>[01][0-9])(?P<day>[0-3][0-9])"),
    _pattern(rf"{_YEAR}[-/.](?P<month>[01]?[0-9])"),
    _pattern(rf"(?P<month>[01]?[0-9])[-/.]{_YEAR}"),
    *_PERIOD_PATTERNS,
    _pattern(_YEAR),
)
_TIME = (
    r"(?:(?:T| ?,? ?(?:a |@ ?|- ?)?)(?:[01]?[0-9]|2[0-4]) ?[h:] ?(?:[0-5][0-9])?"
    r"(?::[0-5][0-9](?:[.,][0-9]+)?)?"
    r"(?: ?(?:Z|UTC|GMT|CES?T|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_WHOLE = re.compile(rf"(?:le |du |en )?(?P<date>.+?){_TIME}\.?", re.IGNORECASE)
_LONGEST = 80  # characters; « mercredi 30 septembre 2020 à 10h30 » has 35


class PartialDate(NamedTuple):
    """ISO 8601 cut to its precision: `2018`, `2018-10` or `2018-10-22`."""

    date: str
    precision: DatePrecision


class FoundDate(NamedTuple):
    """A date in a flattened line, at characters `start` to `end`."""

    value: PartialDate
    start: int
    end: int


def flatten(text: str) -> str:
    """Return `text` on one line without accents, with one kind of space, dash and apostrophe; case is kept.

    >>> flatten("Publié le 1ᵉʳ août 2018 – par l’équipe")
    "Publie le 1er aout 2018 - par l'equipe"
    """
    return " ".join(exchange(without_marks(text), _STRAIGHT).split())


_STRAIGHT = dict(zip("ᵉʳ’‘ʼ‐‑‒–—―−", "er'''-------", strict=True))


def read_date(text: str) -> PartialDate | None:
    """Return the date that the whole of `text` is, or None. Numbers alone are read in French order.

    >>> read_date("lundi 22 octobre 2018 à 10h30"), read_date("oct. 2018"), read_date("T3 2020")
    (PartialDate(date='2018-10-22', precision='day'), PartialDate(date='2018-10', precision='month'), \
PartialDate(date='2020', precision='year'))
    >>> read_date("depuis 2018"), read_date("31 février 2018"), read_date("lundi 3 juin")
    (None, None, None)
    """
    flat = flatten(text[: 2 * _LONGEST])
    if len(flat) > _LONGEST:
        return None
    for pattern in (*_DAY_PATTERNS, *_MONTH_PATTERNS, *_COARSE_PATTERNS):
        for whole in _readings(flat):
            found = pattern.fullmatch(whole)
            value = _value(found) if found else None
            if value:
                return value
    return None


def _readings(flat: str) -> Iterator[str]:
    """Yield `flat` without its preposition and hour, then with what only looks like an hour."""
    found = _WHOLE.fullmatch(flat)
    if found:
        yield found["date"]
    yield flat


def find_dates(flat: str) -> list[FoundDate]:
    """Return the dates with at least a month that stand in a flattened line, in order, none over another."""
    found = [f for p in _DAY_PATTERNS for f in _found(p, flat)]
    months = [f for p in _MONTH_PATTERNS for f in _found(p, flat)]
    days = [(f.start, f.end) for f in found]
    found += [m for m in months if not any(s < m.end and m.start < e for s, e in days)]
    return sorted(found, key=lambda f: f.start)


def find_period(flat: str) -> FoundDate | None:
    """Return the first quarter, season or issue of two months in a flattened line: its year, and where.

    >>> find_period("Publie au T3 2020")
    FoundDate(value=PartialDate(date='2020', precision='year'), start=10, end=17)
    """
    return min(
        (f for p in _PERIOD_PATTERNS for f in _found(p, flat)), key=lambda found: found.start, default=None
    )


def _found(pattern: re.Pattern[str], flat: str) -> Iterator[FoundDate]:
    for match in pattern.finditer(flat):
        value = _value(match)
        if value:
            yield FoundDate(value, match.start(), match.end())


def _value(match: re.Match[str]) -> PartialDate | None:
    parts = match.groupdict()
    year = _year(parts["year"])
    month = _MONTH_NUMBER[parts["name"].lower()] if parts.get("name") else parts.get("month")
    if month is None:
        return PartialDate(f"{year}", "year")
    day = parts.get("day")
    try:
        whole = dt.date(year, int(month), _day(day) if day else 1)
    except ValueError:
        return None
    return PartialDate(whole.isoformat(), "day") if day else PartialDate(whole.isoformat()[:7], "month")


def _day(written: str) -> int:
    return int(written) if written.isdigit() else 1


def _year(written: str) -> int:
    """Return the year in four digits; « 18 » is 2018 and « 87 » is 1987, since no date is before 1950."""
    year = int(written)
    if len(written) == 4:  # noqa: PLR2004 - four digits are a whole year
        return year
    return year + (2000 if year < EARLIEST_YEAR % 100 else 1900)


def is_plausible(value: PartialDate, today: dt.date) -> bool:
    """Return whether `value` is from 1950 on and not after `today`, as far as its precision tells."""
    return f"{EARLIEST_YEAR}" <= value.date <= today.isoformat()[: len(value.date)]


NAME_CONFIDENCE = 0.5  # of a day; whoever saved the file may have written the day of saving
_NAME_MONTH = _MONTH.removesuffix(r"\b\.?")  # a year may follow at once
_NAME_PATTERNS = (
    re.compile(rf"(?<![0-9]){_YEAR}(?P<sep>[-_. ]?)(?P<month>[01][0-9])(?P=sep)(?P<day>[0-3][0-9])(?![0-9])"),
    re.compile(
        rf"(?<![0-9])(?P<day>[0-3]?[0-9])(?P<sep>[-_. ])(?P<month>[01]?[0-9])(?P=sep){_YEAR}(?![0-9])"
    ),
    re.compile(
        rf"(?<![0-9])(?P<day>[0-3]?[0-9])[-_. ]?(?<![a-z]){_NAME_MONTH}[-_. ]?{_YEAR}(?![0-9])", re.IGNORECASE
    ),
    re.compile(rf"(?<![a-z]){_NAME_MONTH}[-_. ]?{_YEAR}(?![0-9])", re.IGNORECASE),
    re.compile(rf"(?<![0-9]){_YEAR}[-_](?P<month>[01][0-9])(?![0-9])"),
)


def date_of_name(name: str, today: dt.date) -> PublicationDate | None:
    """Return the day or month that a file name writes, None for a year alone: it may be the subject.

    >>> date_of_name("2018-10-22 Le CMO.pdf", dt.date(2024, 1, 1)).date
    '2018-10-22'
    >>> date_of_name("les-echos_mars2005.txt", dt.date(2024, 1, 1)).date
    '2005-03'
    >>> date_of_name("la crise de 2008.txt", dt.date(2024, 1, 1))
    """
    flat = flatten(name.rpartition("/")[2])
    for pattern in _NAME_PATTERNS:
        found = {_value(match) for match in pattern.finditer(flat)} - {None}
        if len(found) > 1:
            return None  # a span, or a day of saving beside a day of publication
        value = found.pop() if found else None
        if value and is_plausible(value, today):
            loss = 0 if value.precision == "day" else 0.1
            return PublicationDate(value.date, value.precision, "filename", NAME_CONFIDENCE - loss)
    return None


_RELATIVE = re.compile(
    r"(?:publiee?s? |postee? |mise? en ligne )?(?:il y a (?P<count>[0-9]{1,3}|un|une) "
    r"(?P<unit>minute|heure|jour|semaine|mois|an|annee)s?\b|(?P<word>avant-hier|hier|aujourd'hui)\b)",
    re.IGNORECASE,
)
_HOUR = re.compile(r",? (?:a )?[0-2]?[0-9] ?[h:]")
_DAYS = {"minute": 0, "heure": 0, "jour": 1, "semaine": 7}
_WORDS = {"aujourd'hui": 0, "hier": 1, "avant-hier": 2}


def relative_end(flat: str) -> int:
    """Return where « il y a 3 jours » or « publié hier » at the start of a flattened line ends, else 0.

    « Hier » alone may be a heading; it counts with the word « publié » or an hour after it.
    """
    found = _RELATIVE.match(flat)
    if not found or (found["word"] and found.start("word") == 0 and not _HOUR.match(flat, found.end())):
        return 0
    return found.end()


def read_relative_date(text: str, crawled: dt.date) -> PartialDate | None:
    """Return the date that « il y a 3 jours » means on the day `crawled`; months and years lose days.

    >>> read_relative_date("Publié il y a 3 jours", dt.date(2024, 3, 2))
    PartialDate(date='2024-02-28', precision='day')
    >>> read_relative_date("il y a 2 mois", dt.date(2024, 1, 15))
    PartialDate(date='2023-11', precision='month')
    """
    found = _RELATIVE.fullmatch(flatten(text[: 2 * _LONGEST]))
    if not found:
        return None
    if found["word"]:
        return PartialDate((crawled - dt.timedelta(_WORDS[found["word"].lower()])).isoformat(), "day")
    count = int(found["count"]) if found["count"].isdigit() else 1
    unit = found["unit"].lower()
    if unit in _DAYS:
        return PartialDate((crawled - dt.timedelta(count * _DAYS[unit])).isoformat(), "day")
    if unit == "mois":
        months = crawled.year * 12 + crawled.month - 1 - count
        return PartialDate(f"{months // 12:04}-{months % 12 + 1:02}", "month")
    return PartialDate(f"{crawled.year - count:04}", "year")
