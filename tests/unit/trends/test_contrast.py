"""Two spans of a made-up corpus."""

import pytest

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.periods import Calendar
from cmo_nlp.settings import TrendSettings
from cmo_nlp.trends import Contrast, DatedDocument, Sighting, contrast

YEARS = Calendar("year")
DOCUMENTS = [
    DatedDocument(f"{y}-{i:02}", None, str(y), "A", 500, 1) for y in range(2000, 2010) for i in range(12)
]


def seen(thing: str, per_year: dict[int, int]) -> list[Sighting]:
    return [Sighting("concept", thing, f"{y}-{i:02}", None) for y, n in per_year.items() for i in range(n)]


def compared(*spans: str) -> dict[str, Contrast]:
    sightings = seen("rises", {y: 1 if y < 2005 else 6 for y in range(2000, 2010)})
    sightings += seen("flat", dict.fromkeys(range(2000, 2010), 4)) + seen("rare", {2001: 1, 2009: 1})
    return {c.id: c for c in contrast(DOCUMENTS, sightings, TrendSettings(), YEARS, spans)}


def test_what_the_second_span_speaks_of_more_stands_first_with_its_counts() -> None:
    found = compared("2000..2004", "2005..2009")
    assert next(iter(found)) == "rises"
    rises, flat, rare = found["rises"], found["flat"], found["rare"]
    assert (rises.n1, rises.N1, rises.n2, rises.N2) == (5, 60, 30, 60)
    assert rises.q < 0.01
    assert flat.q > 0.5
    assert rises.log_odds > 0 > flat.log_odds  # of a profile, not of the documents
    assert (rare.p, rare.q, rare.reason) == (None, None, "found in too few documents to be tested")
    assert rare.log_odds is not None


def test_spans_turned_around_turn_the_log_odds_around() -> None:
    forth, back = compared("2000..2004", "2005..2009"), compared("2005..2009", "2000..2004")
    assert back["rises"].log_odds == pytest.approx(-forth["rises"].log_odds)
    assert back["rises"].p == pytest.approx(forth["rises"].p, abs=0.01)


@pytest.mark.parametrize(
    ("first", "second"), [("2000..2005", "2005..2009"), ("1999", "2003"), ("a..b..c", "2001")]
)
def test_spans_that_meet_or_are_none_are_refused(first: str, second: str) -> None:
    with pytest.raises(UsageError):
        compared(first, second)


def test_without_dates_there_is_nothing_to_compare() -> None:
    undated = [document._replace(period=None) for document in DOCUMENTS]
    with pytest.raises(InputError):
        contrast(undated, [], TrendSettings(), YEARS, ("2000", "2001"))


def test_topics_and_horizons_are_compared_too_and_a_direction_is_given_where_it_is_established() -> None:
    rising = {y: 1 if y < 2005 else 6 for y in range(2000, 2010)}
    sightings = seen("rises", rising) + seen("flat", dict.fromkeys(range(2000, 2010), 4))
    sightings += [s._replace(kind="topic", id="topic-01") for s in seen("rises", rising)]
    sightings += [s._replace(kind="horizon", id="future") for s in seen("flat", dict.fromkeys(rising, 4))]
    spans = ("2005..2009", "2000..2004")
    found = {(c.kind, c.id): c for c in contrast(DOCUMENTS, sightings, TrendSettings(), YEARS, spans)}
    assert found["topic", "topic-01"].direction == found["concept", "rises"].direction == "down"
    assert found["topic", "topic-01"].p == pytest.approx(found["concept", "rises"].p, abs=0.01)
    assert found["concept", "flat"].direction == found["horizon", "future"].direction == "none"
    assert found["horizon", "future"].n1 == found["horizon", "future"].n2 == 20
    assert found["topic", "topic-01"].log_odds is None  # nothing else of its kind: no odds
