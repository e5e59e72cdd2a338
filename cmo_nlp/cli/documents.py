"""`cmo-nlp documents`: what is in the corpus. Headings are in French, for readers."""

from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.listing import Column, Listing, format_option
from cmo_nlp.cli.options import Invocation, selection_options, shared_options

if TYPE_CHECKING:
    from cmo_nlp.query import ListedDocument

__all__ = ["command"]


@click.command(epilog='Example: cmo-nlp documents --since 2015 --publisher "Les Échos"')
@selection_options
@click.option("--families", is_flag=True, help="Only near-duplicates, the members of a family side by side.")
@click.option(
    "--role/--no-role", "names_role", default=None, help="Only those that name the role, or never do."
)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Documents shown [default: all].")
@format_option()
@shared_options
@click.pass_obj
def command(
    invocation: Invocation,
    since: str | None,
    until: str | None,
    publishers: tuple[str, ...],
    source_types: tuple[str, ...],
    families: bool,  # noqa: FBT001 - click hands flags over so
    names_role: bool | None,  # noqa: FBT001
    limit: int | None,
    style: str,
) -> None:
    """List the documents by date, those without one last, and how much was found in each.

    `cmo-nlp show ID` tells all that is known of one. JSON and CSV hold more columns than the table.
    """
    workspace = invocation.open()
    found = workspace.documents(
        since=since,
        until=until,
        publishers=publishers,
        source_types=source_types,
        families=families,
        names_role=names_role,
    )
    _listing(families=families).print(found[:limit], style)
    sizes = workspace.sizes()
    line = f"{len(found[:limit])} of {sizes.documents} documents"
    line += "; more with --limit N" if limit and limit < len(found) else ""
    if (since or until) and sizes.undated:
        line += f"; left out for want of a date: {sizes.undated}"
    invocation.say(line)


def _listing(*, families: bool) -> "Listing[ListedDocument]":
    from cmo_nlp.query import ListedDocument
    from cmo_nlp.query.rows import field_names

    columns = [
        Column("id", lambda one: one.id),
        Column("date", lambda one: one.published.date if one.published else "sans date"),
        Column("titre", lambda one: one.title or one.source.rpartition("/")[2], elastic=True),
        Column("éditeur", lambda one: one.publisher or "", elastic=True),
        Column("mots", lambda one: str(one.words), right=True),
        Column("rôle", lambda one: _number(one.role_mentions), right=True),
        Column("mentions", lambda one: _number(one.mentions), right=True),
    ]
    if families:
        columns.insert(0, Column("famille", lambda one: one.family or ""))
    return Listing(tuple(columns), field_names(ListedDocument))


def _number(count: int | None) -> str:
    return "" if count is None else str(count)
