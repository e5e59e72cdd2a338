"""What a user changes of the topics: stored apart from the fit, and carried over to the next one."""

import dataclasses
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.records import Assignment, Quotation, Topic, TopicEdit, TopicModel
from cmo_nlp.store import read, transaction, write

__all__ = ["carry_over", "hide", "label", "lost_remarks", "merge", "reset"]

_LONGEST_NAME = 200  # characters
_Edits = Callable[["_Draft"], None]


class _Draft:
    """The edits while one is added, with the topics of the fit and as the user sees them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        if read.stage(connection, "topics") is None:
            msg = "there are no topics yet; make them with: cmo-nlp topics"
            raise InputError(msg)
        self.edits = {edit.key: edit for edit in read.topic_edits(connection)}
        self.fitted = {topic.id: topic for topic in read.fitted_topics(connection)}
        self.seen = {topic.id: topic for topic in read.topics(connection)}
        self._connection = connection

    def topic(self, identity: str) -> Topic:
        """Return a topic that the user sees; UsageError says what became of one that was edited away."""
        if identity in self.seen:
            return self.seen[identity]
        if identity not in self.fitted:
            msg = f"there is no topic {identity!r}; see them with: cmo-nlp topics list"
            raise UsageError(msg)
        whole = read.edited_id(list(self.edits.values()))[identity]
        what = f"is a part of {whole}" if whole else "is hidden"
        msg = f"{identity} {what}; undo that with: cmo-nlp topics reset {identity}"
        raise UsageError(msg)

    def edit(self, identity: str) -> TopicEdit:
        """Return the edit of a topic, a new one if it has none."""
        for edit in self.edits.values():
            if edit.topic_id == identity:
                return edit
        members = _members(read.fitted_assignments(self._connection)).get(identity, ())
        key = max(self.edits, default=0) + 1
        topic = self.fitted[identity]
        self.edits[key] = TopicEdit(key, identity, topic.kind, topic.name, members)
        return self.edits[key]

    def change(self, identity: str, **changes: object) -> TopicEdit:
        """Change the edit of a topic and return it."""
        edit = dataclasses.replace(self.edit(identity), **changes)  # type: ignore[arg-type]
        self.edits[edit.key] = edit
        return edit


def label(connection: sqlite3.Connection, identity: str, name: str) -> None:
    """Give a topic a name of the user's; the trends stay as they are.

    Raises UsageError for a name without a letter, one of control characters or over 200 characters, and one
    that another topic has.
    """
    name = " ".join(name.split())
    if not name.isprintable() or len(name) > _LONGEST_NAME:
        msg = f"a name has at most {_LONGEST_NAME} characters, all of them printable"
        raise UsageError(msg)
    if not any(map(str.isalnum, name)):
        msg = 'a name needs a letter, as in: cmo-nlp topics label topic-01 "relation client"'
        raise UsageError(msg)

    def edit(draft: _Draft) -> None:
        draft.topic(identity)
        for other in draft.seen.values():
            if other.id != identity and other.name.casefold() == name.casefold():
                msg = f"{other.id} is called {other.name!r} already; merge the two, or choose another name"
                raise UsageError(msg)
        draft.change(identity, label=name)

    _apply(connection, edit)


def merge(connection: sqlite3.Connection, identity: str, others: Sequence[str]) -> None:
    """Make one topic of several free ones: `identity`, whose name it keeps."""

    def edit(draft: _Draft) -> None:
        if identity in others or len(set(others)) < len(others):
            msg = "name each topic once, as in: cmo-nlp topics merge topic-01 topic-04"
            raise UsageError(msg)
        for one in (identity, *others):
            if draft.topic(one).kind == "guided":
                msg = f"{one} is a guided theme: join it to another in the list of themes (--themes FILE)"
                raise UsageError(msg)
        whole = draft.edit(identity).key
        for other in others:
            draft.change(other, merged_into=whole)

    _apply(connection, edit)


def hide(connection: sqlite3.Connection, identities: Sequence[str]) -> None:
    """Take topics out of what is read; their segments have the reason "hidden"."""

    def edit(draft: _Draft) -> None:
        for identity in identities:
            draft.topic(identity)
            draft.change(identity, hidden=True)

    _apply(connection, edit)


def reset(connection: sqlite3.Connection, identities: Sequence[str]) -> None:
    """Undo the edits of the topics named, or all; « edit-3 » is one whose topic did not come back."""

    def edit(draft: _Draft) -> None:
        gone = set(draft.edits) if not identities else {_key_of(draft, one) for one in identities}
        draft.edits = {
            key: dataclasses.replace(e, merged_into=None if e.merged_into in gone else e.merged_into)
            for key, e in draft.edits.items()
            if key not in gone
        }

    _apply(connection, edit)


def _key_of(draft: _Draft, identity: str) -> int:
    for edit in draft.edits.values():
        if identity in {edit.topic_id, f"edit-{edit.key}" if edit.topic_id is None else None}:
            return edit.key
    msg = f"{identity} was not edited; see what was with: cmo-nlp topics list"
    raise UsageError(msg)


def _apply(connection: sqlite3.Connection, edit: _Edits) -> None:
    with transaction(connection):
        draft = _Draft(connection)
        edit(draft)
        write.replace_edits(connection, _telling(draft.edits.values()))


def _telling(edits: Iterable[TopicEdit]) -> list[TopicEdit]:
    """Return the edits that change something, or that others are merged into."""
    everything = list(edits)
    wholes = {edit.merged_into for edit in everything}
    return [e for e in everything if e.label or e.hidden or e.merged_into is not None or e.key in wholes]


def carry_over(connection: sqlite3.Connection, model: TopicModel) -> tuple[TopicEdit, ...]:
    """Return the edits as they apply to `model`, which is about to take the place of the fit in the store.

    A free topic is found again by its members, compared over the segments that both fits saw; a guided one by
    its id. An edit whose topic is not found keeps its members, and waits for it.
    """
    edits = read.topic_edits(connection)
    if not edits:
        return ()
    from cmo_nlp.topics import Theme, matching_topics

    now = _members(model.assignments)
    known = _segments(model.assignments)
    seen = _segments(read.fitted_assignments(connection))
    free = [topic for topic in model.topics if topic.kind == "free"]
    followed = [edit for edit in edits if edit.kind == "free"]
    pairs = matching_topics(
        [set(edit.members) & known for edit in followed],
        [set(now.get(topic.id, ())) & seen if seen else set(now.get(topic.id, ())) for topic in free],
    )
    found = {edit.key: None if at is None else free[at] for edit, at in zip(followed, pairs, strict=True)}
    guided = {topic.id: topic for topic in model.topics if topic.kind == "guided"}
    found |= {edit.key: guided.get(Theme(edit.name, ()).id) for edit in edits if edit.kind == "guided"}
    return tuple(_carried(edit, found[edit.key], now) for edit in edits)


def _carried(edit: TopicEdit, topic: Topic | None, now: Mapping[str, tuple[Quotation, ...]]) -> TopicEdit:
    if topic is None:
        return dataclasses.replace(edit, topic_id=None)
    return dataclasses.replace(edit, topic_id=topic.id, name=topic.name, members=now.get(topic.id, ()))


def lost_remarks(edits: Sequence[TopicEdit]) -> tuple[str, ...]:
    """Return a remark on each edit that has no topic in the present fit."""
    return tuple(
        f"retouche gardée, mais son thème n’est pas revenu : edit-{edit.key}, « {edit.name} »{_what(edit)}"
        for edit in edits
        if edit.topic_id is None
    )


def _what(edit: TopicEdit) -> str:
    label = f", renommé « {edit.label} »" if edit.label else ""
    hidden = ", masqué" if edit.hidden else ""
    joined = ", réuni à un autre" if edit.merged_into is not None else ""
    return label + hidden + joined


def _members(assignments: Iterable[Assignment]) -> dict[str, tuple[Quotation, ...]]:
    """Return the segments of each topic, sorted; outliers that were given it are no members."""
    found: dict[str, list[Quotation]] = {}
    for a in assignments:
        if a.topic_id and not a.reason:
            found.setdefault(a.topic_id, []).append(Quotation(a.document_id, a.start, a.end))
    return {topic: tuple(sorted(members)) for topic, members in found.items()}


def _segments(assignments: Iterable[Assignment]) -> set[Quotation]:
    return {Quotation(a.document_id, a.start, a.end) for a in assignments}
