"""The options of a stage that say that it works on a lake, and where."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cmo_nlp.cli.options import Invocation

if TYPE_CHECKING:
    from cmo_nlp.lake.engines import Engine, EngineName
    from cmo_nlp.settings import Settings

__all__ = ["OnLake", "lake_options"]

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class OnLake:
    """What --lake, --on, --jobs, --scheduler and --insecure say."""

    address: str | None
    on: "EngineName | None"
    jobs: int | None
    scheduler: str | None
    insecure: bool

    def require_none(self) -> None:
        """Raise click.UsageError for options that say where, without a lake that they could be for."""
        if self.on or self.scheduler or self.insecure:
            msg = "--on, --scheduler and --insecure go with --lake DIR"
            raise click.UsageError(msg)

    def settings(self, invocation: Invocation, changes: dict[str, dict[str, Any]]) -> "Settings":
        """Return the settings: of --config, else of cmo-nlp.toml in the lake, with `changes` by stage."""
        from cmo_nlp.settings import changed_settings, read_settings

        own = Path(self.address or "") / "cmo-nlp.toml"
        file = Path(invocation.config) if invocation.config else own if own.exists() else None
        return changed_settings(read_settings(file), changes)

    def engine(self, invocation: Invocation) -> "Engine":
        """Return where the shards are made."""
        from cmo_nlp.lake.engines import engine

        implied: EngineName = "dask" if self.scheduler else "processes" if self.jobs else "local"
        chosen = engine(self.on or implied, jobs=self.jobs, scheduler=self.scheduler, insecure=self.insecure)
        for warning in chosen.warnings:
            invocation.say(f"warning: {warning}")
        return chosen


def lake_options(command: F) -> F:
    """Add --lake, --on, --scheduler and --insecure; with --jobs they reach the command as `on_lake`."""

    @wraps(command)
    def gathered(
        *arguments: Any,
        lake: str | None,
        on: "EngineName | None",
        jobs: int | None,
        scheduler: str | None,
        insecure: bool,
        **others: Any,
    ) -> Any:
        return command(*arguments, on_lake=OnLake(lake, on, jobs, scheduler, insecure), **others)

    added: Any = gathered
    for option in (
        click.option("--insecure", is_flag=True, help="Go on without TLS to a scheduler on another machine."),
        click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler that runs: tcp://HOST:8786."),
        click.option(
            "--on",
            type=click.Choice(["local", "processes", "dask"]),
            help="Where shards are made.  [default: local; processes with --jobs, dask with --scheduler]",
        ),
        click.option(
            "--lake", metavar="DIR|URL", help="Work on a lake of shards, not the workspace (docs/scale.md)."
        ),
    ):
        added = option(added)
    return added  # type: ignore[no-any-return]
