"""Simulated statements of past, present and future: is more text taken for more talk of a thing?

Run by `python -m evaluation.trends`.
"""

from collections import Counter

import numpy as np

from cmo_nlp.settings import TrendSettings
from cmo_nlp.trends import DatedDocument, Sighting, Thing, compute
from cmo_nlp.trends.corpus import HORIZONS

__all__ = ["examine_horizons", "simulate_horizons"]

_LEVEL = 0.05
_DOCUMENTS, _THINGS, _FLAT = 300, 60, 48
"""documents with statements of several horizons; things, of which the first are as often in each horizon."""
_MUCH = (1 / 7, 4 / 7, 2 / 7)
"""what share of the statements is of the past, of the present, of the future; seven a document."""
_TILT = 0.5
"""logits by which a statement of the future holds the other things more than one of the present."""
_GOES_ON = 0.2
"""how often a statement is of the horizon, and holds a thing, because the one before it is and does."""


def simulate_horizons(seed: int) -> tuple[list[DatedDocument], list[Sighting]]:
    """Return documents that say most of the present, and more of the future than of the past."""
    rng = np.random.default_rng([seed, _DOCUMENTS])
    rate = rng.uniform(0.03, 0.2, _THINGS)
    level = np.log(rate / (1 - rate))
    tilt = np.where(np.arange(_THINGS) < _FLAT, 0.0, _TILT)
    sightings = []
    for number in range(_DOCUMENTS):
        horizons = rng.choice(3, rng.poisson(7), p=_MUCH)
        held = np.zeros(_THINGS, dtype=bool)
        for place in range(len(horizons)):
            if place and rng.random() < _GOES_ON:
                horizons[place] = horizons[place - 1]
            share = 1 / (1 + np.exp(-(level + tilt * (horizons[place] - 1))))
            goes_on = (rng.random(_THINGS) < _GOES_ON) & (tilt == 0) & bool(place)
            held = np.where(goes_on, held, rng.random(_THINGS) < share)
            name, horizon = f"d{number:03}", HORIZONS[int(horizons[place])]
            sightings.append(Sighting("horizon", horizon, name, None, 1, place))
            things = (f"t{thing:02}" for thing in np.flatnonzero(held).tolist())
            sightings.extend(Sighting("concept", thing, name, horizon, 1, place) for thing in things)
    documents = [DatedDocument(f"d{i:03}", None, str(2001 + i % 10), None, 700, 1) for i in range(_DOCUMENTS)]
    return documents, sightings


def examine_horizons(seed: int) -> Counter[str]:
    """Return what came of one such corpus, as counts of events."""
    parts = {Thing("concept", f"t{thing:02}"): "skill" for thing in range(_FLAT)}
    trends = compute(*simulate_horizons(seed), TrendSettings(), parts=parts)
    count: Counter[str] = Counter()
    wrong = called = 0
    for row in trends.changes:
        if row.clock != "horizon" or row.p is None:
            continue
        if row.kind == "profile":
            count["profiles"] += row.id == "profile"
            count["profiles rejected"] += row.id == "profile" and row.p < _LEVEL
            continue
        flat = int(row.id[1:]) < _FLAT
        name = "spoken flat" if flat else "spoken more"
        count[name] += 1
        count[f"{name} rejected"] += row.p < _LEVEL
        count[f"{name} called"] += row.direction != "none"
        wrong += flat and row.direction != "none"
        called += row.direction != "none"
        if row.low is not None and row.high is not None:
            count["spoken intervals"] += 1
            count["spoken covered"] += row.low <= np.exp(0.0 if flat else _TILT) <= row.high
    count["spoken corpora"] += 1
    count["spoken false share"] += round(1e6 * wrong / max(1, called))
    return count
