"""`cmo-nlp lexicon import`: a reviewed table into a lexicon of one's own."""

from pathlib import Path

import click

from cmo_nlp.cli.lexicon.taking import into_option, print_files
from cmo_nlp.cli.options import shared_options

__all__ = ["command"]


@click.command(
    "import",
    short_help="Take a reviewed file into your lexicon.",
    epilog="Example: cmo-nlp lexicon import review.csv --into my-lexicon",
)
@click.argument("file", type=click.Path())
@into_option
@shared_options
def command(file: str, into: str) -> None:
    """Take a reviewed FILE into your lexicon: forms of known concepts, and new concepts with their forms.

    Needed are the columns decision, concept_id and form; name, case and language count where they are there.
    What was answered with no is remembered: with this lexicon it is neither found nor suggested again. One
    bad line, and nothing is taken. The same file again changes nothing.
    """
    from cmo_nlp import lexicons

    base = lexicons.load()
    tables, before = lexicons.open_folder(Path(into), base)
    review = lexicons.read_review(Path(file), before, base)
    after, files = lexicons.add(tables, base, review.additions)
    forms = len(after.own) - len(before.own)
    click.echo(f"{len(review.additions.concepts)} concepts and {forms} forms added", nl=False)
    click.echo(f", {review.held} lines there already; left out: ", nl=False)
    click.echo(f"{review.refused} answered with no, {review.open} without a decision")
    if review.additions.refused:
        click.echo(
            f"{len(review.additions.refused)} forms that will not be found or suggested with {into} again"
        )
    for form in after.taken:
        if form not in before.taken:
            click.echo(f"taken over: {form.form!r} was a form of {form.concept_id}")
    print_files(files, into)
