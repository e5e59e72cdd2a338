"""The command `cmo-nlp`: finds the verb, and turns every error into one line and an exit code."""

import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from cmo_nlp import __version__
from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.errors import UserError

__all__ = ["VERBS", "cmo_nlp", "main"]

VERBS = {
    "run": "Do everything: ingest, annotate, topics, trends, export, summary.",
    "ingest": "Bring articles and white papers into the corpus.",
    "annotate": "Find skills, tools, titles, counterparts and statements.",
    "topics": "Group the passages of the corpus into topics.",
    "trends": "Count who speaks of what in which year, and test the changes.",
    "themes": "List themes and topics, and who speaks of them.",
    "documents": "List the documents, and how much was found in each.",
    "concepts": "List what the documents mention: skills, tools, titles, counterparts.",
    "query": "Find quotations with their source and date.",
    "concordance": "Show a word or phrase everywhere in its context.",
    "show": "Tell all that is known of one document, passage, concept, topic or series.",
    "network": "List the concepts that stand together, or draw them as a graph.",
    "export": "Write the analysis to a file for other tools.",
    "report": "Write the analysis as one page to read, print and pass on.",
    "serve": "Explore the analysis in a browser on this machine: search, read, edit.",
    "lexicon": "Let the lexicon grow: review what was found beyond it, import ESCO.",
    "lake": "Look at a lake of shards, or bring it into a workspace.",
    "status": "Show which stage is up to date, and what did not come in.",
    "doctor": "Check versions, models and the health of the workspace.",
}
_INTERRUPTED = 130
_OUR_FAULT = 1
_INPUT = 3
_GOES_ON = "interrupted: what was done is kept, and the same command goes on from there"


class _ReaderLeftError(Exception):
    """Whoever read standard output has seen enough."""


class _Verbs(click.Group):
    """Imports a verb when it is called, so that `--help` loads nothing heavy."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # click would leave with exit code 1, which means a fault of ours
            raise _ReaderLeftError from error

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"cmo_nlp.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the verbs are {', '.join(VERBS)}"
            ctx.fail(f"there is no verb {args[0]!r}; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.command(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: cmo-nlp run corpus/sample --workspace outputs/demo",
)
@click.version_option(__version__, message="cmo-nlp %(version)s")
@shared_options
def cmo_nlp() -> None:
    """Skills, tools and themes of the head of marketing in French documents, and how they shift."""


def main() -> None:
    """Run the command line and leave the process with the exit code of what happened."""
    invocation = Invocation()
    try:
        code = cmo_nlp.main(prog_name="cmo-nlp", standalone_mode=False, obj=invocation) or 0
        if sys.stdout:
            sys.stdout.flush()
    except UserError as error:
        code = _say(invocation, f"error: {error}", error.exit_code)
    except click.UsageError as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _hold_interrupts()
        code = _say(invocation, _GOES_ON, _INTERRUPTED)
    except (BrokenPipeError, _ReaderLeftError):  # results are printed when the work is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 0
    except OSError as error:
        code = _say(invocation, f"error: the result cannot be written: {error.strerror}", _INPUT)
    except Exception as error:  # noqa: BLE001 - the one place where a traceback is kept from the user
        what = f"{type(error).__name__}: {error}"
        code = _say(invocation, f"error: {what}; this is a fault of cmo-nlp, -v shows where", _OUR_FAULT)
    raise SystemExit(code)


def _hold_interrupts() -> None:
    """Let nothing interrupt the way out, and Python not end itself by signal instead of by exit code.

    CPython does so where Ctrl-C hit code that was compiled from a string, as dataclasses are, although the
    exception was caught since.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _say(invocation: Invocation, line: str, code: int) -> int:
    if invocation.verbose and sys.exc_info()[0] not in (None, KeyboardInterrupt):
        import traceback

        traceback.print_exc()
    with suppress(OSError):
        click.echo(" ".join(line.split()), err=True)
    return code
