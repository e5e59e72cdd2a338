"""The edits of a user, and what they make of the topics of a fit."""

import dataclasses
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cmo_nlp.records import Assignment, Quotation, Topic, TopicEdit
from cmo_nlp.store.codec import from_json, verify

__all__ = ["edited_assignments", "edited_id", "edited_topics", "topic_edits"]

_HIDDEN = "hidden"


def topic_edits(connection: sqlite3.Connection) -> tuple[TopicEdit, ...]:
    """Return the edits in the order in which their topics were first edited."""
    query = (
        "SELECT row, topic, kind, name, members, label, hidden, merged_into, digest FROM topic_edits "
        "ORDER BY row"
    )
    edits = []
    for *values, checksum in connection.execute(query):
        verify("an edit of the topics", checksum, *values)
        key, topic, kind, name, members, label, hidden, merged_into = values
        spans = tuple(Quotation(*member) for member in from_json(members))
        edits.append(TopicEdit(key, topic, kind, name, spans, label, bool(hidden), merged_into))
    return tuple(edits)


def edited_id(edits: Sequence[TopicEdit]) -> dict[str, str | None]:
    """Return what becomes of the id of each topic that is merged (the id of the whole) or hidden (None).

    A topic that is gone still leads from the parts that were joined to it to the whole that it was joined to.
    """
    by_key = {edit.key: edit for edit in edits}
    found: dict[str, str | None] = {}
    for edit in edits:
        chain = [edit]
        while chain[-1].merged_into in by_key and not chain[-1].hidden:
            chain.append(by_key[chain[-1].merged_into])
        whole = next(one for one in reversed(chain) if one.topic_id or one is edit)
        if edit.topic_id and (chain[-1].hidden or whole is not edit):
            found[edit.topic_id] = None if chain[-1].hidden else whole.topic_id
    return found


def edited_assignments(assignments: Iterable[Assignment], edits: Sequence[TopicEdit]) -> Iterator[Assignment]:
    """Yield `assignments` with the topics that the user made: a segment of a hidden one says so.

    A guided topic that is hidden leaves no row: each segment has one for its free topic already. There is no
    consensus on a topic that was joined or hidden: the runs knew another one.
    """
    become = edited_id(edits)
    joined = {*become.values()} - {None}
    last: tuple[str, int, int] | None = None
    for assignment in assignments:
        first_of_segment = last != (last := (assignment.document_id, assignment.start, assignment.end))
        topic = become.get(assignment.topic_id or "", assignment.topic_id)
        if topic in joined:
            yield dataclasses.replace(assignment, topic_id=topic, consensus=None)
        elif topic == assignment.topic_id:
            yield assignment
        elif first_of_segment:
            yield dataclasses.replace(
                assignment, topic_id=None, probability=None, reason=_HIDDEN, consensus=None
            )


def edited_topics(
    topics: Sequence[Topic], edits: Sequence[TopicEdit], assignments: Iterable[Assignment]
) -> tuple[Topic, ...]:
    """Return `topics` as the user sees them: named anew, joined, without the hidden ones."""
    become = edited_id(edits)
    labels = {edit.topic_id: edit.label for edit in edits if edit.label}
    parts: defaultdict[str, list[Topic]] = defaultdict(list)
    for topic in sorted(topics, key=lambda t: become.get(t.id, t.id) != t.id):  # the whole before its parts
        if whole := become.get(topic.id, topic.id):
            parts[whole].append(topic)
    joined = {whole for whole, of_it in parts.items() if len(of_it) > 1}
    counts = _counts(edited_assignments(assignments, edits), joined) if joined else {}
    seen = [_joined(parts[topic.id], counts) for topic in topics if topic.id in parts]
    return _named(seen, {topic: label for topic, label in labels.items() if topic and label})


def _named(topics: Sequence[Topic], labels: Mapping[str, str]) -> tuple[Topic, ...]:
    """Return `topics` under their labels; a name that is one already is numbered, never a label's first.

    A fit that follows may find by itself the name that the user gave to another topic.
    """
    taken: set[str] = set()
    names: dict[str, str] = {}
    for topic in sorted(topics, key=lambda topic: topic.id not in labels):
        name = labels.get(topic.id, topic.name)
        numbers = (f"{name} ({number})" for number in range(2, len(topics) + 2))
        names[topic.id] = next(one for one in (name, *numbers) if one.casefold() not in taken)
        taken.add(names[topic.id].casefold())
    return tuple(dataclasses.replace(topic, name=names[topic.id]) for topic in topics)


def _counts(assignments: Iterable[Assignment], wanted: set[str]) -> dict[str, tuple[int, int]]:
    """Return how many segments and documents there are in each topic of `wanted`."""
    documents: defaultdict[str, list[str]] = defaultdict(list)
    for assignment in assignments:
        if assignment.topic_id in wanted:
            documents[assignment.topic_id].append(assignment.document_id)
    return {topic: (len(found), len(set(found))) for topic, found in documents.items()}


def _joined(parts: Sequence[Topic], counts: Mapping[str, tuple[int, int]]) -> Topic:
    """Return the topic that the first of `parts` becomes with the others.

    It keeps as many terms and quotations as the first had: the heaviest terms, quotations of each in turn.
    """
    first, *others = parts
    if not others:
        return first
    weights: dict[str, float] = {}
    for part in parts:
        for term, weight in part.terms:
            weights[term] = max(weight, weights.get(term, 0.0))
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    turns = [
        part.quotations[turn]
        for turn in range(max(len(part.quotations) for part in parts))
        for part in parts
        if turn < len(part.quotations)
    ]
    segments, documents = counts[first.id]
    return dataclasses.replace(
        first,
        terms=tuple(heaviest[: len(first.terms)]),
        segments=segments,
        documents=documents,
        stability=None,
        quotations=tuple(turns[: max(len(first.quotations), len(parts))]),
    )
