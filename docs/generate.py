"""Write the parts of the documentation that come from the program: `make docs`; tests check them."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from schema_page import schema_page

from cmo_nlp.cli.app import VERBS

ROOT = Path(__file__).parents[1]
CLI_PAGE = ROOT / "docs" / "cli.md"
SCHEMA_PAGE = ROOT / "docs" / "schema.md"
README = ROOT / "README.md"
_HEAD = "# Command line\n\nGenerated from `--help` by `make docs`.\n"
_DEMO = re.compile(r"(?<=<!-- demo -->\n).*?(?=<!-- /demo -->)", re.DOTALL)
_ENVIRONMENT = {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}


def cli_page() -> str:
    """Return the command-line reference: the help of the command and of each verb."""
    calls = [[], *(call for verb in VERBS for call in ([verb], *_below(verb)))]
    sections = [f"## cmo-nlp {' '.join(call)}".rstrip() + f"\n\n```\n{_help(call)}```\n" for call in calls]
    return "\n".join([_HEAD, *sections])


def _below(verb: str) -> list[list[str]]:
    """Return the calls of the verbs that stand under a verb."""
    command = import_module(f"cmo_nlp.cli.{verb}").command
    return [[verb, name] for name in sorted(getattr(command, "commands", ()))]


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
    SCHEMA_PAGE.write_text(schema_page(), encoding="utf-8")
    block = demo_block(_demo())
    README.write_text(_DEMO.sub(lambda _: block, README.read_text(encoding="utf-8")), encoding="utf-8")
