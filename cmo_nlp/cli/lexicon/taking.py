"""What the two imports share: where they write, and what they say of it."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["into_option", "print_files"]

F = TypeVar("F", bound=Callable[..., Any])


def into_option(command: F) -> F:
    """Add --into to a command."""
    told = "Your lexicon; made if it is not there."
    return click.option("--into", metavar="DIR", required=True, help=told)(command)


def print_files(files: Collection[Path], into: str) -> None:
    """Print which files changed."""
    click.echo(f"written: {', '.join(map(str, files))}" if files else f"nothing to do: {into} stays as it is")
