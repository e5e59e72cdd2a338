"""The concepts of the corpus: in how many documents, how often, of which horizon, since when."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from cmo_nlp.query.arguments import require_choice, require_choices
from cmo_nlp.query.inflections import expression_key
from cmo_nlp.records import Horizon, Label
from cmo_nlp.store import read

__all__ = ["ConceptOrder", "ListedConcept", "list_concepts", "list_discovered"]

ConceptOrder = Literal["documents", "mentions", "name", "first", "last"]
_LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True, slots=True)
class ListedConcept:
    """A concept with the `documents` that mention it, near-duplicates once, and all of its `mentions`.

    `negated` of these are denied; `past`, `present` and `future` stand in a statement of that horizon.
    `first_year` and `last_year` are those of the dated documents, None where there is none. One that grammar
    found and no lexicon holds has no `id`, and the commonest spelling as `name`.
    """

    id: str | None
    label: str
    name: str
    name_en: str
    broader: str | None
    uris: tuple[str, ...]
    documents: int
    mentions: int
    negated: int
    past: int
    present: int
    future: int
    first_year: str | None
    last_year: str | None


def list_concepts(
    connection: sqlite3.Connection,
    labels: Iterable[Label] = (),
    horizon: Horizon | None = None,
    order: ConceptOrder = "documents",
    *,
    unmentioned: bool = False,
) -> tuple[ListedConcept, ...]:
    """Return the concepts of the lexicon that the corpus mentions; with `unmentioned`, all of them.

    `labels` leaves out the others, `horizon` those that no statement of it mentions.
    """
    tallies = read.concept_tallies(connection)
    nothing = read.ConceptTally(0, 0, 0, 0, 0, 0, None, None)
    listed = [
        ListedConcept(c.id, c.label, c.name, c.name_en, c.broader, c.uris, *tallies.get(c.id, nothing))
        for c in (count.concept for count in read.concepts(connection))
        if unmentioned or c.id in tallies
    ]
    return _chosen(listed, labels, horizon, order)


def list_discovered(
    connection: sqlite3.Connection,
    labels: Iterable[Label] = (),
    horizon: Horizon | None = None,
    order: ConceptOrder = "documents",
) -> tuple[ListedConcept, ...]:
    """Return what grammar found and no lexicon holds; case, accents and plural make no difference."""
    groups: dict[tuple[str, str], list[read.FormTally]] = {}
    for tally in read.form_tallies(connection):
        groups.setdefault((tally.label, expression_key(tally.surface)), []).append(tally)
    of = read.counted_as(connection)
    return _chosen((_discovered(group, of) for group in groups.values()), labels, horizon, order)


def _discovered(tallies: list[read.FormTally], of: Mapping[str, str]) -> ListedConcept:
    spellings: Counter[str] = Counter()
    for tally in tallies:
        spellings[" ".join(tally.surface.split())] += tally.mentions
    years = sorted(tally.year for tally in tallies if tally.year)
    return ListedConcept(
        id=None,
        label=tallies[0].label,
        name=min(spellings, key=lambda spelling: (-spellings[spelling], spelling)),
        name_en="",
        broader=None,
        uris=(),
        documents=len({of.get(tally.document_id, tally.document_id) for tally in tallies}),
        mentions=spellings.total(),
        negated=sum(tally.negated for tally in tallies),
        past=sum(tally.past for tally in tallies),
        present=sum(tally.present for tally in tallies),
        future=sum(tally.future for tally in tallies),
        first_year=years[0] if years else None,
        last_year=years[-1] if years else None,
    )


def _chosen(
    listed: Iterable[ListedConcept], labels: Iterable[Label], horizon: Horizon | None, order: ConceptOrder
) -> tuple[ListedConcept, ...]:
    wanted = set(require_choices("label", labels, _LABELS)) or set(_LABELS)
    require_choice("horizon", horizon, (None, *get_args(Horizon)))
    require_choice("order", order, get_args(ConceptOrder))
    found = [one for one in listed if one.label in wanted and (not horizon or getattr(one, horizon))]
    found.sort(key=lambda one: (one.name.casefold(), one.id or "", one.label))
    found.sort(key=lambda one: _rank(one, horizon, order))
    return tuple(found)


def _rank(one: ListedConcept, horizon: Horizon | None, order: ConceptOrder) -> tuple[int, ...]:
    """Rank what is in most documents or mentions first; with a horizon, by its mentions before all others."""
    if order == "name":
        return ()
    if order in {"first", "last"}:
        year = int((one.first_year if order == "first" else one.last_year) or 0)
        return (year == 0, year if order == "first" else -year)
    of_horizon = -getattr(one, horizon) if horizon else 0
    counts = (-one.documents, -one.mentions)
    return (of_horizon, *(counts if order == "documents" else counts[::-1]))
