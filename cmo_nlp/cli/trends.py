"""`cmo-nlp trends`: one stage."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp trends --workspace outputs/demo")
@shared_options
@click.pass_obj
def command(invocation: Invocation) -> None:
    """Count which share of each year's documents speaks of what, and test the changes.

    Works without topics; run `cmo-nlp topics` first to have their series too.
    """
    from cmo_nlp.cli.reports import print_stage

    workspace = invocation.open()
    print_stage(workspace.trends(), workspace)
