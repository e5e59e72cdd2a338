"""What documents were found to hold, and how it is searched."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from sqlite3 import Connection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_nlp.records import Concept, Refusal, Token
from cmo_nlp.store import read, transaction, write
from cmo_nlp.store.codec import decode_tokens, encode_tokens
from tests.unit.store.conftest import make_annotation, make_document

BringIn = Callable[..., str]


@pytest.fixture
def annotated(connection: Connection, bring_in: BringIn) -> write.AnnotatedDocument:
    document = make_document()
    bring_in(document, "/a.txt")
    annotated = make_annotation(document)
    with transaction(connection):
        write.record_annotations(connection, [annotated])
    return annotated


def test_an_annotation_comes_back_as_it_went_in(
    connection: Connection, annotated: write.AnnotatedDocument
) -> None:
    record = read.annotation(connection, annotated.document_id)
    assert record is not None
    assert record.annotation == annotated.result
    assert record.segments == tuple(s.segment for s in annotated.segments)
    assert record.failure is None


def test_a_document_waits_until_it_has_an_annotation_of_that_fingerprint(
    connection: Connection, annotated: write.AnnotatedDocument, bring_in: BringIn
) -> None:
    other = make_document("Un autre texte.")
    bring_in(other, "/b.txt")
    assert read.pending(connection, "v1") == [other.id]
    assert read.pending(connection, "v2") == sorted([other.id, annotated.document_id])


def test_a_new_annotation_replaces_the_old_one_in_the_search_index_too(
    connection: Connection, annotated: write.AnnotatedDocument
) -> None:
    segments = tuple(replace(s, lemmas="nouveau", singulars="nouveau") for s in annotated.segments)
    with transaction(connection):
        write.record_annotations(connection, [replace(annotated, segments=segments)])
    rows = [row for row, _ in read.find_segments(connection, 'lemmas : "nouveau"')]
    assert [found.start for found in read.segments_by_row(connection, rows).values()] == [0]
    assert not read.find_segments(connection, 'lemmas : "demain"')
    read.check_search(connection)


def test_lemmas_are_counted_over_what_is_annotated_now(
    connection: Connection, annotated: write.AnnotatedDocument
) -> None:
    assert read.lemmas_of(connection, "cmo") == {"cmo": 1}
    assert read.is_lemma(connection, "demain")
    segments = tuple(replace(s, lemmas="neuf cmo", singulars="nouveau cmo") for s in annotated.segments)
    with transaction(connection):
        write.record_annotations(connection, [replace(annotated, segments=segments)])
    assert read.lemmas_of(connection, "nouveau") == {"neuf": 1}
    assert read.lemmas_of(connection, "cmo") == {"cmo": 1}
    assert not read.is_lemma(connection, "demain")
    assert read.lemmas_beginning(connection, "ne") == ["neuf"]


def test_a_document_that_fails_is_a_refusal_with_its_source(
    connection: Connection, annotated: write.AnnotatedDocument
) -> None:
    failed = replace(annotated, result=Refusal("a.txt", "annotate-failed", "why"), segments=())
    with transaction(connection):
        write.record_annotations(connection, [failed])
    assert list(read.refusals(connection)) == [Refusal("a.txt", "annotate-failed", "why")]
    assert read.sizes(connection).refused == 1


def test_a_document_superseded_meanwhile_is_passed_over(
    connection: Connection, annotated: write.AnnotatedDocument
) -> None:
    with transaction(connection):
        write.record_annotations(connection, [replace(annotated, document_id="0" * 16)])
    assert read.sizes(connection).segments == 1


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE mentions SET surface='CMQ'",
        "UPDATE statements SET horizon='past'",
        "UPDATE sentences SET kind='item'",
        "UPDATE segments SET lemmas='autre'",
        "UPDATE annotations SET tokens=x'00'",
        "DELETE FROM mentions",
    ],
)
def test_an_annotation_with_a_byte_that_is_not_ours_is_not_read(
    connection: Connection, annotated: write.AnnotatedDocument, damage: str
) -> None:
    connection.execute(damage)
    with pytest.raises(sqlite3.DatabaseError, match="checksum"):
        read.annotation(connection, annotated.document_id)


def test_concepts_are_counted_by_document_and_mention(
    connection: Connection, annotated: write.AnnotatedDocument
) -> None:
    assert annotated.fingerprint == "v1"
    cmo = Concept("title/cmo", "title", "CMO", "CMO", None, ("http://example.org/cmo",))
    unseen = Concept("tool/crm", "tool", "CRM", "CRM", None, ())
    with transaction(connection):
        write.record_concepts(connection, [unseen, cmo])
    assert list(read.concepts(connection)) == [read.ConceptCount(cmo, 1, 1), read.ConceptCount(unseen, 0, 0)]


def test_what_lies_between_two_offsets(connection: Connection, annotated: write.AnnotatedDocument) -> None:
    identity = annotated.document_id
    assert read.sentences_between(connection, identity, 0, 50) == [(0, 38)]
    assert read.concepts_between(connection, identity, 0, 38) == ("title/cmo",)
    assert read.topic_of(connection, identity, 0, 51) is None


_WORDS = st.text(max_size=8)
_TOKENS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 12), _WORDS, _WORDS, _WORDS, st.integers(0, 50), _WORDS)
)


@given(_TOKENS)
def test_tokens_survive_their_blob(drawn: list[tuple[int, int, str, str, str, int, str]]) -> None:
    tokens, start = [], 0
    for step, length, lemma, upos, morph, head, relation in drawn:
        start += step
        tokens.append(Token(start, start + length, lemma, upos, morph, head, relation))
    assert decode_tokens(encode_tokens(tokens)) == tuple(tokens)
