"""The options that every verb takes, before or after its name."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from cmo_nlp.pipeline import Progress
    from cmo_nlp.workspace import Workspace

__all__ = ["Invocation", "annotate_changes", "lexicon_options", "selection_options", "shared_options"]

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Invocation:
    """What the shared options of this call say."""

    workspace: str | None = None
    config: str | None = None
    quiet: bool = False
    verbose: bool = False

    def open(self, **changes: dict[str, Any]) -> "Workspace":
        """Return the workspace that this call is about, telling its progress unless --quiet is given.

        `changes` are settings that the verb's own options give, by stage; those that are None change nothing.
        """
        from cmo_nlp.settings import changed_settings, read_settings
        from cmo_nlp.workspace import Workspace

        folder = self.workspace or os.environ.get("CMO_NLP_WORKSPACE") or "outputs"
        settings = read_settings(Path(self.config)) if self.config else None
        workspace = Workspace(folder, settings, self.progress())
        workspace.settings = changed_settings(workspace.settings, changes)
        return workspace

    def progress(self) -> "Progress":
        """Return who is told how far a stage is: nobody where --quiet is given."""
        from cmo_nlp.cli.progress import Bar
        from cmo_nlp.pipeline import Silence

        return Silence() if self.quiet else Bar()

    def say(self, line: str) -> None:
        """Print a line for the user, not a result, unless --quiet is given."""
        if not self.quiet:
            with suppress(OSError):  # nobody may be listening to standard error
                click.echo(line, err=True)


def _remember(context: click.Context, option: click.Parameter, value: Any) -> None:
    """Keep a value given after the verb over one given before it, and either over none."""
    if value and option.name:
        setattr(context.ensure_object(Invocation), option.name, value)


def shared_options(command: F) -> F:
    """Add --workspace, --config, --quiet and --verbose to a command."""
    shared: dict[str, Any] = {"expose_value": False, "callback": _remember}
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Show where an error comes from.", **shared),
        click.option("-q", "--quiet", is_flag=True, help="Print results only.", **shared),
        click.option("--config", metavar="FILE", help="Settings [default: DIR/cmo-nlp.toml].", **shared),
        click.option(
            "--workspace", metavar="DIR", help="The corpus [default: $CMO_NLP_WORKSPACE or outputs].",
            **shared,
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def selection_options(command: F) -> F:
    """Add --since, --until, --publisher and --source-type, which say what documents are asked for."""
    for option in (
        click.option("--source-type", "source_types", metavar="TYPE", multiple=True, help="Of this type."),
        click.option("--publisher", "publishers", metavar="NAME", multiple=True, help="By this publisher."),
        click.option("--until", metavar="DATE", help="Published until this year, month or day."),
        click.option("--since", metavar="DATE", help="Published from this year, month or day on: 2018-10."),
    ):
        command = option(command)
    return command


def lexicon_options(command: F) -> F:
    """Add --lexicon and --only, which say what annotation looks for."""
    for option in (
        click.option(
            "--only",
            type=click.Choice(["lexicon"]),
            help="Look for what the lexicon holds, and discover nothing.",
        ),
        click.option(
            "--lexicon", metavar="DIR", help="Your concepts.csv and forms.csv, over the shipped lexicon."
        ),
    ):
        command = option(command)
    return command


def annotate_changes(lexicon: str | None, only: str | None) -> dict[str, Any]:
    """Return the settings of `annotate` that these two options stand for."""
    return {"lexicon": lexicon, "discovery": False if only else None}
