"""`cmo-nlp doctor`: what is missing, and the command to mend it."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp doctor --workspace outputs/demo")
@shared_options
@click.pass_obj
def command(invocation: Invocation) -> None:
    """Check versions, models, lexicon and the health of the workspace; exits with 4 when it is damaged."""
    from cmo_nlp.cli.health import print_health

    print_health(invocation.open())
