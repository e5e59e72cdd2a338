"""« Le corpus » in words, numbers and a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_nlp.report.charts import BarRow, Caption, bars
from cmo_nlp.report.pages.figure import Cell, Column, Figure, QuoteGroup, Table
from cmo_nlp.report.pages.language import Language
from cmo_nlp.report.view.corpus import CorpusView
from cmo_nlp.report.view.evidence import Evidence, Quotes, shortened
from cmo_nlp.report.view.readings import Listed
from cmo_nlp.report.view.sources import public_source, without_folders

__all__ = ["CorpusPart", "CorpusSection", "corpus_section"]

_LISTED = 200
"""documents or refusals that a list names; of more, the number and the command that lists them."""
_QUOTED = 12
"""documents whose first words are quoted behind the picture, spread over the years."""


@dataclass(frozen=True, slots=True)
class CorpusPart:
    """What is not counted as the rest is: refused, undated, off topic, repeated."""

    heading: str
    lead: str
    summary: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class CorpusSection:
    """The section, and the sentence under the title of the page."""

    standfirst: str
    tally: Sequence[tuple[str, str]]
    lead: Sequence[str]
    figure: Figure | None
    parts: Sequence[CorpusPart]


def corpus_section(view: CorpusView, evidence: Evidence, language: Language) -> CorpusSection:
    """Return the section on what was read."""
    return CorpusSection(
        _standfirst(view, language),
        _tally(view, language),
        _lead(view, language),
        _figure(view, evidence, language) if view.years else None,
        _parts(view, language),
    )


def _standfirst(view: CorpusView, language: Language) -> str:
    if not view.documents:
        return language.t("report.empty")
    key = "report.standfirst" if view.years else "report.standfirst_undated"
    span = language.span(view.years[0], view.years[-1]) if view.years else ""
    return language.t(key, n=len(view.documents), span=span)


def _tally(view: CorpusView, language: Language) -> list[tuple[str, str]]:
    sizes = view.sizes
    counts = {
        "documents": sizes.documents,
        "words": view.words,
        "publishers": view.publishers,
        "sentences": sizes.sentences,
        "mentions": sizes.mentions,
        "statements": sizes.statements,
    }
    return [(language.t(f"corpus.tally.{key}"), language.number(n)) for key, n in counts.items()]


def _lead(view: CorpusView, language: Language) -> list[str]:
    if not view.documents:
        return [language.t("corpus.empty")]
    return [language.t("corpus.lead")] if view.years else [language.t("corpus.no_dates")]


def _figure(view: CorpusView, evidence: Evidence, language: Language) -> Figure:
    totals = tuple(sum(counts[place] for _, counts in view.by_type) for place in range(len(view.years)))
    rows = [BarRow(language.t("corpus.all_types"), totals, language.number(sum(totals)), is_total=True)]
    rows += [
        BarRow(_type(name, language), counts, language.number(sum(counts))) for name, counts in view.by_type
    ]
    title = language.t("corpus.figure")
    description = language.t(
        "corpus.figure_text", n=sum(totals), first=view.years[0], last=view.years[-1], types=len(view.by_type)
    )
    return Figure(
        id="documents",
        file="documents",
        title=title,
        chart=bars(view.years, rows, Caption(title, description, "documents")),
        table=_table(view, rows, language),
        groups=[_first_words(view, evidence, language)],
        note=language.t("corpus.figure_note"),
    )


def _type(name: str | None, language: Language) -> str:
    """Return the name of a source type; one that we do not know stays as it was given."""
    if not name:
        return language.t("source_type.other" if name == "" else "source_type.unknown")
    key = f"source_type.{name}"
    return language.t(key) if language.has(key) else shortened(name, 60)


def _table(view: CorpusView, rows: Sequence[BarRow], language: Language) -> Table:
    columns = [Column(language.t("table.year"), "year")]
    columns += [Column(row.name, row.name, is_number=True) for row in rows]
    cells = [
        [Cell(year), *(Cell(language.number(row.counts[place]), str(row.counts[place])) for row in rows)]
        for place, year in enumerate(view.years)
    ]
    return Table(language.t("corpus.figure"), columns, cells)


def _first_words(view: CorpusView, evidence: Evidence, language: Language) -> QuoteGroup:
    dated = [one for one in view.documents if one.published]
    every = max(1, len(dated) // _QUOTED)
    chosen = dated[::every][:_QUOTED]
    quotes = Quotes(tuple(evidence.opening(one.id) for one in chosen), len(dated))
    more = language.t("corpus.more_documents", n=quotes.left_out) if quotes.left_out else ""
    return QuoteGroup("", quotes, more)


def _parts(view: CorpusView, language: Language) -> list[CorpusPart]:
    refused = sum(len(one.refusals) for one in view.refused)
    parts = [
        CorpusPart(
            language.t("corpus.refused.heading"),
            language.t("corpus.refused.lead", n=refused),
            language.t("corpus.refused.summary"),
            _refused(view, refused, language) if refused else None,
        )
    ]
    for key, documents in (("undated", view.undated), ("offtopic", view.offtopic)):
        table = _documents(key, documents, language) if documents else None
        lead = language.t(f"corpus.{key}.lead", n=len(documents))
        summary = language.t(f"corpus.{key}.summary")
        parts.append(CorpusPart(language.t(f"corpus.{key}.heading"), lead, summary, table))
    lead = language.t("corpus.repeated.lead", n=view.repeated)
    parts.append(CorpusPart(language.t("corpus.repeated.heading"), lead))
    return parts


def _refused(view: CorpusView, total: int, language: Language) -> Table:
    columns = [
        Column(language.t("table.source"), "source"),
        Column(language.t("table.reason"), "reason"),
        Column(language.t("table.detail"), "detail"),
    ]
    rows = [
        [
            Cell(shortened(public_source(refusal.source)), public_source(refusal.source), "fr"),
            Cell(_reason(one.reason, language), one.reason),
            Cell(shortened(without_folders(refusal.detail)), without_folders(refusal.detail), "en"),
        ]
        for one in view.refused
        for refusal in one.refusals
    ]
    left_out = total - _LISTED
    more = language.t("corpus.refused.more", n=left_out) if left_out > 0 else ""
    return Table(language.t("corpus.refused.caption"), columns, rows[:_LISTED], more)


def _reason(slug: str, language: Language) -> str:
    key = f"refusal.{slug}"
    return language.t(key) if language.has(key) else slug


def _documents(key: str, documents: Sequence[Listed], language: Language) -> Table:
    columns = [
        Column(language.t("table.title"), "title"),
        Column(language.t("table.publisher"), "publisher"),
        Column(language.t("table.date"), "date"),
        Column(language.t("table.document"), "document_id"),
    ]
    rows = [
        [
            Cell(shortened(one.title or one.source), one.title or one.source, "fr"),
            Cell(shortened(one.publisher or "–"), one.publisher or "", "fr"),
            Cell(language.date(one.published), one.published.date if one.published else ""),
            Cell(one.id),
        ]
        for one in documents[:_LISTED]
    ]
    left_out = len(documents) - _LISTED
    more = language.t(f"corpus.{key}.more", n=left_out) if left_out > 0 else ""
    return Table(language.t(f"corpus.{key}.caption"), columns, rows, more)
