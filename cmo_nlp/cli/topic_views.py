"""`cmo-nlp topics list|over-time`: the topics, and their way through the years. In French, for readers."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.listing import Column, Listing, format_option
from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.cli.topic_age import warn_of_age
from cmo_nlp.cli.topic_figures import figures_line, holds, share
from cmo_nlp.query.rows import plain

if TYPE_CHECKING:
    from cmo_nlp.pipeline import TopicList
    from cmo_nlp.records import Topic, TopicEdit, TopicPeriod
    from cmo_nlp.topics import PeriodLength

__all__ = ["list_topics", "over_time"]

_SHOWN_TERMS = 8
_TOPIC_NAMES = (
    "id", "name", "fitted_name", "kind", "method", "segments", "documents", "stability", "consensus",
    "parts", "terms", "quotations",
)  # fmt: skip
_COLUMNS = ("topic_id", "name", "kind", "period", "n", "N", "share", "low", "high", "terms", "documents")


@click.command("list", epilog="Example: cmo-nlp topics list --format csv")
@format_option("text")
@shared_options
@click.pass_obj
def list_topics(invocation: Invocation, style: str) -> None:
    """List the free topics, how far each holds, and what was changed of them.

    The last line holds the figures of the whole fit, as it was before your changes. A topic that came back in
    fewer than half of the runs is marked « instable ». `cmo-nlp themes` lists the guided topics. In other
    styles than text, what is said of all topics goes to standard error.
    """
    workspace = invocation.open()
    warn_of_age(invocation, workspace)
    listed = workspace.topic_list()
    labelled = {edit.topic_id: edit for edit in listed.edits if edit.topic_id and edit.label}
    if style == "text":
        for topic in listed.topics:
            click.echo(_topic_line(topic, listed, labelled.get(topic.id)))
    else:
        _topics(listed, labelled).print(listed.topics, style)
    for line in _remarks(listed):
        if style == "text":
            click.echo(line)
        else:
            invocation.say(line)
    if not listed.topics:
        why = "the last fit found none" if listed.fitted else "make them with: cmo-nlp topics"
        invocation.say(f"there are no topics{'' if listed.fitted else ' yet'}; {why}")


def _remarks(listed: "TopicList") -> Iterator[str]:
    """Yield what was changed beside the topics that are listed, and the figures of the whole fit."""
    for edit in listed.edits:
        if not listed.fitted:
            yield f"edit-{edit.key}  {_called(edit)} : retouche gardée, qui attend le prochain calcul"
        elif edit.hidden and edit.topic_id:
            yield f"{edit.topic_id}  {_called(edit)} : masqué"
    yield from listed.lost if listed.fitted else ()
    if listed.figures and (line := figures_line(listed.figures)):
        yield line


def _topics(listed: "TopicList", labelled: Mapping[str, "TopicEdit"]) -> "Listing[Topic]":
    def row(topic: "Topic") -> dict[str, object]:
        edit = labelled.get(topic.id)
        fields = plain(topic) | {
            "terms": [{"term": term, "weight": weight} for term, weight in topic.terms],
            "consensus": listed.consensus.get(topic.id),
            "parts": list(listed.parts.get(topic.id, ())),
            "fitted_name": edit.name if edit else topic.name,
        }
        return {name: fields[name] for name in _TOPIC_NAMES}

    columns = (
        Column("id", lambda topic: topic.id),
        Column("nom", lambda topic: topic.name, elastic=True),
        Column("passages", lambda topic: str(topic.segments), right=True),
        Column("doc.", lambda topic: str(topic.documents), right=True),
        Column("stabilité", lambda topic: _part(topic.stability), right=True),
        Column("consensus", lambda topic: _part(listed.consensus.get(topic.id)), right=True),
        Column("termes", lambda topic: ", ".join(term for term, _ in topic.terms), elastic=True),
    )
    return Listing(columns, _TOPIC_NAMES, row)


def _part(value: float | None) -> str:
    return "" if value is None else share(value)


def _topic_line(topic: "Topic", listed: "TopicList", labelled: "TopicEdit | None") -> str:
    terms = ", ".join([term for term, _ in topic.terms][:_SHOWN_TERMS])
    held = holds(topic, listed.figures, listed.consensus.get(topic.id))
    parts = listed.parts.get(topic.id)
    said = [f"réunit {', '.join(parts)}"] if parts else []
    said += [f"nommé par vous, était « {labelled.name} »"] if labelled else []
    note = f" [{' ; '.join(said)}]" if said else ""
    counts = f"passages : {topic.segments}, documents : {topic.documents}{held}"
    return f"{topic.id}  {topic.name} ({counts}) : {terms}{note}"


def _called(edit: "TopicEdit") -> str:
    return f"« {edit.label or edit.name} »"


@click.command("over-time", epilog="Example: cmo-nlp topics over-time --period quarter --format csv")
@click.option("--period", type=click.Choice(["year", "quarter", "month"]), default="year", show_default=True)
@format_option("text")
@shared_options
@click.pass_obj
def over_time(invocation: Invocation, period: "PeriodLength", style: str) -> None:
    """Show in which share of the documents of each calendar period each topic is, and in which words.

    Free topics, then guided ones. Shares are of documents, near-duplicates counted once; words are weighed
    within the period. JSON also holds the documents and the passages behind each cell.
    """
    workspace = invocation.open()
    warn_of_age(invocation, workspace)
    found = workspace.topics_over_time(period)
    cells, named = found.cells, {topic.id: topic for topic in found.topics}
    if style == "text":
        _print_text(cells, named, found.minimum)
    else:
        _periods(named).print(cells, style)
    if undated := len(found.undated):
        what = "document" if undated == 1 else "documents"
        invocation.say(f"without a date that says the {period}, left out: {undated} {what}")


def _row(cell: "TopicPeriod", named: dict[str, "Topic"]) -> dict[str, object]:
    topic = named[cell.topic_id]
    terms = [{"term": term, "weight": weight} for term, weight in cell.terms]
    segments = [segment._asdict() for segment in cell.segments]
    row = dataclasses.asdict(cell) | {"terms": terms, "segments": segments}
    return {"topic_id": row.pop("topic_id"), "name": topic.name, "kind": topic.kind, **row}


def _periods(named: dict[str, "Topic"]) -> "Listing[TopicPeriod]":
    columns = (
        Column("id", lambda cell: cell.topic_id),
        Column("nom", lambda cell: named[cell.topic_id].name, elastic=True),
        Column("période", lambda cell: cell.period),
        Column("doc.", lambda cell: f"{cell.n}/{cell.N}", right=True),
        Column("part", lambda cell: _part(cell.share), right=True),
        Column("termes", lambda cell: ", ".join(term for term, _ in cell.terms), elastic=True),
    )
    return Listing(columns, _COLUMNS, lambda cell: _row(cell, named))


def _print_text(cells: Sequence["TopicPeriod"], named: dict[str, "Topic"], minimum: int) -> None:
    last = ""
    for cell in cells:
        if cell.topic_id != last:
            if last:
                click.echo()
            last = cell.topic_id
            click.echo(f"{named[last].name} ({last})")
        words = ", ".join([term for term, _ in cell.terms][:_SHOWN_TERMS])
        click.echo(f"  {cell.period}  {_cell(cell, minimum)}{f' : {words}' if words else ''}")


def _cell(cell: "TopicPeriod", minimum: int) -> str:
    """Return the share of a period with its interval, marked where it rests on hardly any document."""
    if cell.share is None or cell.low is None or cell.high is None:
        return "aucun document"
    documents = "document" if cell.N == 1 else "documents"
    told = f"{cell.n}/{cell.N} {documents} ({share(cell.share)} [{share(cell.low)} ; {share(cell.high)}])"
    return f"{told}, peu de documents" if minimum > cell.N else told
