"""The documents and sightings as arrays: who speaks of what, when, in whose pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

import numpy as np

from cmo_nlp.periods import Periods
from cmo_nlp.records import Horizon
from cmo_nlp.settings import TrendSettings
from cmo_nlp.trends.sightings import DatedDocument, Sighting, Thing, Unplaced

__all__ = ["HORIZONS", "Corpus", "corpus"]

HORIZONS: tuple[Horizon, ...] = get_args(Horizon)
_NO_HORIZON = -1


@dataclass(frozen=True, slots=True)
class Corpus:
    """What counts, near-duplicates once, documents that hardly name the role left out.

    `names` are the documents that count, sorted, with their `period` (place in `periods`, -1 in none, for the
    reason that `unplaced` gives), `publishers`, `groups` and `words`. Of a family of near-duplicates it is
    the earliest version, for what that says itself: nothing is antedated. `cells` are rows (thing, document,
    horizon or -1, mentions) of places; a thing stands once with -1 and once with each horizon that speaks of
    it. `statements` are rows (document, horizon) in the order of the texts, and `told` the pairs (thing,
    statement) of what they hold. `stated` (documents, 3) says which horizons a document speaks of. `years`
    are the middles of the periods. `repeated` counts the near-duplicates that are not counted, `later` what
    only these say (pairs of a thing and a family); `offtopic` are the documents left out.
    """

    names: tuple[str, ...]
    period: np.ndarray
    publishers: tuple[str | None, ...]
    groups: tuple[str | None, ...]
    unplaced: tuple[Unplaced, ...]
    words: np.ndarray
    things: tuple[Thing, ...]
    cells: np.ndarray
    statements: np.ndarray
    told: np.ndarray
    stated: np.ndarray
    periods: tuple[str, ...]
    years: np.ndarray
    repeated: int
    later: int
    offtopic: tuple[str, ...]

    @property
    def totals(self) -> np.ndarray:
        """The documents (periods,) of each period."""
        return np.bincount(self.period[self.period >= 0], minlength=len(self.periods))

    def without_period(self, why: Unplaced) -> tuple[str, ...]:
        """Return the documents that are in no period for that reason."""
        places = np.flatnonzero(self.period < 0)
        return tuple(self.names[place] for place in places if self.unplaced[place] == why)


class _Seen(NamedTuple):
    """Rows of what was seen in the documents that speak; see `Corpus`."""

    things: tuple[Thing, ...]
    cells: np.ndarray
    statements: np.ndarray
    told: np.ndarray


def corpus(
    documents: Sequence[DatedDocument],
    sightings: Iterable[Sighting],
    periods: Periods,
    settings: TrendSettings,
) -> Corpus:
    """Return the corpus that `documents` and what was seen in them make, whatever their order."""
    spanned = periods.spanning(document.period for document in documents if document.period is not None)
    speakers = _speakers(documents, {period: place for place, period in enumerate(spanned)})
    chosen = [document for document in speakers if document.role_mentions >= settings.about_role]
    spanned = periods.spanning(document.period for document in chosen if document.period is not None)
    rank = {period: place for place, period in enumerate(spanned)}
    every = list(sightings)
    place = {document.id: index for index, document in enumerate(chosen)}
    seen = _seen(every, place)
    return Corpus(
        tuple(place),
        np.array([-1 if d.period is None else rank[d.period] for d in chosen], dtype=np.int64),
        tuple(document.publisher for document in chosen),
        tuple(document.group for document in chosen),
        tuple(document.unplaced for document in chosen),
        np.array([document.words for document in chosen], dtype=np.int64),
        *seen,
        _stated(seen.statements, len(chosen)),
        spanned,
        np.array(periods.years(spanned)),
        len(documents) - len(speakers),
        _later(documents, every, place),
        tuple(d.id for d in speakers if d.role_mentions < settings.about_role),
    )


def _speakers(documents: Sequence[DatedDocument], rank: Mapping[str, int]) -> list[DatedDocument]:
    """Return who speaks for each family, by id: the earliest version, of equals the representative."""

    def late(document: DatedDocument) -> tuple[float, bool, str]:
        when = np.inf if document.period is None else rank[document.period]
        return when, document.id != (document.family or document.id), document.id

    found: dict[str, DatedDocument] = {}
    for document in documents:
        family = document.family or document.id
        found[family] = min(found.get(family, document), document, key=late)
    return sorted(found.values(), key=lambda document: document.id)


def _later(
    documents: Sequence[DatedDocument], sightings: Sequence[Sighting], place: Mapping[str, int]
) -> int:
    """Return how many things families say that the version which counts does not say."""
    family = {document.id: document.family or document.id for document in documents}
    counted = {family[name] for name in place}
    said, others = set(), set()
    for kind, identity, document, *_ in sightings:
        if document in place:
            said.add((kind, identity, family[document]))
        elif family[document] in counted:
            others.add((kind, identity, family[document]))
    return len(others - said)


def _seen(sightings: Iterable[Sighting], place: Mapping[str, int]) -> _Seen:
    """Return what was seen in the documents of `place`, each row once and in order.

    Things are those of all sightings. The three horizons are among those of any corpus: that none speaks of
    the future is a finding.
    """
    always: Sequence[Horizon] = HORIZONS if place else ()
    known = {Thing("horizon", horizon): index for index, horizon in enumerate(always)}
    horizons: dict[str | None, int] = {horizon: index for index, horizon in enumerate(HORIZONS)}
    cells: dict[tuple[int, int, int], int] = {}
    statements: set[tuple[int, int, int, int]] = set()
    spoken: list[tuple[int, int, int, int, int]] = []
    for kind, identity, name, horizon, mentions, start in sightings:
        thing = known.setdefault(Thing(kind, identity), len(known))
        document = place.get(name)
        if document is None:
            continue
        told = (identity,) if kind == "horizon" else {None, horizon}
        for at in told:
            key = thing, document, horizons.get(at, _NO_HORIZON)
            cells[key] = cells.get(key, 0) + mentions
        if kind == "horizon":
            one = document, -1 if start is None else start, horizons[identity]
            statements.update((*one, number) for number in range(max(1, mentions) if start is None else 1))
        elif horizon is not None:
            spoken.append((thing, document, -1 if start is None else start, horizons[horizon], mentions))
    things = sorted(known)
    rank = np.empty(len(known), dtype=np.int64)
    rank[[known[thing] for thing in things]] = np.arange(len(things))
    ordered = sorted(statements)
    told_in = _rows(_placed(spoken, {statement: index for index, statement in enumerate(ordered)}), 2)
    rows = _rows(((*key, mentions) for key, mentions in cells.items()), 4)
    for each in (rows, told_in):
        each[:, 0] = rank[each[:, 0]]
    rows = rows[np.lexsort(rows[:, 2::-1].T)]
    return _Seen(tuple(things), rows, _rows(ordered, 4)[:, [0, 2]], np.unique(told_in, axis=0))


def _placed(
    spoken: Iterable[tuple[int, int, int, int, int]], place: Mapping[tuple[int, int, int, int], int]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs (thing, statement); of a horizon that a document does not speak of, none."""
    for thing, document, start, horizon, mentions in spoken:
        for number in range(max(1, mentions) if start < 0 else 1):
            statement = place.get((document, start, horizon, number))
            if statement is not None:
                yield thing, statement


def _rows(rows: Iterable[tuple[int, ...]], width: int) -> np.ndarray:
    return np.array(list(rows), dtype=np.int64).reshape(-1, width)


def _stated(statements: np.ndarray, documents: int) -> np.ndarray:
    stated = np.zeros((documents, len(HORIZONS)), dtype=bool)
    stated[statements[:, 0], statements[:, 1]] = True
    return stated
