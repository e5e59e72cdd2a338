"""`cmo-nlp trends compare`: two spans of time, side by side. In French, for readers."""

import dataclasses
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.options import Invocation, shared_options

if TYPE_CHECKING:
    from cmo_nlp.trends import Contrast

__all__ = ["compare"]


@click.command(epilog="Example: cmo-nlp trends compare 2004..2012 2018..2026")
@click.argument("first", metavar="FIRST..LAST")
@click.argument("second", metavar="FIRST..LAST")
@click.option("--limit", metavar="N", type=click.IntRange(min=0), default=15, show_default=True,
              help="Concepts shown as text, the surest first.")  # fmt: skip
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
@shared_options
@click.pass_obj
def compare(invocation: Invocation, first: str, second: str, limit: int, style: str) -> None:
    """Compare two spans of periods: what the profile of the second speaks of more, and of less.

    Each line gives the documents of both spans, the log-odds ratio with an informative Dirichlet prior
    (Monroe et al. 2008) and its z, and q of the difference by permutation among documents of one publisher.
    """
    from cmo_nlp.cli.trends.tables import print_rows

    workspace = invocation.open()
    found = workspace.contrasts(first, second)
    names = workspace.thing_names()
    if style != "text":
        print_rows([{"name": names[c.id], **dataclasses.asdict(c)} for c in found], style)
        return
    for one in found[:limit]:
        click.echo(_line(one, names[one.id]))
    if len(found) > limit:
        invocation.say(f"{limit} of {len(found)} concepts shown; more with --limit N")


def _line(one: "Contrast", name: str) -> str:
    from cmo_nlp.cli.verdicts import probability

    sure = "non testable" if one.q is None else f"q {probability(one.q)}"
    odds = "" if one.log_odds is None or one.z is None else (
        f", log-cotes {_signed(one.log_odds)} (z {_signed(one.z)})"
    )  # fmt: skip
    return f"« {name} » : {one.n1}/{one.N1} puis {one.n2}/{one.N2} documents{odds}, {sure}"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace(".", ",")
