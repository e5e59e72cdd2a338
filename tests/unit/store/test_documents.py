"""The ledger and the documents."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from sqlite3 import Connection

import pytest

from cmo_nlp.records import Description, Document, PublicationDate, Refusal
from cmo_nlp.store import open_store, read, transaction, write
from cmo_nlp.store.merge import merge_descriptions
from tests.unit.store.conftest import make_annotation, make_document

BringIn = Callable[..., str]


def test_a_document_comes_back_as_it_went_in(connection: Connection, bring_in: BringIn) -> None:
    document = make_document(published="2018-10-22")
    assert bring_in(document, "/a.txt") == "accepted"
    assert read.document(connection, document.id) == document


def test_the_same_text_from_two_places_is_one_document_with_two_sources(
    connection: Connection, bring_in: BringIn
) -> None:
    bring_in(make_document(source="b.txt", published="2019-01-01"), "/b.txt")
    assert bring_in(make_document(source="a.txt", published="2018-10-22"), "/a.txt") == "copy"
    (document,) = read.documents(connection)
    assert document.sources == ("a.txt", "b.txt")
    assert document.description.published == PublicationDate("2018-10-22", "day", "text", 0.8)


def test_a_changed_source_supersedes_its_document_and_its_annotation(
    connection: Connection, bring_in: BringIn
) -> None:
    old, new = make_document(), make_document("Tout autre chose, écrit depuis.")
    bring_in(old, "/a.txt")
    with transaction(connection):
        write.record_annotations(connection, [make_annotation(old)])
    assert bring_in(new, "/a.txt") == "replaced"
    assert read.document_ids(connection) == [new.id]
    assert read.sizes(connection).segments == 0
    read.check_search(connection)


def test_a_text_stays_as_long_as_one_source_has_it(connection: Connection, bring_in: BringIn) -> None:
    text = make_document()
    bring_in(text, "/a.txt")
    bring_in(replace(text, sources=("b.txt",)), "/b.txt")
    bring_in(make_document("Tout autre chose, écrit depuis."), "/a.txt")
    assert read.document(connection, text.id).sources == ("b.txt",)


def test_a_source_that_is_refused_later_leaves_no_document(connection: Connection, bring_in: BringIn) -> None:
    bring_in(make_document(), "/a.txt")
    refusal = Refusal("a.txt", "empty", "the file is empty")
    with transaction(connection):
        (outcome,) = write.record_file(
            connection, [write.LedgerEntry("/a.txt", "a.txt", "/a.txt", "g", refusal)]
        )
    assert outcome == "refused"
    assert read.document_ids(connection) == []
    assert list(read.refusals(connection)) == [refusal]


def test_a_source_that_cannot_be_read_for_a_moment_keeps_what_it_held(
    connection: Connection, bring_in: BringIn
) -> None:
    document = make_document()
    bring_in(document, "/a.txt", fingerprint="f")
    refusal = Refusal("a.txt", "unreadable", "permission denied")
    with transaction(connection):
        write.record_file(connection, [write.LedgerEntry("/a.txt", "a.txt", "/a.txt", "", refusal)])
    assert read.document_ids(connection) == [document.id]
    assert [r.reason for r in read.refusals(connection)] == ["unreadable"]
    assert read.accepted_fingerprint(connection, "/a.txt") is None
    assert bring_in(document, "/a.txt") == "accepted"
    assert list(read.refusals(connection)) == []


def test_of_texts_that_differ_in_white_space_the_same_is_kept_in_any_order(
    folder: Path, connection: Connection, bring_in: BringIn
) -> None:
    lines, line = make_document("Un titre\n\nUn texte."), make_document("Un titre Un texte.")
    assert lines.id == line.id
    bring_in(line, "/a.txt")
    bring_in(lines, "/b.txt")
    assert read.document(connection, line.id).text == lines.text
    bring_in(make_document("Tout autre chose, écrit depuis."), "/b.txt")
    assert read.document(connection, line.id).text == line.text
    bring_in(lines, "/c.txt")
    assert read.document(connection, line.id).text == lines.text
    with open_store(folder, write=False) as again:
        read.check(again)


def test_a_text_resaved_with_other_lines_loses_its_annotation(
    connection: Connection, bring_in: BringIn
) -> None:
    document = make_document()
    bring_in(document, "/a.txt")
    with transaction(connection):
        write.record_annotations(connection, [make_annotation(document)])
    bring_in(replace(document, text=document.text.replace(". ", ".\n")), "/a.txt")
    assert read.annotation(connection, document.id) is None
    assert read.pending(connection, "v1") == [document.id]


def test_another_year_of_publication_asks_for_another_annotation(
    connection: Connection, bring_in: BringIn
) -> None:
    document = make_document(published="2010-05-01")
    bring_in(document, "/a.txt")
    with transaction(connection):
        write.record_annotations(connection, [make_annotation(document)])
    assert read.pending(connection, "v1") == []
    bring_in(make_document(published="2020-05-01"), "/a.txt")
    assert read.pending(connection, "v1") == [document.id]


def test_refusals_that_are_not_met_again_leave_the_ledger(connection: Connection) -> None:
    with transaction(connection):
        for location in ("/d", "/d/a.txt", "/d/b.txt", "/other/c.txt"):
            refusal = Refusal(location[1:], "empty", "why")
            write.record_file(connection, [write.LedgerEntry(location, location[1:], location, "f", refusal)])
        write.forget_refusals(connection, ["/d"], {"/d/b.txt"})
    assert [r.source for r in read.refusals(connection)] == ["d/b.txt", "other/c.txt"]


def test_a_ledger_row_that_points_to_another_document_is_noticed(
    connection: Connection, bring_in: BringIn
) -> None:
    one, other = make_document(source="a.txt"), make_document("Un autre texte.", source="b.txt")
    bring_in(one, "/a.txt")
    bring_in(other, "/b.txt")
    connection.execute("UPDATE items SET document=3-document")
    with pytest.raises(sqlite3.DatabaseError):
        list(read.documents(connection))


def test_only_what_came_in_has_an_accepted_fingerprint(connection: Connection, bring_in: BringIn) -> None:
    bring_in(make_document(), "/a.txt", fingerprint="abc")
    entry = write.LedgerEntry(
        "/b.txt", "b.txt", "/b.txt", "def", Refusal("b.txt", "empty", "the file is empty")
    )
    with transaction(connection):
        write.record_file(connection, [entry])
    locations = ("/a.txt", "/b.txt", "/c.txt")
    assert [read.accepted_fingerprint(connection, location) for location in locations] == ["abc", None, None]


def test_an_unknown_document_is_a_key_error(connection: Connection) -> None:
    with pytest.raises(KeyError):
        read.document(connection, "0" * 16)


@pytest.mark.parametrize("column", ["text", "words", "description"])
def test_a_document_with_a_byte_that_is_not_ours_is_not_read(
    connection: Connection, bring_in: BringIn, column: str
) -> None:
    document = make_document(published="2018-10-22")
    bring_in(document, "/a.txt")
    changed = {"text": "Le CM0", "words": 7, "description": '{"title":"x"}'}[column]
    connection.execute(f"UPDATE documents SET {column}=?", (changed,))
    with pytest.raises(sqlite3.DatabaseError):
        read.document(connection, document.id)


def test_the_merged_description_does_not_depend_on_the_order_of_its_sources() -> None:
    dates = [
        None,
        PublicationDate("2018", "year", "text", 0.5),
        PublicationDate("2018-10-22", "day", "text", 0.8),
    ]
    descriptions = [
        Description(title=f"titre {i}", published=date, metadata={"rubrique": str(i)})
        for i, date in enumerate(dates)
    ]
    merged = {repr(merge_descriptions(order)) for order in permutations(descriptions)}
    assert len(merged) == 1
    assert merge_descriptions(descriptions).published == dates[2]


def test_documents_are_sorted_by_id_whatever_order_they_came_in(
    connection: Connection, bring_in: BringIn
) -> None:
    for i in range(20):
        bring_in(make_document(f"Texte numéro {i}."), f"/{i}.txt")
    ids = [document.id for document in read.documents(connection)]
    assert ids == sorted(ids)
    assert len(ids) == 20


def test_a_document_is_its_text_with_white_space_folded_in_nfc() -> None:
    composed, decomposed = make_document("L’été  du CMO\n"), make_document("L’e\u0301te\u0301 du CMO")
    assert isinstance(composed, Document)
    assert composed.id == decomposed.id


def part(number: int, text: str) -> write.LedgerEntry:
    document = make_document(text, source=f"t.csv#row={number}")
    return write.LedgerEntry(
        f"/t.csv#row={number}", document.sources[0], "/t.csv", "f", document, b"signature"
    )


def test_a_file_that_loses_a_part_loses_its_document(connection: Connection) -> None:
    with transaction(connection):
        write.record_file(connection, [part(1, "Un texte."), part(2, "Un autre texte.")])
    with transaction(connection):
        write.record_file(connection, [part(1, "Un texte.")])
    (left,) = read.parts(connection, "/t.csv")
    assert (left.source, left.document_id) == ("t.csv#row=1", make_document("Un texte.").id)
    assert [document.text for document in read.documents(connection)] == ["Un texte."]


def test_a_file_that_cannot_be_read_keeps_its_parts(connection: Connection) -> None:
    with transaction(connection):
        write.record_file(connection, [part(1, "Un texte."), part(2, "Un autre texte.")])
    refusal = Refusal("t.csv", "too-large", "it is too large")
    with transaction(connection):
        write.record_file(connection, [write.LedgerEntry("/t.csv", "t.csv", "/t.csv", "", refusal)])
    assert [part.source for part in read.parts(connection, "/t.csv")] == [
        "t.csv",
        "t.csv#row=1",
        "t.csv#row=2",
    ]
    assert list(read.refusals(connection)) == [refusal]
    with transaction(connection):
        write.record_file(connection, [part(1, "Un texte."), part(2, "Un autre texte.")])
    assert list(read.refusals(connection)) == []


def test_signatures_and_families_stay_with_their_documents(connection: Connection) -> None:
    with transaction(connection):
        write.record_file(connection, [part(1, "Un texte."), part(2, "Un autre texte.")])
    one, other = sorted(read.signatures(connection))
    with transaction(connection):
        write.record_families(connection, {one: one, other: one})
    assert [document.family for document in read.documents(connection)] == [one, one]
    with transaction(connection):
        write.record_families(connection, {})
    assert [document.family for document in read.documents(connection)] == [None, None]
    assert read.signatures(connection) == {one: b"signature", other: b"signature"}


def test_what_is_remembered_holds_until_it_is_said_otherwise(connection: Connection) -> None:
    assert read.remembered(connection, "keep_duplicates") is None
    for value in ("yes", "no"):
        with transaction(connection):
            write.remember(connection, "keep_duplicates", value)
        assert read.remembered(connection, "keep_duplicates") == value
