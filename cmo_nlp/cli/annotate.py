"""`cmo-nlp annotate`: one stage."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp annotate --workspace outputs/demo")
@click.option("--model", metavar="NAME|PATH", help="spaCy pipeline [default: fr_cmo].")
@shared_options
@click.pass_obj
def command(invocation: Invocation, model: str | None) -> None:
    """Find sentences, mentions and statements in every document that lacks them.

    A document whose text, model, lexicon and settings did not change is not annotated again. Any French
    spaCy pipeline can be the model: a folder, or an installed package. To keep it for later runs, write it
    into DIR/cmo-nlp.toml: [annotate] model = "NAME".
    """
    from cmo_nlp.cli.reports import print_stage

    workspace = invocation.open(annotate={"model": model})
    print_stage(workspace.annotate(), workspace)
