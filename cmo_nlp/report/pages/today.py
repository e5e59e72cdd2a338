"""« Le profil aujourd’hui » in pictures and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_nlp.report.charts import Caption, Dot, DotRow, dots
from cmo_nlp.report.pages.figure import Cell, Column, Figure, QuoteGroup, Table
from cmo_nlp.report.pages.language import Language
from cmo_nlp.report.pages.wording import left_out, name_language, name_of, what
from cmo_nlp.report.view.today import Part, Standing, TodayView, Window

__all__ = ["TodaySection", "today_section"]


@dataclass(frozen=True, slots=True)
class TodaySection:
    """The section; without dated documents only the words that say so."""

    lead: Sequence[str]
    keys: Sequence[tuple[str, str]]
    figures: Sequence[Figure]
    empty_parts: Sequence[str]
    new_lead: str
    new: Table | None
    new_quotes: Sequence[QuoteGroup]


def today_section(view: TodayView | None, language: Language) -> TodaySection:
    """Return the profile of the latest periods."""
    if view is None:
        return TodaySection([language.t("today.empty")], [], [], [], "", None, [])
    filled = [part for part in view.parts if part.standings]
    return TodaySection(
        _lead(view.window, language),
        _keys(view.window, language),
        [_figure(part, view.window, language) for part in filled],
        [language.t(f"today.none.{part.what}") for part in view.parts if not part.standings],
        _new_lead(view, language),
        _new_table(view, language) if view.new else None,
        [_group(one, language) for one in view.new],
    )


def _lead(window: Window, language: Language) -> list[str]:
    now = language.span(window.first, window.last)
    lead = [language.t("today.lead", n=window.N, span=now)]
    if window.first_before and window.last_before:
        before = language.span(window.first_before, window.last_before)
        lead.append(language.t("today.before", n=window.N_before, span=before))
    else:
        lead.append(language.t("today.no_before"))
    return lead


def _keys(window: Window, language: Language) -> list[tuple[str, str]]:
    keys = [("now", language.t("today.key.now", span=language.span(window.first, window.last)))]
    if window.first_before and window.last_before:
        span = language.span(window.first_before, window.last_before)
        keys.append(("before", language.t("today.key.before", span=span)))
    return [*keys, ("band", language.t("figure.interval"))]


def _figure(part: Part, window: Window, language: Language) -> Figure:
    identity = f"today-{part.what}"
    title = language.t(f"whats.{part.what}")
    now = language.span(window.first, window.last)
    rows = [
        DotRow(
            name_of(one.thing, language),
            (Dot(0, one.share, one.low, one.high), Dot(1, one.share_before)),
            f"{one.n}/{window.N}",
        )
        for one in part.standings
    ]
    first = part.standings[0]
    text = language.t(
        "today.text", n=len(rows), span=now, name=name_of(first.thing, language), k=first.n, total=window.N
    )
    caption = Caption(title, text, identity)
    return Figure(
        id=identity,
        file=f"{language.t('file.today')}-{part.what}",
        title=title,
        chart=dots(rows, caption, marks=("now", "before"), percent=language.share),
        table=_table(part.standings, window, language, title),
        groups=[_group(one, language) for one in part.standings],
        note=language.t("today.more", n=part.more) if part.more else "",
    )


def _table(standings: Sequence[Standing], window: Window, language: Language, caption: str) -> Table:
    columns = [
        Column(language.t("table.name"), "name"),
        Column(language.t("table.id"), "id"),
        Column("n", "n", is_number=True),
        Column("N", "N", is_number=True),
        Column(language.t("table.share"), "share", is_number=True),
        Column(language.t("table.low"), "low", is_number=True),
        Column(language.t("table.high"), "high", is_number=True),
        Column(language.t("table.before"), "n_before", is_number=True),
        Column(language.t("table.N_before"), "N_before", is_number=True),
        Column(language.t("table.since"), "since"),
    ]
    rows = [
        [
            _name(one, language),
            Cell(one.thing.id),
            Cell(language.number(one.n), str(one.n)),
            Cell(language.number(window.N), str(window.N)),
            *(Cell(language.share(value), f"{value:.4f}") for value in (one.share, one.low, one.high)),
            Cell(language.number(one.n_before), str(one.n_before)),
            Cell(language.number(window.N_before), str(window.N_before)),
            Cell(_since(one, language), one.since),
        ]
        for one in standings
    ]
    return Table(language.t("today.caption", title=caption), columns, rows)


def _since(one: Standing, language: Language) -> str:
    since = language.period(one.since)
    return language.t("today.new_since", since=since) if one.is_new else since


def _group(one: Standing, language: Language) -> QuoteGroup:
    return QuoteGroup(
        name_of(one.thing, language),
        one.quotes,
        left_out(one.quotes, one.thing, language),
        name_language(one.thing, language),
    )


def _new_lead(view: TodayView, language: Language) -> str:
    if not view.window.N_before:
        return language.t("today.new.no_before")
    if not view.new:
        return language.t("today.new.none")
    more = language.t("today.new.more", n=view.more_new) if view.more_new else ""
    return language.t("today.new.lead", n=len(view.new) + view.more_new) + more


def _new_table(view: TodayView, language: Language) -> Table:
    columns = [
        Column(language.t("table.name"), "name"),
        Column(language.t("table.what"), "what"),
        Column("n", "n", is_number=True),
        Column("N", "N", is_number=True),
        Column(language.t("table.since"), "since"),
    ]
    rows = [
        [
            _name(one, language),
            Cell(what(one.thing, language), one.thing.what),
            Cell(language.number(one.n), str(one.n)),
            Cell(language.number(view.window.N), str(view.window.N)),
            Cell(language.period(one.since), one.since),
        ]
        for one in view.new
    ]
    return Table(language.t("today.new.caption"), columns, rows)


def _name(one: Standing, language: Language) -> Cell:
    return Cell(name_of(one.thing, language), None, name_language(one.thing, language))
