"""Write the parts of the documentation that come from the program: `make docs`; tests check them."""

import re
import subprocess
import sys
from pathlib import Path

from cmo_nlp.cli.app import VERBS
from cmo_nlp.cli.topics import command as topics

ROOT = Path(__file__).parents[1]
CLI_PAGE = ROOT / "docs" / "cli.md"
README = ROOT / "README.md"
_HEAD = "# Command line\n\nGenerated from `--help` by `make docs`.\n"
_DEMO = re.compile(r"(?<=<!-- demo -->\n).*?(?=<!-- /demo -->)", re.DOTALL)
_ENVIRONMENT = {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}


def cli_page() -> str:
    """Return the command-line reference: the help of the command, of the verbs and of their actions."""
    calls = [[]]
    for verb in VERBS:
        calls += [[verb], *([verb, action] for action in topics.commands if verb == "topics")]
    sections = [f"## cmo-nlp {' '.join(call)}".rstrip() + f"\n\n```\n{_help(call)}```\n" for call in calls]
    return "\n".join([_HEAD, *sections])


def demo_block(printed: str) -> str:
    """Return what the README shows of the summary that `make demo` prints."""
    return f"```\n{printed.strip()}\n```\n"


def shown_demo() -> str:
    """Return the block that the README shows now."""
    found = _DEMO.search(README.read_text(encoding="utf-8"))
    return found.group() if found else ""


def _help(call: list[str]) -> str:
    command = [sys.executable, "-m", "cmo_nlp", *call, "--help"]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=_ENVIRONMENT).stdout


def _demo() -> str:
    command = [sys.executable, "-m", "cmo_nlp", "run", "corpus/sample", "--workspace", "outputs/demo"]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8", cwd=ROOT).stdout


if __name__ == "__main__":
    CLI_PAGE.write_text(cli_page(), encoding="utf-8")
    block = demo_block(_demo())
    README.write_text(_DEMO.sub(lambda _: block, README.read_text(encoding="utf-8")), encoding="utf-8")
