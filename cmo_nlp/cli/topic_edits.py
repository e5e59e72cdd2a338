"""`cmo-nlp topics label|merge|hide|reset`: what a user changes of the topics."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["hide", "label", "merge", "reset"]

_STALE = "the series of these topics are stale now; count them again with: cmo-nlp trends"


@click.command(epilog='Example: cmo-nlp topics label topic-02 "relation client"')
@click.argument("topic", metavar="ID")
@click.argument("name")
@shared_options
@click.pass_obj
def label(invocation: Invocation, topic: str, name: str) -> None:
    """Call a topic NAME from now on."""
    invocation.open().label_topic(topic, name)
    invocation.say(f"{topic} is called: {' '.join(name.split())}")


@click.command(epilog="Example: cmo-nlp topics merge topic-02 topic-05 topic-07")
@click.argument("topic", metavar="ID")
@click.argument("others", metavar="ID...", nargs=-1, required=True)
@shared_options
@click.pass_obj
def merge(invocation: Invocation, topic: str, others: tuple[str, ...]) -> None:
    """Make one topic of several; it keeps the id and the name of the first."""
    invocation.open().merge_topics(topic, *others)
    invocation.say(f"{topic} holds {', '.join(others)} too; {_STALE}")


@click.command(epilog="Example: cmo-nlp topics hide topic-03 theme-prix-et-offre")
@click.argument("topics", metavar="ID...", nargs=-1, required=True)
@shared_options
@click.pass_obj
def hide(invocation: Invocation, topics: tuple[str, ...]) -> None:
    """Leave topics out of everything that is read; their passages have the reason "hidden"."""
    invocation.open().hide_topics(*topics)
    invocation.say(f"hidden: {', '.join(topics)}; {_STALE}")


@click.command(epilog="Examples: cmo-nlp topics reset topic-03   cmo-nlp topics reset")
@click.argument("topics", metavar="[ID...]", nargs=-1)
@shared_options
@click.pass_obj
def reset(invocation: Invocation, topics: tuple[str, ...]) -> None:
    """Undo what was changed of the topics named, or of all."""
    invocation.open().reset_topics(*topics)
    invocation.say(f"as fitted: {', '.join(topics) or 'all topics'}; {_STALE}")
