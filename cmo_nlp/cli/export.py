"""`cmo-nlp export`: the analysis for other tools."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]

# Those of cmo_nlp.export, which --help does not import.
_FORMATS = ("json", "csv", "parquet", "conllu", "iramuteq", "skos", "txm", "schema")
_QUOTATION_WORDS = 25


@click.command(epilog="Example: cmo-nlp export json -o analysis.json.gz --since 2020 --no-text")
@click.argument("style", metavar="FORMAT", type=click.Choice(_FORMATS))
@click.option("-o", "--output", metavar="PLACE", help="Where to write [default: standard output for schema].")
@click.option("--force", is_flag=True, help="Replace PLACE if it is there.")
@click.option(
    "--only",
    metavar="PARTS",
    multiple=True,
    help="documents, refused, concepts, mentions, statements, topics, assignments, trends, changes: write"
    " these, with commas between. lexicon: leave out mentions that no lexicon gave.",
)
@click.option("--since", metavar="DATE", help="Documents published then or later: 2018, 2018-10, 2018-10-22.")
@click.option("--until", metavar="DATE", help="Documents published then or before.")
@click.option("--source-type", metavar="TYPE", multiple=True, help="Documents of this type; may be repeated.")
@click.option("--no-text", is_flag=True, help="Leave the texts out; their SHA-256 and all offsets stay.")
@click.option(
    "--quotation-words",
    metavar="N",
    type=click.IntRange(min=0),
    default=_QUOTATION_WORDS,
    show_default=True,
    help="Words in a row that --no-text shows of a text.",
)
@shared_options
@click.pass_obj
def command(
    invocation: Invocation,
    style: str,
    output: str | None,
    force: bool,  # noqa: FBT001 - click hands flags over so
    only: tuple[str, ...],
    since: str | None,
    until: str | None,
    source_type: tuple[str, ...],
    no_text: bool,  # noqa: FBT001
    quotation_words: int,
) -> None:
    """Write the analysis for other tools, or print the JSON Schema of FORMAT json (FORMAT schema).

    A stage that has not run leaves an empty list and `run.stages.NAME = "missing"`. A file is compressed
    where its name ends in .gz or .zst. A document without a date is left out by --since and --until. Topics,
    trends and changes are results over the whole corpus, whichever documents are chosen. With a corpus for
    IRaMuTeQ goes a table of what its variables cannot say, which ingest --metadata reads.
    """
    if style == "schema":
        from cmo_nlp.cli.schema import show_schema

        show_schema(output, force=force)
        return
    if not output:
        msg = f"name the place with -o PLACE, as in: cmo-nlp export {style} -o {_EXAMPLES[style]}"
        raise click.UsageError(msg)
    from cmo_nlp.export import Selection

    selection = Selection.named(
        only, since=since, until=until, source_types=source_type,
        quotation_words=quotation_words if no_text else None,
    )  # fmt: skip
    written = invocation.open().export(output, style, force=force, selection=selection)
    of = f" ({written.documents} of {written.documents_in_corpus} documents)"
    remark = f" {written.remark}" if written.remark else ""
    invocation.say(f"written: {written.place}{remark}{of if selection.chooses_documents else ''}")


_EXAMPLES = {
    "json": "analysis.json", "csv": "tables", "parquet": "tables", "conllu": "corpus.conllu",
    "iramuteq": "corpus.txt", "skos": "concepts.ttl", "txm": "corpus",
}  # fmt: skip
