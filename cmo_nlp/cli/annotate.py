"""`cmo-nlp annotate`: one stage."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp annotate --workspace outputs/demo")
@shared_options
@click.pass_obj
def command(invocation: Invocation) -> None:
    """Find sentences, mentions and statements in every document that lacks them.

    A document whose text, model, lexicon and settings did not change is not annotated again.
    """
    from cmo_nlp.cli.reports import print_stage

    workspace = invocation.open()
    print_stage(workspace.annotate(), workspace)
