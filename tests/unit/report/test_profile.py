"""What came and what went, in a workspace of bare counts."""

from pathlib import Path

import pytest

from cmo_nlp.records import Change, Concept, TrendPoint, Trends
from cmo_nlp.report import profiles
from cmo_nlp.store import open_store, transaction, write

YEARS = ("2000", "2001", "2002", "2003")
SLOPE = ("trend", "up", None)
STEP = ("step", "up", "2002")


def workspace(folder: Path, found: dict[str, tuple[int, ...]], *moved: tuple[str, str, str | None]) -> Path:
    """Return ten documents a year, `found` of which hold each tool; `moved` are the changes of the first."""
    points = [
        TrendPoint(
            "concept",
            name,
            "publication",
            None,
            year,
            n,
            10,
            n / 10,
            0.0,
            1.0,
            sparse=False,
            documents=tuple(f"{year}{i}" for i in range(n)),
        )
        for name, row in sorted(found.items())
        for year, n in zip(YEARS, row, strict=True)
    ]
    changes = [
        Change("concept", min(found), "publication", None, test, way, 2.0, 1.5, 3.0, 0.001, 0.01, point, None)  # type: ignore[arg-type]
        for test, way, point in moved
    ]
    with open_store(folder, write=True) as connection, transaction(connection):
        write.record_concepts(connection, [Concept(name, "tool", name, name, None, ()) for name in found])
        write.replace_trends(connection, Trends(tuple(points), tuple(changes), ()))
    return folder


def portraits(folder: Path) -> dict[str, tuple[list[str], list[str]]]:
    with open_store(folder, write=False) as connection:
        return {
            p.period: ([one.thing.id for one in p.came], [one.thing.id for one in p.going])
            for p in profiles(connection)
        }


def test_what_few_documents_before_or_after_explain_is_not_told(tmp_path: Path) -> None:
    found = {
        "tool/late": (0, 0, 5, 5),
        "tool/rare": (0, 0, 1, 1),
        "tool/early": (6, 4, 0, 0),
        "tool/all": (0, 3, 3, 3),
    }
    told = portraits(workspace(tmp_path / "w", found))
    assert told["2002"] == (["tool/late"], [])
    assert told["2001"] == (
        [],
        ["tool/early"],
    )  # nine documents of thirty: a chance of .055 that ten held none
    assert told["2003"] == ([], [])  # nothing is known after the end


def test_the_chance_is_that_of_drawing_blindly(tmp_path: Path) -> None:
    with open_store(workspace(tmp_path / "w", {"tool/late": (0, 0, 2, 3)}), write=False) as connection:
        ((arrival,),) = (p.came for p in profiles(connection) if p.came)
    ways = 20 * 19 * 18 * 17 * 16 / (40 * 39 * 38 * 37 * 36)  # all five of the forty are of the last twenty
    assert (arrival.n, arrival.N, arrival.absent) == (5, 20, 20)
    assert arrival.chance == pytest.approx(ways)


def test_a_slope_is_told_where_half_is_behind_and_beside_a_step_not_again(tmp_path: Path) -> None:
    for number, (moved, expected) in enumerate(
        [((SLOPE,), [("2002", "trend")]), ((SLOPE, STEP), [("2002", "step")]), ((), [])]
    ):
        folder = workspace(tmp_path / str(number), {"tool/crm": (0, 1, 5, 6)}, *moved)
        with open_store(folder, write=False) as connection:
            told = [(p.period, one.change.test) for p in profiles(connection) for one in p.rose]
        assert told == expected
