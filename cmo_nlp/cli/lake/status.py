"""`cmo-nlp lake status`: which shards are done, and why the others are not."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.listing import Column, Listing, format_option, harmless
from cmo_nlp.cli.options import Invocation, shared_options

if TYPE_CHECKING:
    from cmo_nlp.lake.states import ShardState
    from cmo_nlp.records import Refusal

__all__ = ["command"]


@click.command(name="status", epilog="Example: cmo-nlp lake status /data/lake --format csv")
@click.argument("lake", metavar="DIR|URL")
@click.option("--refused", is_flag=True, help="List what did not come in, with the reason.")
@format_option("text")
@shared_options
@click.pass_obj
def command(invocation: Invocation, lake: str, refused: bool, style: str) -> None:  # noqa: FBT001 - click's flags
    """Show how many shards of each stage are done, missing, stale, broken or failed, and why.

    The styles other than text list every shard of every stage, or what was refused.
    """
    from cmo_nlp.cli.lakes import OnLake
    from cmo_nlp.lake.lakes import open_lake
    from cmo_nlp.lake.states import refusals, states

    found = open_lake(lake)
    if refused and style == "text":
        for refusal in refusals(found):
            click.echo(harmless(f"{refusal.source}: {refusal.detail} [{refusal.reason}]"))
    elif refused:
        _refusals().print(refusals(found), style)
    else:
        settings = OnLake(lake, None, None, None, insecure=False).settings(invocation, {})
        shards = states(found, settings)
        if style == "text":
            _print(shards)
        else:
            _shards().print(shards, style)


def _print(shards: Sequence["ShardState"]) -> None:
    if not shards:
        click.echo("the lake holds no shards; bring some in with: cmo-nlp ingest SOURCE --lake DIR")
    for stage in dict.fromkeys(shard.stage for shard in shards):
        of_stage = [shard for shard in shards if shard.stage == stage]
        counts = Counter(shard.state for shard in of_stage)
        others = "".join(f", {n} {state}" for state, n in sorted(counts.items()) if state != "done")
        documents, refused = (sum(getattr(s, name) for s in of_stage) for name in ("documents", "refused"))
        click.echo(
            f"{stage:10}{counts['done']} of {len(of_stage)} shards done{others}; "
            f"{documents} documents, {refused} refused"
        )
    for shard in shards:
        if shard.why:
            click.echo(harmless(f"{shard.stage} {shard.name}: {shard.state} ({shard.why})"))


def _shards() -> "Listing[ShardState]":
    columns = (
        Column("étape", lambda shard: shard.stage),
        Column("tranche", lambda shard: shard.name, elastic=True),
        Column("état", lambda shard: shard.state),
        Column("pourquoi", lambda shard: shard.why, elastic=True),
        Column("documents", lambda shard: str(shard.documents), right=True),
        Column("refus", lambda shard: str(shard.refused), right=True),
    )
    return Listing(columns, ("stage", "name", "state", "why", "rows", "documents", "refused"))


def _refusals() -> "Listing[Refusal]":
    columns = (
        Column("source", lambda refusal: refusal.source, elastic=True),
        Column("motif", lambda refusal: refusal.reason),
        Column("détail", lambda refusal: refusal.detail, elastic=True),
    )
    return Listing(columns, ("source", "reason", "detail"))
