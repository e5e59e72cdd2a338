"""`cmo-nlp annotate`: one stage."""

import click

from cmo_nlp.cli.options import Invocation, annotate_changes, lexicon_options, shared_options

__all__ = ["command"]


_EXAMPLES = """\b
Examples:
  cmo-nlp annotate --workspace outputs/demo
  cmo-nlp annotate --lexicon my-lexicon --only lexicon
"""


@click.command(epilog=_EXAMPLES)
@click.option("--model", metavar="NAME|PATH", help="spaCy pipeline [default: fr_cmo].")
@lexicon_options
@shared_options
@click.pass_obj
def command(invocation: Invocation, model: str | None, lexicon: str | None, only: str | None) -> None:
    """Find sentences, mentions and statements in every document that lacks them.

    A document whose text, model, lexicon and settings did not change is not annotated again. Any French
    spaCy pipeline can be the model: a folder, or an installed package. A lexicon of your own adds to the
    shipped one, replaces parts of it or switches forms off (docs/lexicons.md).

    To keep these choices for later runs, write them into cmo-nlp.toml in the workspace: [annotate]
    model = "NAME", lexicon = "DIR", discovery = false. Without that, the next stage annotates anew with its
    own settings.
    """
    from cmo_nlp.cli.reports import print_stage

    workspace = invocation.open(annotate={"model": model, **annotate_changes(lexicon, only)})
    print_stage(workspace.annotate(), workspace)
