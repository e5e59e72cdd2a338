"""`cmo-nlp lexicon suggest`: what was found beyond the lexicon."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.listing import Column, Listing, format_option
from cmo_nlp.cli.options import Invocation, shared_options

if TYPE_CHECKING:
    from cmo_nlp.query import Suggestion, Suggestions

__all__ = ["command"]


@click.command(
    "suggest",
    short_help="Rank what was found beyond the lexicon, as CSV to review.",
    epilog="Example: cmo-nlp lexicon suggest -o review.csv",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write [default: standard output].")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option(
    "--minimum", metavar="N", type=click.IntRange(1), default=1, show_default=True,
    help="Documents that a form must stand in, near-duplicates counted once.",
)  # fmt: skip
@click.option(
    "--limit", metavar="N", type=click.IntRange(1, 10_000), default=200, show_default=True,
    help="Forms shown.",
)  # fmt: skip
@click.option("--lexicon", metavar="DIR", help="Your lexicon, which counts as known.")
@format_option("csv")
@shared_options
@click.pass_obj
def command(
    invocation: Invocation,
    output: str | None,
    force: bool,  # noqa: FBT001 - click hands flags over so
    minimum: int,
    limit: int,
    lexicon: str | None,
    style: str,
) -> None:
    """Rank the skills, tools and counterparts that grammar found and no lexicon holds, as CSV to review.

    Those of most documents come first. A line stands for all inflections of an expression, in its commonest
    form: how often it is there, in how many documents, up to three quotations with source and date, and the
    nearest concepts. Fill in `decision`: add (the form names `concept_id`), new (make `concept_id`, under
    `name` or the form itself) or no (never again, with this lexicon); what stays empty is left for later.
    `lexicon import` takes the file back. The other styles are for reading.
    """
    if output and style != "csv":
        msg = f"-o writes the table to review, which is CSV; leave out --format {style}, or -o"
        raise click.UsageError(msg)
    from cmo_nlp.export import write_review_file, write_review_table

    found = invocation.open(annotate={"lexicon": lexicon}).suggestions(minimum, limit)
    if output:
        write_review_file(Path(output), found.forms, force=force)
    elif style == "csv":
        write_review_table(sys.stdout, found.forms)
    else:
        _LISTING.print(found.forms, style)
    invocation.say(_line(found, output, minimum))


_LISTING: "Listing[Suggestion]" = Listing(
    (
        Column("forme", lambda s: s.form, elastic=True),
        Column("type", lambda s: s.label),
        Column("doc.", lambda s: str(s.documents), right=True),
        Column("mentions", lambda s: str(s.mentions), right=True),
        Column("proche de", lambda s: ", ".join(near.name for near in s.nearest), elastic=True),
        Column("citation", lambda s: next((e.text for e in s.excerpts), ""), elastic=True),
    ),
    (),  # CSV is the table to review
)


def _line(found: "Suggestions", output: str | None, minimum: int) -> str:
    """Return what is shown and what was left out."""
    left = [
        f"{found.rare} in fewer than {minimum} documents (--minimum N)" if found.rare else "",
        f"{found.further} further down (--limit N)" if found.further else "",
        f"{found.known} in the lexicon by now" if found.known else "",
        f"{found.refused} refused or switched off in your lexicon" if found.refused else "",
    ]
    parts = [
        f"{len(found.forms)} discovered forms{f' in {output}' if output else ''}",
        f"left out: {', '.join(filter(None, left))}" if any(left) else "",
        f"not searched: {found.unsearched} documents without annotation, run: cmo-nlp annotate"
        if found.unsearched
        else "",
    ]
    return "; ".join(filter(None, parts))
