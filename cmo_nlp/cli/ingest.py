"""`cmo-nlp ingest`: sources into the corpus."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp ingest corpus/sample livre-blanc.html")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@shared_options
@click.pass_obj
def command(invocation: Invocation, sources: tuple[str, ...]) -> None:
    """Bring SOURCES into the corpus: text, Markdown and HTML files, and folders of them.

    Every item ends in the ledger, accepted or refused with a reason: see `cmo-nlp status --refused`.
    The same text from two places is one document.
    """
    from cmo_nlp.cli.reports import ingest_line

    report = invocation.open().ingest(*sources)
    for refusal in report.refused:
        invocation.say(f"refused: {refusal.source}: {refusal.detail} [{refusal.reason}]")
    click.echo(ingest_line(report))
