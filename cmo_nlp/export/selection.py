"""What of the analysis is handed on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from cmo_nlp.errors import UsageError
from cmo_nlp.records import PublicationDate

__all__ = ["QUOTATION_WORDS", "SECTIONS", "Selection"]

SECTIONS = (
    "documents", "refused", "concepts", "mentions", "statements", "topics", "assignments", "trends",
    "changes",
)  # fmt: skip
"""The parts of an export, in the order in which they stand in it."""

QUOTATION_WORDS = 25
"""words in a row that are shown of a text that is left out: one sentence; French law allows « courtes
citations » (CPI, L122-5) and names no number."""

_LEXICON = "lexicon"
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is handed on; by default everything.

    `only` names sections, and `since` and `until` are ISO dates of any precision, both included: a document
    is in when the whole of its year, month or day is, and one without a date is not. `source_types` are those
    of the documents; case and accents make no difference. `lexicon_only` leaves out the mentions that no
    lexicon gave. `quotation_words`, where it is set, leaves the texts out and shows no more words in a row of
    them, as `without_texts` has it.

    Raises UsageError for what is no section, no date or no number of words.

    >>> Selection(since="2020").dates(PublicationDate("2020-05", "month", "text", 0.9))
    True
    >>> Selection(since="2020-03").dates(PublicationDate("2020", "year", "text", 0.9))
    False
    """

    only: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    source_types: tuple[str, ...] = ()
    lexicon_only: bool = False
    quotation_words: int | None = None

    def __post_init__(self) -> None:
        for name in self.only:
            if name not in SECTIONS:
                msg = f"« {name[:60]} » is no part of an export; the parts are {', '.join(SECTIONS)}"
                raise UsageError(msg)
        for name, date in (("since", self.since), ("until", self.until)):
            if date is not None and not _DATE.fullmatch(date):
                msg = f"« {date[:60]} » is no date; write --{name} as 2018, 2018-10 or 2018-10-22"
                raise UsageError(msg)
        if self.since and self.until and _first_day(self.since) > _last_day(self.until):
            msg = f"nothing lies between --since {self.since} and --until {self.until}"
            raise UsageError(msg)
        if self.quotation_words is not None and self.quotation_words < 0:
            msg = f"a quotation cannot have {self.quotation_words} words"
            raise UsageError(msg)

    @classmethod
    def named(
        cls,
        only: Iterable[str] = (),
        *,
        since: str | None = None,
        until: str | None = None,
        source_types: Iterable[str] = (),
        quotation_words: int | None = None,
    ) -> Self:
        """Return the selection of `only`, names with commas or one by one; "lexicon" is `lexicon_only`.

        >>> Selection.named(["trends,concepts", "lexicon"]).only
        ('concepts', 'trends')
        """
        names = [name.strip() for written in only for name in written.split(",") if name.strip()]
        unknown = [name for name in names if name not in (*SECTIONS, _LEXICON)]
        sections = [name for name in SECTIONS if name in names]
        return cls(
            (*sections, *unknown), since, until, tuple(source_types), _LEXICON in names, quotation_words
        )

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()

    @property
    def chooses_documents(self) -> bool:
        """Whether some documents may be left out."""
        return bool(self.since or self.until or self.source_types)

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that are handed on, in order."""
        return self.only or SECTIONS

    @property
    def has_texts(self) -> bool:
        """Whether the texts are handed on."""
        return self.quotation_words is None

    def dates(self, published: PublicationDate | None) -> bool:
        """Return whether a document that was published then is in."""
        if not (self.since or self.until):
            return True
        if published is None:
            return False
        after = not self.since or _first_day(published.date) >= _first_day(self.since)
        return after and (not self.until or _last_day(published.date) <= _last_day(self.until))


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def _last_day(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :]
