"""A store in a temporary folder, and records to put into it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from cmo_nlp.records import (
    Annotation,
    Description,
    Document,
    Mention,
    PublicationDate,
    Segment,
    Sentence,
    Span,
    Statement,
    Token,
    document_id,
)
from cmo_nlp.store import open_store, transaction, write

TEXT = "Le CMO de demain devra maîtriser l’IA. C’est écrit."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def connection(folder: Path) -> Iterator[Connection]:
    with open_store(folder, write=True) as opened:
        yield opened


def make_document(text: str = TEXT, source: str = "a.txt", published: str | None = None) -> Document:
    date = PublicationDate(published, "day", "text", 0.8) if published else None
    return Document(document_id(text), text, len(text.split()), (source,), Description(published=date))


def make_annotation(document: Document) -> write.AnnotatedDocument:
    """Annotate TEXT by hand: one statement, a title and a tool in it, one segment."""
    statement = Span(0, 38)
    annotation = Annotation(
        document.id,
        tokens=(Token(0, 2, "le", "DET", "", 1, "det"), Token(3, 6, "CMO", "NOUN", "", 1, "ROOT")),
        sentences=(Sentence(0, 38, 0, "prose"), Sentence(39, len(document.text), 0, "prose")),
        mentions=(
            Mention("title", "title/cmo", 3, 6, "CMO", "lexicon", 1.0, negated=False, statement=statement),
            Mention("tool", None, 35, 37, "IA", "pattern", 0.5, negated=True, statement=None),
        ),
        statements=(Statement(*statement, "future", None),),
    )
    segment = Segment(0, len(document.text), document.words)
    indexed = write.IndexedSegment(segment, document.text, "cmo demain ia", "cmo demain ia")
    published = document.description.published
    year = published.date[:4] if published else None
    return write.AnnotatedDocument(document.id, "v1", year, annotation, (indexed,))


@pytest.fixture
def bring_in(connection: Connection) -> Callable[..., str]:
    """Write a document into the ledger as the content of `location`; return the outcome."""

    def put(document: Document, location: str, fingerprint: str = "f") -> str:
        entry = write.LedgerEntry(location, document.sources[0], location, fingerprint, document)
        with transaction(connection):
            (outcome,) = write.record_file(connection, [entry])
        return outcome

    return put
