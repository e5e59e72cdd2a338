"""The real command on real files, in processes of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "sample"
COMMAND = [sys.executable, "-m", "cmo_nlp"]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cmo(tmp_path: Path) -> Run:
    """Return a function that runs `cmo-nlp ARGUMENTS` in an empty folder and hands back what happened."""

    def run(*arguments: str | Path, under: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        command = [*under, *COMMAND, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, check=False)

    return run


@pytest.fixture(scope="session")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace in which the sample corpus went the whole way; tests must not change it."""
    workspace = tmp_path_factory.mktemp("analysed") / "workspace"
    subprocess.run([*COMMAND, "-q", "run", str(SAMPLE), "--workspace", str(workspace)], check=True, cwd=ROOT)
    return workspace


@pytest.fixture
def workspace(analysed: Path, tmp_path: Path) -> Path:
    """Return a copy of the analysed workspace that a test may spoil."""
    return Path(shutil.copytree(analysed, tmp_path / "copy"))


def contents(workspace: Path) -> dict[str, Any]:
    """Return the export of a workspace without the one field that differs between two runs."""
    export: dict[str, Any] = json.loads((workspace / "export.json").read_text(encoding="utf-8"))
    del export["run"]["created"]
    return export


def is_one_line(text: str) -> bool:
    """Whether standard error holds, beside the lines of progress, one message and no traceback."""
    messages = [line for line in text.splitlines() if line.strip() and not line.endswith("…")]
    return len(messages) == 1 and messages[0].startswith(("error: ", "interrupted: "))


def without_privileges() -> tuple[str, ...]:
    """Return a prefix under which root, too, is bound by file permissions."""
    if os.geteuid() != 0:
        return ()
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
