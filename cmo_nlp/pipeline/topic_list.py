"""The free topics with what was changed of them, and how far each holds."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from cmo_nlp.pipeline.carried_edits import lost_remarks
from cmo_nlp.records import Topic, TopicEdit, TopicFigures
from cmo_nlp.store import read

__all__ = ["TopicList", "topic_list"]


@dataclass(frozen=True, slots=True)
class TopicList:
    """The free `topics` as the user sees them, and all `edits`, read in one state of the store.

    The documents of a topic are counted with near-duplicates once.

    `parts` are the ids of the topics that each whole holds beside its own, those of a part of a part among
    them. `consensus` is the mean (0 to 1) over the segments of a topic. `figures` is None where there was no
    fit, or none that noted them. `lost` says of each edit that has no topic what can be done.
    """

    topics: tuple[Topic, ...]
    edits: tuple[TopicEdit, ...]
    parts: Mapping[str, tuple[str, ...]]
    figures: TopicFigures | None
    consensus: Mapping[str, float]
    lost: tuple[str, ...]
    fitted: bool


def topic_list(connection: sqlite3.Connection) -> TopicList:
    """Return the free topics; without a fit there are none, and edits wait for the next one."""
    edits = read.topic_edits(connection)
    parts: dict[str, tuple[str, ...]] = {}
    for part, whole in sorted(read.edited_id(edits).items()):
        if whole:
            parts[whole] = (*parts.get(whole, ()), part)
    return TopicList(
        tuple(topic for topic in read.counted_topics(connection) if topic.kind == "free"),
        edits,
        parts,
        read.topic_figures(connection),
        read.mean_consensus(connection),
        lost_remarks(connection),
        read.stage(connection, "topics") is not None,
    )
