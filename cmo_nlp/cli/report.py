"""`cmo-nlp report`: the analysis as one page."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp report -o report.html --workspace outputs/demo")
@click.option("-o", "--output", metavar="FILE", required=True, help="Where to write: report.html.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option(
    "--lang", "language", type=click.Choice(["fr", "en"]), default="fr", show_default=True,
    help="Language of the page; quotations stay as they are.",
)  # fmt: skip
@click.option(
    "--style", type=click.Choice(["colour", "mono"]), default="colour", show_default=True,
    help="mono is for black and white.",
)  # fmt: skip
@shared_options
@click.pass_obj
def command(
    invocation: Invocation,
    output: str,
    force: bool,  # noqa: FBT001 - click hands flags over so
    language: str,
    style: str,
) -> None:
    """Write one HTML file that shows the corpus, the profile of the role, what changes, and how it was found.

    It needs no network: every picture, table and sentence is in it. A stage that has not run leaves its
    section empty, and the page says so. Lists are bounded; what is left out is counted, with the command that
    shows it.
    """
    invocation.open().report(
        output, language=language, style="mono" if style == "mono" else "colour", force=force
    )
    invocation.say(f"written: {output}")
