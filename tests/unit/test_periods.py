"""Calendar periods and files of breaks."""

from datetime import date

import pytest

from cmo_nlp.errors import InputError
from cmo_nlp.periods import Calendar, parse_breaks

END = date(2024, 12, 31)
BREAKS = parse_breaks("2004  # le début\n\n2012\n2020-03-17 confinement\n2021-06\n", "breaks.txt", END)


def test_periods_without_a_name_are_called_by_their_first_and_last_day_as_the_file_writes_them() -> None:
    assert BREAKS.names == ("2004–2011", "2012–2020-03-16", "confinement", "2021-06–")


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("2004-01-01", "2004–2011"),
        ("2011", "2004–2011"),
        ("2020-03-16", "2012–2020-03-16"),
        ("2020-03-17", "confinement"),
        ("2020-03", None),  # partly before, partly after
        ("2020", None),
        ("2003-12-31", None),
        ("2024-05", "2021-06–"),
    ],
)
def test_a_date_is_in_a_period_when_all_its_days_are(said: str, period: str | None) -> None:
    assert BREAKS.of(said) == period


def test_periods_between_two_are_not_left_out() -> None:
    assert BREAKS.spanning(["2021-06–", "2012–2020-03-16"]) == BREAKS.names[1:]
    assert BREAKS.spanning([]) == ()
    assert Calendar("quarter").spanning(["2018-Q4", "2019-Q2"]) == ("2018-Q4", "2019-Q1", "2019-Q2")


def test_middles_are_in_years() -> None:
    first, second = Calendar("quarter").years(["2018-Q1", "2018-Q2"])
    assert second - first == pytest.approx(0.25)
    assert BREAKS.years(["2004–2011", "2021-06–"])[1] == pytest.approx(2023.2, abs=0.1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no date"),
        ("vers 2010", "line 1: 'vers 2010'"),
        ("2010\n2009", "line 2: '2009'"),
        ("2010\n2010", "later than"),
        ("2010-13", "line 1"),
        ("2010 a\n2011 a", "two periods one name"),
        ("20101", "line 1"),
    ],
)
def test_a_file_that_will_not_do_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse_breaks(text, "breaks.txt", END)


def test_the_first_period_begins_with_the_first_document_as_the_last_ends_with_the_last() -> None:
    breaks = parse_breaks("1900\n1950\n2016-07 suite", "b", date(2021, 1, 1), date(2010, 7, 1))
    names = breaks.names[1:]
    assert breaks.years(names) == pytest.approx([2013.5, 2018.75], abs=0.01)
    within = parse_breaks("1900\n2011", "b", date(2021, 1, 1), date(2010, 1, 1))
    assert within.years(within.names) == pytest.approx([2010.5, 2016.0], abs=0.01)


def test_a_date_before_the_first_period_is_told_from_one_that_is_not_precise() -> None:
    breaks = parse_breaks("2016-06", "b", date(2021, 1, 1))
    assert [breaks.is_early(said) for said in ("2015", "2016-05", "2016", "2017")] == [
        True, True, False, False,
    ]  # fmt: skip
