"""Topics by calendar period."""

from collections.abc import Callable

import pytest

from cmo_nlp.records import Topic
from cmo_nlp.settings import Settings
from cmo_nlp.topics import DatedUnit, Unit, over_time
from cmo_nlp.topics.over_time import calendar

MakeUnit = Callable[..., Unit]
TOPIC = Topic("t1", "fichier", "free", None, "", (), 3, 3, None, ())


def test_empty_periods_are_cells_too_and_words_are_those_of_the_period(make_unit: MakeUnit) -> None:
    units = [
        DatedUnit(make_unit("Le fichier clients se loue.", "a"), ("t1",), "a", "2016"),
        DatedUnit(make_unit("Le fichier devient une plateforme.", "b"), ("t1",), "b", "2018"),
        DatedUnit(make_unit("La reprise du fichier, plus tard.", "c"), ("t1",), "a", "2018"),
        DatedUnit(make_unit("Un spot à la télévision.", "d"), (), "d", "2018"),
    ]
    documents = {"a": "2016", "b": "2018", "d": "2018", "e": None}
    cells = over_time(units, documents, [TOPIC], "year", Settings())
    assert [(c.period, c.n, c.N, c.share) for c in cells] == [
        ("2016", 1, 1, 1.0), ("2017", 0, 0, None), ("2018", 1, 2, 0.5),
    ]  # fmt: skip
    assert [c.documents for c in cells] == [("a",), (), ("b",)]
    assert [[s.document_id for s in c.segments] for c in cells] == [["a", "c"], [], ["b"]]
    words = [{word for term, _ in c.terms for word in term.split()} for c in cells]
    assert "plateforme" in words[2]
    assert "plateforme" not in words[0]
    assert not any("reprise" in found for found in words)
    assert cells[1].terms == ()
    assert cells[1].low is None


@pytest.mark.parametrize(
    ("periods", "length", "count"),
    [(["2018-11", "2019-02"], "month", 4), (["2017", "2020", "2018"], "year", 4), ([], "quarter", 0)],
)
def test_the_calendar_has_no_gap(periods: list[str], length: str, count: int) -> None:
    assert len(calendar(periods, length)) == count  # type: ignore[arg-type]
