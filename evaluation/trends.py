"""Do the trends find what is there, and nothing else? Simulated corpora whose truth is known.

    python -m evaluation.trends [--corpora 50] [--jobs 2]

Each corpus goes through the public functions of `cmo_nlp.trends`, with the composition by type of source held
still. It has 20 periods and 200 things, most of which do not change; the others rise or fall slowly, or by a
step at a known period. Ten publishers with rates of their own (intra-class correlation .05 to .1) come and
go, documents grow longer by two fifths, and white papers take the place of articles. Steps are looked for in
such corpora, and beside that in others whose ten publishers stay; corpora of their own hold statements of the
three horizons, unequal in number. Each figure is printed with its bounds; the exit code is 1 when one is
missed.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np

from cmo_nlp.records import Change, Trends
from cmo_nlp.settings import TrendSettings
from cmo_nlp.statistics.trend_tests import trend_tests
from cmo_nlp.trends import DatedDocument, Sighting, compute
from evaluation.trend_horizons import examine_horizons

PERIODS, PUBLISHERS = 20, 10
_FIRST_YEAR = 2001
_TYPES = ("article", "white-paper")
_LONGER = np.log(1.4)
_PER_LENGTH = 0.5
"""logits by which a document e times as long mentions a thing more."""
_MIX = np.log(3)
"""logits by which white papers mention the things more that differ by type of source."""
_SLOPE = 0.05
"""logits a period; a share of 8 % rises to 18 %."""
_LEVEL = 0.05


@dataclass(frozen=True)
class Plan:
    """A kind of corpus: how many documents a period has (at least, at most), and what its things do.

    In a `steady` one the ten publishers are there all the time, and neither length nor mix drifts. A step is
    at one of the periods `breaks`, first to last.
    """

    name: str
    documents: tuple[int, int]
    kinds: tuple[str, ...]
    step: tuple[float, float] = (0.10, 0.25)
    steady: bool = False
    breaks: tuple[int, int] = (8, 12)


@dataclass(frozen=True)
class Truth:
    """What the things of a corpus do: kind, period of the step, share (things, periods) of the documents.

    `step` (things,) is the step in logits within an outlet, which is larger than that of the mean share.
    """

    kinds: tuple[str, ...]
    breaks: np.ndarray
    share: np.ndarray
    step: np.ndarray


_CHANGING = ("rise", "fall", "step", "step") * 20
MAIN = Plan("main", (30, 300), ("flat",) * 100 + ("mix",) * 20 + _CHANGING)
STRONG = Plan("strong", (100, 100), ("flat",) * 120 + _CHANGING, steady=True)
WEAK = Plan("weak", (60, 60), ("flat",) * 120 + _CHANGING, (0.10, 0.16), steady=True, breaks=(10, 10))
STRONG_MOVING = Plan("strong-moving", (100, 100), ("flat",) * 120 + _CHANGING)
HORIZON = Plan("horizon", (0, 0), ())
WEAK_MOVING = Plan("weak-moving", (60, 60), ("flat",) * 120 + _CHANGING, (0.10, 0.16))
_FEWER = 5
"""those in which all outlets stay are looked at beside, over a fifth of the corpora."""


def simulate(plan: Plan, seed: int) -> tuple[list[DatedDocument], list[Sighting], Truth]:
    """Return the documents and sightings of one corpus, and the truth behind them."""
    rng = np.random.default_rng([seed, *plan.documents, plan.steady])
    sizes = rng.integers(plan.documents[0], plan.documents[1] + 1, PERIODS)
    period = np.repeat(np.arange(PERIODS), sizes)
    publisher = _publishers(rng, sizes, steady=plan.steady)
    drift = np.linspace(-0.5, 0.5, PERIODS)[period] * (not plan.steady)
    length = rng.normal(_LONGER * drift, 0.35)
    white = rng.random(len(period)) < 0.35 + 0.5 * drift
    breaks = rng.integers(plan.breaks[0], plan.breaks[1] + 1, len(plan.kinds))
    level, spread = _levels(rng, plan, breaks)
    outlet = rng.normal(0, 1, (len(plan.kinds), PUBLISHERS)) * spread[:, None]
    mixed = np.array([_MIX if kind == "mix" else 0.0 for kind in plan.kinds])
    logits = level[:, period] + outlet[:, publisher] + _PER_LENGTH * length + mixed[:, None] * white
    share = 1 / (1 + np.exp(-logits))
    found = rng.random(share.shape) < share
    documents = [
        DatedDocument(
            f"d{i:05}", None, str(_FIRST_YEAR + p), f"outlet {o}", int(700 * np.exp(words)), 1, _TYPES[int(w)]
        )
        for i, (p, o, words, w) in enumerate(
            zip(period.tolist(), publisher.tolist(), length, white, strict=True)
        )
    ]
    sightings = [Sighting("concept", f"t{t:03}", f"d{i:05}", None) for t, i in np.argwhere(found).tolist()]
    ends = np.cumsum(sizes) - sizes
    expected = np.add.reduceat(share, ends, axis=1) / sizes
    return documents, sightings, Truth(plan.kinds, breaks, expected, level[:, -1] - level[:, 0])


def _publishers(rng: np.random.Generator, sizes: np.ndarray, *, steady: bool) -> np.ndarray:
    """Return the publisher of each document; each is there for a span of 5 to 20 periods, one always.

    At an intra-class correlation of .05, plain Cochran-Armitage then rejects 29 % of flat things at .05.
    """
    span = rng.integers(5, PERIODS + 1, PUBLISHERS)
    first = rng.integers(0, PERIODS - span + 1)
    last = first + span
    always = slice(None) if steady else slice(1)
    first[always], last[always] = 0, PERIODS
    weight = rng.lognormal(0, 0.5, PUBLISHERS)
    drawn = []
    for period, size in enumerate(sizes.tolist()):
        there = weight * ((first <= period) & (period < last))
        drawn.append(rng.choice(PUBLISHERS, size, p=there / there.sum()))
    return np.concatenate(drawn)


def _levels(rng: np.random.Generator, plan: Plan, breaks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the level (things, periods) in logits and the spread (things,) of the outlets around it."""
    start = rng.uniform(0.05, 0.3, len(plan.kinds))
    correlation = rng.uniform(0.05, 0.1, len(plan.kinds))
    level = np.empty((len(plan.kinds), PERIODS))
    spread = np.empty(len(plan.kinds))
    time_ = np.arange(PERIODS) - (PERIODS - 1) / 2
    for thing, kind in enumerate(plan.kinds):
        share = plan.step[0] if kind == "step" else start[thing]
        spread[thing] = np.sqrt(correlation[thing] / (share * (1 - share)))
        turn = {"rise": _SLOPE * time_, "fall": -_SLOPE * time_}.get(kind, np.zeros(PERIODS))
        level[thing] = _centred(share, spread[thing]) + turn
        if kind == "step":
            level[thing, breaks[thing] :] = _centred(plan.step[1], spread[thing])
    return level, spread


def _centred(share: float, spread: float) -> float:
    """Return the level in logits around which outlets so spread have that mean share."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(21)
    low, high = -8.0, 8.0
    for _ in range(50):
        middle = (low + high) / 2
        mean = (weights / (1 + np.exp(-(middle + spread * nodes)))).sum() / weights.sum()
        low, high = (middle, high) if mean < share else (low, middle)
    return (low + high) / 2


def examine(plan: Plan, seed: int) -> Counter[str]:
    """Return what came of one corpus, as counts of events."""
    documents, sightings, truth = simulate(plan, seed)
    field = "source_type" if "mix" in plan.kinds else ""
    trends = compute(documents, sightings, TrendSettings(by=field))
    count: Counter[str] = Counter()
    held = _by_thing(trends.changes, field or None)
    crude = _by_thing(trends.changes, None)
    _count_discoveries(count, held, truth)
    for thing, kind in enumerate(truth.kinds):
        rows = held[thing]
        called = {row.direction for row in rows.values()} - {"none"}
        count[f"{kind}"] += 1
        count[f"{kind} found"] += bool(called & ({"down"} if kind == "fall" else {"up"}))
        count[f"{kind} called"] += bool(called)
        count[f"{kind} called crude"] += any(row.direction != "none" for row in crude[thing].values())
        if kind == "step":
            _count_step(count, rows["step"], truth, thing, found=bool(called))
        elif kind == "flat":
            _count_interval(count, rows["step"], 0.0, "no step")
        elif kind in {"rise", "fall"}:
            _count_interval(count, rows["trend"], _SLOPE if kind == "rise" else -_SLOPE, "slope")
    _count_coverage(count, trends, truth)
    return count


def _by_thing(changes: Iterable[Change], stratum: str | None) -> list[dict[str, Change]]:
    found: dict[str, dict[str, Change]] = {}
    for change in changes:
        if change.kind == "concept" and change.clock == "publication" and change.stratum == stratum:
            found.setdefault(change.id, {})[change.test] = change
    return [found[name] for name in sorted(found)]


def _count_discoveries(count: Counter[str], held: Sequence[dict[str, Change]], truth: Truth) -> None:
    """Add the share of false discoveries of a corpus, and that of all, in millionths."""
    called = [
        kind in {"flat", "mix"}
        for rows, kind in zip(held, truth.kinds, strict=True)
        for row in rows.values()
        if row.direction != "none"
    ]
    count["corpora"] += 1
    count["false share"] += round(1e6 * sum(called) / max(1, len(called)))


def _count_step(count: Counter[str], row: Change, truth: Truth, thing: int, *, found: bool) -> None:
    place = int(row.change_point or 0) - _FIRST_YEAR
    count["step placed"] += found and abs(place - int(truth.breaks[thing])) <= 1
    if row.direction != "none":
        _count_interval(count, row, truth.step[thing], "step")
        year = str(_FIRST_YEAR + int(truth.breaks[thing]))
        count["steps established"] += 1
        count["break held"] += (row.change_first or "") <= year <= (row.change_last or "")


def _count_interval(count: Counter[str], row: Change, slope: float, name: str) -> None:
    if row.low is not None and row.high is not None:
        count[f"{name} intervals"] += 1
        count[f"{name} covered"] += row.low <= np.exp(slope) <= row.high


def _count_coverage(count: Counter[str], trends: Trends, truth: Truth) -> None:
    shown = [
        p for p in trends.points if p.kind == "concept" and p.clock == "publication" and p.stratum is None
    ]
    low, high = (
        np.array(bound).reshape(truth.share.shape)
        for bound in zip(*((p.low, p.high) for p in shown), strict=True)
    )
    count["shares"] += truth.share.size
    count["shares covered"] += int(((low <= truth.share) & (truth.share <= high)).sum())
    n = np.array([p.n for p in shown]).reshape(truth.share.shape)
    totals = np.array([p.N for p in shown[:PERIODS]])
    flat = np.array([kind == "flat" for kind in truth.kinds])
    plain = trend_tests(n[flat], totals, range(PERIODS))
    count["plain"] += len(plain)
    count["plain rejected"] += sum(test.p is not None and test.p < _LEVEL for test in plain)


_FIGURES: tuple[tuple[str, Plan, str, str, float, float], ...] = (
    ("false discoveries at q < .05", MAIN, "false share", "corpora", 0.0, 0.06),
    ("step 10 % to 25 %, 100 documents a period, found", STRONG_MOVING, "step found", "step", 0.97, 1.0),
    ("  of these, with the break within one period", STRONG_MOVING, "step placed", "step called", 0.95, 1.0),
    ("step 10 % to 16 %, 60 documents a period, found", WEAK_MOVING, "step found", "step", 0.65, 1.0),
    ("  of these, with the break within one period", WEAK_MOVING, "step placed", "step called", 0.50, 1.0),
    ("step 10 % to 25 % found where all outlets stay", STRONG, "step found", "step", 0.97, 1.0),
    ("  of these, with the break within one period", STRONG, "step placed", "step called", 0.95, 1.0),
    ("step 10 % to 16 % found where all outlets stay, in the middle", WEAK, "step found", "step", 0.65, 1.0),
    ("  of these, with the break within one period", WEAK, "step placed", "step called", 0.50, 1.0),
    ("shift of the mix called a change of content", MAIN, "mix called", "mix", 0.0, 0.06),
    ("Wilson intervals that hold the truth", MAIN, "shares covered", "shares", 0.93, 0.97),
    ("horizons: false discoveries at q < .05", HORIZON, "spoken false share", "spoken corpora", 0.0, 0.06),
    ("horizons: flat things at p < .05", HORIZON, "spoken flat rejected", "spoken flat", 0.0, 0.07),
)
_BESIDE: tuple[tuple[str, Plan, str, str], ...] = (
    ("slow rises found", MAIN, "rise found", "rise"),
    ("slow falls found", MAIN, "fall found", "fall"),
    ("steps 10 % to 25 % found, 30 to 300 documents", MAIN, "step found", "step"),
    ("shift of the mix called a change where the mix is not held still", MAIN, "mix called crude", "mix"),
    ("flat things that plain Cochran-Armitage rejects at p < .05", MAIN, "plain rejected", "plain"),
    ("intervals of the odds ratio a year that hold it", MAIN, "slope covered", "slope intervals"),
    ("intervals of an established step that hold it", STRONG_MOVING, "step covered", "step intervals"),
    ("established steps whose plausible breaks hold it", STRONG_MOVING, "break held", "steps established"),
    ("  of the weak ones", WEAK_MOVING, "break held", "steps established"),
    (
        "intervals of the step of flat things that hold 1",
        STRONG_MOVING,
        "no step covered",
        "no step intervals",
    ),
    ("horizons: things said more of the future, found", HORIZON, "spoken more called", "spoken more"),
    ("horizons: intervals that hold the odds ratio", HORIZON, "spoken covered", "spoken intervals"),
    ("horizons: distances of equal profiles at p < .05", HORIZON, "profiles rejected", "profiles"),
    ("weak steps found and placed where all outlets stay, of all", WEAK, "step placed", "step"),
    ("false discoveries in the corpora with 100 documents", STRONG_MOVING, "false share", "corpora"),
    ("false discoveries in the corpora with 60 documents", WEAK_MOVING, "false share", "corpora"),
    ("weak steps found and placed where outlets come and go, of all", WEAK_MOVING, "step placed", "step"),
)


def _examined(job: tuple[Plan, int]) -> tuple[str, Counter[str]]:
    return job[0].name, examine_horizons(job[1]) if job[0] == HORIZON else examine(*job)


def main() -> None:
    """Simulate, print the figures, and leave with 1 when one is out of its bounds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--corpora", type=int, default=50, help="corpora of each of the three kinds")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", nargs="+", help="kinds of corpora: main, strong, weak, strong-moving…")
    asked = parser.parse_args()
    started = time.perf_counter()
    jobs = [
        (plan, seed) for seed in range(asked.corpora) for plan in (MAIN, STRONG_MOVING, WEAK_MOVING, HORIZON)
    ]
    jobs += [(plan, s) for s in range(-(-asked.corpora // _FEWER)) for plan in (STRONG, WEAK)]
    jobs = [job for job in jobs if not asked.only or job[0].name in asked.only]
    counts: dict[str, Counter[str]] = {plan.name: Counter() for plan, _ in jobs}
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool:
        for name, count in pool.map(_examined, jobs):
            counts[name].update(count)
    missed = False
    for label, plan, events, of, low, high in _FIGURES:
        if plan.name not in counts:
            continue
        value = _share(counts[plan.name], events, of)
        missed |= not low <= value <= high
        print(f"{label:68} {value:6.3f}  [{low:.2f}, {high:.2f}]{'' if low <= value <= high else '  MISSED'}")
    for label, plan, events, of in _BESIDE:
        if plan.name not in counts:
            continue
        print(f"{label:68} {_share(counts[plan.name], events, of):6.3f}")
    print(f"{asked.corpora} corpora of each kind, {time.perf_counter() - started:.0f} s")
    raise SystemExit(int(missed))


def _share(count: Counter[str], events: str, of: str) -> float:
    value = count[events] / max(1, count[of])
    return value / 1e6 if events.endswith("false share") else value


if __name__ == "__main__":
    main()
