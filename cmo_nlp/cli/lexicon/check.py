"""`cmo-nlp lexicon check`: whether a lexicon will do."""

from pathlib import Path

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(
    "check",
    short_help="Say what a lexicon changes, and whether it will do.",
    epilog="Example: cmo-nlp lexicon check my-lexicon",
)
@click.argument("folder", metavar="[DIR]", required=False)
@shared_options
@click.pass_obj
def command(invocation: Invocation, folder: str | None) -> None:
    """Read the lexicon in DIR over the shipped one, and say what it changes; exits with 3 if it will not do.

    Without DIR: the one that the settings name, or the shipped one.
    """
    from cmo_nlp import lexicons
    from cmo_nlp.annotate.same_words import same_words

    base = lexicons.load()
    folder = folder or invocation.open().settings.annotate.lexicon
    if not folder:
        click.echo(f"the shipped lexicon: {len(base.concepts)} concepts, {len(base.forms)} forms")
        return
    found = lexicons.extend(base, lexicons.read_tables(Path(folder)))
    own = f"{len(found.added)} concepts of its own, {len(found.replaced)} in place of shipped ones"
    click.echo(f"{folder}: {own}, {len(found.own)} forms")
    for form in found.taken:
        click.echo(f"taken over: {form.form!r} was a form of {form.concept_id}")
    for form in found.off:
        click.echo(f"switched off: {form.form!r} of {form.concept_id}")
    whole = found.lexicon
    click.echo(f"{len(whole.refused)} forms that grammar shall not find: switched off, or answered with no")
    for one, other in same_words(whole):
        click.echo(
            f"the same words in a text: {one.form!r} of {one.concept_id} and {other.form!r} of "
            f"{other.concept_id}; keep one, or switch the shipped one off"
        )
    click.echo(f"with the shipped lexicon: {len(whole.concepts)} concepts, {len(whole.forms)} forms")
