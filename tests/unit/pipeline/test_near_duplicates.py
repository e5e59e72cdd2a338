"""Families in the store: computed when something changed, never from what another has replaced."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from sqlite3 import Connection

import pytest

from cmo_nlp import ingest
from cmo_nlp.ingest.duplicates import signature
from cmo_nlp.pipeline import Silence
from cmo_nlp.pipeline.near_duplicates import refresh_families
from cmo_nlp.records import Description, Document, document_id
from cmo_nlp.store import open_store, read, transaction, write

Families = dict[str, str]


def article(seed: int, words: int = 120) -> str:
    return " ".join(Random(seed).choices([f"mot{number}" for number in range(5_000)], k=words))


def put(connection: Connection, name: str, text: str) -> str:
    """Record a file with one text, as `ingest` does, and return the document's id."""
    document = Document(document_id(text), text, len(text.split()), (name,), Description())
    entry = write.LedgerEntry(f"/{name}", name, f"/{name}", "f", document, signature(text))
    with transaction(connection):
        write.record_file(connection, [entry])
    return document.id


def stored(connection: Connection) -> dict[str, str | None]:
    return {found.id: found.family for found in read.documents(connection)}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with open_store(tmp_path, write=True) as opened:
        yield opened


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of documents at each computation."""
    counts: list[int] = []
    compute = ingest.families

    def counted(signatures: dict[str, bytes], *others: Callable[..., object]) -> Families:
        counts.append(len(signatures))
        return compute(signatures, *others)

    monkeypatch.setattr(ingest, "families", counted)
    return counts


def beside(folder: Path, monkeypatch: pytest.MonkeyPatch, *turns: Callable[[Connection], object]) -> None:
    """Let another process do one turn each time that signatures were read."""
    waiting = list(turns)
    signatures = read.signatures

    def then_the_other(connection: Connection) -> dict[str, bytes]:
        found = signatures(connection)
        if waiting:
            turn = waiting.pop(0)
            with open_store(folder, write=True) as other:
                turn(other)
        return found

    monkeypatch.setattr(read, "signatures", then_the_other)


def test_nothing_is_computed_when_no_document_changed(connection: Connection, computed: list[int]) -> None:
    one, two = put(connection, "a", article(1)), put(connection, "b", article(1) + " fin")
    families = refresh_families(connection, Silence())
    assert set(families) == {one, two}
    assert refresh_families(connection, Silence()) == families
    assert computed == [2]
    put(connection, "c", article(2))
    assert refresh_families(connection, Silence()) == families
    assert refresh_families(connection, Silence()) == families
    assert computed == [2, 3]


def test_a_document_that_went_and_came_back_gets_its_family_again(connection: Connection) -> None:
    """The run that took it out was killed before the families."""
    put(connection, "a", article(1))
    put(connection, "b", article(1) + " fin")
    families = refresh_families(connection, Silence())
    put(connection, "b", article(3))
    put(connection, "b", article(1) + " fin")
    assert None in stored(connection).values()
    assert refresh_families(connection, Silence()) == families == stored(connection)


def test_families_of_another_process_are_not_written_over(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = put(connection, "a", article(1))

    def whole_ingest(other: Connection) -> None:
        put(other, "b", article(1) + " fin")
        refresh_families(other, Silence())

    beside(tmp_path, monkeypatch, whole_ingest)
    families = refresh_families(connection, Silence())
    assert len(families) == 2
    assert one in families
    assert stored(connection) == families


def test_a_document_that_another_process_replaces_is_still_compared(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(connection, "a", article(1))
    put(connection, "b", article(1) + " fin")
    beside(tmp_path, monkeypatch, lambda other: put(other, "b", article(3)))
    assert refresh_families(connection, Silence()) == {}
    assert set(stored(connection).values()) == {None}


def test_a_process_that_never_stops_writing_is_left_to_compute_them(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, computed: list[int]
) -> None:
    put(connection, "a", article(1))
    beside(
        tmp_path,
        monkeypatch,
        *[lambda other, n=n: put(other, f"b{n}", article(1) + f" {n}") for n in range(3)],
    )
    assert refresh_families(connection, Silence()) == {}
    assert computed == [1, 2, 3]
    assert len(refresh_families(connection, Silence())) == 4
