"""The documents and sightings as arrays: who speaks of what, when, in whose pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from cmo_nlp.periods import Periods
from cmo_nlp.records import Horizon
from cmo_nlp.settings import TrendSettings
from cmo_nlp.trends.sightings import DatedDocument, Sighting, Thing, families

__all__ = ["HORIZONS", "Corpus", "corpus"]

HORIZONS: tuple[Horizon, ...] = get_args(Horizon)
_NO_HORIZON = -1


@dataclass(frozen=True, slots=True)
class Corpus:
    """What counts, near-duplicates once, documents that hardly name the role left out.

    `names` are the documents that count, sorted, with their `period` (place in `periods`, -1 without a date),
    `publishers`, `groups` and `words`. `cells` are rows (thing, document, horizon or -1, mentions) of places;
    a thing stands once with -1 and once with each horizon that speaks of it. `stated` (documents, 3) says
    which horizons a document speaks of. `years` are the middles of the periods. `repeated` counts the
    near-duplicates that their families stand for, `offtopic` are the documents left out.
    """

    names: tuple[str, ...]
    period: np.ndarray
    publishers: tuple[str | None, ...]
    groups: tuple[str | None, ...]
    words: np.ndarray
    things: tuple[Thing, ...]
    cells: np.ndarray
    stated: np.ndarray
    periods: tuple[str, ...]
    years: np.ndarray
    repeated: int
    offtopic: tuple[str, ...]

    @property
    def totals(self) -> np.ndarray:
        """The documents (periods,) of each period."""
        return np.bincount(self.period[self.period >= 0], minlength=len(self.periods))

    @property
    def undated(self) -> tuple[str, ...]:
        """The documents that no period is known of."""
        return tuple(self.names[place] for place in np.flatnonzero(self.period < 0))


def corpus(
    documents: Sequence[DatedDocument],
    sightings: Iterable[Sighting],
    periods: Periods,
    settings: TrendSettings,
) -> Corpus:
    """Return the corpus that `documents` and what was seen in them make, whatever their order."""
    ordered = sorted(documents, key=lambda document: document.id)
    spanned = periods.spanning(document.period for document in ordered if document.period is not None)
    rank = {period: place for place, period in enumerate(spanned)}
    family = families(ordered, rank)
    role = np.zeros(len(family.names), dtype=np.int64)
    for document in ordered:
        place = family.place[document.id]
        role[place] = max(role[place], document.role_mentions)
    kept = role >= settings.about_role
    rows, things = _cells(sightings, family.place, representatives := _representatives(ordered, family.place))
    new_place = np.cumsum(kept) - 1
    rows = rows[kept[rows[:, 1]]]
    rows[:, 1] = new_place[rows[:, 1]]
    chosen = [document for document, keep in zip(representatives, kept, strict=True) if keep]
    known = [period for period, keep in zip(family.periods, kept, strict=True) if keep]
    spanned = periods.spanning(period for period in known if period is not None)
    rank = {period: place for place, period in enumerate(spanned)}
    return Corpus(
        tuple(name for name, keep in zip(family.names, kept, strict=True) if keep),
        np.array([-1 if period is None else rank[period] for period in known], dtype=np.int64),
        tuple(document.publisher for document in chosen),
        tuple(document.group for document in chosen),
        np.array([document.words for document in chosen], dtype=np.int64),
        things,
        rows,
        _stated(things, rows, len(chosen)),
        spanned,
        np.array(periods.years(spanned)),
        len(ordered) - len(family.names),
        tuple(name for name, keep in zip(family.names, kept, strict=True) if not keep),
    )


def _representatives(documents: Sequence[DatedDocument], place: dict[str, int]) -> list[DatedDocument]:
    """Return who speaks for each family: the document it is named after, else the first."""
    found: dict[int, DatedDocument] = {}
    for document in documents:
        if place[document.id] not in found or document.id == (document.family or document.id):
            found[place[document.id]] = document
    return [found[index] for index in range(len(found))]


def _cells(
    sightings: Iterable[Sighting], place: dict[str, int], representatives: Sequence[DatedDocument]
) -> tuple[np.ndarray, tuple[Thing, ...]]:
    """Return the rows (thing, family, horizon, mentions) in order, one of each, and the things in order.

    Mentions are those of the representative alone: a reprint does not say a thing twice. The three horizons
    are among the things of any corpus: that none speaks of the future is a finding.
    """
    always: Sequence[Horizon] = HORIZONS if representatives else ()
    seen = {Thing("horizon", horizon): index for index, horizon in enumerate(always)}
    horizons: dict[str | None, int] = {horizon: index for index, horizon in enumerate(HORIZONS)}
    found: dict[tuple[int, int, int], int] = {}
    for sighting in sightings:
        thing = seen.setdefault(Thing(sighting.kind, sighting.id), len(seen))
        family = place[sighting.document_id]
        own = sighting.mentions if representatives[family].id == sighting.document_id else 0
        told = (sighting.id,) if sighting.kind == "horizon" else {None, sighting.horizon}
        for horizon in told:
            key = (thing, family, horizons.get(horizon, _NO_HORIZON))
            found[key] = found.get(key, 0) + own
    things = sorted(seen)
    rank = np.empty(len(seen), dtype=np.int64)
    rank[[seen[thing] for thing in things]] = np.arange(len(things))
    rows = np.array([(*key, mentions) for key, mentions in found.items()], dtype=np.int64).reshape(-1, 4)
    rows[:, 0] = rank[rows[:, 0]]
    return rows[np.lexsort(rows[:, 2::-1].T)], tuple(things)


def _stated(things: Sequence[Thing], rows: np.ndarray, documents: int) -> np.ndarray:
    is_horizon = np.array([thing.kind == "horizon" for thing in things], dtype=bool)
    of_horizons = rows[is_horizon[rows[:, 0]]]
    stated = np.zeros((documents, len(HORIZONS)), dtype=bool)
    stated[of_horizons[:, 1], of_horizons[:, 2]] = True
    return stated
