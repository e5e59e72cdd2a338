"""`cmo-nlp themes`: the guided themes, and the topics that came from the corpus. In French, for readers."""

from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.listing import Column, Listing, format_option, one_line
from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.cli.topic_age import warn_of_age

if TYPE_CHECKING:
    from cmo_nlp.pipeline import ThemeCount, ThemeKind

__all__ = ["command"]

_SHOWN_CHARACTERS = 160
_KINDS = ("all", "guided", "free")
_NAMES = ("id", "name", "kind", "n", "N", "share", "segments", "terms", "documents", "quotations")


@click.command(epilog="Example: cmo-nlp themes --kind guided --format csv")
@click.option(
    "--kind", type=click.Choice(_KINDS), default="all", show_default=True,
    help="Named beforehand (guided), or found in the corpus (free).",
)  # fmt: skip
@format_option("text")
@shared_options
@click.pass_obj
def command(invocation: Invocation, kind: "ThemeKind", style: str) -> None:
    """List themes and topics with the share of documents that speak of each, and its surest passage.

    They are found by `cmo-nlp topics`: guided themes from the shipped list or from one of yours (--themes
    there), then the topics of the corpus itself. Near-duplicates count once. `cmo-nlp show ID` tells more.
    """
    workspace = invocation.open()
    counts = workspace.themes(kind)
    warn_of_age(invocation, workspace)
    if style == "text":
        for count in counts:
            _print(count)
    else:
        _listing().print(counts, style)
    if not counts:
        invocation.say(_nothing(kind))


def _nothing(kind: "ThemeKind") -> str:
    if kind == "free":
        return "the last fit found no topic of the corpus itself"
    return "the topics were fitted without guided themes; find some with: cmo-nlp topics --themes shipped"


def _listing() -> "Listing[ThemeCount]":
    from cmo_nlp.cli.topic_figures import share

    columns = (
        Column("id", lambda count: count.topic.id),
        Column("nom", lambda count: count.topic.name, elastic=True),
        Column("doc.", lambda count: f"{count.n}/{count.N}", right=True),
        Column("part", lambda count: "" if count.share is None else share(count.share), right=True),
        Column("passages", lambda count: str(count.topic.segments), right=True),
        Column("termes", lambda count: ", ".join(term for term, _ in count.topic.terms), elastic=True),
    )
    return Listing(columns, _NAMES, _row)


def _row(count: "ThemeCount") -> dict[str, object]:
    return {
        "id": count.topic.id,
        "name": count.topic.name,
        "kind": count.topic.kind,
        "n": count.n,
        "N": count.N,
        "share": count.share,
        "segments": count.topic.segments,
        "terms": [{"term": term, "weight": weight} for term, weight in count.topic.terms],
        "documents": list(count.documents),
        "quotations": [quotation._asdict() for quotation in count.topic.quotations],
    }


def _print(count: "ThemeCount") -> None:
    from cmo_nlp.cli.quotations import origin_line
    from cmo_nlp.cli.topic_figures import share

    part = "" if count.share is None else f" ({share(count.share)})"
    topic = count.topic
    click.echo(
        one_line(
            f"{topic.name} ({topic.id}) : {count.n}/{count.N} documents{part}, passages : {topic.segments}"
        )
    )
    if count.origin:
        click.echo(f"    {_quoted(count.passage)}")
        click.echo(f"    {origin_line(count.origin)}:{count.origin.start}-{count.origin.end}")


def _quoted(passage: str) -> str:
    from cmo_nlp.cli.quotations import passage_line

    text = passage_line(passage)
    short = text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS].rsplit(" ", 1)[0] + " …"
    return f"« {short} »"
