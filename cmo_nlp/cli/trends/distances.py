"""The distances between successive profiles, in French."""

from itertools import groupby
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.trends.french import typeset
from cmo_nlp.cli.verdicts import number, probability, reason
from cmo_nlp.report.french_periods import period_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmo_nlp.report import Half, NamedDistance

__all__ = ["print_distances"]

_LEVEL = 0.05
_HEADING = (
    "Profil du rôle : divergence de Jensen–Shannon en bits (0 : mêmes parts ; 1 : rien de commun)",
    "Moins il y a de documents, plus elle est grande : elle ne se compare pas d’une partie à l’autre.",
)
_CLOCKS = {"publication": "D’une période de publication à la suivante", "horizon": "D’un horizon à l’autre"}


def print_distances(found: "Sequence[NamedDistance]") -> None:
    """Print, for each pair of successive profiles, how far each part moved, and by what."""
    for line in _HEADING:
        click.echo(typeset(line))
    for clock, of_clock in groupby(found, key=lambda one: one.distance.change.clock):
        click.echo(f"\n{_CLOCKS[clock]}")
        for pair, group in groupby(of_clock, key=lambda one: (one.distance.early, one.distance.late)):
            _print_pair(*pair, list(group))


def _print_pair(early: "Half | None", late: "Half | None", parts: "Sequence[NamedDistance]") -> None:
    if early and late:
        sides = " → ".join(f"{period_name(half.first)} ({_documents(half.N)})" for half in (early, late))
        click.echo(f"  {sides}")
    for one in parts:
        click.echo(typeset(f"    {_distance(one)}"))
    shifts = parts[0].shifts  # the whole profile comes first
    if shifts:
        told = ", ".join(f"{s.name} ({s.early} puis {s.late})" for s in shifts)
        click.echo(typeset(f"    surtout par : {told}"))


def _distance(one: "NamedDistance") -> str:
    change = one.distance.change
    if change.effect is None:
        return f"{one.distance.name} : {reason(change.reason or '')}"
    told = f"{one.distance.name} : {number(change.effect)}"
    if change.p is None or change.q is None:
        return f"{told} (non testable : {reason(change.reason or '')})"
    sure = "établie, " if change.q < _LEVEL else ""
    return f"{told} ({sure}p {probability(change.p)}, q {probability(change.q)})"


def _documents(count: int) -> str:
    return f"{count} document{'s' if count > 1 else ''}"
