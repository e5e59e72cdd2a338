"""What a lake costs over the bare stage: each way of running it, by document.

python -m benchmarks.scale [--documents 60] [--shard-size 20] [--jobs 2] [--rounds 1]

Texts of some 450 words are made of the sentences of the sample corpus. « bare » calls the stage in one process
on what is in memory, and writes nothing. Every way is run over a third of the documents and over all of them:
the slope is what a document costs, what is left of the smaller run is what starting costs (Python, models,
processes, Dask). Seconds of processor time are of all processes; memory is the sum of their resident sets,
looked at ten times a second, shared pages counted for each. All ways must write the same bytes.
"""

import argparse
import hashlib
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.ingest import sample_sentences

_SEED = 20_041
_WORDS = 450
_POLL = 0.1  # seconds
_WAYS = ("local", "processes", "dask")
_BARE = {
    "ingest": """
import sys
from datetime import date
from pathlib import Path
from cmo_nlp.ingest import Item, Task, process
from cmo_nlp.settings import Settings
for file in sorted(Path(sys.argv[1]).iterdir()):
    process(Task(Item(file.name, str(file)), file.read_bytes(), None, ""), Settings().ingest, date(2026, 1, 1))
""",
    "annotate": """
import sys
from pathlib import Path
from cmo_nlp import annotate, lexicons, model_registry, segment
from cmo_nlp.records import Annotation, Description, Document, document_id
from cmo_nlp.settings import Settings
settings = Settings()
texts = [file.read_text(encoding="utf-8") for file in sorted(Path(sys.argv[1]).iterdir())]
documents = [Document(document_id(t), t, len(t.split()), (str(i),), Description()) for i, t in enumerate(texts)]
nlp, lexicon = model_registry.load_spacy(settings.annotate.model), lexicons.load_with("")
for document, found in zip(documents, annotate.annotate(documents, nlp, lexicon, settings.annotate), strict=True):
    assert isinstance(found, Annotation)
    segment.segment(document, found, settings.segment)
""",
}


class Taken(NamedTuple):
    """Seconds by the clock and of the processors, and megabytes at the most."""

    wall: float
    cpu: float
    peak: float


class Cost(NamedTuple):
    """What a document takes, in milliseconds, and what starting takes, in seconds; megabytes at the most."""

    wall: float
    cpu: float
    start: float
    peak: float


def main() -> None:
    """Measure and print."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        counts = (max(1, asked.documents // 3), asked.documents)
        for count in counts:
            _texts(folder / f"texts{count}", count)
        print(f"{counts[0]} and {counts[1]} documents, shards of {asked.shard_size}, {asked.jobs} workers")
        print(
            f"{'stage':9} {'way':10} {'ms/doc':>7} {'CPU ms/doc':>10} {'over bare':>9} {'start s':>7} {'MB':>6}"
        )
        for stage in _BARE:
            bare = _cost(folder, stage, "bare", counts, asked)
            _print(stage, "bare", bare, bare)
            for way in _WAYS:
                _print(stage, way, _cost(folder, stage, way, counts, asked), bare)
        for count in counts:
            found = {_digest(folder / f"{way}{count}") for way in _WAYS}
            print(f"{count} documents: {'the same bytes' if len(found) == 1 else 'OTHER BYTES'} in all ways")
            if len(found) > 1:
                raise SystemExit(1)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name, default in (("documents", 60), ("shard-size", 20), ("jobs", 2), ("rounds", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def _print(stage: str, way: str, cost: Cost, bare: Cost) -> None:
    over = f"{cost.cpu - bare.cpu:+9.1f}"
    print(
        f"{stage:9} {way:10} {cost.wall:7.1f} {cost.cpu:10.1f} {over} {cost.start:7.1f} {cost.peak:6.0f}",
        flush=True,
    )


def _cost(folder: Path, stage: str, way: str, counts: tuple[int, int], asked: argparse.Namespace) -> Cost:
    rounds = [[_taken(folder, stage, way, count, asked) for count in counts] for _ in range(asked.rounds)]
    few, many = (
        Taken(*(statistics.median(values) for values in zip(*runs, strict=True)))
        for runs in zip(*rounds, strict=True)
    )
    more = counts[1] - counts[0]
    cpu = (many.cpu - few.cpu) / more
    return Cost(1000 * (many.wall - few.wall) / more, 1000 * cpu, few.cpu - cpu * counts[0], many.peak)


def _taken(folder: Path, stage: str, way: str, count: int, asked: argparse.Namespace) -> Taken:
    texts, lake = folder / f"texts{count}", folder / f"{way}{count}"
    if way == "bare":
        return _run([sys.executable, "-c", _BARE[stage], str(texts)])
    command = [sys.executable, "-m", "cmo_nlp", "-q", stage, "--lake", str(lake), "--on", way]
    if way != "local":
        command += ["--jobs", str(asked.jobs)]
    if stage == "ingest":
        command += [str(texts), "--shard-size", str(asked.shard_size)]
    for file in (lake / {"ingest": "documents", "annotate": "annotations"}[stage]).glob("*.parquet"):
        file.unlink()  # of the round before
    return _run(command)


def _run(command: list[str]) -> Taken:
    before, begun, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, sum(_resident(number) for number in _family(process.pid)))
        time.sleep(_POLL)
    if process.returncode:
        raise SystemExit(process.returncode)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(time.monotonic() - begun, cpu, peak)


def _family(process: int) -> Iterator[int]:
    """Yield a process and what it started, and these."""
    yield process
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))
    except OSError:  # it is gone
        return


def _resident(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _texts(folder: Path, count: int) -> None:
    drawn, sentences = random.Random(_SEED), sample_sentences()  # noqa: S311 - no secret
    folder.mkdir()
    for number in range(count):
        words: list[str] = []
        while len(words) < _WORDS:
            words += drawn.choice(sentences).split(" ")
        (folder / f"{number:06}.txt").write_text(f"Texte {number}\n\n{' '.join(words)}", encoding="utf-8")


def _digest(lake: Path) -> str:
    summary = hashlib.sha256()
    for file in sorted(lake.rglob("*.parquet")):
        summary.update(str(file.relative_to(lake)).encode())
        summary.update(file.read_bytes())
    return summary.hexdigest()


if __name__ == "__main__":
    main()
