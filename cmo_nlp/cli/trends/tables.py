"""Series and tests as lines, as JSON, and as tidy CSV."""

import csv
import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.summary import change_line
from cmo_nlp.cli.verdicts import held, number, percent
from cmo_nlp.report import Half
from cmo_nlp.report.french_periods import period_name

if TYPE_CHECKING:
    from cmo_nlp.records import TrendPoint
    from cmo_nlp.report import NamedChange, NamedPoint

__all__ = [
    "change_row",
    "per_10_000",
    "point_line",
    "print_changes",
    "print_rows",
    "print_series",
    "stratum_name",
]

_WORDS = 10_000


def print_changes(changes: "Sequence[NamedChange]", style: str, limit: int) -> str:
    """Print the tests, the surest first; as text only the first `limit`, and return what says so.

    Distances between profiles are no tests of a thing: as text, `trends show profile` tells them.
    """
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
    """Print rows as a JSON list, or as CSV with lists joined by spaces."""
    if style == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        return
    writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(value) for key, value in row.items()})


def _cell(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, Iterable) and not isinstance(value, str) else value


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
