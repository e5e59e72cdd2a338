"""`cmo-nlp status`: what is there, what is up to date."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp status --refused")
@click.option("--refused", is_flag=True, help="List what did not come in, with the reason.")
@shared_options
@click.pass_obj
def command(invocation: Invocation, refused: bool) -> None:  # noqa: FBT001 - click hands flags over so
    """Show how much is in the workspace and which stage is done, stale (and why) or missing."""
    from cmo_nlp.cli.reports import print_sizes

    workspace = invocation.open()
    if refused:
        for refusal in workspace.refusals():
            click.echo(f"{refusal.source}: {refusal.detail} [{refusal.reason}]")
        return
    print_sizes(workspace.sizes())
    for state in workspace.states():
        click.echo(f"{state.name:10}{state.state}{f' ({state.why})' if state.why else ''}")
