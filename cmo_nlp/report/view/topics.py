"""The themes of the corpus: terms, stability, share over time, quotations."""

from dataclasses import dataclass

from cmo_nlp.records import Topic, TopicFigures
from cmo_nlp.report.view.changes import SeriesView, series_view
from cmo_nlp.report.view.evidence import Evidence, Quote
from cmo_nlp.report.view.readings import Readings
from cmo_nlp.store import read

__all__ = ["TopicCard", "TopicsView", "topics_view"]

_SHOWN = 24
"""topics of a kind that have a picture and quotations."""
_ROWS = 500
_LONGEST = 380
"""characters of a quotation: some 60 words, half a passage."""


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic from near; `series` is None before the trends were computed, or where it has none."""

    topic: Topic
    series: SeriesView | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """The topics: those from the corpus and those named beforehand, each kind with cards and a list."""

    free: tuple[TopicCard, ...]
    guided: tuple[TopicCard, ...]
    all_free: tuple[Topic, ...]
    all_guided: tuple[Topic, ...]
    more: int
    figures: TopicFigures | None


def topics_view(readings: Readings, evidence: Evidence) -> TopicsView | None:
    """Return the topics as the user edited them, the largest first; None where no fit was made."""
    if not readings.topics:
        return None
    series = {one.thing.id: one for one in readings.series if one.thing.kind == "topic" and one.published}
    free = sorted((t for t in readings.topics if t.kind == "free"), key=lambda t: (-t.segments, t.id))
    guided = sorted((t for t in readings.topics if t.kind == "guided"), key=lambda t: (-t.documents, t.id))

    def card(topic: Topic) -> TopicCard:
        own = series.get(topic.id)
        quotes = tuple(evidence.quote(place, _LONGEST) for place in topic.quotations)
        return TopicCard(topic, series_view(own, evidence) if own else None, quotes)

    return TopicsView(
        tuple(card(topic) for topic in free[:_SHOWN]),
        tuple(card(topic) for topic in guided[:_SHOWN] if topic.documents),
        tuple(free[:_ROWS]),
        tuple(guided[:_ROWS]),
        max(0, len(free) - _ROWS) + max(0, len(guided) - _ROWS),
        read.topic_figures(readings.connection),
    )
