"""The edits of a user as they pass from one fit to the next."""

import dataclasses
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cmo_nlp.records import Assignment, Quotation, Topic, TopicEdit, TopicModel
from cmo_nlp.store import read

__all__ = ["Carried", "carry_over", "lost_remarks", "members_of"]

_FOLLOWED_CLOSELY = 0.5
"""Jaccard under which an edit says that it followed its topic from afar."""

_Members = Mapping[str, set[Quotation]]


class Carried(NamedTuple):
    """The edits as they apply to another fit, and a remark on each that followed its topic from afar."""

    edits: tuple[TopicEdit, ...]
    remarks: tuple[str, ...]


def carry_over(connection: sqlite3.Connection, model: TopicModel) -> Carried:
    """Return the edits as they apply to `model`, which is about to take the place of the fit in the store.

    A free topic is found again by its members, compared over the segments that both fits saw; a guided one by
    its id. Topics that were joined are found again as one: what lies mostly within their union is the whole
    again, however it is cut now. An edit whose topic is not found keeps its members, and waits for it.
    """
    edits = read.topic_edits(connection)
    known = _segments(model.assignments)
    seen = _segments(read.fitted_assignments(connection)) or known
    now = members_of(model.assignments)
    free = {topic.id: topic for topic in model.topics if topic.kind == "free"}
    shared = {topic: set(now.get(topic, ())) & seen for topic in free}
    before = {edit.key: set(edit.members) & known for edit in edits if edit.kind == "free"}
    found = _Found(edits)
    for root in [edit for edit in edits if any(other.merged_into == edit.key for other in edits)]:
        _follow_whole(root, before, shared, found)
    _follow_alone(before, shared, found)
    guided = {topic.id: topic for topic in model.topics if topic.kind == "guided"}
    found.places.update(_guided_places(found.edits, guided))
    topics = free | guided
    carried = [_carried(edit, topics.get(found.places.get(edit.key, "")), now) for edit in found.edits]
    return Carried(tuple(carried), _far_remarks(carried, before, shared))


class _Found:
    """The edits, the topic of each that has one by key, and the topics that are taken.

    `within` are the edits of parts that have no topic of their own: they lie in the whole, and are kept for
    the day when it is cut again.
    """

    def __init__(self, edits: Sequence[TopicEdit]) -> None:
        self.edits = list(edits)
        self.places: dict[int, str] = {}
        self.taken: list[str] = []
        self.within: set[int] = set()


def _follow_whole(
    root: TopicEdit, before: Mapping[int, set[Quotation]], shared: _Members, found: _Found
) -> None:
    """Find the parts of `root` and its own topic as one whole, if the new topics have one."""
    from cmo_nlp.topics import matching_topics

    group = _group(root, found.edits)
    if root.merged_into in {edit.key for edit in found.edits} or root not in found.edits:
        return
    union = set().union(*(before[edit.key] for edit in group))
    parts = [t for t, own in shared.items() if t not in found.taken and 2 * len(own & union) > len(own)]
    covered = set().union(*(shared[topic] for topic in parts))
    if matching_topics([union], [covered]) == [None]:
        return
    ranked = sorted(parts, key=lambda topic: (-len(shared[topic] & before[root.key]), topic))
    found.places[root.key] = ranked[0]
    found.taken += ranked
    spare = [edit for edit in group if edit is not root]
    first = max(edit.key for edit in found.edits) + 1
    for number, topic in enumerate(ranked[1:]):
        part = _part(spare, first + number, root.key)
        found.places[part.key] = topic
        found.edits = [*(edit for edit in found.edits if edit.key != part.key), part]
    found.edits.sort(key=lambda edit: edit.key)
    found.within.update(edit.key for edit in spare)


def _part(spare: list[TopicEdit], key: int, whole: int) -> TopicEdit:
    """Return the edit of a part of `whole`: a spare one of its former parts, or a new one under `key`."""
    if spare:
        return dataclasses.replace(spare.pop(0), merged_into=whole)
    return TopicEdit(key, None, "free", "", (), merged_into=whole)


def _group(root: TopicEdit, edits: Sequence[TopicEdit]) -> list[TopicEdit]:
    """Return `root` and all that was joined to it, to its parts among them."""
    group = [root]
    for edit in group:
        group += [other for other in edits if other.merged_into == edit.key and other not in group]
    return group


def _follow_alone(before: Mapping[int, set[Quotation]], shared: _Members, found: _Found) -> None:
    """Find the topic of each edit that has none yet, best pairing overall."""
    from cmo_nlp.topics import matching_topics

    waiting = [
        edit for edit in found.edits if edit.kind == "free" and edit.key not in {*found.places, *found.within}
    ]
    left = [topic for topic in shared if topic not in found.taken]
    pairs = matching_topics(
        [before.get(edit.key, set()) for edit in waiting],
        [shared[topic] for topic in left],
    )
    for edit, at in zip(waiting, pairs, strict=True):
        if at is not None:
            found.places[edit.key] = left[at]


def _guided_places(edits: Iterable[TopicEdit], guided: Mapping[str, Topic]) -> dict[int, str]:
    from cmo_nlp.topics import Theme

    named = {edit.key: Theme(edit.name, ()).id for edit in edits if edit.kind == "guided"}
    return {key: identity for key, identity in named.items() if identity in guided}


def _carried(edit: TopicEdit, topic: Topic | None, now: Mapping[str, tuple[Quotation, ...]]) -> TopicEdit:
    if topic is None:
        return dataclasses.replace(edit, topic_id=None)
    return dataclasses.replace(edit, topic_id=topic.id, name=topic.name, members=now.get(topic.id, ()))


def _far_remarks(
    edits: Sequence[TopicEdit], before: Mapping[int, set[Quotation]], shared: _Members
) -> tuple[str, ...]:
    """Return a remark on each edit whose topic is not the same by the measure of stability."""
    from cmo_nlp.topics import jaccard

    joined = {edit.merged_into for edit in edits}
    told = []
    for edit in edits:
        if edit.kind == "guided" or edit.topic_id is None or edit.key not in before:
            continue
        likeness = jaccard(before[edit.key], shared[edit.topic_id])
        if likeness < _FOLLOWED_CLOSELY and edit.merged_into is None and edit.key not in joined:
            what = f"« {edit.label or edit.name} »{', masqué' if edit.hidden else ''}"
            told.append(
                f"retouche reportée sur un thème qui a changé : {what} est {edit.topic_id} "
                f"(Jaccard {_percent(likeness)}) ; à relire, ou : cmo-nlp topics reset {edit.topic_id}"
            )
    return tuple(told)


def lost_remarks(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return a remark on each edit that has no topic in the present fit: the nearest one, and what to do."""
    edits = read.topic_edits(connection)
    whole = members_of(read.assignments(connection))
    lost = [e for e in edits if e.topic_id is None and not _is_within_its_whole(e, edits, whole)]
    if not lost:
        return ()
    now = {topic: set(own) for topic, own in members_of(read.fitted_assignments(connection)).items()}
    known = set().union(*now.values())
    names = {topic.id: topic.name for topic in read.topics(connection) if topic.kind == "free"}
    free = {topic: own for topic, own in now.items() if topic in names}
    return tuple(
        f"retouche gardée, mais son thème n’est pas revenu : edit-{edit.key}, « {edit.name} »{_what(edit)}"
        f"{_nearest(edit, set(edit.members) & known, free, names)}"
        f" ; pour l’oublier : cmo-nlp topics reset edit-{edit.key}"
        for edit in lost
    )


def _is_within_its_whole(
    edit: TopicEdit, edits: Sequence[TopicEdit], seen: Mapping[str, tuple[Quotation, ...]]
) -> bool:
    """Return whether most of a part that has no topic of its own lies in the topic that it was joined to."""
    by_key = {other.key: other for other in edits}
    whole = edit
    while whole.merged_into in by_key:
        whole = by_key[whole.merged_into]
    if whole is edit:
        return False
    hidden = whole.hidden or whole.topic_id is None
    own = set(edit.members)
    return not hidden and 2 * len(own & set(seen.get(whole.topic_id or "", ()))) > len(own)


def _what(edit: TopicEdit) -> str:
    label = f", renommé « {edit.label} »" if edit.label else ""
    hidden = ", masqué" if edit.hidden else ""
    joined = ", réuni à un autre" if edit.merged_into is not None else ""
    return label + hidden + joined


def _nearest(edit: TopicEdit, own: set[Quotation], now: _Members, names: Mapping[str, str]) -> str:
    """Return which topic is nearest to a lost one, with the overlap and how to do the edit again there."""
    from cmo_nlp.topics import jaccard

    ranked = sorted(now, key=lambda topic: (-jaccard(own, now[topic]), topic))
    if edit.kind == "guided" or not ranked or not own & now[ranked[0]]:
        return ""
    best = ranked[0]
    shared = f"{len(own & now[best])} de ses {len(own)} passages, Jaccard {_percent(jaccard(own, now[best]))}"
    again = f'label {best} "{edit.label}"' if edit.label else f"hide {best}" if edit.hidden else ""
    command = f" ; pour la refaire : cmo-nlp topics {again}" if again else ""
    return f" ; le plus proche est {best} « {names[best]} » ({shared}){command}"


def _percent(value: float) -> str:
    return f"{value:.0%}".replace("%", " %")


def members_of(assignments: Iterable[Assignment]) -> dict[str, tuple[Quotation, ...]]:
    """Return the segments of each topic, sorted; outliers that were given it are no members."""
    found: dict[str, list[Quotation]] = {}
    for a in assignments:
        if a.topic_id and not a.reason:
            found.setdefault(a.topic_id, []).append(Quotation(a.document_id, a.start, a.end))
    return {topic: tuple(sorted(members)) for topic, members in found.items()}


def _segments(assignments: Iterable[Assignment]) -> set[Quotation]:
    return {Quotation(a.document_id, a.start, a.end) for a in assignments}
