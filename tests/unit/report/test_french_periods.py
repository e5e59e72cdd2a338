"""Periods as French says them."""

import pytest

from cmo_nlp.report.french_periods import before, from_on, period_name, periods_between, since, until

PERIODS = [
    ("2004", "2004", "depuis 2004", "à partir de 2004", "jusqu’en 2004"),
    ("2004-Q1", "T1 2004", "depuis le T1 2004", "à partir du T1 2004", "jusqu’au T1 2004"),
    ("2020-03", "mars 2020", "depuis mars 2020", "à partir de mars 2020", "jusqu’en mars 2020"),
    ("2004–2011", "2004–2011", "depuis 2004", "à partir de 2004", "jusqu’en 2011"),
    ("2019–", "depuis 2019", "depuis 2019", "à partir de 2019", "jusqu’à la fin"),
    (
        "2020-03-17–2021-05-01", "17 mars 2020 – 1er mai 2021", "depuis le 17 mars 2020",
        "à partir du 17 mars 2020", "jusqu’au 1er mai 2021",
    ),
    (
        "Après", "Après", "depuis la période « Après »", "à partir de la période « Après »",
        "jusqu’à la période « Après »",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("period", "heading", "since_it", "from_it", "until_it"), PERIODS)
def test_a_period_in_words(period: str, heading: str, since_it: str, from_it: str, until_it: str) -> None:
    said = (period_name(period), since(period), from_on(period), until(period))
    assert [words.replace("\u00a0", " ") for words in said] == [heading, since_it, from_it, until_it]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2004", "2015", "2004–2015"),
        ("2004–2011", "2012–2018", "2004–2018"),
        ("2004–2011", "2019–", "depuis 2004"),
        ("2004-Q1", "2015-Q1", "T1 2004 – T1 2015"),
        ("2020-01", "2020-03", "janvier 2020 – mars 2020"),
        ("Presse", "Réseaux", "de la période « Presse » à la période « Réseaux »"),
        ("past", "past", "passé"),
    ],
)
def test_a_span_in_words(first: str, last: str, said: str) -> None:
    assert periods_between(first, last).replace("\u00a0", " ") == said


def test_before_a_period() -> None:
    assert before("2004-Q3").replace("\u00a0", " ") == "avant le T3 2004"
