"""`cmo-nlp trends`: series and tests."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp trends --workspace outputs/demo --limit 20")
@click.option("--limit", metavar="N", type=click.IntRange(min=0), default=15, show_default=True,
              help="Series shown, the surest first.")  # fmt: skip
@shared_options
@click.pass_obj
def command(invocation: Invocation, limit: int) -> None:
    """Count which share of each year's documents speaks of what, and test the changes.

    Each line gives the documents of the two halves of the corpus, the odds ratio per year with its 95 %
    interval, and q, the p-value under false-discovery control over all series. Works without topics; run
    `cmo-nlp topics` first to have their series too.
    """
    from cmo_nlp.cli.reports import print_stage
    from cmo_nlp.cli.summary import change_line

    workspace = invocation.open()
    print_stage(workspace.trends(), workspace)
    changes = workspace.changes()
    for named in changes[:limit]:
        click.echo(change_line(named))
    if len(changes) > limit:
        invocation.say(f"{limit} of {len(changes)} series shown; more with --limit N")
