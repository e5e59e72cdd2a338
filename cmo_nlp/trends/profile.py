"""The profile as a whole: how far it is from one period to the next, and from one horizon to the next."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cmo_nlp.records import Clock
from cmo_nlp.statistics.divergence import ProfileDistances
from cmo_nlp.statistics.permutation import incidence
from cmo_nlp.trends.corpus import HORIZONS, Corpus
from cmo_nlp.trends.sightings import Thing

__all__ = ["Successive", "successive_profiles"]

NO_PROFILE = "one of the two profiles is empty"
NOT_COMPARABLE = "no outlet has documents in both periods"


class Successive(NamedTuple):
    """The distances between the profiles of `period` and of the one before it, for each of `parts`."""

    clock: Clock
    period: str
    parts: tuple[str, ...]
    distances: ProfileDistances


def successive_profiles(of: Corpus, parts: Mapping[Thing, str], stratum: np.ndarray) -> Iterator[Successive]:
    """Yield the pairs of successive profiles: of periods that hold documents, then of the horizons.

    `parts` says what part of the profile a thing belongs to; "profile" is everything that has one. Documents
    are compared within their `stratum` by publication; on the clock of horizons, the statements of a document
    with one another.
    """
    names = tuple(sorted(set(parts.values())))
    if not names:
        return
    part_of = np.array([parts.get(thing, "") for thing in of.things], dtype=object)
    members = np.stack([part_of != "", *(part_of == name for name in names)]).astype(bool)
    told = ("profile", *names)
    everywhere = incidence(len(of.things), len(of.names), of.cells[of.cells[:, 2] < 0][:, :2])
    filled = np.flatnonzero(of.totals).tolist()
    for before, after in pairwise(filled):
        units = np.flatnonzero((of.period == before) | (of.period == after))
        held = everywhere[:, units]
        distances = ProfileDistances(held, of.period[units] == after, _renumbered(stratum[units]), members)
        yield Successive("publication", of.periods[after], told, distances)
    for before, after in pairwise(range(len(HORIZONS))):
        yield Successive("horizon", HORIZONS[after], told, _horizon_distances(of, before, after, members))


def _horizon_distances(of: Corpus, before: int, after: int, members: np.ndarray) -> ProfileDistances:
    """Return the distances between two horizons; each unit is a statement, its stratum the document."""
    units = np.flatnonzero(np.isin(of.statements[:, 1], [before, after]))
    held = incidence(len(of.things), len(of.statements), of.told)[:, units]
    documents, horizons = of.statements[units].T
    return ProfileDistances(held, horizons == after, _renumbered(documents), members, rotated=True)


def _renumbered(stratum: np.ndarray) -> np.ndarray:
    return np.unique(stratum, return_inverse=True)[1]
