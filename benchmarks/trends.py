"""How long trends take, and how much memory, as the corpus grows.

    python benchmarks/trends.py [--documents 10000 30000 100000] [--things 2000]

Made-up documents of 25 years from 40 publishers; the things are as frequent as concepts are, by Zipf's law: a
few in every second document, most in one of a hundred. One in ten rises or falls. Each size is measured in a
process of its own, imports and the making of the corpus left out. Asked for: 10,000 documents under 90 s and
1.5 GB on two cores; the exit code is 1 when that is missed.
"""

import argparse
import resource
import subprocess
import sys
import time

import numpy as np

YEARS, PUBLISHERS = 25, 40
_FIRST_YEAR = 2001
_ALWAYS = 2  # outlets that begin before are there all the time
_SECONDS, _MEGABYTES, _SIZE = 90, 1_500, 10_000


def measure(documents: int, things: int) -> tuple[float, float, float]:
    """Return seconds, processor seconds, and the peak memory in MB of the process."""
    from cmo_nlp.settings import TrendSettings
    from cmo_nlp.trends import DatedDocument, Sighting, Thing, compute

    rng = np.random.default_rng(documents)
    year = np.sort(rng.integers(0, YEARS, documents))
    first = rng.integers(0, YEARS - 8, PUBLISHERS)
    outlet = np.array(
        [rng.choice(np.flatnonzero((first <= y) & (y < first + 12) | (first < _ALWAYS))) for y in year]
    )
    words = rng.lognormal(6.5, 0.5, documents).astype(int)
    dated = [
        DatedDocument(f"{i:06}", None, str(_FIRST_YEAR + y), f"outlet {o}", w, 1)
        for i, (y, o, w) in enumerate(zip(year.tolist(), outlet.tolist(), words.tolist(), strict=True))
    ]
    seen = []
    for thing in range(things):
        share = np.full(documents, 0.5 / (1 + thing / 20) + 0.01)
        if thing % 10 == 0:
            share *= np.linspace(0.7, 1.3, documents)
        found = np.flatnonzero(rng.random(documents) < share)
        horizon = rng.choice([None, None, None, "past", "present", "future"], len(found))
        seen += [
            Sighting("concept", f"{thing:04}", f"{i:06}", h)
            for i, h in zip(found.tolist(), horizon, strict=True)
        ]
    for name in ("past", "present", "future"):
        seen += [Sighting("horizon", name, f"{i:06}", None) for i in range(documents)]
    parts = {Thing("concept", f"{thing:04}"): ("skill", "tool")[thing % 2] for thing in range(things)}
    compute(dated[:200], [s for s in seen if s.document_id < "000200"], TrendSettings(), parts=parts)
    started, worked = time.perf_counter(), time.process_time()
    before = _peak()
    compute(dated, seen, TrendSettings(), parts=parts)
    print(f"({len(seen):,} sightings; {before:,.0f} MB before)", file=sys.stderr)
    return time.perf_counter() - started, time.process_time() - worked, _peak()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print one line for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[_SIZE, 30_000, 100_000])
    parser.add_argument("--things", type=int, default=2_000)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(*measure(asked.one, asked.things))
        return
    missed = False
    for size in asked.documents:
        command = [sys.executable, __file__, "--one", str(size), "--things", str(asked.things)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        seconds, processor, memory = map(float, done.stdout.split())
        missed |= size <= _SIZE and (seconds > _SECONDS or memory > _MEGABYTES)
        told = f"{seconds:7.1f} s ({processor:.1f} s of one processor), {memory:7,.0f} MB"
        print(f"{size:8,} documents, {asked.things:,} things, {YEARS} years: {told}", flush=True)
    raise SystemExit(int(missed))


if __name__ == "__main__":
    main()
