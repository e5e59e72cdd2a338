"""`cmo-nlp network`: which concepts stand together. Headings are in French, for readers."""

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from cmo_nlp.cli.listing import Column, Listing, format_option
from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.records import Label

if TYPE_CHECKING:
    from cmo_nlp.query import Edge, Unit, Weight

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp network --unit segment --weight ppmi --minimum 3 -o reseau.gexf")
@click.option(
    "--unit", type=click.Choice(["sentence", "segment", "document"]), default="sentence", show_default=True,
    help="What two concepts must stand in together.",
)  # fmt: skip
@click.option(
    "--weight", type=click.Choice(["count", "ppmi", "jaccard"]), default="count", show_default=True,
    help="What puts a pair first, and weighs an edge in GEXF.",
)  # fmt: skip
@click.option("--label", "labels", type=click.Choice(get_args(Label)), multiple=True, help="Of this kind.")
@click.option("--around", metavar="ID|NAME", help="Only the pairs of this concept.")
@click.option("--period", type=click.Choice(["all", "year"]), default="all", show_default=True)
@click.option(
    "--minimum", metavar="N", type=click.IntRange(min=1), default=2, show_default=True,
    help="Units that a pair must share.",
)  # fmt: skip
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Pairs listed [default: all].")
@click.option("-o", "--output", metavar="FILE", help="Write all pairs to FILE as GEXF, and list none.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@format_option()
@shared_options
@click.pass_obj
def command(
    invocation: Invocation,
    unit: "Unit",
    weight: "Weight",
    labels: tuple[Label, ...],
    around: str | None,
    period: str,
    minimum: int,
    limit: int | None,
    output: str | None,
    force: bool,  # noqa: FBT001 - click hands flags over so
    style: str,
) -> None:
    """List the pairs of concepts that stand together, or write them as a graph.

    Near-duplicates count once; a denied mention counts. With n and m units that mention each and N units in
    all, Jaccard is count / (n + m - count), and PPMI log2(count × N / (n × m)), 0 where that is negative.
    """
    workspace = invocation.open()
    found = workspace.network(
        unit, weight, labels=labels, minimum=minimum, by_year=period == "year", around=around
    )
    if output:
        from cmo_nlp.export.network_gexf import write_network

        written = write_network(found, Path(output), weight, force=force)
        line = f"written: {written}, {len(found.nodes)} concepts, {len(found.edges)} pairs"
    else:
        _listing(by_year=period == "year").print(found.edges[:limit], style)
        line = f"{len(found.edges[:limit])} of {len(found.edges)} pairs"
        line += "; more with --limit N" if limit and limit < len(found.edges) else ""
    line += f"; units counted: {found.N}"
    line += f"; left out for want of a date: {found.undated} documents" if found.undated else ""
    invocation.say(line)


def _listing(*, by_year: bool) -> "Listing[Edge]":
    from cmo_nlp.query import Edge
    from cmo_nlp.query.rows import field_names

    columns = [
        Column("concept", lambda edge: edge.source_name, elastic=True),
        Column("et concept", lambda edge: edge.target_name, elastic=True),
        Column("ensemble", lambda edge: str(edge.count), right=True),
        Column("n", lambda edge: str(edge.source_n), right=True),
        Column("m", lambda edge: str(edge.target_n), right=True),
        Column("N", lambda edge: str(edge.N), right=True),
        Column("PPMI", lambda edge: _decimal(edge.ppmi), right=True),
        Column("Jaccard", lambda edge: _decimal(edge.jaccard), right=True),
    ]
    if by_year:
        columns.insert(0, Column("année", lambda edge: edge.period or ""))
    return Listing(tuple(columns), field_names(Edge))


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
