"""`cmo-nlp concepts`: what the corpus mentions. Headings are in French, for readers."""

from typing import TYPE_CHECKING, get_args

import click

from cmo_nlp.cli.listing import Column, Listing, format_option
from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.records import Horizon, Label

if TYPE_CHECKING:
    from cmo_nlp.query import ConceptOrder, ListedConcept

__all__ = ["command"]

_ORDERS = ("documents", "mentions", "name", "first", "last")


@click.command(epilog="Example: cmo-nlp concepts --label tool --horizon future --limit 20")
@click.option("--label", "labels", type=click.Choice(get_args(Label)), multiple=True, help="Of this kind.")
@click.option("--horizon", type=click.Choice(get_args(Horizon)), help="Only in statements of this horizon.")
@click.option("--discovered", is_flag=True, help="What grammar found and no lexicon holds, instead.")
@click.option("--all", "unmentioned", is_flag=True, help="Also those that no document mentions.")
@click.option(
    "--sort", "order", type=click.Choice(_ORDERS), default="documents", show_default=True,
    help="Most documents or mentions first, by name, or by the first or last year.",
)  # fmt: skip
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Concepts shown [default: all].")
@format_option()
@shared_options
@click.pass_obj
def command(
    invocation: Invocation,
    labels: tuple[Label, ...],
    horizon: Horizon | None,
    discovered: bool,  # noqa: FBT001 - click hands flags over so
    unmentioned: bool,  # noqa: FBT001
    order: "ConceptOrder",
    limit: int | None,
    style: str,
) -> None:
    """List the concepts that the documents mention: skills, tools, titles and counterparts.

    A family of near-duplicates counts as one document; each mention counts, also one that is denied.
    Past, present and future count the mentions inside a statement of that horizon.
    """
    if discovered and unmentioned:
        msg = "--all is for the concepts of the lexicon; leave it or --discovered out"
        raise click.UsageError(msg)
    workspace = invocation.open()
    if discovered:
        found = workspace.discovered(labels, horizon, order)
    else:
        found = workspace.concepts(labels, horizon, order, unmentioned=unmentioned)
    _listing(discovered=discovered).print(found[:limit], style)
    what = "forms beyond the lexicon" if discovered else "concepts of the lexicon"
    line = f"{len(found[:limit])} of {len(found)} {what}"
    line += "; more with --limit N" if limit and limit < len(found) else ""
    invocation.say(line if discovered else f"{line}; what was found beyond it: --discovered")


def _listing(*, discovered: bool) -> "Listing[ListedConcept]":
    from cmo_nlp.cli.labels import LABELS
    from cmo_nlp.query import ListedConcept
    from cmo_nlp.query.rows import field_names

    first = (
        Column("genre", lambda one: LABELS[one.label])
        if discovered
        else Column("id", lambda one: one.id, elastic=True)
    )
    columns = (
        first,
        Column("nom", lambda one: one.name, elastic=True),
        Column("doc.", lambda one: str(one.documents), right=True),
        Column("mentions", lambda one: str(one.mentions), right=True),
        Column("niées", lambda one: str(one.negated), right=True),
        Column("passé", lambda one: str(one.past), right=True),
        Column("présent", lambda one: str(one.present), right=True),
        Column("avenir", lambda one: str(one.future), right=True),
        Column("années", _years, right=True),
    )
    return Listing(columns, field_names(ListedConcept))


def _years(one: "ListedConcept") -> str:
    years = dict.fromkeys(year for year in (one.first_year, one.last_year) if year)
    return "-".join(years)
