"""How long `cmo-nlp ingest` takes beside a plain loop of trafilatura and htmldate over the same pages.

python -m benchmarks.ingest [--pages 400] [--rounds 5]

The pages are those of the sample corpus, each many times with a line of its own. Everything runs on one core,
except `--jobs 2`, which has two. Peak memory is that of an ingestion of 20,000 short documents.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
_BASELINE = """
import pathlib, sys, trafilatura, htmldate
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    page = path.read_text(encoding="utf-8")
    trafilatura.extract(page)
    htmldate.find_date(page)
"""


def _pages(folder: Path, count: int) -> None:
    originals = [path for path in sorted(_SAMPLE.glob("*.html")) if "europresse" not in path.name]
    for number in range(count):
        page = originals[number % len(originals)].read_text(encoding="utf-8")
        words = (
            f"<p>Exemplaire {number} de la page, conservé par la rédaction pour ses archives.</p></article>"
        )
        (folder / f"{number:06}.html").write_text(page.replace("</article>", words, 1), encoding="utf-8")


def _texts(folder: Path, count: int) -> None:
    original = (_SAMPLE / "Eloge du fichier.txt").read_text(encoding="utf-8").split()
    for number in range(count):
        start = number * 7 % (len(original) - 120)
        words = " ".join(original[start : start + 100])
        (folder / f"{number:06}.txt").write_text(f"Texte {number}\n\n{number} {words}", encoding="utf-8")


def _seconds(command: list[str], cores: set[int]) -> float:
    start = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, cores)
    )
    return time.perf_counter() - start


def _ingest(pages: Path, workspace: Path, jobs: int) -> list[str]:
    return [
        sys.executable, "-m", "cmo_nlp", "-q", "--workspace", str(workspace), "ingest", str(pages), "--jobs",
        str(jobs)
    ]  # fmt: skip


def main() -> None:
    """Print the medians, the ratios pair by pair, and the peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder, "pages")
        pages.mkdir()
        _pages(pages, options.pages)
        rounds = [_round(pages, Path(folder), number) for number in range(options.rounds)]
        plain, one, two = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"{options.pages} pages, medians of {options.rounds}: plain loop {plain:.1f} s, ", end="")
        print(f"ingest on one core {one:.1f} s, with --jobs 2 {two:.1f} s")
        print(f"ratio on one core {statistics.median(b / a for a, b, _ in rounds):.2f} (at most 1.25)")
        ratio = statistics.median(c / a for a, _, c in rounds)
        print(f"ratio of --jobs 2 to the loop {ratio:.2f} (at most 0.70)")
        _memory(Path(folder), options.documents)


def _round(pages: Path, folder: Path, number: int) -> tuple[float, float, float]:
    plain = _seconds([sys.executable, "-c", _BASELINE, str(pages)], {0})
    one = _seconds(_ingest(pages, folder / f"one{number}", 1), {0})
    two = _seconds(_ingest(pages, folder / f"two{number}", 2), set(range(os.cpu_count() or 2)))
    return plain, one, two


def _memory(folder: Path, count: int) -> None:
    texts = folder / "texts"
    texts.mkdir()
    _texts(texts, count)
    seconds = _seconds(_ingest(texts, folder / "many", 2), set(range(os.cpu_count() or 2)))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    speed = f"{seconds:.0f} s, {count / seconds:.0f} documents/s"
    print(f"{count} documents: {speed}, peak {peak:.0f} MB (at most 600)")


if __name__ == "__main__":
    main()
