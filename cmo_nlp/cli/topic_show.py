"""`cmo-nlp topics show`: one topic from near. In French, for readers."""

import dataclasses
import json
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.cli.topic_figures import holds, share

if TYPE_CHECKING:
    from cmo_nlp.query import DominantConcept, TopicView
    from cmo_nlp.records import Assignment

__all__ = ["show"]


@click.command(epilog="Example: cmo-nlp topics show topic-02 --passages")
@click.argument("topic", metavar="ID")
@click.option("--passages", is_flag=True, help="List every passage, with its probability and consensus.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@shared_options
@click.pass_obj
def show(
    invocation: Invocation,
    topic: str,
    passages: bool,  # noqa: FBT001 - click hands flags over so
    style: str,
) -> None:
    """Show one topic: its terms, the concepts that dominate it, its central quotations, its passages.

    A concept dominates a topic where a tenth of its passages name it, and more of them than chance would have
    it (specificity of Lafon, 1980: +2 is one draw in a hundred). ID is that of a free topic or of a theme.
    """
    view = invocation.open().topic_view(topic)
    if style == "json":
        click.echo(json.dumps(_row(view), ensure_ascii=False, indent=1))
        return
    _print(view)
    if passages:
        for passage in view.passages:
            click.echo(_passage_line(passage))


def _row(view: "TopicView") -> dict[str, object]:
    row = dataclasses.asdict(view)
    topic = row.pop("topic")
    topic["terms"] = [{"term": term, "weight": weight} for term, weight in view.topic.terms]
    del topic["quotations"]
    del row["figures"]
    concepts = [concept._asdict() for concept in view.concepts]
    return {**topic, "concepts": concepts, "quotations": row["quotations"], "passages": row["passages"]}


def _print(view: "TopicView") -> None:
    from cmo_nlp.cli.quotations import origin_line, passage_line

    topic = view.topic
    found = [a.consensus for a in view.passages if a.consensus is not None]
    held = holds(topic, view.figures, sum(found) / len(found) if found else None)
    click.echo(f"{topic.id}  {topic.name} (passages : {topic.segments}, documents : {topic.documents}{held})")
    click.echo(f"Termes : {', '.join(term for term, _ in topic.terms)}")
    told = ", ".join(map(_concept, view.concepts)) or "aucun ne s’y distingue"
    click.echo(f"Concepts du lexique : {told}\n")
    for quotation in view.quotations:
        click.echo(f"« {passage_line(quotation.quotation)} »")
        click.echo(f"    {origin_line(quotation)}\n")


def _concept(concept: "DominantConcept") -> str:
    specific = f"{concept.specificity:+.1f}".replace(".", ",")
    return f"{concept.name} ({concept.n}/{concept.N} passages, spécificité {specific})"


def _passage_line(passage: "Assignment") -> str:
    said = [f"{passage.document_id}, {passage.start}-{passage.end}"]
    if passage.probability is not None:
        said.append(f"probabilité {share(passage.probability)}")
    if passage.consensus is not None:
        said.append(f"consensus {share(passage.consensus)}")
    if passage.reason:
        said.append(f"rattaché ({passage.reason})")
    return ", ".join(said)
