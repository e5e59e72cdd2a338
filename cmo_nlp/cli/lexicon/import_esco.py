"""`cmo-nlp lexicon import-esco`: skills of ESCO into a lexicon of one's own."""

from collections import Counter
from pathlib import Path

import click

from cmo_nlp.cli.lexicon.taking import into_option, print_files
from cmo_nlp.cli.options import shared_options

__all__ = ["command"]

_EXAMPLES = """\b
Examples:
  cmo-nlp lexicon import-esco skills_fr.csv --into my-lexicon
  cmo-nlp lexicon import-esco skills_fr.csv --into my-lexicon --related-to marketing --related-to vente
"""
_SKILLS = {
    "new": "new",
    "joined": "joined to a concept of that name",
    "held": "there already",
    "near": "left out: called like another form of a concept",
    "unrelated": "left out: no label is related",
    "elsewhere": "left out: the label is a title's or a counterpart's",
    "unreleased": "left out: not released",
    "other": "left out: no skills",
    "too short": "left out: called by one letter",
    "refused": "left out: refused or switched off in your lexicon",
    "unmet": "left out: no label that a text can meet and no concept has",
}
_LABELS = {
    "added": "added",
    "held": "there already",
    "taken": "left out: they lead to another concept",
    "too short": "left out: of one letter",
    "refused": "left out: refused or switched off in your lexicon",
    "unmet": "left out: with brackets or commas, which no text can meet",
}


@click.command("import-esco", short_help="Take skills of ESCO into your lexicon.", epilog=_EXAMPLES)
@click.argument("file", type=click.Path())
@into_option
@click.option(
    "--related-to", "related", multiple=True, metavar="WORDS",
    help="Words of which one must stand in a label of the skill [default: those of marketing].",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Take the skills of all trades.")
@shared_options
def command(file: str, into: str, related: tuple[str, ...], everything: bool) -> None:  # noqa: FBT001
    """Take ESCO's table of French skills (skills_fr.csv, from esco.ec.europa.eu) into your lexicon.

    A skill that is called like a concept is joined to it: its address, and its other labels where they lead
    nowhere yet. One that is called like another form of a concept is near and left out. Both are listed. Of
    the rest come in those that are related to marketing, under the wider skill that the table names, else
    under the concept whose name theirs holds. The same file again changes nothing.
    """
    from cmo_nlp import lexicons

    if related and everything:
        msg = "--related-to chooses skills and --all takes every one; give one of the two"
        raise click.UsageError(msg)
    words = () if everything else related or lexicons.RELATED
    base = lexicons.load()
    tables, extension = lexicons.open_folder(Path(into), base)
    found = lexicons.read_esco(Path(file), extension.lexicon, words)
    _, files = lexicons.add(tables, base, found.additions)
    click.echo(f"{found.skills.total()} skills of ESCO: {_counts(found.skills, _SKILLS)}")
    click.echo(f"their labels: {_counts(found.labels, _LABELS)}")
    for pair in found.joined:
        click.echo(f"joined: « {pair.label} » to {pair.concept_id} ({pair.name})")
    for pair in found.near:
        click.echo(f"near, left out: « {pair.label} » is a form of {pair.concept_id} ({pair.name})")
    if words:
        click.echo(f"related to: {', '.join(words)}")
    print_files(files, into)


def _counts(counts: Counter[str], names: dict[str, str]) -> str:
    return ", ".join(f"{counts[key]} {name}" for key, name in names.items() if counts[key]) or "none"
