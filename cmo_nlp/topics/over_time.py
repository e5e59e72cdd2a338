"""Topics by calendar period: in which share of its documents, with which words, in which passages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cmo_nlp.records import Quotation, Topic, TopicPeriod
from cmo_nlp.settings import Settings
from cmo_nlp.statistics.intervals import wilson_intervals
from cmo_nlp.topics.candidates import candidate_terms
from cmo_nlp.topics.class_terms import Terms, weighted_terms
from cmo_nlp.topics.units import Unit

__all__ = ["DatedUnit", "PeriodLength", "calendar", "over_time", "period_of"]

PeriodLength = Literal["year", "quarter", "month"]
_MONTHS: dict[PeriodLength, int] = {"year": 12, "quarter": 3, "month": 1}
_YEAR_DIGITS, _MONTH_DIGITS = 4, 7


@dataclass(frozen=True, slots=True)
class DatedUnit:
    """A unit with the `topics` that it speaks of.

    It counts for `document`, which is the representative of its near-duplicates, in the period of that; its
    words count in `own_period` only, that of its own text. None is a text without a date of that precision.
    """

    unit: Unit
    topics: tuple[str, ...]
    document: str
    own_period: str | None


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
    step = _MONTHS[length]
    first, last = (_month_number(period) for period in (known[0], known[-1]))
    dates = (f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1, step))
    return tuple(period for date in dates if (period := period_of(date, length)))


def _month_number(period: str) -> int:
    """Return the number of the first month of a period, counted from the year 0."""
    year, part = int(period[:_YEAR_DIGITS]), period[5:]
    month = 3 * int(part[1:]) - 2 if part.startswith("Q") else int(part or 1)
    return 12 * year + month - 1


def over_time(
    units: Sequence[DatedUnit],
    documents: Mapping[str, str | None],
    topics: Sequence[Topic],
    length: PeriodLength,
    settings: Settings,
) -> tuple[TopicPeriod, ...]:
    """Return a cell for each of `topics`, in their order, and each period from the first to the last.

    `documents` are those that count, each with its period; N are those of a period, n those of them with a
    unit that speaks of the topic. Terms are weighed within the period, free topics against free ones and
    guided ones against guided ones; only what was written in the period has a say in them.
    """
    periods = calendar(filter(None, documents.values()), length)
    totals = Counter(documents.values())
    cells: defaultdict[tuple[str, str | None], list[DatedUnit]] = defaultdict(list)
    for dated in units:
        for topic in dated.topics:
            cells[topic, documents[dated.document]].append(dated)
    told = [d for d in units if d.own_period == documents[d.document]]  # of a later reprint no word counts
    terms = _terms(told, topics, periods, settings.topics.terms)
    found = [
        (topic.id, period, cells[topic.id, period], totals[period]) for topic in topics for period in periods
    ]
    counted = [sorted({dated.document for dated in members}) for _, _, members, _ in found]
    intervals = wilson_intervals(
        [len(names) for names in counted], [total for *_, total in found], settings.trends.confidence
    )
    return tuple(
        TopicPeriod(
            topic,
            period,
            n=len(names),
            N=total,
            share=len(names) / total if total else None,
            low=interval and interval.low,
            high=interval and interval.high,
            terms=terms.get((topic, period), ()),
            documents=tuple(names),
            segments=tuple(sorted(Quotation(d.unit.document_id, d.unit.start, d.unit.end) for d in members)),
        )
        for (topic, period, members, total), names, interval in zip(found, counted, intervals, strict=True)
    )


def _terms(
    units: Sequence[DatedUnit], topics: Sequence[Topic], periods: Sequence[str], shown: int
) -> dict[tuple[str, str], Terms]:
    candidates = candidate_terms([d.unit for d in units])
    found: dict[tuple[str, str], Terms] = {}
    for period in periods:
        rows = [row for row, dated in enumerate(units) if dated.own_period == period]
        place = {row: i for i, row in enumerate(rows)}
        for kind in ("free", "guided"):
            names = [topic.id for topic in topics if topic.kind == kind]
            classes = [[place[row] for row in rows if name in units[row].topics] for name in names]
            weighed = weighted_terms([candidates[row] for row in rows], classes, shown)
            found |= {(name, period): terms for name, terms in zip(names, weighed, strict=True)}
    return found
