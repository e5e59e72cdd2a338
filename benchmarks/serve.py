"""How long the explorer takes to answer eight clients at once, at 100,000 passages.

python -m benchmarks.serve [--documents 12500] [--clients 8] [--workspace FOLDER]

The workspace is that of `benchmarks/query.py`, which has no series; one that is there already may be given.
The server is the real one, in a process of its own, asked over loopback. Each client asks its own questions
without a pause; no question is asked twice, so that nothing is answered from what was kept of the same one.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from benchmarks.query import _WORDS, _build
from cmo_nlp import Workspace

_MOST = {"search": 150, "concept": 300}  # milliseconds at the median
_FILTERS = ("", "&since=2004", "&since=2009", "&horizon=future", "&label=tool", "&until=2019")


def main() -> None:
    """Print the medians and the 95th percentiles of searches and concept pages, in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=12_500)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--workspace")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.workspace or scratch
        if not options.workspace:
            _build(Path(folder), options.documents)
        concepts = [one.id for one in Workspace(folder).concepts()]
        passages = Workspace(folder).sizes().segments
        load = " ".join(f"{one:.1f}" for one in os.getloadavg())
        print(f"{passages} passages, {options.clients} clients at once, load of the machine {load}")
        command = [sys.executable, "-m", "cmo_nlp", "-q", "--workspace", folder, "serve", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                base = server.stdout.readline().strip().rstrip("/") if server.stdout else ""
                _measure(base, options.clients, concepts)
            finally:
                os.kill(server.pid, signal.SIGINT)


def _measure(base: str, clients: int, concepts: list[str]) -> None:
    searches = [
        f"/search?q={quote(words)}{passing}&mode={mode}"
        for mode, passing, words in product(("hybrid", "text"), _FILTERS, _WORDS)
    ]
    for path in ("/", "/search?q=budget", f"/concepts/{concepts[0]}"):
        print(f"first {path.partition('?')[0]} after a change: {_asked(base + path):.0f} ms")
    _report("search", _all(base, clients, searches))
    _report("concept", _all(base, clients, [f"/concepts/{one}" for one in concepts[1:161]]))


def _all(base: str, clients: int, paths: list[str]) -> list[float]:
    """Return the milliseconds of every path, asked by so many clients at once."""
    taken: list[float] = []

    def client(own: Iterable[str]) -> None:
        taken.extend([_asked(base + path) for path in own])

    threads = [threading.Thread(target=client, args=(paths[n::clients],)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _asked(address: str) -> float:
    start = time.perf_counter()
    with urlopen(address) as answer:  # noqa: S310 - our own server
        answer.read()
    return (time.perf_counter() - start) * 1000


def _report(name: str, taken: list[float]) -> None:
    median, slow = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    print(f"{name}: p50 {median:.0f} ms (under {_MOST[name]}), p95 {slow:.0f} ms, {len(taken)} pages")


if __name__ == "__main__":
    main()
