"""How long annotation takes beside bare `nlp.pipe` of the same model over the same texts.

python -m benchmarks.annotate [--documents 200] [--rounds 5] [--many 50000] [--sources ../shared/corpus]

One core: a process reads the texts with `nlp.pipe` and nothing else, another annotates them with the shipped
lexicon; loading is not counted. Two cores: two annotators at once, each on a core and with the texts of
its own, against two bare processes at once. Memory: one annotator over --many documents that a generator
makes, its peak after a tenth and at the end.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, cycle, islice
from pathlib import Path

from cmo_nlp import lexicons, model_registry
from cmo_nlp.annotate import annotate
from cmo_nlp.records import Description, Document, document_id
from cmo_nlp.settings import AnnotateSettings

_ROOT = Path(__file__).parents[1]
_SAMPLE = _ROOT / "corpus" / "sample"
_MODEL = "fr_cmo"
_WORKERS = 2
_SHARE = 10  # of the many documents, after which the memory is looked at first


def _originals(sources: Path) -> list[str]:
    """Return the plain texts in a folder that are UTF-8, by the names of the files."""
    texts = []
    for path in sorted(sources.iterdir()):
        if path.suffix in {".txt", ".md"}:
            with suppress(UnicodeDecodeError):
                texts.append(path.read_text(encoding="utf-8").strip())
    return [text for text in texts if text]


def _documents(sources: Path, count: int, words: int | None = None) -> Iterator[Document]:
    """Yield `count` documents: the texts one after the other, each time with a line of their own.

    With `words`, only so many of each, from another place each time.
    """
    originals = _originals(sources)
    for number in range(count):
        text = originals[number % len(originals)]
        if words:
            pieces = text.split(" ")
            start = number * 7 % max(1, len(pieces) - words)
            text = " ".join(pieces[start : start + words])
        text = f"Exemplaire {number}.\n\n{text}"
        yield Document(document_id(text), text, len(text.split()), (f"{number}.txt",), Description())


def _bare(documents: list[Document]) -> float:
    nlp = model_registry.load_spacy(_MODEL)
    list(nlp.pipe(d.text for d in documents[:2]))
    start = time.perf_counter()
    size = AnnotateSettings().batch_documents
    texts = iter(d.text for d in documents)
    while batch := list(islice(texts, size)):
        with nlp.memory_zone():
            for _ in nlp.pipe(batch):
                pass
    return time.perf_counter() - start


def _annotated(documents: list[Document]) -> float:
    nlp, lexicon, settings = model_registry.load_spacy(_MODEL), lexicons.load(), AnnotateSettings()
    first = list(islice(cycle(documents), settings.batch_documents))
    stream = annotate(chain(first, documents), nlp, lexicon, settings)
    for _ in first:  # the lexicon is loaded into its tree before the first batch
        next(stream)
    start = time.perf_counter()
    for _ in stream:
        pass
    return time.perf_counter() - start


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _memory(sources: Path, count: int) -> tuple[float, float, float]:
    """Return the megabytes resident after a tenth of the documents and after all, and the seconds."""
    nlp, lexicon = model_registry.load_spacy(_MODEL), lexicons.load()
    early, start = 0.0, time.perf_counter()
    documents = _documents(sources, count, words=60)
    for number, _ in enumerate(annotate(documents, nlp, lexicon, AnnotateSettings()), start=1):
        if number == max(1, count // _SHARE):
            early = _resident_megabytes()
    return early, _resident_megabytes(), time.perf_counter() - start


def _start(kind: str, options: argparse.Namespace, core: int) -> "subprocess.Popen[str]":
    """Start a process that measures one thing on one core, and prints it."""
    command = [
        sys.executable, "-m", "benchmarks.annotate", "--part", kind, "--documents", str(options.documents),
        "--many", str(options.many), "--sources", str(options.sources.resolve()),
    ]  # fmt: skip
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=_ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),  # noqa: PLW1509 - one thread
    )  # fmt: skip


def _results(processes: "list[subprocess.Popen[str]]") -> list[list[float]]:
    printed = [process.communicate()[0] for process in processes]
    if any(process.returncode for process in processes):
        msg = "a measuring process failed"
        raise SystemExit(msg)
    return [[float(number) for number in text.split()] for text in printed]


def _part(options: argparse.Namespace) -> None:
    if options.part == "memory":
        print(*_memory(options.sources, options.many))
        return
    documents = list(_documents(options.sources, options.documents))
    print((_bare if options.part == "bare" else _annotated)(documents))


def _round(options: argparse.Namespace, cores: list[int]) -> tuple[float, float, float, float]:
    """Return the seconds of one bare process, one annotator, and the slower of two of each at once."""
    one = [_results([_start(kind, options, cores[0])])[0][0] for kind in ("bare", "annotated")]
    if len(cores) < _WORKERS:
        return one[0], one[1], float("nan"), float("nan")
    two = [
        max(r[0] for r in _results([_start(kind, options, core) for core in cores[:_WORKERS]]))
        for kind in ("bare", "annotated")
    ]
    return one[0], one[1], two[0], two[1]


def main() -> None:
    """Print the medians, the ratios pair by pair, and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--many", type=int, default=50_000, help="0 leaves the memory out")
    parser.add_argument("--sources", type=Path, default=_SAMPLE)
    parser.add_argument("--part", choices=["bare", "annotated", "memory"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        _part(options)
        return
    cores = sorted(os.sched_getaffinity(0))
    rounds = [_round(options, cores) for _ in range(options.rounds)]
    bare, ours, two_bare, two_ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"{options.documents} documents, medians of {options.rounds}: ", end="")
    print(f"nlp.pipe {bare:.1f} s, annotate {ours:.1f} s on one core")
    print(f"ratio on one core {statistics.median(b / a for a, b, _, _ in rounds):.2f} (at most 1.25)")
    print(f"two at once: nlp.pipe {two_bare:.1f} s, annotate {two_ours:.1f} s")
    print(f"throughput of two {statistics.median(c / d for _, _, c, d in rounds):.2f} (at least 0.85)")
    if options.many:
        ((early, late, seconds),) = _results([_start("memory", options, cores[0])])
        print(
            f"{options.many} documents: {seconds:.0f} s, {options.many / seconds:.0f} documents/s, ", end=""
        )
        print(f"{early:.0f} MB after a tenth, {late:.0f} MB at the end")


if __name__ == "__main__":
    main()
