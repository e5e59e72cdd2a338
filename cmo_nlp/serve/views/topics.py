"""Topics and guided themes, and one of them from near, with the forms that edit it."""

from typing import NamedTuple

from cmo_nlp import pipeline
from cmo_nlp.errors import InputError
from cmo_nlp.pipeline import ThemeCount
from cmo_nlp.query import DominantConcept, topic_view
from cmo_nlp.records import PublicationDate, Topic
from cmo_nlp.report.pages.wording import stability
from cmo_nlp.report.view.evidence import Quote
from cmo_nlp.serve.paging import part_of
from cmo_nlp.serve.site import Page, Visit
from cmo_nlp.serve.views.concepts import drawn_series
from cmo_nlp.store import read

__all__ = ["DONE", "theme_list", "topic_list_page", "topic_page"]

DONE = ("label", "merge", "hide", "reset")
"""the edits of a topic, and what a page says was done."""
_PASSAGES = 100


class _Passage(NamedTuple):
    """The first passage of a topic in a document, with what the document says of itself."""

    document: str
    start: int
    end: int
    title: str
    published: PublicationDate | None


class _Passages(NamedTuple):
    """The latest documents with a passage of a topic, and how many more there are."""

    shown: list[_Passage]
    left_out: int


def topic_list_page(visit: Visit) -> Page:
    """Return the free topics with what was edited of them."""
    listed = visit.kept.value("topic list", lambda: pipeline.topic_list(visit.connection))
    ranked = sorted(listed.topics, key=lambda topic: (-topic.segments, topic.id))
    return Page("topics.html", "topics", {
        "part": part_of(ranked, visit, "/topics", 100),
        "edits": listed.edits[:200],
        "fit": visit.site.fit(visit.connection),
        "fitted": listed.fitted,
        "told": {topic.id: stability(topic, listed.figures, visit.language) for topic in ranked},
        "done": visit.choice("done", DONE),
    })  # fmt: skip


def theme_list(visit: Visit) -> Page:
    """Return the guided themes, those in most documents first; without a fit there are none."""

    def counts() -> tuple[ThemeCount, ...]:
        if read.stage(visit.connection, "topics") is None:
            return ()
        return pipeline.theme_counts(visit.connection, "guided")

    rows = visit.kept.value("themes", counts)
    return Page("themes.html", "themes", {"part": part_of(rows, visit, "/themes", 100)})


def topic_page(visit: Visit) -> Page:
    """Return one topic; InputError where there is none of that id."""
    identity = visit.path_params["id"]
    topic = next((one for one in visit.readings.topics if one.id == identity), None)
    if topic is None:
        msg = f"there is no topic {identity[:80]!r}"
        raise InputError(msg)
    others = [one for one in visit.readings.topics if one.kind == "free" and one.id != identity]
    return Page("topic.html", "topics" if topic.kind == "free" else "themes", {
        "topic": topic,
        "stability": stability(topic, read.topic_figures(visit.connection), visit.language),
        "concepts": _dominant(visit, identity),
        "quotes": _central(visit, topic),
        "figure": drawn_series(visit, "topic", identity),
        "passages": _passages(visit, identity),
        "fit": visit.site.fit(visit.connection),
        "others": sorted(others, key=lambda one: one.name.casefold()),
        "edit": next((e for e in read.topic_edits(visit.connection) if e.topic_id == identity), None),
        "done": visit.choice("done", DONE),
    })  # fmt: skip


def _dominant(visit: Visit, identity: str) -> tuple[DominantConcept, ...]:
    def dominant() -> tuple[DominantConcept, ...]:
        return topic_view(visit.connection, identity).concepts

    return visit.kept.value(("dominant", identity), dominant)


def _central(visit: Visit, topic: Topic) -> list[Quote]:
    return [visit.evidence.quote(place) for place in topic.quotations]


def _passages(visit: Visit, identity: str) -> _Passages:
    """Return the documents with a passage of the topic, the latest first, those without a date last."""
    found = []
    for document, spans in visit.readings.spans_of_topics.items():
        place = next(((start, end) for start, end, topic in spans if topic == identity), None)
        listed = visit.readings.documents.get(document)
        if place and listed:
            found.append(_Passage(document, *place, listed.title or listed.source, listed.published))
    found.sort(key=lambda one: one.published.date if one.published else "", reverse=True)
    return _Passages(found[:_PASSAGES], len(found[_PASSAGES:]))
