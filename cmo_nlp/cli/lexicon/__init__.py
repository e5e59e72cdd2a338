"""`cmo-nlp lexicon`: what is looked for by name, and how it grows."""

import click

from cmo_nlp.cli.lexicon import check, import_esco, import_review, suggest
from cmo_nlp.cli.options import shared_options

__all__ = ["command"]

_EXAMPLES = """\b
Examples:
  cmo-nlp lexicon suggest -o review.csv
  cmo-nlp lexicon import review.csv --into my-lexicon
  cmo-nlp annotate --lexicon my-lexicon
"""


@click.group(epilog=_EXAMPLES)
@shared_options
def command() -> None:
    """Let the lexicon grow: what the corpus says beyond it, reviewed by you, goes into a folder of your own.

    The shipped lexicon is not edited. Your folder goes over it with `--lexicon DIR`, or for good with
    [annotate] lexicon = "DIR" in cmo-nlp.toml of the workspace. Its two tables are described in
    docs/lexicons.md.
    """


for _verb in (suggest.command, import_review.command, import_esco.command, check.command):
    command.add_command(_verb)
