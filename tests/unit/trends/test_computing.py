"""Series and changes of small made-up corpora."""

import random
import warnings
from datetime import date

import pytest

from cmo_nlp.periods import Calendar, parse_breaks
from cmo_nlp.records import Change, TrendPoint, Trends
from cmo_nlp.settings import TrendSettings
from cmo_nlp.trends import DatedDocument, Sighting, Thing, compute


def document(id_: str, period: str | None, family: str | None = None, **more: object) -> DatedDocument:
    return DatedDocument(id_, family, period, **{"role_mentions": 1, **more})


def concept(document_id: str, horizon: str | None = None, id_: str = "crm") -> Sighting:
    return Sighting("concept", id_, document_id, horizon)


def horizon(id_: str, document_id: str) -> Sighting:
    return Sighting("horizon", id_, document_id, None)


def run(documents: list[DatedDocument], sightings: list[Sighting], **settings: object) -> Trends:
    return compute(documents, sightings, TrendSettings(**{"minimum_sightings": 1, **settings}))


def series(
    trends: Trends, id_: str = "crm", clock: str = "publication", stratum: str | None = None
) -> list[TrendPoint]:
    return [p for p in trends.points if (p.id, p.clock, p.stratum) == (id_, clock, stratum)]


def change(
    trends: Trends,
    id_: str = "crm",
    test: str = "trend",
    clock: str = "publication",
    stratum: str | None = None,
) -> Change:
    wanted = (id_, test, clock, stratum)
    (found,) = [c for c in trends.changes if (c.id, c.test, c.clock, c.stratum) == wanted]
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


def test_a_family_counts_once_as_its_earliest_version() -> None:
    documents = [document("a", "2019", "a"), document("b", "2018", "a"), document("c", "2019")]
    trends = run(documents, [concept("b"), concept("a")])
    assert [(p.period, p.n, p.N, p.documents) for p in series(trends)] == [
        ("2018", 1, 1, ("b",)),
        ("2019", 0, 1, ()),
    ]
    assert "quasi-doublons comptés une seule fois, avec leur famille : 1" in trends.remarks


def test_what_only_a_later_version_says_is_not_antedated_and_is_told() -> None:
    documents = [document("a", "2010", "a"), document("b", "2020", "a"), document("c", "2020")]
    trends = run(documents, [Sighting("concept", "crm", "b", None, 3), concept("a", id_="fax")])
    points = series(trends)
    assert [(points[place].n, points[place].N, points[place].mentions) for place in (0, -1)] == [
        (0, 1, 0),
        (0, 1, 0),
    ]
    assert "dits par une version plus tardive seulement, non comptés : 1" in trends.remarks
    assert not any(
        "plus tardive" in remark for remark in run(documents, [concept("a"), concept("b")]).remarks
    )


def test_documents_without_a_date_are_named_and_not_counted_by_publication() -> None:
    documents = [document("a", None), document("b", "2018"), document("c", "2019")]
    trends = run(documents, [concept("a"), concept("b")])
    assert [(p.n, p.N) for p in series(trends)] == [(1, 1), (0, 1)]
    assert trends.remarks == ("sans date, hors des séries par période : 1 sur 3 (a)",)


def test_documents_before_the_first_period_and_with_a_year_for_a_month_are_told_as_such() -> None:
    documents = [
        document("a", None, unplaced="early"),
        document("b", None, unplaced="coarse"),
        document("c", "2018"),
        document("d", "2019"),
    ]
    assert run(documents, []).remarks == (
        "d’avant la première période, hors des séries : 1 sur 4 (a)",
        "de date trop peu précise, hors des séries par période : 1 sur 4 (b)",
    )


def test_many_documents_without_a_date_are_named_in_part() -> None:
    trends = run([document(f"d{i:02d}", None) for i in range(25)], [])
    assert trends.remarks[0].startswith("sans date, hors des séries par période : 25 sur 25 (d00 ; d01")
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
    assert flat.p > 0.9
    assert flat.effect == pytest.approx(1)
    assert (up.test, up.clock, up.change_point, up.reason) == ("trend", "publication", None, None)


def test_q_counts_all_series_tested() -> None:
    trends = run(*rising())
    tested = sorted(c.p for c in trends.changes if c.p is not None)
    assert len(tested) == 6  # three trends, three steps
    assert change(trends, "flat").q == pytest.approx(1)
    assert min(c.q for c in trends.changes if c.q is not None) == pytest.approx(
        min(p * 6 / rank for rank, p in enumerate(tested, 1))
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
    assert trends.remarks == ("aucune évolution à tester : moins de deux périodes ont des documents",)


def test_no_documents_give_no_trends() -> None:
    assert run([], []) == Trends((), (), ())


def test_quarters_without_documents_are_shown_empty() -> None:
    documents = [document("a", "2018-Q1"), document("b", "2018-Q4")]
    trends = compute(documents, [concept("a")], TrendSettings(), Calendar("quarter"))
    assert [(p.period, p.n, p.N) for p in series(trends)] == [
        ("2018-Q1", 1, 1), ("2018-Q2", 0, 0), ("2018-Q3", 0, 0), ("2018-Q4", 0, 1),
    ]  # fmt: skip


def test_periods_of_a_file_stand_in_its_order_and_count_in_years() -> None:
    breaks = parse_breaks("2000 zèle\n2010 avant\n2020 après", "b", date(2029, 12, 31))
    documents = [document(f"{p}{i}", p) for p in breaks.names for i in range(20)]
    sightings = [concept(f"{p}{i}") for p, n in zip(breaks.names, (2, 6, 14), strict=True) for i in range(n)]
    trends = compute(documents, sightings, TrendSettings(), breaks)
    assert [p.period for p in series(trends)] == list(breaks.names)
    assert change(trends).direction == "up"
    assert 1.05 < change(trends).effect < 1.3  # a year, not a period of ten


def test_documents_that_never_name_the_role_are_left_out_and_named() -> None:
    documents = [document("a", "2018"), document("b", "2018", role_mentions=0), document("c", "2019")]
    trends = run(documents, [concept("a"), concept("b")])
    assert [(p.n, p.N) for p in series(trends)] == [(1, 1), (0, 1)]
    assert trends.remarks == ("laissés de côté, parce qu’ils ne nomment jamais le rôle : 1 (b)",)
    assert [(p.n, p.N) for p in series(run(documents, [concept("b")], about_role=0))] == [(1, 2), (0, 1)]
    assert (
        run(documents, [], about_role=2)
        .remarks[0]
        .startswith("laissés de côté, parce qu’ils nomment le rôle moins de 2 fois : 3")
    )


def test_mentions_are_counted_against_words_and_those_of_a_reprint_once() -> None:
    documents = [
        document("a", "2018", words=900),
        document("b", "2018", "a", words=950),
        document("c", "2018", words=100),
    ]
    sightings = [
        Sighting("concept", "crm", id_, h, n)
        for id_, h, n in (("a", None, 2), ("a", "past", 1), ("b", None, 4))
    ]
    (point,) = series(run(documents, sightings))
    assert (point.n, point.N, point.mentions, point.words) == (1, 2, 3, 1000)


def test_too_few_documents_are_not_tested_and_do_not_weigh_on_the_others() -> None:
    documents, sightings = rising()
    rare = [concept("3-1", id_="rare"), concept("9-2", id_="rare")]
    trends = run(documents, sightings + rare, minimum_sightings=5)
    assert change(trends, "rare").p is None
    assert change(trends, "rare").reason.startswith("found in too few documents")
    assert change(trends, "up").q == change(run(documents, sightings, minimum_sightings=5), "up").q


def stepped(years: int = 12, each: int = 20) -> tuple[list[DatedDocument], list[Sighting]]:
    documents = [document(f"{y}-{i}", str(2000 + y)) for y in range(years) for i in range(each)]
    return documents, [concept(f"{y}-{i}") for y in range(years) for i in range(2 if y < 7 else 12)]


def test_a_step_is_found_with_the_first_period_of_the_new_regime() -> None:
    found = change(run(*stepped()), test="step")
    assert (found.direction, found.change_point) == ("up", "2007")
    assert found.low < 1.5 / (0.1 / 0.9) < found.high
    assert found.effect == pytest.approx(13.5)


def test_an_outlet_that_comes_is_no_change_where_its_rate_is_its_own() -> None:
    """Outlet B comes in 2006 and always speaks of CRM; A goes on as before."""
    documents = [document(f"A{y}-{i}", str(2000 + y), publisher="A") for y in range(12) for i in range(10)]
    documents += [
        document(f"B{y}-{i}", str(2000 + y), publisher="B") for y in range(6, 12) for i in range(10)
    ]
    sightings = [concept(f"A{y}-{i}") for y in range(12) for i in range(1)]
    sightings += [concept(f"B{y}-{i}") for y in range(6, 12) for i in range(9)]
    alone = [d._replace(publisher=None) for d in documents]
    assert change(run(alone, sightings)).direction == "up"
    trends = run(documents, sightings)
    assert change(trends).direction == change(trends, test="step").direction == "none"


def test_by_a_field_gives_its_series_and_the_tests_with_the_composition_held_still() -> None:
    """White papers take the place of articles; in neither does anything change."""
    documents, sightings = [], []
    for y in range(10):
        for i in range(30):
            white = i < 3 * y
            documents.append(document(f"{y}-{i}", str(2000 + y), group="livre-blanc" if white else "article"))
            if i % 3 < (2 if white else 1):
                sightings.append(concept(f"{y}-{i}"))
    trends = run(documents, sightings, by="source_type")
    assert change(trends).direction == "up"
    assert change(trends, stratum="source_type").direction == "none"
    assert change(trends, stratum="source_type").effect == pytest.approx(1, abs=0.1)
    articles = series(trends, stratum="source_type=article")
    assert [p.N for p in articles] == [30 - 3 * y for y in range(10)]
    assert sum(p.N for p in series(trends, stratum="source_type=livre-blanc")) == sum(
        3 * y for y in range(10)
    )

    held = series(trends, stratum="source_type")
    assert (held[0].share, held[0].n, held[0].N) == (None, 10, 30)  # no white paper in the first year
    assert {round(p.share, 6) for p in held[1:]} == {round((165 / 3 + 135 * 2 / 3) / 300, 6)}
    assert all(p.low < p.share < p.high for p in held[1:])
    assert held[5].high - held[5].low < held[1].high - held[1].low  # 3 white papers in the second year


def test_a_field_that_no_document_has_is_told_and_tests_nothing_twice() -> None:
    trends = run(*rising(), by="rubrique")
    assert "aucun document n’a de champ « rubrique » : les tests ne sont pas refaits" in trends.remarks
    assert trends.changes == run(*rising()).changes
    assert {p.stratum for p in trends.points} == {None}


def test_a_field_that_tells_nothing_apart_tests_nothing_twice() -> None:
    documents, sightings = rising()
    named = [d._replace(publisher="A", group="A") for d in documents]
    trends = run(named, sightings, by="publisher")
    assert {c.stratum for c in trends.changes} == {None}
    assert any(
        remark.startswith("à « publisher » constant, les tests comparent déjà") for remark in trends.remarks
    )


def test_documents_without_the_field_are_told() -> None:
    documents, sightings = rising()
    some = [d._replace(group=("x", "y", None)[i % 3]) for i, d in enumerate(documents)]
    trends = run(some, sightings, by="rubrique")
    assert "sans champ « rubrique », comparés entre eux : 40 documents sur 120" in trends.remarks
    assert {c.stratum for c in trends.changes} == {None, "rubrique"}
    assert sum(p.N for p in series(trends, "up", stratum="rubrique")) == 80


def test_what_is_said_of_the_future_is_compared_with_what_the_same_texts_say_of_the_past() -> None:
    documents = [document(f"d{i}", None) for i in range(40)]
    sightings = [horizon(h, f"d{i}") for h in ("past", "future") for i in range(40)]
    sightings += [concept(f"d{i}", "future") for i in range(16)] + [
        concept(f"d{i}", "past") for i in range(15, 18)
    ]
    found = change(run(documents, sightings), clock="horizon")
    assert (found.direction, found.change_point, found.reason) == ("up", None, None)
    # 15 texts with it of the future only against 2 of the past only, two steps of the scale apart
    assert found.effect == pytest.approx((15 / 2) ** 0.5)


def said(rate: tuple[float, float, float], much: tuple[int, int, int], seed: int = 9) -> list[Sighting]:
    """Return what 150 documents say: `much` statements of each horizon, 20 things at `rate` in each."""
    rng, found = random.Random(seed), []
    names = ("past", "present", "future")
    for number in range(150):
        spoken = [name for name, count in zip(names, much, strict=True) for _ in range(count)]
        for start, name in enumerate(rng.sample(spoken, len(spoken))):
            found.append(Sighting("horizon", name, f"d{number}", None, 1, start))
            found += [
                Sighting("concept", f"t{thing}", f"d{number}", name, 1, start)
                for thing in range(20)
                if rng.random() < rate[names.index(name)]
            ]
    return found


def spoken_of(rate: tuple[float, float, float], much: tuple[int, int, int]) -> tuple[list[Change], Change]:
    """Return the tests of the things, and that of the profile of the future against that of the present."""
    parts = {Thing("concept", f"t{thing}"): "skill" for thing in range(20)}
    documents = [document(f"d{number}", None) for number in range(150)]
    trends = compute(documents, said(rate, much), TrendSettings(), parts=parts)
    rows = [c for c in trends.changes if c.clock == "horizon"]
    (profile,) = [c for c in rows if (c.id, c.change_point) == ("profile", "future")]
    return [c for c in rows if c.kind == "concept"], profile


def test_that_texts_say_more_of_one_horizon_than_of_another_is_no_change() -> None:
    """Eight statements in ten are of the present, three times as many of the future as of the past."""
    found, profile = spoken_of((0.1, 0.1, 0.1), (1, 12, 3))
    assert {c.direction for c in found} == {"none"}
    assert sum(c.p < 0.05 for c in found) <= 3
    assert sum(c.low <= 1 <= c.high for c in found) >= 17
    assert profile.p > 0.05


def test_a_thing_said_more_of_the_future_is_found_and_its_odds_are_those_of_a_statement() -> None:
    found, _ = spoken_of((0.1, 0.2, 0.36), (2, 3, 2))
    assert {c.direction for c in found} == {"up"}
    truth = (0.36 / 0.64) / (0.2 / 0.8)  # 0.2 against 0.1 is the same
    assert sum(c.low <= truth <= c.high for c in found) >= 17


def test_a_thing_in_all_horizons_of_each_document_has_no_pairs() -> None:
    documents = [document(f"d{i}", None) for i in range(40)]
    sightings = [horizon(h, f"d{i}") for h in ("past", "future") for i in range(40)]
    sightings += [concept(f"d{i}", h) for h in ("past", "future") for i in range(20)]
    found = change(run(documents, sightings), clock="horizon")
    assert (found.p, found.reason[:18]) == (None, "no document speaks")


def test_profiles_are_compared_from_period_to_period_and_from_horizon_to_horizon() -> None:
    documents, sightings = stepped()
    sightings += [concept(f"{y}-{i}", id_="fax") for y in range(12) for i in range(14 if y < 7 else 2)]
    parts = {Thing("concept", "crm"): "tool", Thing("concept", "fax"): "tool"}
    trends = compute(documents, sightings, TrendSettings(), parts=parts)
    rows = [c for c in trends.changes if c.kind == "profile" and c.clock == "publication"]
    tools = {c.change_point: c for c in rows if c.id == "tool"}
    assert list(tools) == [str(year) for year in range(2001, 2012)]
    assert tools["2007"].q < 0.02
    assert all(c.q > 0.5 for year, c in tools.items() if year != "2007")
    assert {c.id for c in rows} == {"profile", "tool"}
    spoken = [c for c in trends.changes if c.kind == "profile" and c.clock == "horizon"]
    assert {(c.effect, c.p, c.reason) for c in spoken} == {(None, None, "one of the two profiles is empty")}


@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_bad_input_gives_no_number_that_is_none_and_no_warning(count: int) -> None:
    """One period, one document, a thing in all or in none: reasons, no NaN, no zero, no warning."""
    documents = [document(f"d{i}", "2018", publisher="A") for i in range(count)]
    sightings = [concept(f"d{i}", "past") for i in range(count)]
    parts = {Thing("concept", "crm"): "tool"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trends = compute(documents, sightings, TrendSettings(), parts=parts)
    for found in trends.changes:
        assert (found.p is None) == (found.q is None) == (found.reason is not None)
        assert found.effect is None


def test_points_come_by_kind_thing_clock_and_period() -> None:
    trends = run(*rising(years=3))
    keys = [(p.kind, p.id, p.clock != "publication") for p in trends.points]
    assert keys == sorted(keys)
    assert [p.period for p in series(trends, "down", "horizon")] == ["past", "present", "future"]


def test_another_order_of_documents_and_sightings_gives_the_same_trends() -> None:
    documents, sightings = rising()
    shuffle = random.Random(4).sample
    shuffled = run(shuffle(documents, len(documents)), shuffle(sightings, len(sightings)))
    assert shuffled == run(documents, sightings)


def test_shares_and_documents_agree_with_their_counts() -> None:
    for point in run(*rising()).points:
        assert len(point.documents) == point.n <= point.N
        assert list(point.documents) == sorted(point.documents)
        assert point.share is None or point.low <= point.share <= point.high
