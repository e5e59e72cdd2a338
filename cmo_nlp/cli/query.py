"""`cmo-nlp query`: quotations."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog='Example: cmo-nlp query "relation client" --limit 3')
@click.argument("text")
@click.option("--limit", metavar="N", type=click.IntRange(1, 10_000), help="Quotations shown [default: 10].")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@shared_options
@click.pass_obj
def command(invocation: Invocation, text: str, limit: int | None, style: str) -> None:
    """Find passages that hold all words of TEXT and quote them, with title, source and date.

    Accents, case, apostrophes, elisions and plurals are folded: « equipe » finds « l’équipe », « ÉQUIPES ».
    Words inside quotation marks must stand side by side.
    """
    from cmo_nlp.cli.quotations import found_line, print_json, print_text

    answer = invocation.open().query(text, limit)
    if style == "json":
        print_json(answer.hits)
    else:
        print_text(answer.hits)
    invocation.say(found_line(answer, text))
