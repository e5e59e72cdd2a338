"""A series as a figure: its picture, its shares as a table, sentences from both sides of a change."""

from cmo_nlp.report.charts import Caption, Chart, LinePoint, lines
from cmo_nlp.report.pages.figure import Cell, Column, Figure, QuoteGroup, Table
from cmo_nlp.report.pages.language import Language
from cmo_nlp.report.pages.wording import (
    certainty,
    effect,
    file_name,
    half,
    left_out,
    name_language,
    name_of,
    reason,
    verdict,
    what,
)
from cmo_nlp.report.view.changes import SeriesView

__all__ = ["series_figure"]


def series_figure(view: SeriesView, language: Language, identity: str) -> Figure:
    """Return the figure of a series by publication."""
    row = view.row
    name = name_of(row.thing, language)
    tests = [test for test in (row.trend, row.step) if test]
    told = [verdict(test, language) for test in tests if test.direction != "none"]
    summary = language.t("series.and").join(told) or language.t("verdict.trend.none", at="")
    text = language.t(
        "series.text", what=what(row.thing, language), name=name, verdict=summary,
        halves=_halves(view, language),
    )  # fmt: skip
    return Figure(
        id=identity,
        file=file_name(language.t("file.series"), row.thing.id),
        title=name,
        chart=_chart(view, language, Caption(f"{what(row.thing, language)} : {name}", text, identity)),
        table=_table(view, language),
        groups=_groups(view, language),
        kind=what(row.thing, language),
        aside=_aside(view, language),
        facts=_facts(view, language),
        title_language=name_language(row.thing, language),
    )


def _aside(view: SeriesView, language: Language) -> str:
    """Return the q of the established test, else that of the trend."""
    tests = [test for test in (view.row.trend, view.row.step) if test]
    sure = [test for test in tests if test.direction != "none"]
    told = sure or tests
    return certainty(told[0] if told else None, language)


def _facts(view: SeriesView, language: Language) -> list[str]:
    facts = []
    for test in (view.row.trend, view.row.step):
        if test is None or test.p is None:
            continue
        parts = [verdict(test, language)]
        if test.test == "trend" or test.direction != "none":
            parts.append(effect(test, language) or reason(test.reason or "", language))
        said = ", ".join([*parts, certainty(test, language)])
        facts.append(language.t("series.fact", fact=said[:1].upper() + said[1:]))
    if said := _halves(view, language):
        facts.append(said)
    return facts


def _halves(view: SeriesView, language: Language) -> str:
    """Return n of N documents of the two halves of a series, "" where it has none."""
    early, late = view.row.early, view.row.late
    if early is None or late is None:
        return ""
    return language.t("series.halves", early=half(early, language), late=half(late, language))


def _chart(view: SeriesView, language: Language, caption: Caption) -> Chart:
    points = [
        LinePoint(language.period(p.period), p.n, p.N, p.share, p.low, p.high, p.sparse) for p in view.points
    ]
    step = view.row.step
    periods = [point.period for point in view.points]
    breaks = [periods.index(step.change_point or "")] if step and step.direction != "none" else []
    return lines(points, caption, percent=language.share, breaks=breaks)


def _table(view: SeriesView, language: Language) -> Table:
    columns = [
        Column(language.t("table.period"), "period"),
        Column("n", "n", is_number=True),
        Column("N", "N", is_number=True),
        Column(language.t("table.share"), "share", is_number=True),
        Column(language.t("table.low"), "low", is_number=True),
        Column(language.t("table.high"), "high", is_number=True),
        Column(language.t("table.remark"), "sparse"),
    ]
    rows = []
    for p in view.points:
        remark = "" if not p.sparse else language.t("series.few" if p.N else "series.no_documents")
        shares = [Cell(language.share(v), "" if v is None else f"{v:.4f}") for v in (p.share, p.low, p.high)]
        counts = [Cell(language.number(v), str(v)) for v in (p.n, p.N)]
        flag = Cell(remark, "true" if p.sparse else "false")
        rows.append([Cell(language.period(p.period), p.period), *counts, *shares, flag])
    name = name_of(view.row.thing, language)
    return Table(language.t("series.caption", name=name), columns, rows)


def _groups(view: SeriesView, language: Language) -> list[QuoteGroup]:
    thing = view.row.thing
    if view.since is None:
        return [QuoteGroup("", view.after, left_out(view.after, thing, language))]
    at = language.period(view.since)
    sides = (("series.before", view.before), ("series.after", view.after))
    return [
        QuoteGroup(language.t(k, at=at), quotes, left_out(quotes, thing, language)) for k, quotes in sides
    ]
