"""`cmo-nlp show`: one thing from near, whatever its id. In French, for readers."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(
    epilog="Examples: cmo-nlp show title/directeur-marketing   cmo-nlp show 610d1420502f0e06:0-120   "
    "cmo-nlp show concept:tool/crm"
)
@click.argument("identity", metavar="ID")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@shared_options
@click.pass_obj
def command(invocation: Invocation, identity: str, style: str) -> None:
    """Show what is known of the thing with that ID, and the way back to the text.

    \b
    610d1420502f0e06         a document; its first 6 digits or more are enough
    610d1420502f0e06:0-120   a passage of it: segment, sentence, mention, or any other
    tool/crm                 a concept
    topic-02, theme-...      a topic or a theme
    concept:tool/crm         its series over the years, and the tests of it; topic:ID, horizon:future too
    """  # noqa: D301 - click wants the character itself
    from cmo_nlp.cli.listing import json_text, print_lines
    from cmo_nlp.cli.shown import lines_of
    from cmo_nlp.query.rows import plain

    shown = invocation.open().show(identity)
    if style == "json":
        click.echo(json_text(plain(shown), indent=1))
    else:
        print_lines(lines_of(shown))
