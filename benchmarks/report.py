"""How long `cmo-nlp report` takes for a large corpus, and how large the page is.

python -m benchmarks.report [--documents 10000] [--workspace DIR]

The workspace is that of `benchmarks.export`, with its series counted and tested by `trends`. The command runs
in a process of its own. A workspace that is there is used as it is.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.export import fill
from cmo_nlp import pipeline
from cmo_nlp.settings import Settings, changed_settings
from cmo_nlp.store import FILE_NAME, open_store

_LIMIT_SECONDS, _LIMIT_MB = 60, 10


def main() -> None:
    """Make the workspace and write the report on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--workspace", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        workspace = asked.workspace or Path(scratch) / "workspace"
        if not (workspace / FILE_NAME).exists():
            fill(workspace, asked.documents)
            everything = changed_settings(Settings(), {"trends": {"about_role": 0}})  # no title is in it
            with open_store(workspace, write=True) as connection:
                pipeline.trends(connection, everything, pipeline.Silence())
        page = Path(scratch) / "report.html"
        command = [sys.executable, "-m", "cmo_nlp", "-q", "report", "-o", str(page)]
        started = time.perf_counter()
        process = subprocess.Popen([*command, "--workspace", str(workspace)])
        _, status, used = os.wait4(process.pid, 0)
        taken = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"the report failed with {process.returncode}")
        size = page.stat().st_size / 1e6
    print(f"{asked.documents} documents: {taken:.1f} s ({used.ru_utime + used.ru_stime:.1f} s of processor),")
    print(f"{used.ru_maxrss / 1024:.0f} MB of memory, a page of {size:.1f} MB")
    if taken > _LIMIT_SECONDS or size > _LIMIT_MB:
        sys.exit(f"over {_LIMIT_SECONDS} s or {_LIMIT_MB} MB")


if __name__ == "__main__":
    main()
