"""« Ce qui change », and what does not, as small multiples and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_nlp.records import Change
from cmo_nlp.report.pages.figure import Cell, Column, Figure, Table
from cmo_nlp.report.pages.language import Language
from cmo_nlp.report.pages.series import series_figure
from cmo_nlp.report.pages.wording import certainty, name_language, name_of, reason, verdict, what
from cmo_nlp.report.summary import Half
from cmo_nlp.report.view.changes import ChangeRow, ChangesView

__all__ = ["ChangesSection", "FigureGroup", "changes_section"]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Pictures under one heading."""

    heading: str
    lead: str
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class ChangesSection:
    """The section; `keys` explain the marks of all its pictures."""

    lead: Sequence[str]
    keys: Sequence[tuple[str, str]]
    groups: Sequence[FigureGroup]
    tested: Table | None
    untested: Table | None


def changes_section(view: ChangesView, language: Language) -> ChangesSection:
    """Return what the tests established, what they did not, and what could not be tested."""
    groups = []
    number = 0
    for way, views in view.changed.items():
        if views:
            figures = [series_figure(v, language, f"change-{number + i}") for i, v in enumerate(views, 1)]
            number += len(views)
            heading, lead = language.t(f"changes.{way}.heading"), language.t(f"changes.{way}.lead")
            groups.append(FigureGroup(heading, lead, figures))
    if view.steady:
        figures = [series_figure(v, language, f"steady-{i}") for i, v in enumerate(view.steady, 1)]
        lead = language.t("changes.steady.lead", n=len(figures))
        groups.append(FigureGroup(language.t("changes.steady.heading"), lead, figures))
    return ChangesSection(
        _lead(view, language),
        series_keys(language) if groups else [],
        groups,
        _tested(view, language) if view.rows else None,
        _untested(view, language) if view.untested else None,
    )


def series_keys(language: Language) -> list[tuple[str, str]]:
    """Return what the marks of a series are."""
    marks = ("now", "few", "band", "break")
    return [(mark, language.t(f"series.key.{mark}")) for mark in marks]


def _lead(view: ChangesView, language: Language) -> list[str]:
    if not view.tests:
        return [language.t("changes.no_tests")]
    key = "changes.established" if view.established else "changes.none"
    lead = [language.t(key, n=view.established, tests=view.tests)]
    if view.unpictured:
        lead.append(language.t("changes.unpictured", n=view.unpictured))
    if view.held:
        lead.append(language.t("changes.held", n=view.held))
    return [*lead, language.t("changes.how")]


def _tested(view: ChangesView, language: Language) -> Table:
    t = language.t
    columns = [
        Column(t("table.name"), "name"),
        Column(t("table.what"), "what"),
        Column(t("table.early"), "early", is_number=True),
        Column(t("table.late"), "late", is_number=True),
        Column(t("table.result"), "direction"),
        Column(t("table.odds"), "odds_ratio_per_year", is_number=True),
        Column(t("table.q_trend"), "q_trend", is_number=True),
        Column(t("table.q_step"), "q_step", is_number=True),
    ]
    more = t("changes.rows_more", n=view.more) if view.more else ""
    return Table(t("changes.caption"), columns, [_row(row, language) for row in view.rows], more)


def _row(row: ChangeRow, language: Language) -> list[Cell]:
    told = [c for c in (row.trend, row.step) if c and c.direction != "none"]
    words = language.t("series.and").join(verdict(c, language) for c in told)
    way = "+".join(f"{c.test}:{c.direction}" for c in told) or "none"
    return [
        Cell(name_of(row.thing, language), None, name_language(row.thing, language)),
        Cell(what(row.thing, language), row.thing.what),
        _half(row.early, language),
        _half(row.late, language),
        Cell(words or language.t("changes.no_change"), way),
        _odds(row.trend, language),
        _q(row.trend, language),
        _q(row.step, language),
    ]


def _half(half: Half | None, language: Language) -> Cell:
    if half is None:
        return Cell("–", "")
    return Cell(f"{language.number(half.n)}/{language.number(half.N)}", f"{half.n}/{half.N}")


def _odds(change: Change | None, language: Language) -> Cell:
    if change is None or change.effect is None:
        return Cell(reason(change.reason or "", language) if change else "–", "")
    shown = f"{language.number(change.effect, 2)} {language.interval(change.low, change.high)}"
    return Cell(shown, f"{change.effect:.4g}")


def _q(change: Change | None, language: Language) -> Cell:
    if change is None or change.q is None:
        return Cell(certainty(change, language), "")
    return Cell(language.probability(change.q).removeprefix("=\u00a0"), f"{change.q:.4g}")


def _untested(view: ChangesView, language: Language) -> Table:
    t = language.t
    columns = [
        Column(t("table.reason"), "reason"),
        Column(t("table.things"), "things", is_number=True),
        Column(t("table.among"), "among"),
    ]
    rows = []
    for one in view.untested:
        names = ", ".join(name_of(thing, language) for thing in one.things)
        others = one.total - len(one.things)
        told = names + (language.t("changes.untested_more", n=others) if others else "")
        rows.append([Cell(reason(one.reason, language)), Cell(language.number(one.total), str(one.total)),
                     Cell(told, None, name_language(one.things[0], language))])  # fmt: skip
    return Table(t("changes.untested_caption"), columns, rows, t("changes.untested_where"))
