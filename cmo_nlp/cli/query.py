"""`cmo-nlp query`: quotations."""

from typing import Any, get_args

import click

from cmo_nlp.cli.listing import format_option
from cmo_nlp.cli.options import Invocation, selection_options, shared_options
from cmo_nlp.records import Horizon, Label

__all__ = ["command"]


@click.command(epilog='Example: cmo-nlp query "données NOT clients" --horizon future --since 2018 --limit 3')
@click.argument("text")
@click.option(
    "--mode", type=click.Choice(["hybrid", "text", "semantic"]), default="hybrid", show_default=True,
    help="By words, by meaning, or by both ranks together.",
)  # fmt: skip
@click.option("--concept", "concepts", metavar="ID|NAME", multiple=True, help="Mentions this concept.")
@click.option(
    "--label", "labels", type=click.Choice(get_args(Label)), multiple=True, help="Mentions one of these."
)
@click.option(
    "--topic", "--theme", "topics", metavar="ID|NAME", multiple=True, help="Belongs to this topic or theme."
)
@click.option(
    "--horizon", "horizons", type=click.Choice(get_args(Horizon)), multiple=True,
    help="Holds a statement about the role's past, present or future.",
)  # fmt: skip
@click.option(
    "--negated/--no-negated", default=None, help="Holds a mention that is denied, or one that is not."
)
@selection_options
@click.option(
    "--context", metavar="N", type=click.IntRange(0, 50), default=0, help="Sentences around the quotation."
)
@click.option(
    "--sort", "order", type=click.Choice(["score", "date"]), default="score", show_default=True,
    help="The best first, or the latest.",
)  # fmt: skip
@click.option("--limit", metavar="N", type=click.IntRange(1, 10_000), help="Quotations shown [default: 10].")
@format_option("text")
@shared_options
@click.pass_obj
def command(invocation: Invocation, /, text: str, style: str, **asked: Any) -> None:
    """Find passages that answer TEXT and quote them, with title, source and date.

    All words of TEXT must be there, articles and prepositions apart. Accents, case, apostrophes, elisions and
    inflection are folded: « equipe » finds « l’équipe » and « ÉQUIPES ». Words in quotation marks, or joined
    by a hyphen, stand side by side; a star ends a beginning (« market* »); an equals sign asks for the very
    form (« =directrice »); AND, OR, NOT in capitals and brackets join words. Passages near in meaning follow,
    once topics were fitted.

    Options that are repeated ask for one of several; different options for all of them at once. --concept,
    --label, --negated and --horizon are asked of one mention: with --negated --horizon past, a mention is
    denied in a statement about the past. --horizon alone asks for such a statement, whatever it mentions.
    """
    from cmo_nlp.cli.quotations import found_line, print_listing, print_text
    from cmo_nlp.query import Wanted

    mode, order, context = asked.pop("mode"), asked.pop("order"), asked.pop("context")
    limit = asked.pop("limit")
    workspace = invocation.open()
    answer = workspace.query(text, limit, mode=mode, wanted=Wanted(**asked), order=order, context=context)
    if style == "text":
        print_text(answer)
    else:
        print_listing(answer, style)
    invocation.say(found_line(answer, text, mode))
