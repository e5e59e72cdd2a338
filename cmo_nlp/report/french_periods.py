"""Periods as French says them: « le T1 2004 », « mars 2020 », « jusqu’en 2011 », « avant la période X ».

A period is known by its name: of the calendar (`2004`, `2004-Q1`, `2020-03`), by the dates of a file of
breaks (`2004–2011`, `2019–`), by a name that its file gives it, or it is a horizon.
"""

import re
from typing import NamedTuple

__all__ = ["before", "date_name", "during", "from_on", "period_name", "periods_between", "since", "until"]

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
_HORIZONS = {"past": "passé", "present": "présent", "future": "avenir"}
_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_SPAN = re.compile(rf"(?P<first>{_DATE})(?P<dash>–)?(?P<last>{_DATE})?")
_QUARTER = re.compile(r"(?P<year>\d{4})-Q(?P<quarter>[1-4])")
_NO_BREAK = "\u00a0"


class _Ends(NamedTuple):
    """The first and the last date of a period, as French writes them; "" for a last one that is not told."""

    first: str
    last: str


def period_name(period: str) -> str:
    """Return a period as a heading.

    >>> [period_name(name).replace(chr(160), " ") for name in ("2004-Q1", "2020-03-17–", "future")]
    ['T1 2004', 'depuis le 17 mars 2020', 'avenir']
    """
    ends = _ends(period)
    if ends is None:
        return _HORIZONS.get(period, period)
    if not ends.last:
        return since(period)
    return ends.first if ends.first == ends.last else _joined(*ends)


def periods_between(first: str, last: str) -> str:
    """Return the periods from `first` to `last` in a few words.

    >>> periods_between("2004–2011", "2012–2018"), periods_between("2004", "2004")
    ('2004–2018', '2004')
    """
    if first == last:
        return period_name(first)
    opening, closing = _ends(first), _ends(last)
    if opening is None or closing is None:
        return f"de {_quoted(first)} à {_quoted(last)}"
    return _joined(opening.first, closing.last) if closing.last else _from("depuis", opening.first)


def during(first: str, last: str) -> str:
    """Return « de … à … » for the periods from `first` to `last`.

    >>> during("2004", "2015"), during("2004", "2004"), during("2012–2018", "2019–")
    ('de 2004 à 2015', 'en 2004', 'depuis 2012')
    """
    opening, closing = _ends(first), _ends(last)
    if opening is None or closing is None:
        return f"dans {_quoted(first)}" if first == last else f"de {_quoted(first)} à {_quoted(last)}"
    if not closing.last:
        return _from("depuis", opening.first)
    if opening.first == closing.last:
        return _from("en" if not _has_article(opening.first) else "pendant", opening.first)
    told = f"{_from('de', opening.first)} {_from('à', closing.last)}"
    return told.replace("de le ", "du ").replace("à le ", "au ")


def since(period: str) -> str:
    """Return « depuis » a period begins."""
    return _begun("depuis", period)


def from_on(period: str) -> str:
    """Return « à partir de » a period."""
    return _begun("à partir de", period).replace("de le ", "du ")


def before(period: str) -> str:
    """Return « avant » a period."""
    return _begun("avant", period)


def until(period: str) -> str:
    """Return « jusqu’à » a period ends.

    >>> until("2004–2011"), until("Après").replace(chr(160), " ")
    ('jusqu’en 2011', 'jusqu’à la période « Après »')
    """
    ends = _ends(period)
    if ends is None:
        return f"jusqu’à {_quoted(period)}"
    if not ends.last:
        return "jusqu’à la fin"
    if ends.last.startswith("T"):
        return f"jusqu’au {ends.last}"
    return f"jusqu’{'au' if _is_day(ends.last) else 'en'} {ends.last}"


def _begun(word: str, period: str) -> str:
    ends = _ends(period)
    return f"{word} {_quoted(period)}" if ends is None else _from(word, ends.first)


def _from(word: str, date: str) -> str:
    return f"{word} {'le ' if _has_article(date) else ''}{date}"


def _has_article(date: str) -> bool:
    return _is_day(date) or date.startswith("T")


def _is_day(date: str) -> bool:
    return bool(re.match(r"\d{1,2}(er)?\u00a0", date))


def _quoted(name: str) -> str:
    return f"la période «{_NO_BREAK}{period_name(name)}{_NO_BREAK}»"


def _joined(first: str, last: str) -> str:
    return f"{first}–{last}" if first.isdigit() and last.isdigit() else f"{first} – {last}"


def _ends(period: str) -> _Ends | None:
    """Return the dates that a period is known by, None where it has a name of its own."""
    quarter = _QUARTER.fullmatch(period)
    if quarter:
        said = f"T{quarter['quarter']}{_NO_BREAK}{quarter['year']}"
        return _Ends(said, said)
    found = _SPAN.fullmatch(period)
    if found is None:
        return None
    first = date_name(found["first"])
    if found["last"]:
        return _Ends(first, date_name(found["last"]))
    return _Ends(first, "" if found["dash"] else first)


def date_name(iso: str) -> str:
    """Return an ISO date of any precision in words."""
    year, *rest = iso.split("-")
    if not rest or not 1 <= int(rest[0]) <= len(_MONTHS):
        return iso
    month = f"{_MONTHS[int(rest[0]) - 1]}{_NO_BREAK}{year}"
    if len(rest) == 1:
        return month
    day = int(rest[1])
    return f"{'1er' if day == 1 else day}{_NO_BREAK}{month}"
