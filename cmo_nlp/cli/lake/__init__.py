"""`cmo-nlp lake`: shards for what outgrows one machine."""

import click

from cmo_nlp.cli.lake import load, status
from cmo_nlp.cli.options import shared_options

__all__ = ["command"]

_EXAMPLES = """\b
Examples:
  cmo-nlp lake status /data/lake
  cmo-nlp lake load /data/lake --since 2020 --workspace outputs/recent
  cmo-nlp ingest archives --lake /data/lake --on processes --jobs 8
  cmo-nlp annotate --lake /data/lake --on dask --scheduler tls://head:8786
"""


@click.group(epilog=_EXAMPLES)
@shared_options
def command() -> None:
    """Look at a lake of shards, or bring it into a workspace.

    A lake is a folder of Parquet shards, or an address like s3://bucket/lake, for more documents than one
    machine can take. `ingest --lake DIR` and `annotate --lake DIR` make it (docs/scale.md).
    """


for _verb in (load.command, status.command):
    command.add_command(_verb)
