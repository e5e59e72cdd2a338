"""The series and what was tested of them, and one series from near."""

from typing import NamedTuple, get_args

from cmo_nlp.errors import InputError
from cmo_nlp.records import Change
from cmo_nlp.report.pages.wording import certainty, name_of, verdict
from cmo_nlp.report.view.readings import Series, What
from cmo_nlp.serve.paging import part_of
from cmo_nlp.serve.site import Page, Visit
from cmo_nlp.serve.views.concepts import drawn_series

__all__ = ["trend_list", "trend_page"]

_WHATS: tuple[str, ...] = get_args(What)


class _Row(NamedTuple):
    """A series in the list: its thing, how many dated documents speak of it, what its tests say."""

    kind: str
    id: str
    what: str
    name: str
    n: int
    trend: str
    step: str
    certainty: str
    is_change: bool


def trend_list(visit: Visit) -> Page:
    """Return the series, the surest changes first."""
    what = visit.choice("what", _WHATS)
    asked = visit.text("q").casefold()
    changed = visit.choice("changed", ("1",))
    rows = visit.kept.value("trend rows", lambda: _rows(visit))
    rows = [
        row
        for row in rows
        if (not what or row.what == what) and (not changed or row.is_change) and asked in row.name.casefold()
    ]
    return Page("trends.html", "trends", {
        "part": part_of(rows, visit, "/trends", 100),
        "what": what, "whats": _WHATS, "q": visit.text("q"), "changed": changed,
        "any": bool(visit.readings.series),
    })  # fmt: skip


def trend_page(visit: Visit) -> Page:
    """Return one series; InputError where there is none."""
    kind, identity = visit.path_params["kind"], visit.path_params["id"]
    figure = drawn_series(visit, kind, identity)
    if figure is None:
        msg = f"there is no series of {kind[:20]}:{identity[:80]!r}"
        raise InputError(msg)
    about = {"concept": f"/concepts/{identity}", "topic": f"/topics/{identity}"}.get(kind, "")
    seen = kind != "topic" or any(topic.id == identity for topic in visit.readings.topics)
    return Page("trend.html", "trends", {"figure": figure, "about": about if seen else ""})


def _rows(visit: Visit) -> list[_Row]:
    ranked = sorted(visit.readings.series, key=lambda one: (_q(one), -one.n, one.thing))
    return [_row(one, visit) for one in ranked if one.published]


def _tests(series: Series) -> list[Change]:
    found = (series.change("publication", "trend"), series.change("publication", "step"))
    return [test for test in found if test]


def _q(series: Series) -> float:
    return min([test.q for test in _tests(series) if test.q is not None] or [2.0])


def _row(series: Series, visit: Visit) -> _Row:
    tests = _tests(series)
    told = {test.test: verdict(test, visit.language) if test.p is not None else "–" for test in tests}
    surest = min(tests, key=lambda test: 2.0 if test.q is None else test.q, default=None)
    thing = series.thing
    return _Row(
        thing.kind, thing.id, thing.what, name_of(thing, visit.language), series.n,
        told.get("trend", "–"), told.get("step", "–"), certainty(surest, visit.language),
        any(test.direction != "none" for test in tests),
    )  # fmt: skip
