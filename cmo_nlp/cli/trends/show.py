"""`cmo-nlp trends show`: one thing from near. In French, for readers."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.cli.trends.stale import warn_if_stale
from cmo_nlp.report.french_periods import before, period_name, since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmo_nlp.records import Change, TrendPoint
    from cmo_nlp.report import DatedQuotation, TrendView
    from cmo_nlp.workspace import Workspace

__all__ = ["show"]


def _documents(_context: click.Context, parameter: click.Parameter, value: str) -> int | None:
    """Return how many documents are quoted, None for all."""
    return None if value == "all" else int(click.IntRange(min=0)(value, parameter, None))


_PROFILE = ("profile", "profil")
_SPOKEN = {"past": "dit du passé", "present": "dit du présent", "future": "dit de l’avenir"}
_HORIZONS = {"past": "passé", "present": "présent", "future": "avenir"}


@click.command(epilog="Example: cmo-nlp trends show title/chief-marketing-officer --plot cmo.svg")
@click.argument("thing", metavar="ID|NAME")
@click.option("--plot", "picture", metavar="FILE.svg|png", help="Draw the series.")
@click.option(
    "--quotations", metavar="N|all", callback=_documents, default="3", show_default=True,
    help="Documents quoted on each side and for each horizon; `all` gives all sentences of all.",
)  # fmt: skip
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    show_default=True,
)
@shared_options
@click.pass_obj
def show(invocation: Invocation, thing: str, picture: str | None, quotations: int | None, style: str) -> None:
    """Show the series of one thing, its tests, and dated quotations from before and after the change.

    ID is a concept (tool/crm), a topic, a theme, or a horizon (past, present, future); a French name will do
    where only one thing has it. `profile` shows how far the whole profile is from one period to the next and
    from one horizon to the next. JSON holds the documents behind each share and the offsets of each
    quotation; CSV holds the series.
    """
    workspace = invocation.open()
    warn_if_stale(invocation, workspace)
    if thing in _PROFILE:
        _show_profile(workspace, picture, style)
        return
    view = workspace.trend_view(thing, quotations)
    if picture:
        from cmo_nlp.report import plot

        invocation.say(f"{plot(view, Path(picture))} written")
    if style == "text":
        _print(view)
    else:
        from cmo_nlp.cli.trends.tables import print_rows

        points = (*view.published, *view.spoken, *view.strata)
        print_rows([dataclasses.asdict(row) for row in (points if style == "csv" else (view,))], style)


def _show_profile(workspace: "Workspace", picture: str | None, style: str) -> None:
    from cmo_nlp.cli.trends.distances import print_distances
    from cmo_nlp.cli.trends.tables import change_row, print_rows

    if picture:
        msg = "the profile is no series; draw one of its things, such as: cmo-nlp trends show tool/crm"
        raise click.UsageError(msg)
    found = workspace.distances()
    if style == "text":
        print_distances(found)
    elif style == "csv":
        print_rows([change_row(one.distance) for one in found], style)
    else:
        shifts = ([shift._asdict() for shift in one.shifts] for one in found)
        rows = zip(found, shifts, strict=True)
        print_rows([{**change_row(one.distance), "shifts": told} for one, told in rows], style)


def _print(view: "TrendView") -> None:
    from cmo_nlp.cli.trends.tables import point_line, stratum_name

    click.echo(f"{view.what} « {view.name} » ({view.id})\n")
    specific = {s.period: s.specificity for s in view.specificities}
    for point in view.published:
        click.echo(f"  {point_line(point)}{_specific(specific.get(point.period))}")
    if view.spoken:
        click.echo(f"\n  Horizons : {', '.join(map(_horizon, view.spoken))}")
    for point in view.strata:
        if point.n:
            click.echo(f"  {stratum_name(point.stratum or '')}  {point_line(point)}")
    click.echo("")
    for change in view.changes:
        click.echo(_test_line(change))
    if crude := _crude(view):
        click.echo(f"Sans égard aux publications : {crude}")
    _print_quotations(view)


def _specific(value: float | None) -> str:
    return "" if value is None else f"  spécificité {value:+.1f}".replace(".", ",")


def _horizon(point: "TrendPoint") -> str:
    return f"{_HORIZONS[point.period]} {point.n}/{point.N}"


def _test_line(change: "Change") -> str:
    from cmo_nlp.cli.verdicts import certainty, effect, held, probability, verdict

    test = {"trend": "Tendance", "step": "Rupture", "distance": "Distance"}[change.test]
    test = "Avenir contre passé" if change.clock == "horizon" else test
    p = "" if change.p is None else f"p {probability(change.p)}"
    parts = [verdict(change), effect(change), p, certainty(change)]
    return f"{test}{held(change.stratum)} : {', '.join(part for part in parts if part)}"


def _crude(view: "TrendView") -> str:
    from cmo_nlp.cli.verdicts import number, probability

    crude = view.crude
    if crude is None or None in {crude.odds_ratio, crude.low, crude.high, crude.p}:
        return ""
    ratio, low, high = (number(value or 0.0) for value in (crude.odds_ratio, crude.low, crude.high))
    p = probability(crude.p or 0.0)
    return f"rapport de cotes par an {ratio} [{low} ; {high}], p {p} (Cochran–Armitage)"


def _print_quotations(view: "TrendView") -> None:
    if view.since:
        _print_quoted(before(view.since), view.before)
        _print_quoted(since(view.since), view.after)
    for point in view.spoken:
        told = [one for one in view.told if one.period == point.period]
        if told:
            _print_quoted(_SPOKEN[point.period], told)


def _print_quoted(heading: str, quotations: "Sequence[DatedQuotation]") -> None:
    from cmo_nlp.cli.quotations import origin_line, passage_line

    click.echo(f"\n{heading[:1].upper()}{heading[1:]} :{'' if quotations else ' rien à citer'}")
    for period, quotation in quotations:
        click.echo(f"  {period_name(period)}  « {passage_line(quotation.quotation)} »")
        click.echo(f"      {origin_line(quotation)}:{quotation.start}-{quotation.end}")
