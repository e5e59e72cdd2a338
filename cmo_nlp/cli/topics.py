"""`cmo-nlp topics`: one stage."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp topics --workspace outputs/demo")
@click.option("--encoder", metavar="NAME|PATH", help="Sentence encoder [default: fr_cmo_sentences].")
@shared_options
@click.pass_obj
def command(invocation: Invocation, encoder: str | None) -> None:
    """Group the passages of the corpus into topics, after annotating what is not annotated yet.

    The same passages give the same topics, whatever the order or the names of the files. Any
    sentence-transformers model can be the encoder: a folder, or one downloaded before. To keep it for later
    runs, write it into DIR/cmo-nlp.toml: [topics] encoder = "NAME".
    """
    from cmo_nlp.cli.reports import print_stage

    workspace = invocation.open(topics={"encoder": encoder})
    print_stage(workspace.topics(), workspace)
