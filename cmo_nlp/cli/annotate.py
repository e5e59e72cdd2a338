"""`cmo-nlp annotate`: one stage."""

import click

from cmo_nlp.cli.lakes import OnLake, lake_options
from cmo_nlp.cli.options import Invocation, annotate_changes, lexicon_options, shared_options

__all__ = ["command"]


_EXAMPLES = """\b
Examples:
  cmo-nlp annotate --workspace outputs/demo
  cmo-nlp annotate --lexicon my-lexicon --only lexicon
  cmo-nlp annotate --lake /data/lake --on processes --jobs 8
"""


@click.command(epilog=_EXAMPLES)
@click.option("--model", metavar="NAME|PATH", help="spaCy pipeline [default: fr_cmo].")
@lexicon_options
@click.option("--jobs", type=int, metavar="N", help="Processes, with --lake.  [default: all processors]")
@lake_options
@shared_options
@click.pass_obj
def command(
    invocation: Invocation, model: str | None, lexicon: str | None, only: str | None, on_lake: OnLake
) -> None:
    """Find sentences, mentions and statements in every document that lacks them.

    A document whose text, model, lexicon and settings did not change is not annotated again. Any French
    spaCy pipeline can be the model: a folder, or an installed package. A lexicon of your own adds to the
    shipped one, replaces parts of it or switches forms off (docs/lexicons.md).

    To keep these choices for later runs, write them into cmo-nlp.toml in the workspace: [annotate]
    model = "NAME", lexicon = "DIR", discovery = false. Without that, the next stage annotates anew with its
    own settings.
    """
    from cmo_nlp.cli.reports import print_stage

    changes = {"model": model, **annotate_changes(lexicon, only)}
    if on_lake.address:
        from cmo_nlp.cli.lake_stages import annotate_lake

        annotate_lake(invocation, on_lake, changes)
        return
    on_lake.require_none()
    workspace = invocation.open(annotate=changes)
    print_stage(workspace.annotate(), workspace)
