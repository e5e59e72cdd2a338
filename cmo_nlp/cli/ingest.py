"""`cmo-nlp ingest`: sources into the corpus."""

from collections.abc import Iterable
from typing import Any

import click

from cmo_nlp.cli.lakes import OnLake, lake_options
from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]

_EXAMPLES = """\b
Examples:
  cmo-nlp ingest corpus/sample livre-blanc.pdf export_europresse.html
  cmo-nlp ingest revue.csv --map text=Contenu --map published=Parution
  cmo-nlp ingest archives.zip --metadata notices.csv --report ledger.csv
  cmo-nlp ingest archives --lake /data/lake --on processes --jobs 8
"""


@click.command(epilog=_EXAMPLES)
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@click.option("--urls", type=click.Path(), metavar="FILE", help="Fetch the addresses in FILE, one a line.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="A column (or JSON key) that stands for a field: text, title, published, authors, publisher…",
)
@click.option(
    "--metadata",
    type=click.Path(),
    metavar="FILE",
    help="A CSV whose first column holds file names; what it says goes before what the files say.",
)
@click.option("--language", metavar="CODE", help="Language that documents must have, or any.  [default: fr]")
@click.option(
    "--keep-duplicates/--merge-duplicates",
    default=None,
    help="Count near-duplicates each by itself, or their family once. Remembered.  [default: merge]",
)
@click.option("--jobs", type=int, metavar="N", help="Processes that read.  [default: 1]")
@click.option("--max-bytes", type=int, metavar="N", help="Refuse larger files.  [default: 20000000]")
@click.option("--allow-private", is_flag=True, help="Fetch from the own network too.")
@click.option("--strict", is_flag=True, help="Exit with 3 when anything is refused.")
@click.option("--report", type=click.Path(), metavar="FILE", help="Write what became of each item as CSV.")
@click.option("--shard-size", type=int, metavar="N", help="Sources in a shard of a new lake. [default: 1000]")
@lake_options
@shared_options
@click.pass_obj
def command(
    invocation: Invocation,
    sources: tuple[str, ...],
    urls: str | None,
    columns: tuple[str, ...],
    metadata: str | None,
    language: str | None,
    keep_duplicates: bool | None,  # noqa: FBT001 - click hands flags over so
    max_bytes: int | None,
    allow_private: bool,  # noqa: FBT001
    strict: bool,  # noqa: FBT001
    report: str | None,
    shard_size: int | None,
    on_lake: OnLake,
) -> None:
    """Bring SOURCES into the corpus: files, folders, ZIP archives, http(s) addresses, or - for JSON lines.

    Read are web pages, PDF, DOCX, ODT, text, Markdown, CSV, TSV, JSONL, exports of Europresse and Factiva,
    IRaMuTeQ corpora and TXM folders. Every item ends in the ledger: accepted, unchanged, copy,
    near-duplicate, or refused with a reason (`cmo-nlp status --refused`). The same sources again change
    nothing.
    """
    from cmo_nlp.cli.reports import ingest_line
    from cmo_nlp.cli.sources import addresses, check_language, columns_of, standard_input

    check_language(language)
    changes: dict[str, Any] = {
        "language": language, "columns": columns_of(columns), "maximum_bytes": max_bytes,
    }  # fmt: skip
    named = [source for source in sources if source != "-"] + addresses(urls)

    def lines(most_bytes: int) -> Iterable[str]:
        return standard_input(most_bytes) if "-" in sources else ()

    if on_lake.address:
        from cmo_nlp.cli.lake_stages import GivenSources, ingest_lake

        if report or keep_duplicates is not None:
            msg = "--report and --keep-duplicates are for a workspace: a lake has its ledger in its shards"
            raise click.UsageError(msg)
        given = GivenSources(named, lines, metadata, allow_private, shard_size)
        ingest_lake(invocation, on_lake, given, changes, strict=strict)
        return
    on_lake.require_none()
    if not named and "-" not in sources:
        msg = "Missing argument 'SOURCE...'."
        raise click.UsageError(msg)
    workspace = invocation.open(ingest={**changes, "batch_jobs": on_lake.jobs})
    done = workspace.ingest(
        *named,
        lines=lines(workspace.settings.ingest.maximum_bytes),
        metadata=metadata,
        keep_duplicates=keep_duplicates,
        allow_private=allow_private,
        strict=strict,
        ledger=report,
    )
    for refusal in done.refused:
        invocation.say(f"refused: {refusal.source}: {refusal.detail} [{refusal.reason}]")
    for remark in done.remarks:
        invocation.say(remark)
    click.echo(ingest_line(done))
