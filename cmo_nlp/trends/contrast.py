"""Two spans of time, side by side: what each speaks of more than the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.periods import Periods
from cmo_nlp.records import Direction, ThingKind
from cmo_nlp.settings import TrendSettings
from cmo_nlp.statistics.adaptive import adaptive_p_values
from cmo_nlp.statistics.composition import strata
from cmo_nlp.statistics.log_odds import log_odds
from cmo_nlp.statistics.multiplicity import benjamini_hochberg
from cmo_nlp.statistics.permutation import ScoreTests, incidence
from cmo_nlp.trends.corpus import Corpus, corpus
from cmo_nlp.trends.sightings import DatedDocument, Sighting

__all__ = ["Contrast", "contrast"]

NOT_COMPARABLE = "no outlet has documents with it and without it in both spans"
TOO_FEW = "found in too few documents to be tested"


@dataclass(frozen=True, slots=True)
class Contrast:
    """A thing in two spans: in `n1` of `N1` documents, and in `n2` of `N2`.

    The test is of the share of documents with it: `p` is by permutation among documents of one publisher
    and of like length, `q` over all things of the comparison, and `direction` (second against first) is
    "none" unless q is under the level of the settings.

    `log_odds` describes another quantity: how much of each span's profile it is among things of its kind,
    drawn towards the whole corpus by the prior; `z` is its standard score, without regard to publishers. The
    two may point to different sides. What is undefined is None with a `reason`.
    """

    kind: ThingKind
    id: str
    n1: int
    N1: int
    n2: int
    N2: int
    log_odds: float | None
    z: float | None
    p: float | None
    q: float | None
    direction: Direction
    reason: str | None


def contrast(
    documents: Sequence[DatedDocument],
    sightings: Iterable[Sighting],
    settings: TrendSettings,
    periods: Periods,
    spans: tuple[str, str],
) -> tuple[Contrast, ...]:
    """Return what differs between two spans FIRST..LAST of periods, the surest first.

    A profile counts each thing once a document; concepts, topics (with guided themes) and horizons make one
    each. The prior is the profile of the whole corpus, weighing one count a thing on average. UsageError for
    a span that is none, or spans that meet.
    """
    of = corpus(documents, sightings, periods, settings)
    first, second = (_span(text, of.periods) for text in spans)
    if np.any(first & second):
        msg = f"{spans[0]} and {spans[1]} meet; give two spans without a common period"
        raise UsageError(msg)
    chosen = np.flatnonzero((of.period >= 0) & (first | second)[of.period])
    kinds = np.array([thing.kind for thing in of.things], dtype=object)
    rows = of.cells[(of.cells[:, 2] < 0) | (kinds == "horizon")[of.cells[:, 0]]]
    held = incidence(len(of.things), len(of.names), rows[:, :2])
    late = second[of.period[chosen]]
    told = np.stack([_sums(held[:, chosen[~late]]), _sums(held[:, chosen[late]])], axis=1)
    delta, z = _log_odds(told, _sums(held), kinds)
    tested = np.flatnonzero(told.sum(axis=1) >= settings.minimum_sightings)
    p: list[float | None] = [None] * len(of.things)
    upward = np.zeros(len(of.things))
    scores = _scores(of, chosen, late, held[tested])
    upward[tested] = scores.z[:, 0]
    for row, value in zip(tested.tolist(), _p_values(scores, settings), strict=True):
        p[row] = value
    found = [
        Contrast(
            *of.things[row], int(n1), int((~late).sum()), int(n2), int(late.sum()),
            _number(delta[row]), _number(z[row]), p[row], q,
            _direction(float(upward[row]), q, settings),
            None if p[row] is not None else NOT_COMPARABLE if row in tested else TOO_FEW,
        )
        for row, ((n1, n2), q) in enumerate(zip(told, benjamini_hochberg(p), strict=True))
        if n1 or n2
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda c: (c.q is None, c.q or 0.0, -abs(c.z or 0.0), c.id)))


def _span(text: str, periods: Sequence[str]) -> np.ndarray:
    """Return which of the periods a span holds, and a last False for documents without a date."""
    if not periods:
        msg = "no document has a date; there is no time to compare"
        raise InputError(msg)
    ends = text.split("..") if ".." in text else [text, text]
    if len(ends) != 2 or not set(ends) <= set(periods):  # noqa: PLR2004 - a span has two ends
        msg = f"{text!r} is no span of periods; write FIRST..LAST, from {periods[0]} to {periods[-1]}"
        raise UsageError(msg)
    first, last = sorted(periods.index(end) for end in ends)
    within = np.zeros(len(periods) + 1, dtype=bool)
    within[first : last + 1] = True
    return within


def _sums(held: csr_array) -> np.ndarray:
    return np.asarray(held.sum(axis=1)).ravel()


def _direction(upward: float, q: float | None, settings: TrendSettings) -> Direction:
    if q is None or q >= settings.false_discovery_rate or upward == 0:
        return "none"
    return "up" if upward > 0 else "down"


def _log_odds(told: np.ndarray, whole: np.ndarray, kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the log-odds and its score of each thing among those of its kind, NaN where there is none."""
    delta, z = np.full((2, len(told)), np.nan)
    for kind in sorted(set(kinds.tolist())):
        known = (whole > 0) & (kinds == kind)
        if known.any():
            prior = whole[known] / whole[known].sum() * known.sum()
            found = log_odds(told[known, 0], told[known, 1], prior)
            if found:
                delta[known], z[known] = found
    return delta, z


def _scores(of: Corpus, chosen: np.ndarray, late: np.ndarray, held: csr_array) -> ScoreTests:
    publishers = [of.publishers[place] for place in chosen]
    alike = strata(publishers, [None] * len(chosen), of.words[chosen].tolist())
    return ScoreTests(held[:, chosen], late.astype(np.int64), alike, np.array([0.0, 1.0]), steps=False)


def _p_values(scores: ScoreTests, settings: TrendSettings) -> list[float | None]:
    level = max(settings.false_discovery_rate, 1e-6)
    (found,) = adaptive_p_values([scores], level, settings.permutations, settings.seed)
    return [_number(value) for value in found.p[:, 0]]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
