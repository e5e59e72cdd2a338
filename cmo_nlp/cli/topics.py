"""`cmo-nlp topics`: one stage."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp topics --workspace outputs/demo")
@shared_options
@click.pass_obj
def command(invocation: Invocation) -> None:
    """Group the passages of the corpus into topics, after annotating what is not annotated yet.

    The same passages give the same topics, whatever the order or the names of the files.
    """
    from cmo_nlp.cli.reports import print_stage

    workspace = invocation.open()
    print_stage(workspace.topics(), workspace)
