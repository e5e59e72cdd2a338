"""« Autrefois, aujourd’hui, demain »: the balance of each thing between the horizons."""

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_nlp.report.charts import Caption, Dot, DotRow, dots
from cmo_nlp.report.pages.figure import Cell, Column, Figure, QuoteGroup, Table
from cmo_nlp.report.pages.language import Language
from cmo_nlp.report.pages.wording import certainty, left_out, name_language, name_of, verdict, what
from cmo_nlp.report.view.horizons import HORIZONS, Balance, HorizonsView

__all__ = ["HorizonsSection", "horizons_section"]


@dataclass(frozen=True, slots=True)
class HorizonsSection:
    """The section; without statements only the words that say so."""

    lead: Sequence[str]
    figure: Figure | None


def horizons_section(view: HorizonsView | None, language: Language) -> HorizonsSection:
    """Return what is said of the past, the present and the future."""
    if view is None:
        return HorizonsSection([language.t("horizons.empty")], None)
    counts = {horizon: view.documents.get(horizon, 0) for horizon in HORIZONS}
    lead = [language.t("horizons.lead"), language.t("horizons.counts", **counts)]
    key = "horizons.established" if view.established else "horizons.none"
    lead.append(language.t(key, n=view.established))
    if not view.rows:
        return HorizonsSection([*lead, language.t("horizons.too_few")], None)
    return HorizonsSection(lead, _figure(view, language))


def _figure(view: HorizonsView, language: Language) -> Figure:
    rows = [
        DotRow(
            name_of(one.thing, language),
            tuple(Dot(place, point.share) for place, point in enumerate(one.points)),
            "/".join(str(point.n) for point in one.points),
        )
        for one in view.shown
    ]
    title = language.t("horizons.figure")
    totals = {horizon: view.documents.get(horizon, 0) for horizon in HORIZONS}
    text = language.t("horizons.text", n=len(rows), **totals)
    notes = [language.t("horizons.note")]
    if view.rare:
        notes.append(language.t("horizons.rare", n=view.rare))
    return Figure(
        id="horizons-figure",
        file=language.t("file.horizons"),
        title=title,
        chart=dots(rows, Caption(title, text, "horizons-figure"), marks=HORIZONS, percent=language.share),
        table=_table(view, language),
        groups=[group for one in view.shown for group in _groups(one, language)],
        note=" ".join(notes),
        keys=[(horizon, language.t("horizons.key", what=language.period(horizon), n=totals[horizon]))
              for horizon in HORIZONS],
    )  # fmt: skip


def _groups(one: Balance, language: Language) -> list[QuoteGroup]:
    name = name_of(one.thing, language)
    return [
        QuoteGroup(
            language.t("horizons.of", name=name, horizon=language.period(horizon)),
            quotes,
            left_out(quotes, one.thing, language),
        )
        for horizon, quotes in one.quotes.items()
        if quotes.documents
    ]


def _table(view: HorizonsView, language: Language) -> Table:
    t = language.t
    columns = [
        Column(t("table.name"), "name"),
        Column(t("table.what"), "what"),
        *(Column(t("table.of_horizon", horizon=language.period(h)), h, is_number=True) for h in HORIZONS),
        Column(t("table.result"), "direction"),
        Column("q", "q", is_number=True),
    ]
    rows = [_row(one, language) for one in view.rows]
    more = t("horizons.more", n=view.more) if view.more else ""
    return Table(t("horizons.caption"), columns, rows, more)


def _row(one: Balance, language: Language) -> list[Cell]:
    change = one.change
    q = change.q if change else None
    return [
        Cell(name_of(one.thing, language), None, name_language(one.thing, language)),
        Cell(what(one.thing, language), one.thing.what),
        *(Cell(f"{p.n}/{p.N} ({language.share(p.share)})", f"{p.n}/{p.N}") for p in one.points),
        Cell(verdict(change, language) if change else "–", change.direction if change else ""),
        Cell(certainty(change, language) if q is None else language.probability(q).removeprefix("=\u00a0"),
             "" if q is None else f"{q:.4g}"),
    ]  # fmt: skip
