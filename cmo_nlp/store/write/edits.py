"""What a user changes of the topics, apart from the fit."""

import sqlite3
from collections.abc import Iterable

from cmo_nlp.records import TopicEdit
from cmo_nlp.store.codec import digest, to_json

__all__ = ["replace_edits"]


def replace_edits(connection: sqlite3.Connection, edits: Iterable[TopicEdit]) -> None:
    """Put `edits` in place of the former ones."""
    connection.execute("DELETE FROM topic_edits")
    for edit in edits:
        members = to_json([list(member) for member in edit.members])
        said = (edit.label, int(edit.hidden), edit.merged_into)
        values = (edit.key, edit.topic_id, edit.kind, edit.name, members, *said)
        connection.execute("INSERT INTO topic_edits VALUES (?,?,?,?,?,?,?,?,?)", (*values, digest(*values)))
