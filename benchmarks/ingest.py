"""How long `cmo-nlp ingest` takes beside a plain loop of trafilatura and htmldate over the same pages.

python -m benchmarks.ingest [--pages 1200] [--rounds 5] [--documents 20000]

The pages are those of the sample corpus, their paragraphs filled with other sentences of the corpus, so that
no two are alike. Loop and ingestion alternate; the ratios are medians over the rounds, by the clock and by
the time of the processors (of all processes), each with and without what starting takes (that of one page).
Everything runs on one core, except `--jobs 2`, which has two. Peak memory is that of all processes of an
ingestion of 20,000 documents of 400 to 600 words, their memory added up.
"""

import argparse
import html
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
_BASELINE = """
import pathlib, sys, trafilatura, htmldate
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    page = path.read_text(encoding="utf-8")
    trafilatura.extract(page)
    htmldate.find_date(page)
"""
_SEED = 20_041
_PARAGRAPH = re.compile(r"(<p(?: [^>]*)?>)([^<]{80,})(?=</p>)")
_SENTENCE = re.compile(r"(?<=[.!?…]) +(?=[A-ZÀ-Ý«])")
_SHORTEST = 40  # characters of a sentence
_POLL = 0.1  # seconds


class Taken(NamedTuple):
    """Seconds by the clock, and of processor time in all processes."""

    wall: float
    cpu: float


def sample_sentences() -> list[str]:
    """Return the sentences of the sample's texts, headings and lists left out."""
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in sorted(_SAMPLE.glob("*.txt"))]
    texts += [path.read_text(encoding="utf-8", errors="ignore") for path in sorted(_SAMPLE.glob("*.md"))]
    lines = (line.strip() for text in texts for line in text.split("\n"))
    pieces = (piece for line in lines for piece in _SENTENCE.split(line))
    return sorted({piece for piece in pieces if len(piece) >= _SHORTEST and piece.endswith((".", "!", "?"))})


def _filled(sentences: Sequence[str], characters: int, drawn: random.Random) -> str:
    found: list[str] = []
    while sum(map(len, found)) < characters:
        found.append(drawn.choice(sentences))
    return " ".join(found)


def _pages(folder: Path, count: int) -> None:
    drawn, sentences = random.Random(_SEED), sample_sentences()  # noqa: S311 - no secret
    originals = [path for path in sorted(_SAMPLE.glob("*.html")) if "europresse" not in path.name]
    for number in range(count):
        page = originals[number % len(originals)].read_text(encoding="utf-8")
        other = _PARAGRAPH.sub(
            lambda found: found[1] + html.escape(_filled(sentences, len(found[2]), drawn), quote=False), page
        )
        (folder / f"{number:06}.html").write_text(other, encoding="utf-8")


def _texts(folder: Path, count: int) -> None:
    drawn, sentences = random.Random(_SEED), sample_sentences()  # noqa: S311 - no secret
    for number in range(count):
        paragraphs = [_filled(sentences, 600, drawn) for _ in range(drawn.randint(4, 6))]
        (folder / f"{number:06}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")


def _run(command: list[str], cores: set[int]) -> Taken:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, cores)
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _ingest(pages: Path, workspace: Path, jobs: int) -> list[str]:
    return [
        sys.executable, "-m", "cmo_nlp", "-q", "--workspace", str(workspace), "ingest", str(pages), "--jobs",
        str(jobs)
    ]  # fmt: skip


def _round(pages: Path, folder: Path) -> tuple[Taken, Taken, Taken]:
    """Return what the plain loop, one process and two take."""
    with tempfile.TemporaryDirectory(dir=folder) as workspaces:
        plain = _run([sys.executable, "-c", _BASELINE, str(pages)], {0})
        one = _run(_ingest(pages, Path(workspaces, "one"), 1), {0})
        two = _run(_ingest(pages, Path(workspaces, "two"), 2), {0, 1})
    return plain, one, two


def main() -> None:
    """Print the medians, the ratios pair by pair, and the peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.pages:
            _speed(Path(folder), options.pages, options.rounds)
        if options.documents:
            _memory(Path(folder), options.documents)


def _speed(folder: Path, count: int, repeats: int) -> None:
    pages, single = folder / "pages", folder / "single"
    for place, number in ((pages, count), (single, 1)):
        place.mkdir()
        _pages(place, number)
    starts = [_round(single, folder) for _ in range(repeats)]
    rounds = [_round(pages, folder) for _ in range(repeats)]
    print(f"{count} pages, medians of {repeats} rounds; documents/s and seconds of starting by the clock")
    names = ("plain loop", "ingest on one core", "ingest --jobs 2")
    for name, whole, start in zip(names, zip(*rounds, strict=True), zip(*starts, strict=True), strict=True):
        seconds = statistics.median(taken.wall for taken in whole)
        starting = statistics.median(taken.wall for taken in start)
        print(f"{name}: {seconds:.1f} s, {count / seconds:.0f} documents/s, starting {starting:.1f} s")
    for which, name, most in ((1, "on one core", 1.25), (2, "of --jobs 2 to the loop", 0.70)):
        wall, cpu = (_ratio(rounds, which, measure) for measure in (0, 1))
        bare = [_ratio(list(_without(rounds, starts)), which, measure) for measure in (0, 1)]
        print(f"ratio {name}: {wall:.2f} (at most {most:.2f}); by processor time {cpu:.2f};", end=" ")
        print(f"without starting {bare[0]:.2f}, by processor time {bare[1]:.2f}")


def _ratio(rounds: Sequence[Sequence[Taken]], which: int, measure: int) -> float:
    return statistics.median(taken[which][measure] / taken[0][measure] for taken in rounds)


def _without(
    rounds: Sequence[Sequence[Taken]], starts: Sequence[Sequence[Taken]]
) -> Iterator[tuple[Taken, ...]]:
    """Yield `rounds` less the median of `starts`."""
    start = [
        Taken(*(statistics.median(one[which][m] for one in starts) for m in (0, 1))) for which in range(3)
    ]
    for taken in rounds:
        yield tuple(
            Taken(whole.wall - less.wall, whole.cpu - less.cpu)
            for whole, less in zip(taken, start, strict=True)
        )


def _memory(folder: Path, count: int) -> None:
    texts = folder / "texts"
    texts.mkdir()
    _texts(texts, count)
    start, peak = time.perf_counter(), 0
    command = _ingest(texts, folder / "many", 2)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_resident, _tree(process.pid))))
            time.sleep(_POLL)
    seconds = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"the ingestion ended with {process.returncode}")
    speed = f"{seconds:.0f} s, {count / seconds:.0f} documents/s"
    print(f"{count} documents, --jobs 2: {speed}, peak of all processes {peak / 1024:.0f} MB (at most 600)")


def _tree(pid: int) -> Iterator[int]:
    """Yield `pid` and the processes under it; one that ends meanwhile is none."""
    yield pid
    try:
        children = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return
    for child in (int(number) for numbers in children for number in numbers):
        yield from _tree(child)


def _resident(pid: int) -> int:
    """Return the resident memory of a process in KiB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s*([0-9]+)", status)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main()
