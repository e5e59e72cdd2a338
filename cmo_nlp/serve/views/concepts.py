"""The concepts, and one of them from near: its series, its sentences, its neighbours."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, cast, get_args

from cmo_nlp.errors import InputError
from cmo_nlp.query import ListedConcept, held_units
from cmo_nlp.records import Horizon, Label
from cmo_nlp.report.pages.figure import Cell, Column, Figure, Table
from cmo_nlp.report.pages.series import series_figure
from cmo_nlp.report.view.changes import series_view
from cmo_nlp.report.view.evidence import Quotes
from cmo_nlp.report.view.readings import Thing
from cmo_nlp.serve.neighbours import Together
from cmo_nlp.serve.paging import part_of
from cmo_nlp.serve.site import Page, Visit
from cmo_nlp.store import read

__all__ = ["concept_list", "concept_page", "drawn_series"]

_LABELS: tuple[str, ...] = get_args(Label)
_HORIZONS: tuple[str, ...] = get_args(Horizon)
_QUOTED = 6
_SURFACES = 10
_NEIGHBOURS = 12


class _Neighbour(NamedTuple):
    """A concept that so many `sentences` mention beside this one."""

    id: str
    name: str
    label: str
    sentences: int
    ppmi: float


def concept_list(visit: Visit) -> Page:
    """Return the concepts that the corpus mentions, those in most documents first."""
    label = visit.choice("label", _LABELS)
    horizon = cast("Horizon | None", visit.choice("horizon", _HORIZONS) or None)
    asked = visit.text("q").casefold()
    rows = [
        one
        for one in visit.readings.listed_concepts.values()
        if one.documents
        and (not label or one.label == label)
        and (not horizon or getattr(one, horizon))
        and asked in one.name.casefold()
    ]
    return Page("concepts.html", "concepts", {
        "part": part_of(rows, visit, "/concepts"),
        "label": label, "horizon": horizon or "", "q": visit.text("q"),
        "labels": _LABELS, "horizons": _HORIZONS,
    })  # fmt: skip


def concept_page(visit: Visit) -> Page:
    """Return one concept; InputError where the lexicon has none of that id."""
    identity = visit.path_params["id"]
    listed = visit.readings.listed_concepts.get(identity)
    if listed is None:
        msg = f"there is no concept {identity[:80]!r}"
        raise InputError(msg)
    places = list(read.mentions_of(visit.connection, identity))
    thing = visit.readings.things["concept", identity]
    documents = list(dict.fromkeys(place.document_id for place in reversed(places)))
    surfaces = Counter(" ".join(place.surface.split()) for place in places)
    broader = visit.readings.listed_concepts.get(listed.broader or "")
    years = Counter(year for _, year in {(p.document_id, p.published[:4]) for p in places if p.published})
    return Page("concept.html", "concepts", {
        "concept": listed,
        "note": _note(visit, identity),
        "broader": broader,
        "narrower": _narrower(visit, identity)[:50],
        "surfaces": sorted(surfaces.items(), key=lambda one: (-one[1], one[0]))[:_SURFACES],
        "figure": drawn_series(visit, "concept", identity),
        "years": _years(sorted(years.items()), visit),
        "quotes": _quotes(visit, thing, documents),
        "neighbours": _neighbours(visit, identity) if places else [],
    })  # fmt: skip


def drawn_series(visit: Visit, kind: str, identity: str) -> Figure | None:
    """Return the series of a thing with its picture, drawn once for each state of the workspace."""
    series = visit.readings.series_of(kind, identity)
    if series is None or not series.published:
        return None

    def draw() -> Figure:
        with visit.site.drawing:
            return series_figure(series_view(series, visit.evidence), visit.language, "series")

    return visit.kept.value(("figure", kind, identity), draw)


def _narrower(visit: Visit, identity: str) -> list[ListedConcept]:
    """Return the more precise concepts that the corpus mentions."""
    listed = visit.readings.listed_concepts.values()
    return [one for one in listed if one.broader == identity and one.documents]


def _note(visit: Visit, identity: str) -> str:
    def notes() -> dict[str, str]:
        return {one.concept.id: one.concept.note for one in read.concepts(visit.connection)}

    return visit.kept.value("notes", notes).get(identity, "")


def _quotes(visit: Visit, thing: Thing, documents: Sequence[str]) -> Quotes:
    representative = [visit.readings.documents[one].family or one for one in documents]
    return visit.evidence.of(thing, list(dict.fromkeys(representative)), _QUOTED)


def _years(years: Sequence[tuple[str, int]], visit: Visit) -> Table | None:
    """Return the documents of each year, for where there is no series."""
    if not years:
        return None
    t = visit.language.t
    columns = [Column(t("table.year"), "year"), Column(t("table.documents"), "documents", is_number=True)]
    rows = [[Cell(year), Cell(visit.language.number(n), str(n))] for year, n in years]
    return Table(t("concept.years"), columns, rows)


def _neighbours(visit: Visit, identity: str) -> list[_Neighbour]:
    together = visit.kept.value("together", lambda: Together(held_units(visit.connection)))
    named = visit.readings.listed_concepts
    found = [one for one in together.around(identity, _NEIGHBOURS) if one.id in named]
    return [_Neighbour(i, named[i].name, named[i].label, count, ppmi) for i, count, ppmi in found]
