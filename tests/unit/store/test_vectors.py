"""Vectors are kept by text and model, and dropped with their text."""

from sqlite3 import Connection, DatabaseError

import pytest

from cmo_nlp.store import read, transaction, write


def test_vectors_come_back_by_model_and_go_with_their_text(connection: Connection) -> None:
    with transaction(connection):
        write.record_vectors(connection, "m1", {"t1": b"\x00\x01", "t2": b"\x02"})
        write.record_vectors(connection, "m2", {"t1": b"\x03"})
    assert dict(read.vectors(connection, "m1")) == {"t1": b"\x00\x01", "t2": b"\x02"}
    with transaction(connection):
        write.drop_vectors(connection, {"t2"})
    assert dict(read.vectors(connection, "m1")) == {"t2": b"\x02"}
    assert dict(read.vectors(connection, "m2")) == {}


def test_a_vector_that_is_not_ours_is_noticed(connection: Connection) -> None:
    with transaction(connection):
        write.record_vectors(connection, "m1", {"t1": b"\x00\x01"})
    connection.execute("UPDATE vectors SET vector=x'0002'")
    with pytest.raises(DatabaseError, match="vector"):
        list(read.vectors(connection, "m1"))
