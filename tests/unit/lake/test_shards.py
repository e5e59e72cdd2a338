"""Shards: there whole or not at all, the same bytes each time, and nothing of a record is lost in them."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from cmo_nlp.ingest import Item, Task
from cmo_nlp.lake.annotation_rows import ANNOTATIONS, AnnotatedRow, annotated_rows, annotation_table
from cmo_nlp.lake.document_rows import DOCUMENTS, DocumentsContent, document_table, documents_of, entries_of
from cmo_nlp.lake.places import Place, place_at
from cmo_nlp.lake.shards import BrokenShardError, Note, names, read_groups, read_note, write_shard
from cmo_nlp.lake.source_rows import SOURCES, source_table, sources_content, tasks_of
from cmo_nlp.records import (
    Annotation,
    Description,
    Document,
    Mention,
    PublicationDate,
    Refusal,
    Segment,
    Sentence,
    Span,
    Statement,
    Token,
    document_id,
)
from cmo_nlp.store.write import LedgerEntry

SAID = Description(
    title="L’œil du directeur",
    authors=("Aïcha Né",),
    publisher="Le Mensuel",
    source_type="press",
    language="fr",
    published=PublicationDate("2018-10", "month", "text", 0.9),
    modified="2019-01-02",
    pages=(12, 40),
    metadata={"rubrique": "Métiers", "warnings": "« x »"},
)


def _document(text: str, said: Description = SAID, source: str = "a.txt") -> Document:
    return Document(document_id(text), text, len(text.split()), (source,), said)


def _entry(document: Document, source: str = "a.txt") -> LedgerEntry:
    return LedgerEntry(f"/d/{source}", source, f"/d/{source}", "f1", document, b"\x00\xff")


def test_sources_come_back_as_they_were() -> None:
    tasks = [
        Task(Item("a.txt", "/d/a.txt", None, SAID, "n", is_own=True, parts={"x": SAID}), b"\x00", None, "c"),
        Task(Item("z.zip!a", "/d/z.zip!a", "a"), Refusal("z.zip!a", "too-large", "why"), None, "c"),
        Task(Item("stdin", "stdin.jsonl"), b"{}\n{}", None, "c", is_stream=True, first_row=7),
    ]  # fmt: skip
    assert list(tasks_of(source_table(tasks), "c")) == tasks
    assert source_table(tasks).schema == SOURCES
    assert len({sources_content(tasks), sources_content(tasks[:2]), sources_content(tasks[::-1])}) == 3


def test_entries_of_the_ledger_come_back_as_they_were() -> None:
    refused = LedgerEntry("/d/b.pdf", "b.pdf", "/d/b.pdf", "", Refusal("b.pdf", "too-slow", "why"))
    entries = [_entry(_document("Le CMO arrive.")), refused, _entry(_document("Rien.", Description()))]
    table = document_table(entries)
    assert table.schema == DOCUMENTS
    assert list(entries_of(table)) == entries


def test_annotations_come_back_as_they_were() -> None:
    tokens = (Token(0, 2, "le", "DET", "Gender=Masc", 1, "det"), Token(3, 6, "CMO", "NOUN", "", 1, "root"))
    found = Annotation(
        "d1",
        tokens,
        (Sentence(0, 6, 0, "prose"),),
        (
            Mention("title", "title/cmo", 3, 6, "CMO", "lexicon", 1.0, negated=False, statement=Span(0, 6)),
            Mention("skill", None, 0, 2, "Le", "pattern", 0.5, negated=True, statement=None),
        ),
        (Statement(0, 6, "future", 2030), Statement(0, 6, "past", None)),
    )
    rows = [
        AnnotatedRow("d1", "2018", "of1", found, (Segment(0, 6, 2),)),
        AnnotatedRow("d2", None, "of2", Refusal("d2", "not-annotated", "ValueError")),
        AnnotatedRow("d3", None, "of3", Annotation("d3", (), (), (), ())),
    ]
    table = annotation_table(rows)
    assert table.schema == ANNOTATIONS
    assert list(annotated_rows(table)) == rows


def test_copies_in_a_shard_are_one_document_as_in_the_workspace() -> None:
    later = Description(title="Un autre", published=PublicationDate("2020", "year", "text", 0.5))
    entries = [
        _entry(_document("Le CMO  arrive.", later, "b.txt"), "b.txt"),
        _entry(_document("Le CMO\narrive.", SAID, "a.txt"), "a.txt"),
    ]
    (one,) = documents_of(entries)
    assert (one.text, one.sources) == ("Le CMO\narrive.", ("a.txt", "b.txt"))
    assert one.description.title == SAID.title
    assert documents_of(entries[::-1]) == [one]


def test_the_content_of_documents_is_what_annotation_hangs_on() -> None:
    def content(*entries: LedgerEntry) -> str:
        counted = DocumentsContent()
        for entry in entries:
            counted.add(entry)
        return counted.digest()

    entry = _entry(_document("Le CMO arrive."))
    reread = LedgerEntry("/e/a.txt", "a.txt", "/e/a.txt", "f2", entry.result, b"")
    assert content(entry) == content(reread)
    assert content(entry) != content(_entry(_document("Le CMO part.")))
    assert content(entry) != content(_entry(_document("Le CMO arrive.", Description())))


@pytest.fixture(params=["folder", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return place_at(tmp_path / "lake" if request.param == "folder" else f"memory://{tmp_path}/lake")


def test_the_same_rows_are_the_same_bytes(place: Place) -> None:
    table = document_table([_entry(_document("Le CMO arrive."))] * 300)
    for name in ("one", "two"):
        write_shard(place, "documents", name, DOCUMENTS, [table, table], lambda _: Note("c", "i", {"x": "y"}))
    with place.open("documents/one.parquet") as one, place.open("documents/two.parquet") as two:
        assert one.read() == two.read()
    assert names(place, "documents") == ["one", "two"]


def test_a_note_comes_back_and_stands_for_what_was_written(place: Place) -> None:
    table = document_table([_entry(_document("Le CMO arrive."))])
    noted = write_shard(
        place, "documents", "one", DOCUMENTS, [table], lambda b: Note(b, "i", {"code": "x"}, {"documents": 1})
    )
    assert read_note(place, "documents", "one") == noted
    assert (noted.rows, noted.input, len(noted.content)) == (1, "i", 16)
    other = document_table([_entry(_document("Le CMO part."))])
    assert write_shard(place, "documents", "one", DOCUMENTS, [other], Note).content != noted.content
    assert read_note(place, "documents", "none") is None
    assert read_note(place, "annotations", "one") is None


def test_a_writer_that_fails_leaves_the_shard_that_was_there(place: Place) -> None:
    def groups() -> Iterator[pa.Table]:
        yield document_table([_entry(_document("Le CMO part."))])
        raise KeyboardInterrupt

    table = document_table([_entry(_document("Le CMO arrive."))])
    write_shard(place, "documents", "one", DOCUMENTS, [table], Note)
    before = read_note(place, "documents", "one")
    with pytest.raises(KeyboardInterrupt):
        write_shard(place, "documents", "one", DOCUMENTS, groups(), Note)
    assert read_note(place, "documents", "one") == before
    assert place.names("documents") == ["one.parquet"]


def test_a_shard_that_is_cut_off_is_named(tmp_path: Path) -> None:
    place = place_at(tmp_path)
    table = document_table([_entry(_document("Le CMO arrive."))])
    write_shard(place, "documents", "one", DOCUMENTS, [table], Note)
    file = tmp_path / "documents" / "one.parquet"
    file.write_bytes(file.read_bytes()[:-100])
    for reading in (
        lambda: read_note(place, "documents", "one"),
        lambda: list(read_groups(place, "documents", "one")),
    ):
        with pytest.raises(BrokenShardError, match=r"documents/one\.parquet cannot be read"):
            reading()


def test_a_reader_sees_only_the_columns_that_it_asks_for(place: Place) -> None:
    table = document_table([_entry(_document("Le CMO arrive."))])
    write_shard(place, "documents", "one", DOCUMENTS, [table], Note)
    (read,) = read_groups(place, "documents", "one", ["id", "description.published.date"])
    assert read.to_pylist() == [
        {"id": document_id("Le CMO arrive."), "description": {"published": {"date": "2018-10"}}}
    ]
