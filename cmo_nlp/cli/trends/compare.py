"""`cmo-nlp trends compare`: two spans of time, side by side. In French, for readers."""

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.listing import Column, format_option
from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.cli.trends.french import typeset
from cmo_nlp.cli.verdicts import probability, reason
from cmo_nlp.report.french_periods import periods_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmo_nlp.trends import Contrast

__all__ = ["compare"]

_VERDICTS = {"up": "en hausse", "down": "en baisse", "none": "sans écart établi"}
_COLUMNS = (
    Column("id", lambda one: one[1].id, elastic=True),
    Column("nom", lambda one: one[0], elastic=True),
    Column("d’abord", lambda one: f"{one[1].n1}/{one[1].N1}", right=True),
    Column("ensuite", lambda one: f"{one[1].n2}/{one[1].N2}", right=True),
    Column("p", lambda one: _chance(one[1].p), right=True),
    Column("q", lambda one: _chance(one[1].q), right=True),
    Column("log-cotes", lambda one: "" if one[1].log_odds is None else _signed(one[1].log_odds), right=True),
    Column("z", lambda one: "" if one[1].z is None else _signed(one[1].z), right=True),
    Column(
        "verdict",
        lambda one: _VERDICTS[one[1].direction] if one[1].p is not None else reason(one[1].reason or ""),
        elastic=True,
    ),
)


@click.command(epilog="Example: cmo-nlp trends compare 2004..2012 2018..2026")
@click.argument("first", metavar="FIRST..LAST")
@click.argument("second", metavar="FIRST..LAST")
@click.option("--limit", metavar="N", type=click.IntRange(min=0), default=15, show_default=True,
              help="Things shown as text, the surest first.")  # fmt: skip
@format_option("text")
@shared_options
@click.pass_obj
def compare(invocation: Invocation, first: str, second: str, limit: int, style: str) -> None:
    """Compare two spans of periods: what the profile of the second speaks of more, and of less.

    Each line gives the documents of both spans, and p and q of the difference between these two shares, by
    permutation among documents of one publisher. Beside it stands what it does not test: how much of the
    profile of each span the thing is, as log-odds ratio with an informative Dirichlet prior and its z (Monroe
    et al. 2008). Spans are of the periods of the last `trends`, and so is --about-role.
    """
    from cmo_nlp.cli.trends.tables import print_rows, print_table

    workspace = invocation.open()
    found = workspace.contrasts(first, second)
    names = workspace.thing_names()
    if style == "table":
        print_table(_COLUMNS, [(names[c.id], c) for c in found])
        return
    if style != "text":
        print_rows([{"name": names[c.id], **dataclasses.asdict(c)} for c in found], style)
        return
    for line in _heading(found, (first, second)):
        click.echo(typeset(line))
    for one in found[:limit]:
        click.echo(typeset(_line(one, names[one.id])))
    if len(found) > limit:
        invocation.say(f"{limit} of {len(found)} things shown; more with --limit N")


def _heading(found: "Sequence[Contrast]", spans: tuple[str, str]) -> Iterator[str]:
    if not found:
        yield "Rien à comparer : aucun document de ces périodes ne parle de rien"
        return
    ends = [span.split("..") if ".." in span else (span, span) for span in spans]
    told = [periods_between(*pair) for pair in ends]
    tested = sum(one.p is not None for one in found)
    sure = sum(one.direction != "none" for one in found)
    plural = "s" if sure > 1 else ""
    established = f"{sure} écart{plural} établi{plural}" if sure else "aucun écart établi"
    sides = zip(told, (found[0].N1, found[0].N2), strict=True)
    spoken = " et ".join(f"{span} ({count} documents)" for span, count in sides)
    yield f"{spoken} : {established} sur {tested} tests"
    yield "p et q : part des documents, à publication égale ; log-cotes et z : part du profil, non testée"


def _line(one: "Contrast", name: str) -> str:
    said = f"« {name} » : {_VERDICTS[one.direction]}, " if one.p is not None else f"« {name} » : "
    sure = f"p {probability(one.p)}, q {probability(one.q)}" if one.p is not None and one.q is not None else (
        f"non testable ({reason(one.reason or '')})"
    )  # fmt: skip
    odds = "" if one.log_odds is None or one.z is None else (
        f" ; log-cotes {_signed(one.log_odds)} (z {_signed(one.z)})"
    )  # fmt: skip
    return f"{said}{one.n1}/{one.N1} puis {one.n2}/{one.N2} documents, {sure}{odds}"


def _chance(value: float | None) -> str:
    return "" if value is None else probability(value).removeprefix("= ")


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace(".", ",")
