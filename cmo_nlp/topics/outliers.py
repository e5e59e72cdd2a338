"""What stands outside every topic: passages in another language, and outliers that are given a topic."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from cmo_nlp.records import Assignment, Topic, TopicModel
from cmo_nlp.topics.clusters import unit_rows
from cmo_nlp.topics.units import Unit

__all__ = ["add_unassigned", "assign_outliers"]

_OUTLIER = "outlier"


def add_unassigned(model: TopicModel, units: Iterable[Unit], reason: str) -> TopicModel:
    """Return `model` with `units` that it did not see, each without a topic for `reason`."""
    added = [Assignment(unit.document_id, unit.start, unit.end, None, None, reason) for unit in units]
    everyone = sorted((*model.assignments, *added), key=lambda a: (a.document_id, a.start, a.end))
    return dataclasses.replace(model, assignments=tuple(everyone))


def assign_outliers(
    model: TopicModel, units: Sequence[Unit], vectors: np.ndarray, least: float
) -> TopicModel:
    """Return `model` with each outlier in its nearest topic, if the cosine to its centre is over `least`.

    `vectors` (n, d) are those that the model was fitted on, row by row with `units`. The centre of a topic is
    the mean of its members, outliers left out. What is assigned so keeps its reason, "outlier", as a mark,
    and has the cosine as its probability; the topic counts it among its segments and documents, but not its
    terms, its quotations or its stability.
    """
    rows = {(unit.document_id, unit.start, unit.end): i for i, unit in enumerate(units)}
    members: defaultdict[str, list[int]] = defaultdict(list)
    for a in model.assignments:
        if a.topic_id:
            members[a.topic_id].append(rows[a.document_id, a.start, a.end])
    if not members:
        return model
    names = sorted(members)
    centres = unit_rows(np.array([vectors[sorted(members[name])].mean(axis=0) for name in names]))
    assigned = [
        _nearest(a, unit_rows(vectors[[rows[a.document_id, a.start, a.end]]])[0] @ centres.T, names, least)
        if a.reason == _OUTLIER
        else a
        for a in model.assignments
    ]
    return dataclasses.replace(model, topics=_counted(model.topics, assigned), assignments=tuple(assigned))


def _nearest(a: Assignment, cosines: np.ndarray, names: Sequence[str], least: float) -> Assignment:
    best = int(cosines.round(9).argmax())
    if cosines[best] <= least:
        return a
    return dataclasses.replace(a, topic_id=names[best], probability=round(max(float(cosines[best]), 0.0), 6))


def _counted(topics: Sequence[Topic], assignments: Sequence[Assignment]) -> tuple[Topic, ...]:
    segments = Counter(a.topic_id for a in assignments)
    documents = Counter(topic for topic, _ in {(a.topic_id, a.document_id) for a in assignments})
    return tuple(
        dataclasses.replace(topic, segments=segments[topic.id], documents=documents[topic.id])
        for topic in topics
    )
