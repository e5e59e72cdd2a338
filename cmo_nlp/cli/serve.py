"""`cmo-nlp serve`: the analysis as live pages on this machine."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp serve --workspace outputs/demo --port 8765")
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65_535), default=8765, show_default=True,
    help="Where to listen; 0 takes a port that is free.",
)  # fmt: skip
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", show_default=True,
    help="Listen there; beyond this machine only with --i-know.",
)  # fmt: skip
@click.option("--i-know", is_flag=True, help="Let other machines in: they can read all, and edit.")
@shared_options
@click.pass_obj
def command(invocation: Invocation, port: int, host: str, i_know: bool) -> None:  # noqa: FBT001 - click's way
    """Serve the pages of the workspace to a browser on this machine, until Ctrl-C.

    Search, concepts, topics with their edits, documents with what was found in them, series, and the review
    of what the lexicon lacks. What another process changes is seen at the next page.
    """
    from cmo_nlp.serve import Place, serve

    serve(invocation.open(), Place(host, port, i_know), click.echo)
