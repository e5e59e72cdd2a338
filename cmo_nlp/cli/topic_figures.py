"""How far topics hold, in French: stability, consensus, coherence, diversity."""

from collections.abc import Iterable

from cmo_nlp.records import Topic, TopicFigures

__all__ = ["figures_line", "holds", "share", "unstable_remark"]


def share(value: float) -> str:
    """Return a share as French readers write it.

    >>> share(0.5)
    '50 %'
    """
    return f"{value:.0%}".replace("%", " %")


def holds(topic: Topic, figures: TopicFigures | None, consensus: float | None = None) -> str:
    """Return how far a topic holds, "" where no run tells it: « , revenu dans 1 essai sur 5, instable ».

    A fit of before did not note its runs; of that one the share is told.
    """
    if topic.stability is None:
        return ""
    stable = f", stabilité {share(topic.stability)}"
    if figures and figures.runs:
        back = round(topic.stability * figures.runs)
        stable = f", revenu dans {back} {'essai' if back < 2 else 'essais'} sur {figures.runs}"  # noqa: PLR2004
    stable += ", instable" if topic.is_unstable else ""
    return stable if consensus is None else f"{stable}, consensus {share(consensus)}"


def figures_line(figures: TopicFigures) -> str:
    """Return the figures of a whole fit; what could not be taken is left out, "" where nothing was."""
    said = []
    if figures.coherence is not None:
        said.append(f"cohérence (NPMI) {_number(figures.coherence)}")
    if figures.diversity is not None:
        said.append(f"diversité {share(figures.diversity)}")
    if figures.consensus is not None:
        said.append(f"consensus moyen des passages {share(figures.consensus)}")
    return f"Ensemble : {', '.join(said)}" if said else ""


def _number(value: float) -> str:
    """Return two decimals as French readers write them, and no zero below zero."""
    return f"{round(value, 2) + 0.0:.2f}".replace(".", ",")


def unstable_remark(topics: Iterable[Topic]) -> str:
    """Return which topics are unstable, "" where none is."""
    names = [f"{topic.id} « {topic.name} »" for topic in topics if topic.is_unstable]
    return f"instable, à lire avec prudence : {', '.join(names)}" if names else ""
