"""The tests as records: one row for each thing, clock, stratum and test."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from cmo_nlp.records import Change, Clock, Direction, TestName
from cmo_nlp.settings import TrendSettings
from cmo_nlp.statistics.adaptive import adaptive_p_values
from cmo_nlp.statistics.composition import strata, tells_apart
from cmo_nlp.statistics.multiplicity import benjamini_hochberg
from cmo_nlp.trends.corpus import Corpus
from cmo_nlp.trends.profile import NO_PROFILE, Successive, successive_profiles
from cmo_nlp.trends.profile import NOT_COMPARABLE as NO_OUTLET
from cmo_nlp.trends.sightings import Thing
from cmo_nlp.trends.testing import (
    NO_PAIRS,
    NOT_COMPARABLE,
    SEPARATED,
    UNBOUNDED,
    HorizonTests,
    PublicationTests,
)

__all__ = ["changes"]

_LEAST_LEVEL = 1e-6


class _Tested(NamedTuple):
    """One test of several things: which, on which clock, with what held still."""

    things: Sequence[Thing]
    clock: Clock
    stratum: str | None
    test: TestName


class _Effects(NamedTuple):
    """Effects in logits with the ends of their intervals, the direction of each, and when it came if it did.

    `breaks`, `first` and `last` are the likeliest break and the ends of the plausible ones.
    """

    effect: np.ndarray
    low: np.ndarray
    high: np.ndarray
    upward: np.ndarray
    breaks: Sequence[str | None]
    first: Sequence[str | None]
    last: Sequence[str | None]


def changes(of: Corpus, parts: Mapping[Thing, str], settings: TrendSettings) -> tuple[Change, ...]:
    """Return the tests of all series and of the distances between profiles, with their q-values.

    Two families of hypotheses, each under Benjamini-Hochberg: the series (by publication, with the
    composition by `settings.by` held still if that is asked for, and by horizon), and the distances.
    """
    publishers = strata(of.publishers, [None] * len(of.names), of.words.tolist())
    tests: dict[str | None, PublicationTests] = {
        None: PublicationTests(of, publishers, settings.minimum_sightings)
    }
    grouped = strata(of.publishers, of.groups, of.words.tolist())
    if settings.by and tells_apart(grouped, publishers):
        tests[settings.by] = PublicationTests(of, grouped, settings.minimum_sightings)
    others = tuple(thing for thing in of.things if thing.kind != "horizon")
    spoken = HorizonTests(of, others, settings.minimum_sightings)
    rows = [
        *(row for stratum, test in tests.items() for row in _untested(test, stratum)),
        *_untold(spoken),
        *_tested(of, tests, spoken, settings),
        *_distances(list(successive_profiles(of, parts, publishers)), settings),
    ]
    return tuple(sorted(rows, key=_order))


def _order(change: Change) -> tuple[bool, str, str, bool, str, bool]:
    """Things first, by kind and id; by publication before by horizon, the trend before the step."""
    late = change.clock != "publication", change.stratum or "", change.test != "trend"
    return change.kind == "profile", change.kind, change.id, *late


def _untested(test: PublicationTests, stratum: str | None) -> Iterator[Change]:
    names: tuple[TestName, ...] = ("trend", "step")
    for thing, reason in zip(test.of.things, test.reasons, strict=True):
        if reason:
            for name in names:
                yield _empty(thing, _Tested((), "publication", stratum, name), reason)


def _untold(spoken: HorizonTests) -> Iterator[Change]:
    for thing, reason in zip(spoken.things, spoken.reasons, strict=True):
        if reason:
            yield _empty(thing, _Tested((), "horizon", None, "trend"), reason)


def _tested(
    of: Corpus, tests: Mapping[str | None, PublicationTests], spoken: HorizonTests, settings: TrendSettings
) -> Iterator[Change]:
    scores = [*(test.scores for test in tests.values()), spoken.scores]
    found = adaptive_p_values(scores, _level(settings), settings.permutations, settings.seed)
    p = [_listed(result.p) for result in found]
    q = _split(benjamini_hochberg([value for values in p for value in values]), p)
    for (stratum, test), values, sure in zip(tests.items(), p, q, strict=False):
        things = [test.of.things[row] for row in test.rows]
        if not things:
            continue
        trend, step = (_Tested(things, "publication", stratum, name) for name in _BOTH)
        slopes = _slopes(*test.trends(), test.scores.z[:, 0], settings)
        yield from _rows(trend, slopes, values[::2], sure[::2], settings)
        yield from _rows(step, _step(of, test, settings), values[1::2], sure[1::2], settings)
    told = _Tested([spoken.things[row] for row in spoken.rows], "horizon", None, "trend")
    effects = _slopes(*spoken.slopes(), spoken.scores.z[:, 0], settings)
    yield from _rows(told, effects, p[-1], q[-1], settings)


_BOTH: tuple[TestName, TestName] = ("trend", "step")


def _level(settings: TrendSettings) -> float:
    return max(settings.false_discovery_rate, _LEAST_LEVEL)


def _listed(p: np.ndarray) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in p.ravel()]


def _split(
    values: Sequence[float | None], like: Sequence[Sequence[float | None]]
) -> list[list[float | None]]:
    rest = iter(values)
    return [[next(rest) for _ in part] for part in like]


def _slopes(slope: np.ndarray, error: np.ndarray, upward: np.ndarray, settings: TrendSettings) -> _Effects:
    from scipy.stats import norm

    wide = float(norm.ppf((1 + settings.confidence) / 2)) * error
    never = (None,) * len(slope)
    return _Effects(slope, slope - wide, slope + wide, upward, never, never, never)


def _step(of: Corpus, test: PublicationTests, settings: TrendSettings) -> _Effects:
    found = test.steps(settings.confidence, settings.seed)
    names = [
        [of.periods[test.filled[place]] for place in np.minimum(places, len(test.filled) - 1)]
        for places in (found.place, found.first, found.last)
    ]
    upward = test.scores.z[np.arange(len(found.place)), found.place]
    return _Effects(found.effect, found.low, found.high, upward, *names)


def _rows(
    tested: _Tested,
    effects: _Effects,
    p: Sequence[float | None],
    q: Sequence[float | None],
    settings: TrendSettings,
) -> Iterator[Change]:
    with np.errstate(over="ignore", invalid="ignore"):
        bounds = np.exp(np.column_stack([effects.effect, effects.low, effects.high]))
    for place, thing in enumerate(tested.things):
        if p[place] is None:
            yield _empty(thing, tested, NOT_COMPARABLE if tested.clock == "publication" else NO_PAIRS)
            continue
        effect, low, high = _bounds(bounds[place])
        direction = _direction(float(effects.upward[place]), q[place], settings.false_discovery_rate)
        reason = SEPARATED if effect is None else UNBOUNDED if low is None or high is None else None
        yield Change(
            thing.kind, thing.id, tested.clock, tested.stratum, tested.test, direction, effect, low, high,
            p[place], q[place], effects.breaks[place], reason, effects.first[place], effects.last[place],
        )  # fmt: skip


def _bounds(effect: np.ndarray) -> list[float | None]:
    """Return effect and bounds, each None where it is not finite, or without an effect; no odds are 0."""
    if not 0 < effect[0] < np.inf:
        return [None] * 3
    return [value if 0 < value < np.inf else None for value in effect.tolist()]


def _empty(thing: Thing, tested: _Tested, reason: str) -> Change:
    return Change(
        thing.kind, thing.id, tested.clock, tested.stratum, tested.test, "none",
        None, None, None, None, None, None, reason,
    )  # fmt: skip


def _direction(upward: float, q: float | None, level: float) -> Direction:
    if q is None or q >= level or upward == 0:
        return "none"
    return "up" if upward > 0 else "down"


def _distances(pairs: Sequence[Successive], settings: TrendSettings) -> Iterator[Change]:
    measured = [pair.distances for pair in pairs]
    found = adaptive_p_values(measured, _level(settings), settings.permutations, settings.seed)
    p = [_listed(result.p) for result in found]
    q = _split(benjamini_hochberg([value for values in p for value in values]), p)
    for pair, values, sure in zip(pairs, p, q, strict=True):
        effects = _listed(pair.distances.observed)
        for part, effect, value, adjusted in zip(pair.parts, effects, values, sure, strict=True):
            reason = None if value is not None else NO_PROFILE if effect is None else NO_OUTLET
            yield Change(
                "profile", part, pair.clock, None, "distance", "none", effect, None, None, value, adjusted,
                pair.period, reason,
            )  # fmt: skip
