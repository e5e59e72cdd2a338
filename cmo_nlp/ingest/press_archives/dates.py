"""Dates as archives write them, in the language of the reader's session or of the newspaper.

Month names come from this table: the system's locale would make the same export read differently on two
machines.
"""

import datetime as dt
import re
from typing import NamedTuple

from cmo_nlp.ingest.dates import PartialDate, flatten, is_plausible, read_date
from cmo_nlp.records import PublicationDate

__all__ = ["Dated", "archive_date", "find_date"]

CONFIDENCE = 0.95  # a ranking, not a measure: an archive's own field
DISPUTED_LOSS = 0.2  # two fields of one article that differ
_LONGEST = 400  # characters of a header

_MONTHS = {
    "fr": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "en": "january february march april may june july august september october november december",
    "de": "januar februar marz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
_SHORT = {
    "janv": 1, "jan": 1, "fevr": 2, "fev": 2, "feb": 2, "mar": 3, "avr": 4, "apr": 4, "juil": 7, "jul": 7,
    "jun": 6, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
_NUMBERS = {
    **{name: n for names in _MONTHS.values() for n, name in enumerate(names.split(), 1)},
    **_SHORT,
    "jaenner": 1, "janner": 1, "maerz": 3, "setiembre": 9,
}  # fmt: skip
_WEEKDAYS = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    "|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
    "|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica"
    "|(?:segunda|terca|quarta|quinta|sexta)(?:-feira)?"
    "|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
)
_WEEKDAY = rf"(?:\b(?:{_WEEKDAYS})\b[.,]? ?)?"
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_DAY = r"(?<![0-9])(?P<day>[0-3]?[0-9])"
_ZONE = r"(?: ?(?:UTC|GMT|CES?T)(?: ?[+-][0-9:]{1,5})?)?"
_TIME = rf"(?: ?(?:-|,|a|at|T) ?[0-2]?[0-9] ?[:h][0-5][0-9](?::[0-5][0-9])?{_ZONE})?"
_PATTERNS = tuple(
    re.compile(body + _TIME, re.IGNORECASE)
    for body in (
        rf"{_WEEKDAY}{_DAY}(?:er|st|nd|rd|th|[.º°])? ?(?:de |of )?{_MONTH},? ?(?:del? )?{_YEAR}",
        rf"{_WEEKDAY}\b{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_WEEKDAY}(?<![0-9]){_YEAR}-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])",
        rf"{_WEEKDAY}{_DAY}/(?P<month>[01]?[0-9])/{_YEAR}",
        rf"(?<![0-9] )(?<![0-9])\b{_MONTH},? (?:del? )?{_YEAR}",
    )
)


class Dated(NamedTuple):
    """The date that a flattened line holds, or None, and the line without it."""

    value: PartialDate | None
    rest: str


def find_date(line: str) -> Dated:
    """Return the first date in `line`, in any of seven languages, with its weekday and hour taken out.

    >>> find_date("Marques, lundi 13 juin 2022 - 06:30:00 UTC +02:00, p. 10")
    Dated(value=PartialDate(date='2022-06-13', precision='day'), rest='Marques, , p. 10')
    >>> find_date("Thursday, March 18, 2004").value.date, find_date("18. März 2004").value.date
    ('2004-03-18', '2004-03-18')
    """
    flat = flatten(line)[:_LONGEST]
    shown = " ".join(line.split())
    for pattern in _PATTERNS:
        found = pattern.search(flat)
        value = _value(found.groupdict()) if found else None
        if found and value:
            kept = shown if len(shown) == len(flat) else flat  # flattening kept every place: keep the accents
            return Dated(value, kept[: found.start()] + kept[found.end() :])
    return Dated(read_date(line[:_LONGEST]), line)


def _value(parts: dict[str, str]) -> PartialDate | None:
    named = _NUMBERS.get(parts["month"].lower())
    try:
        day = dt.date(int(parts["year"]), named or int(parts["month"]), int(parts.get("day") or 1))
    except ValueError:
        return None
    return (
        PartialDate(day.isoformat(), "day") if parts.get("day") else PartialDate(day.isoformat()[:7], "month")
    )


def archive_date(lines: list[str], today: dt.date) -> tuple[PublicationDate | None, list[str]]:
    """Return the date that `lines` of an entry give, the most trusted first, and what speaks against it."""
    read = {line: find_date(line).value for line in lines}
    usable = [value for value in read.values() if value and is_plausible(value, today)]
    unusable = [line for line, value in read.items() if value and not is_plausible(value, today)]
    warnings = [f"« {line} » is no date of publication: before 1950 or after {today}." for line in unusable]
    if not usable:
        return None, warnings
    first = usable[0]
    agreed = all(v.date.startswith(first.date) or first.date.startswith(v.date) for v in usable)
    if not agreed:
        warnings.append(f"The export gives several dates: {', '.join(v.date for v in usable)}.")
    confidence = round(CONFIDENCE - (0 if agreed else DISPUTED_LOSS), 2)
    return PublicationDate(*first, "archive", confidence), warnings
