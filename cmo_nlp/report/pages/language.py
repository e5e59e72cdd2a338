"""What a page says, in the language of its readers: messages, numbers, dates and periods."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from cmo_nlp.records import PublicationDate

__all__ = ["LANGUAGES", "Language"]

LANGUAGES = ("fr", "en")
_NARROW = "\u202f"
_SMALLEST = 0.001
_LEVEL = 0.05
_LARGEST = 1_000
_QUARTER = re.compile(r"(\d{4})-Q(\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")


class Language:
    r"""A catalogue of messages and the ways of writing that go with it.

    >>> french = Language("fr")
    >>> french.share(0.254), french.number(1.476, 2), french.number(12345)
    ('25\u202f%', '1,48', '12\u202f345')
    """

    def __init__(self, code: str, *more: str) -> None:
        """Take the messages of the report, and over them those of the packages `more`."""
        self.code = code
        packages = ("cmo_nlp.report.pages", *more)
        self._messages = {key: text for one in packages for key, text in _catalogue(code, one).items()}

    @property
    def html_lang(self) -> str:
        """The tag of the language in a page."""
        return self.code

    def has(self, key: str) -> bool:
        """Whether there is a message of that key."""
        return key in self._messages

    def t(self, key: str, /, **values: Any) -> str:
        """Return the message `key` with `values` in it, as text: a template escapes it.

        Numbers are written as the language writes them. Where a message has a singular (`key.one`) and a
        plural (`key.other`), the value `n` chooses. Raises KeyError for a message or a value not there.
        """
        message = self._messages.get(key)
        if message is None:
            message = self._messages[f"{key}.{'one' if self._is_one(values['n']) else 'other'}"]
        return message.format(**{name: self._shown(value) for name, value in values.items()})

    def _shown(self, value: Any) -> Any:
        return self.number(value) if isinstance(value, int) else value

    def _is_one(self, n: int) -> bool:
        return n < 2 if self.code == "fr" else n == 1  # noqa: PLR2004 - the French plural begins at two

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with its thousands apart; « > 1 000 » for a larger one with decimals."""
        if digits and abs(value) > _LARGEST:
            return f">{self.number(_LARGEST)}" if self.code == "en" else f">\u00a0{self.number(_LARGEST)}"
        written = f"{value:,.{digits}f}"
        if self.code == "en":
            return written
        return written.replace(",", _NARROW).replace(".", ",")

    def share(self, value: float | None) -> str:
        """Return a share of one as a percentage, a dash for none."""
        if value is None:
            return "–"
        return f"{100 * value:.0f}{f'{_NARROW}%' if self.code == 'fr' else '%'}"

    def probability(self, value: float) -> str:
        """Return the value of a p or a q behind its sign: « = 0,012 », « < 0,001 ».

        A value under the level of .05 never looks like it.
        """
        if value < _SMALLEST:
            return f"<\u00a0{self.number(_SMALLEST, 3)}"
        digits = 3
        while value < _LEVEL <= round(value, digits):
            digits += 1
        return f"=\u00a0{self.number(value, digits)}"

    def interval(self, low: float | None, high: float | None, digits: int = 2) -> str:
        """Return an interval of odds ratios in brackets; an end that is None is open, at 0 or infinity."""
        between = f"{_NARROW};\u00a0" if self.code == "fr" else ", "
        opened, closed = ("]", "[") if self.code == "fr" else ("(", ")")
        first = f"{opened}0" if low is None else f"[{self.number(low, digits)}"
        last = f"+∞{closed}" if high is None else f"{self.number(high, digits)}]"
        return f"{first}{between}{last}"

    def period(self, name: str) -> str:
        """Return a period as readers call it: « T3 2018 », « oct. 2018 »; others keep their name."""
        if found := _QUARTER.fullmatch(name):
            return self.t("period.quarter", quarter=found[2], year=found[1])
        if found := _MONTH.fullmatch(name):
            return f"{self._messages[f'month.short.{int(found[2])}']} {found[1]}"
        horizon = f"horizon.{name}"
        return self.t(horizon) if horizon in self._messages else name

    def span(self, first: str, last: str) -> str:
        """Return the periods from `first` to `last`."""
        return self.period(first) if first == last else f"{self.period(first)}–{self.period(last)}"

    def day(self, when: date) -> str:
        """Return a day of the calendar."""
        return self.date(PublicationDate(when.isoformat(), "day", "user", 1.0))

    def date(self, published: PublicationDate | None) -> str:
        """Return a date as far as it is known."""
        if published is None:
            return self.t("date.none")
        year, *rest = published.date.split("-")
        if not rest:
            return year
        month = self._messages[f"month.{int(rest[0])}"]
        if len(rest) == 1:
            return f"{month} {year}"
        day = self.t("date.first") if int(rest[1]) == 1 else str(int(rest[1]))
        return f"{day} {month} {year}"


@lru_cache
def _catalogue(code: str, package: str) -> Mapping[str, str]:
    text = files(package).joinpath(f"messages/{code}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def _flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        name = f"{before}{key}"
        found += _flat(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return found
