"""Write the parts of the documentation that come from the code: `make docs`; a test checks them."""

import subprocess
import sys
from pathlib import Path

from cmo_nlp.cli.app import VERBS

CLI_PAGE = Path(__file__).parent / "cli.md"
_HEAD = "# Command line\n\nGenerated from `--help` by `make docs`.\n"
_WIDTH = "100"


def cli_page() -> str:
    """Return the command-line reference: the help of the command and of each verb."""
    calls = [[], *([verb] for verb in VERBS)]
    return "\n".join(
        [_HEAD, *(f"## cmo-nlp {' '.join(call)}".rstrip() + f"\n\n```\n{_help(call)}```\n" for call in calls)]
    )


def _help(call: list[str]) -> str:
    command = [sys.executable, "-m", "cmo_nlp", *call, "--help"]
    environment = {"COLUMNS": _WIDTH, "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=environment).stdout


if __name__ == "__main__":
    CLI_PAGE.write_text(cli_page(), encoding="utf-8")
