"""`cmo-nlp status`: what is there, what is up to date."""

from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.listing import Column, Listing, format_option
from cmo_nlp.cli.options import Invocation, shared_options

if TYPE_CHECKING:
    from cmo_nlp.pipeline import StageState
    from cmo_nlp.records import Refusal

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp status --refused --format csv")
@click.option("--refused", is_flag=True, help="List what did not come in, with the reason.")
@format_option("text")
@shared_options
@click.pass_obj
def command(invocation: Invocation, refused: bool, style: str) -> None:  # noqa: FBT001 - click's flags
    """Show how much is in the workspace and which stage is done, stale (and why) or missing.

    The styles other than text list the stages, or what was refused.
    """
    from cmo_nlp.cli.reports import print_sizes

    workspace = invocation.open()
    if refused and style != "text":
        _refusals().print(workspace.refusals(), style)
    elif refused:
        for refusal in workspace.refusals():
            click.echo(f"{refusal.source}: {refusal.detail} [{refusal.reason}]")
    elif style != "text":
        _stages().print(workspace.states(), style)
    else:
        print_sizes(workspace.sizes())
        for state in workspace.states():
            click.echo(f"{state.name:10}{state.state}{f' ({state.why})' if state.why else ''}")


def _refusals() -> "Listing[Refusal]":
    columns = (
        Column("source", lambda refusal: refusal.source, elastic=True),
        Column("motif", lambda refusal: refusal.reason),
        Column("détail", lambda refusal: refusal.detail, elastic=True),
    )
    return Listing(columns, ("source", "reason", "detail"))


def _stages() -> "Listing[StageState]":
    columns = (
        Column("étape", lambda state: state.name),
        Column("état", lambda state: state.state),
        Column("pourquoi", lambda state: state.why, elastic=True),
    )
    return Listing(columns, ("name", "state", "why"))
