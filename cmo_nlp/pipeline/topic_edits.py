"""What a user changes of the topics: stored apart from the fit."""

import dataclasses
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.pipeline.carried_edits import members_of
from cmo_nlp.records import Topic, TopicEdit
from cmo_nlp.store import read, transaction, write

__all__ = ["hide", "label", "merge", "reset"]

_LONGEST_NAME = 200  # characters
_Edits = Callable[["_Draft"], None]


class _Draft:
    """The edits while one is added, with the topics of the fit and as the user sees them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.edits = {edit.key: edit for edit in read.topic_edits(connection)}
        self.fitted = {topic.id: topic for topic in read.fitted_topics(connection)}
        self.seen = {topic.id: topic for topic in read.topics(connection)}
        self._connection = connection

    def topic(self, identity: str) -> Topic:
        """Return a topic that the user sees; UsageError says what became of one that was edited away."""
        if read.stage(self._connection, "topics") is None:
            msg = "there are no topics yet; make them with: cmo-nlp topics"
            raise InputError(msg)
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
        members = members_of(read.fitted_assignments(self._connection)).get(identity, ())
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
        _take_over(draft, draft.change(identity, label=name))

    _apply(connection, edit)


def _take_over(draft: _Draft, edit: TopicEdit) -> None:
    """Put `edit` in the place of those that wait with the same name for a topic that did not come back."""
    waiting = {
        key
        for key, other in draft.edits.items()
        if other.topic_id is None and (other.label or "").casefold() == (edit.label or "").casefold()
    }
    draft.edits = {
        key: dataclasses.replace(e, merged_into=edit.key if e.merged_into in waiting else e.merged_into)
        for key, e in draft.edits.items()
        if key not in waiting
    }


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
    """Undo the edits of the topics named, or all; « edit-3 » is one whose topic did not come back.

    That can be done without a fit too: a text that was replaced takes the topics along, not the edits.
    """

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
        if identity in {edit.topic_id, f"edit-{edit.key}"}:
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
