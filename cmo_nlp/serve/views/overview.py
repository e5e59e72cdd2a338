"""The first page: how much there is, how far each stage is, what is spoken of most."""

from collections import Counter
from typing import get_args

from cmo_nlp import pipeline
from cmo_nlp.query import ListedConcept
from cmo_nlp.records import Label
from cmo_nlp.report.pages.language import Language
from cmo_nlp.serve.site import Page, Visit
from cmo_nlp.store import read

__all__ = ["overview"]

_TOP = 8
_LABELS: tuple[Label, ...] = get_args(Label)


def overview(visit: Visit) -> Page:
    """Return the first page."""
    connection, readings = visit.connection, visit.readings
    settings = visit.site.workspace.settings
    sizes = visit.kept.value("sizes", lambda: read.sizes(connection))
    states = visit.kept.value("states", lambda: pipeline.states(connection, settings))
    refused = visit.kept.value("refusals", lambda: tuple(read.refusals(connection)))
    mentioned = [one for one in readings.listed_concepts.values() if one.documents]
    return Page("overview.html", "overview", {
        "sizes": sizes,
        "span": _span(visit),
        "states": states,
        "refused": sorted(Counter(_reason(one.reason, visit.language) for one in refused).items()),
        "tops": [(label, _top(mentioned, label)) for label in _LABELS],
        "topics": [topic for topic in readings.topics if topic.kind == "free"][:_TOP],
        "themes": sum(topic.kind == "guided" for topic in readings.topics),
        "changed": sum(change.direction != "none" for change in readings.all_changes),
        "series": len(readings.series),
    })  # fmt: skip


def _top(mentioned: list[ListedConcept], label: Label) -> list[ListedConcept]:
    return [one for one in mentioned if one.label == label][:_TOP]


def _span(visit: Visit) -> str:
    dates = [one.published.date[:4] for one in visit.readings.documents.values() if one.published]
    return visit.language.span(min(dates), max(dates)) if dates else ""


def _reason(reason: str, language: Language) -> str:
    key = f"refusal.{reason}"
    return language.t(key) if language.has(key) else reason
