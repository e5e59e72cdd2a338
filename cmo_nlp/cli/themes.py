"""`cmo-nlp themes`: the guided themes."""

import json
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.cli.topic_age import warn_of_age

if TYPE_CHECKING:
    from cmo_nlp.pipeline import ThemeCount

__all__ = ["command"]

_SHOWN_CHARACTERS = 160


@click.command(epilog="Example: cmo-nlp themes --format json")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@shared_options
@click.pass_obj
def command(invocation: Invocation, style: str) -> None:
    """List the guided themes with the share of documents that speak of each, and its surest passage.

    They are found by `cmo-nlp topics`, from the shipped list or from one of yours (--themes FILE there).
    Near-duplicates count once.
    """
    workspace = invocation.open()
    counts = workspace.themes()
    warn_of_age(invocation, workspace)
    if style == "json":
        click.echo(json.dumps([_row(count) for count in counts], ensure_ascii=False, indent=1))
        return
    for count in counts:
        _print(count)
    if not counts:
        invocation.say(
            "the topics were fitted without guided themes; find some with: cmo-nlp topics --themes shipped"
        )


def _row(count: "ThemeCount") -> dict[str, object]:
    return {
        "id": count.topic.id,
        "name": count.topic.name,
        "n": count.n,
        "N": count.N,
        "share": count.share,
        "segments": count.topic.segments,
        "terms": [{"term": term, "weight": weight} for term, weight in count.topic.terms],
        "documents": count.documents,
        "quotations": [quotation._asdict() for quotation in count.topic.quotations],
    }


def _print(count: "ThemeCount") -> None:
    from cmo_nlp.cli.topic_figures import share

    part = "" if count.share is None else f" ({share(count.share)})"
    topic = count.topic
    click.echo(
        f"{topic.name} ({topic.id}) : {count.n}/{count.N} documents{part}, passages : {topic.segments}"
    )
    if count.quotation:
        text = " ".join(count.passage.split())
        short = text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS].rsplit(" ", 1)[0] + " …"
        where = count.quotation
        click.echo(f"    « {short} » ({where.document_id}, {where.start}-{where.end})")
