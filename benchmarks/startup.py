"""How long `cmo-nlp --help` takes, as a ratio to `python -c "import click"` in the same run.

python -m benchmarks.startup
"""

import statistics
import subprocess
import sys
import time

_RUNS = 15
_BASELINE = [sys.executable, "-c", "import click"]
_COMMAND = [sys.executable, "-m", "cmo_nlp", "--help"]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print both medians and the median of the ratios, pair by pair."""
    pairs = [(_seconds(_BASELINE), _seconds(_COMMAND)) for _ in range(_RUNS)]
    baseline, command = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    print(f"import click {baseline:.3f} s, --help {command:.3f} s, ratio {ratio:.2f} (median of {_RUNS})")


if __name__ == "__main__":
    main()
