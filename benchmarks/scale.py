"""What a lake costs over the bare stage: each way of running it, by document.

python -m benchmarks.scale [--documents 90] [--times 10] [--jobs 2] [--rounds 1]

Texts of some 450 words are made of the sentences of the sample corpus. « bare » calls the stage in one
process on what is in memory, and writes nothing. Every way is run over a third of the documents, in 2 shards,
and over all of them, in 6: the slope is what a document costs, what is left of the smaller run is what
starting costs (Python, models, processes, Dask), both in seconds of the processors. `ingest`, which is quick,
is given `--times` as many documents as `annotate`. Time of the processors and memory (resident, shared pages
counted for each) are those of all processes, looked at ten times a second. All ways must write the same
bytes, or this exits with 1.
"""

import argparse
import hashlib
import os
import random
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
_SHARDS = 6
_COMMAND = [sys.executable, "-m", "cmo_nlp", "-q"]
_WAYS = ("local", "processes", "dask")
_BARE = {
    "ingest": """
import sys
from datetime import date
from pathlib import Path
from cmo_nlp.ingest import Item, Task, process
from cmo_nlp.settings import Settings
for file in sorted(Path(sys.argv[1]).iterdir()):
    task = Task(Item(file.name, str(file)), file.read_bytes(), None, "")
    process(task, Settings().ingest, date(2026, 1, 1))
""",
    "annotate": """
import sys
from pathlib import Path
from cmo_nlp import annotate, lexicons, model_registry, segment
from cmo_nlp.records import Annotation, Description, Document, document_id
from cmo_nlp.settings import Settings
settings = Settings()
texts = [file.read_text(encoding="utf-8") for file in sorted(Path(sys.argv[1]).iterdir())]
documents = [Document(document_id(text), text, 450, ("a",), Description()) for text in texts]
nlp, lexicon = model_registry.load_spacy(settings.annotate.model), lexicons.load_with("")
results = annotate.annotate(documents, nlp, lexicon, settings.annotate)
for document, found in zip(documents, results, strict=True):
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
        print("stage     way        documents  ms/doc CPU ms/doc   over start s    MB")
        for stage in _BARE:
            folder = Path(made) / stage
            folder.mkdir()
            counts = _counts(stage, asked)
            for count in counts:
                _texts(folder / f"texts{count}", count)
            bare = _cost(folder, stage, "bare", counts, asked)
            for way in ("bare", *_WAYS):
                cost = bare if way == "bare" else _cost(folder, stage, way, counts, asked)
                print(_line(stage, way, counts[1], cost, bare), flush=True)
            for count in counts:
                if len({_digest(folder / f"{way}{count}") for way in _WAYS}) > 1:
                    print(f"{stage}: other bytes in other ways")
                    raise SystemExit(1)
    print("the same bytes in all ways")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name, default in (("documents", 90), ("times", 10), ("jobs", 2), ("rounds", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def _counts(stage: str, asked: argparse.Namespace) -> tuple[int, int]:
    shard = max(1, asked.documents * (asked.times if stage == "ingest" else 1) // _SHARDS)
    return _SHARDS // 3 * shard, _SHARDS * shard


def _line(stage: str, way: str, count: int, cost: Cost, bare: Cost) -> str:
    over = f"{cost.cpu - bare.cpu:+6.1f}"
    figures = f"{cost.wall:7.1f} {cost.cpu:10.1f} {over} {cost.start:7.1f} {cost.peak:5.0f}"
    return f"{stage:9} {way:10} {count:9} {figures}"


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
    sources = [str(texts), "--shard-size", str(_counts(stage, asked)[1] // _SHARDS)]
    if stage == "annotate" and not lake.exists():
        _run([*_COMMAND, "ingest", "--lake", str(lake), *sources])
    command = [*_COMMAND, stage, "--lake", str(lake), "--on", way]
    command += ["--jobs", str(asked.jobs)] if way != "local" else []
    command += sources if stage == "ingest" else []
    for file in (lake / {"ingest": "documents", "annotate": "annotations"}[stage]).glob("*.parquet"):
        file.unlink()  # of the round before
    return _run(command)


def _run(command: list[str]) -> Taken:
    begun, peak = time.monotonic(), 0.0
    spent: dict[int, float] = {}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        looked_at = {number: _spent_and_resident(number) for number in _family(process.pid)}
        spent |= {number: seconds for number, (seconds, _) in looked_at.items() if seconds}
        peak = max(peak, sum(megabytes for _, megabytes in looked_at.values()))
        time.sleep(_POLL)
    if process.returncode:
        raise SystemExit(process.returncode)
    return Taken(time.monotonic() - begun, sum(spent.values()), peak)


def _family(process: int) -> Iterator[int]:
    """Yield a process and what it started, and these."""
    yield process
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))
    except OSError:  # it is gone
        return


def _spent_and_resident(process: int) -> tuple[float, float]:
    """Return the seconds of the processors that a process took, and its megabytes now; 0 if it is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    ticks, pages = int(fields[11]) + int(fields[12]), int(fields[21])
    return ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") / 1e6


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
