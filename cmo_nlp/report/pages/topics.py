"""« Les thèmes »: what each is made of, how far it holds, its share over time, quotations."""

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_nlp.records import Topic, TopicFigures
from cmo_nlp.report.pages.figure import Cell, Column, Figure, Table
from cmo_nlp.report.pages.language import Language
from cmo_nlp.report.pages.series import series_figure
from cmo_nlp.report.pages.wording import stability
from cmo_nlp.report.view.evidence import Quote, shortened
from cmo_nlp.report.view.topics import TopicCard, TopicsView

__all__ = ["TopicEntry", "TopicKind", "TopicsSection", "topics_section"]

_TERMS = 10


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic with its figure, None where it has no series."""

    id: str
    name: str
    facts: Sequence[str]
    terms: Sequence[str]
    figure: Figure | None
    quotes: Sequence[Quote]


@dataclass(frozen=True, slots=True)
class TopicKind:
    """The topics of a kind, from near and as a list."""

    heading: str
    lead: str
    entries: Sequence[TopicEntry]
    table: Table


@dataclass(frozen=True, slots=True)
class TopicsSection:
    """The section; before a fit only the words that say so."""

    lead: Sequence[str]
    kinds: Sequence[TopicKind]


def topics_section(view: TopicsView | None, language: Language) -> TopicsSection:
    """Return the topics from the corpus, then those named beforehand."""
    if view is None:
        return TopicsSection([language.t("topics.empty")], [])
    kinds = []
    for kind, cards, topics in (
        ("free", view.free, view.all_free), ("guided", view.guided, view.all_guided),
    ):  # fmt: skip
        if topics:
            entries = [_entry(card, f"{kind}-{i}", view.figures, language) for i, card in enumerate(cards, 1)]
            shown = language.t(f"topics.{kind}.lead", n=len(topics), shown=len(cards))
            table = _table(kind, topics, view, language)
            kinds.append(TopicKind(language.t(f"topics.{kind}.heading"), shown, entries, table))
    lead = [language.t("topics.lead")]
    if view.more:
        lead.append(language.t("topics.more", n=view.more))
    return TopicsSection(lead, kinds)


def _entry(card: TopicCard, identity: str, figures: TopicFigures | None, language: Language) -> TopicEntry:
    topic = card.topic
    size = language.t(
        "topics.size", n=topic.segments, documents=language.t("topics.documents", n=topic.documents)
    )
    facts = [size, stability(topic, figures, language)] if topic.kind == "free" else [size]
    if card.series is None:
        facts.append(language.t("topics.no_series"))
    return TopicEntry(
        identity,
        shortened(topic.name),
        facts,
        [shortened(term, 60) for term, _ in topic.terms[:_TERMS]],
        series_figure(card.series, language, f"{identity}-series") if card.series else None,
        card.quotes,
    )


def _table(kind: str, topics: Sequence[Topic], view: TopicsView, language: Language) -> Table:
    t = language.t
    columns = [
        Column(t("table.name"), "name"),
        Column(t("table.id"), "id"),
        Column(t("table.passages"), "segments", is_number=True),
        Column(t("table.documents"), "documents", is_number=True),
        Column(t("table.stability"), "stability", is_number=True),
        Column(t("table.terms"), "terms"),
    ]
    rows = [
        [
            Cell(shortened(one.name), None, "fr"),
            Cell(one.id),
            Cell(language.number(one.segments), str(one.segments)),
            Cell(language.number(one.documents), str(one.documents)),
            Cell(
                stability(one, view.figures, language),
                "" if one.stability is None else f"{one.stability:.2f}",
            ),
            Cell(shortened(", ".join(term for term, _ in one.terms[:_TERMS])), None, "fr"),
        ]
        for one in topics
    ]
    return Table(t(f"topics.{kind}.caption"), columns, rows)


def _stability(topic: Topic, figures: TopicFigures | None, language: Language) -> Cell:
    value = "" if topic.stability is None else f"{topic.stability:.2f}"
    return Cell(stability(topic, figures, language), value)
