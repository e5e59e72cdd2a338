"""Series and changes of small made-up corpora."""

import random

import pytest

from cmo_nlp.records import Change, TrendPoint, Trends
from cmo_nlp.settings import TrendSettings
from cmo_nlp.trends import DatedDocument, Sighting, compute


def document(id_: str, period: str | None, family: str | None = None) -> DatedDocument:
    return DatedDocument(id_, family, period)


def concept(document_id: str, horizon: str | None = None, id_: str = "crm") -> Sighting:
    return Sighting("concept", id_, document_id, horizon)


def horizon(id_: str, document_id: str) -> Sighting:
    return Sighting("horizon", id_, document_id, None)


def run(documents: list[DatedDocument], sightings: list[Sighting], **settings: float) -> Trends:
    return compute(documents, sightings, TrendSettings(**settings))


def series(trends: Trends, id_: str = "crm", clock: str = "publication") -> list[TrendPoint]:
    return [point for point in trends.points if point.id == id_ and point.clock == clock]


def change(trends: Trends, id_: str = "crm") -> Change:
    (found,) = [change for change in trends.changes if change.id == id_]
    return found


def test_a_year_counts_its_documents_and_those_with_the_thing() -> None:
    documents = [document("a", "2018"), document("b", "2018"), document("c", "2019")]
    first, second = series(run(documents, [concept("a"), concept("a", "past"), concept("c")]))
    assert (first.period, first.n, first.N, first.share, first.documents) == ("2018", 1, 2, 0.5, ("a",))
    assert (second.period, second.n, second.N, second.share, second.documents) == ("2019", 1, 1, 1.0, ("c",))
    assert first.low == pytest.approx(0.0945, abs=1e-4)
    assert first.stratum is None


def test_years_without_documents_are_shown_empty() -> None:
    trends = run([document("a", "2015"), document("b", "2018")], [concept("a")])
    middle = series(trends)[1:3]
    assert [(p.period, p.n, p.N, p.share, p.low, p.high) for p in middle] == [
        ("2016", 0, 0, None, None, None),
        ("2017", 0, 0, None, None, None),
    ]


def test_few_documents_are_marked_sparse() -> None:
    documents = [document(f"d{i}", "2018") for i in range(3)] + [document("e", "2019")]
    assert [p.sparse for p in series(run(documents, [concept("e")], minimum_documents=3))] == [False, True]


def test_a_family_counts_once_at_its_earliest_date() -> None:
    documents = [document("a", "2019", "a"), document("b", "2018", "a"), document("c", "2019")]
    trends = run(documents, [concept("b"), concept("a")])
    assert [(p.period, p.n, p.N, p.documents) for p in series(trends)] == [
        ("2018", 1, 1, ("a",)),
        ("2019", 0, 1, ()),
    ]
    assert "quasi-doublons comptés une seule fois, avec leur famille : 1" in trends.remarks


def test_documents_without_a_date_are_named_and_not_counted_by_publication() -> None:
    documents = [document("a", None), document("b", "2018"), document("c", "2019")]
    trends = run(documents, [concept("a"), concept("b")])
    assert [(p.n, p.N) for p in series(trends)] == [(1, 1), (0, 1)]
    assert trends.remarks == ("sans date, hors des séries par année : 1 sur 3 (a)",)


def test_many_documents_without_a_date_are_named_in_part() -> None:
    trends = run([document(f"d{i:02d}", None) for i in range(25)], [])
    assert trends.remarks[0].startswith("sans date, hors des séries par année : 25 sur 25 (d00, d01")
    assert trends.remarks[0].endswith("d19 et 5 autres)")


def test_the_horizon_clock_counts_in_documents_that_speak_of_it() -> None:
    documents = [document("a", None), document("b", "2018"), document("c", "2018")]
    sightings = [
        horizon("past", "a"), horizon("future", "a"), horizon("future", "b"),
        concept("a", "future"), concept("b", "future"), concept("c"),
    ]  # fmt: skip
    points = series(run(documents, sightings), clock="horizon")
    assert [(p.period, p.n, p.N, p.documents) for p in points] == [
        ("past", 0, 1, ()),
        ("present", 0, 0, ()),
        ("future", 2, 2, ("a", "b")),
    ]
    assert points[1].share is None


def test_horizons_have_a_series_by_publication_and_none_on_their_own_clock() -> None:
    trends = run([document("a", "2018"), document("b", "2019")], [horizon("future", "b")])
    assert [(p.n, p.N) for p in series(trends, "future")] == [(0, 1), (1, 1)]
    assert series(trends, "future", "horizon") == []
    assert [(p.n, p.N) for p in series(trends, "past")] == [(0, 1), (0, 1)]


def rising(years: int = 12, each: int = 10) -> tuple[list[DatedDocument], list[Sighting]]:
    documents = [document(f"{y}-{i}", str(2000 + y)) for y in range(years) for i in range(each)]
    up = [concept(f"{y}-{i}", id_="up") for y in range(years) for i in range(max(y - 2, 0))]
    down = [concept(f"{y}-{i}", id_="down") for y in range(years) for i in range(max(each - y, 1))]
    flat = [concept(f"{y}-{i}", id_="flat") for y in range(years) for i in range(4)]
    return documents, up + down + flat


def test_rises_falls_and_what_holds_still_are_told_apart() -> None:
    trends = run(*rising())
    assert {id_: change(trends, id_).direction for id_ in ("up", "down", "flat")} == {
        "up": "up", "down": "down", "flat": "none",
    }  # fmt: skip
    up, flat = change(trends, "up"), change(trends, "flat")
    assert 1 < up.low < up.effect < up.high
    assert flat.p == pytest.approx(1)
    assert flat.effect == pytest.approx(1)
    assert (up.test, up.clock, up.change_point, up.reason) == ("trend", "publication", None, None)


def test_q_counts_all_things_tested() -> None:
    trends = run(*rising())
    tested = sorted(c.p for c in trends.changes if c.p is not None)
    assert len(tested) == 3
    assert change(trends, "flat").q == pytest.approx(1)
    assert min(c.q for c in trends.changes if c.q is not None) == pytest.approx(
        min(p * 3 / rank for rank, p in enumerate(tested, 1))
    )


def test_nothing_changes_at_a_level_of_0() -> None:
    assert {c.direction for c in run(*rising(), false_discovery_rate=0.0).changes} == {"none"}


@pytest.mark.parametrize(
    ("documents", "sightings", "reason"),
    [
        ([document("a", "2018"), document("b", "2018")], [concept("a")], "fewer than two periods"),
        ([document("a", None)], [concept("a")], "fewer than two periods"),
        ([document("a", "2018"), document("b", "2020")], [concept("a"), concept("b")], "in every document"),
        (
            [document("a", "2018"), document("b", "2020"), document("c", None)],
            [concept("c")],
            "in no document",
        ),
    ],
)
def test_a_change_that_cannot_be_tested_says_why(
    documents: list[DatedDocument], sightings: list[Sighting], reason: str
) -> None:
    found = change(run(documents, sightings))
    assert (found.effect, found.low, found.high, found.p, found.q) == (None,) * 5
    assert found.direction == "none"
    assert reason in found.reason


def test_one_period_only_is_remarked_on() -> None:
    trends = run([document("a", "2018")], [concept("a")])
    assert trends.remarks == ("aucune évolution à tester : moins de deux années ont des documents",)


def test_no_documents_give_no_trends() -> None:
    assert run([], []) == Trends((), (), ())


def test_periods_that_are_no_years_are_kept_as_they_are() -> None:
    trends = run([document("a", "2018-T1"), document("b", "2018-T4")], [concept("a")])
    assert [p.period for p in series(trends)] == ["2018-T1", "2018-T4"]


def test_points_come_by_kind_thing_clock_and_period() -> None:
    trends = run(*rising(years=3))
    keys = [(p.kind, p.id, p.clock != "publication") for p in trends.points]
    assert keys == sorted(keys)
    assert [p.period for p in series(trends, "down", "horizon")] == ["past", "present", "future"]


def test_another_order_of_documents_and_sightings_gives_the_same_trends() -> None:
    documents, sightings = rising()
    shuffle = random.Random(4).sample
    shuffled = compute(
        shuffle(documents, len(documents)), shuffle(sightings, len(sightings)), TrendSettings()
    )
    assert shuffled == run(documents, sightings)


def test_shares_and_documents_agree_with_their_counts() -> None:
    for point in run(*rising()).points:
        assert len(point.documents) == point.n <= point.N
        assert list(point.documents) == sorted(point.documents)
        assert point.share is None or point.low <= point.share <= point.high
