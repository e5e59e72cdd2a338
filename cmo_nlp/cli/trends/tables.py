"""Series and tests as lines, as tables, as JSON, and as tidy CSV."""

import dataclasses
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.listing import Column, Listing
from cmo_nlp.cli.summary import change_line
from cmo_nlp.cli.verdicts import held, number, percent, probability, reason, verdict, with_interval
from cmo_nlp.report import Half
from cmo_nlp.report.french_periods import period_name

if TYPE_CHECKING:
    from cmo_nlp.records import TrendPoint
    from cmo_nlp.report import NamedChange, NamedPoint

__all__ = [
    "CHANGES",
    "change_row",
    "per_10_000",
    "point_line",
    "print_changes",
    "print_rows",
    "print_series",
    "print_table",
    "stratum_name",
]

_WORDS = 10_000
_TESTS = {"trend": "tendance", "step": "rupture", "distance": "distance"}


def print_changes(changes: "Sequence[NamedChange]", style: str, limit: int) -> str:
    """Print the tests, the surest first; as text only the first `limit`, and return what says so.

    Distances between profiles are no tests of a thing: as text, `trends show profile` tells them.
    """
    if style == "table":
        print_table(CHANGES, changes)
        return ""
    if style != "text":
        print_rows([change_row(named) for named in changes], style)
        return ""
    tested = [named for named in changes if named.change.p is not None and named.change.kind != "profile"]
    for named in tested[:limit]:
        click.echo(change_line(named))
    if len(tested) > limit:
        return f"{limit} of {len(tested)} tests shown; more with --limit N"
    return ""


def print_series(points: "Sequence[NamedPoint]", style: str) -> None:
    """Print the share of every thing in every period, one after the other."""
    if style == "table":
        print_table(_POINTS, points)
        return
    if style != "text":
        print_rows([_point_row(named) for named in points], style)
        return
    for (name, what, clock, stratum), group in groupby(
        points, lambda p: (p.name, p.what, p.point.clock, p.point.stratum)
    ):
        spoken = ", par horizon" if clock == "horizon" else ""
        click.echo(f"{what} « {name} »{spoken}{f', {stratum_name(stratum)}' if stratum else ''}")
        for named in group:
            click.echo(f"  {point_line(named.point)}")


def stratum_name(stratum: str) -> str:
    """Return the documents of a series: those of one value of a field, or all with the composition held."""
    return stratum if "=" in stratum else held(stratum).removeprefix(", ")


def point_line(point: "TrendPoint") -> str:
    """Return a point in one line: period, n/N, share with its interval, mentions per 10,000 words."""
    if point.share is None or point.low is None or point.high is None:
        lacking = f"{point.n}/{point.N}  une valeur du champ n’y a pas de document"
        return f"{period_name(point.period)}  {lacking if point.N else 'aucun document'}"
    said = f"{point.n}/{point.N}  {percent(point.share)} [{percent(point.low)} ; {percent(point.high)}]"
    often = per_10_000(point)
    said += "" if often is None else f"  {number(often, 1)} pour 10 000 mots"
    return f"{period_name(point.period)}  {said}{'  (peu de documents)' if point.sparse else ''}"


def per_10_000(point: "TrendPoint") -> float | None:
    """Return the mentions per 10,000 words, None where no words were counted."""
    return point.mentions / point.words * _WORDS if point.words else None


def print_rows(rows: Sequence[Mapping[str, object]], style: str) -> None:
    """Print rows as a JSON list, as JSON lines, or as CSV, nothing where there are none."""
    if rows or style != "csv":
        listing: Listing[Mapping[str, object]] = Listing((), tuple(rows[0]) if rows else (), dict)
        listing.print(rows, style)


def print_table(columns: Sequence[Column], records: "Sequence[object]") -> None:
    """Print records as a table that fits the terminal."""
    listing: Listing[object] = Listing(tuple(columns), ())
    listing.print(records, "table")


def _half(half: Half | None) -> str:
    return f"{half.n}/{half.N}" if half else ""


def _chance(value: float | None) -> str:
    return "" if value is None else probability(value).removeprefix("= ")


def _share(point: "TrendPoint") -> str:
    if point.share is None or point.low is None or point.high is None:
        return ""
    return f"{percent(point.share)} [{percent(point.low)} ; {percent(point.high)}]"


def _often(point: "TrendPoint") -> str:
    often = per_10_000(point)
    return "" if often is None else number(often, 1)


CHANGES = (
    Column("genre", lambda one: one.what),
    Column("nom", lambda one: one.name, elastic=True),
    Column("test", lambda one: _TESTS[one.change.test] + held(one.change.stratum), elastic=True),
    Column("horloge", lambda one: one.change.clock),
    Column("avant", lambda one: _half(one.early), right=True),
    Column("après", lambda one: _half(one.late), right=True),
    Column("effet [95 %]", lambda one: with_interval(one.change)),
    Column("p", lambda one: _chance(one.change.p), right=True),
    Column("q", lambda one: _chance(one.change.q), right=True),
    Column("verdict", lambda one: verdict(one.change) or reason(one.change.reason or ""), elastic=True),
)
"""The columns of tests: the effect is an odds ratio, of a distance between profiles a divergence in bits."""
_POINTS = (
    Column("genre", lambda one: one.what),
    Column("nom", lambda one: one.name, elastic=True),
    Column(
        "documents",
        lambda one: stratum_name(one.point.stratum) if one.point.stratum else "tous",
        elastic=True,
    ),
    Column("période", lambda one: period_name(one.point.period)),
    Column("n/N", lambda one: f"{one.point.n}/{one.point.N}", right=True),
    Column("part [95 %]", lambda one: _share(one.point)),
    Column("pour 10 000 mots", lambda one: _often(one.point), right=True),
)


def change_row(named: "NamedChange") -> dict[str, object]:
    """Return a test as a row of a table, with the documents of both halves of its series."""
    sums = {
        f"{half}_{key}": value
        for half, of in (("before", named.early), ("after", named.late))
        for key, value in zip(Half._fields, of or (None,) * len(Half._fields), strict=True)
    }
    return {"name": named.name, "what": named.what, **dataclasses.asdict(named.change), **sums}


def _point_row(named: "NamedPoint") -> dict[str, object]:
    row = dataclasses.asdict(named.point)
    documents = row.pop("documents")
    often = per_10_000(named.point)
    return {"name": named.name, "what": named.what, **row, "per_10_000_words": often, "documents": documents}
