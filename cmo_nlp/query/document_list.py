"""The documents of the corpus, each with what it says of itself and how much was found in it."""

import sqlite3
from dataclasses import dataclass

from cmo_nlp.records import Description, Document, PublicationDate
from cmo_nlp.store import read

__all__ = ["ListedDocument", "list_documents", "listed_document", "passes"]


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document without its text. The counts are None where it is not annotated yet.

    `role_mentions` are the mentions of titles; `family` is the id of the representative of its
    near-duplicates, or None.
    """

    id: str
    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    source_type: str | None
    language: str | None
    published: PublicationDate | None
    modified: str | None
    words: int
    sentences: int | None
    segments: int | None
    mentions: int | None
    role_mentions: int | None
    statements: int | None
    family: str | None
    source: str
    sources: tuple[str, ...]


def list_documents(
    connection: sqlite3.Connection,
    wanted: read.PassageFilter,
    *,
    families: bool = False,
    names_role: bool | None = None,
) -> tuple[ListedDocument, ...]:
    """Return the documents that pass by date of publication (those without one last), title and id.

    `wanted` asks for dates, publishers and types only. With `families`, only those that have near-duplicates,
    the members of a family side by side, its representative first. `names_role` leaves out those that never
    name the role, or those that do.
    """
    tallies = read.document_tallies(connection)
    listed = [
        listed_document(document, tallies.get(document.id))
        for document in read.documents(connection)
        if passes(document.description, wanted) and (document.family or not families)
    ]
    if names_role is not None:
        known = [one for one in listed if one.role_mentions is not None]
        listed = [one for one in known if bool(one.role_mentions) == names_role]
    listed.sort(key=lambda one: (_date(one), one.title or "", one.id))
    if families:
        listed.sort(key=lambda one: (one.family or "", one.family != one.id))
    return tuple(listed)


def passes(description: Description, wanted: read.PassageFilter) -> bool:
    """Whether a document of that description passes: all days that its date may mean lie between the two."""
    if wanted.publishers and description.publisher not in wanted.publishers:
        return False
    if wanted.source_types and description.source_type not in wanted.source_types:
        return False
    if not wanted.has_dates:
        return True
    if description.published is None:
        return False
    date = description.published.date
    after = wanted.since is None or date >= wanted.since  # « 2018 » comes before « 2018-06 »
    return after and (wanted.until is None or f"{date}~" <= f"{wanted.until}~")


def _date(document: ListedDocument) -> str:
    return document.published.date if document.published else "9999"


def listed_document(document: Document, tally: read.DocumentTally | None) -> ListedDocument:
    """Return a document as it is listed, with the tally of what it holds if it is annotated."""
    said = document.description
    return ListedDocument(
        id=document.id,
        title=said.title,
        authors=said.authors,
        publisher=said.publisher,
        source_type=said.source_type,
        language=said.language,
        published=said.published,
        modified=said.modified,
        words=document.words,
        sentences=tally and tally.sentences,
        segments=tally and tally.segments,
        mentions=tally and tally.mentions,
        role_mentions=tally and tally.role_mentions,
        statements=tally and tally.statements,
        family=document.family,
        source=document.sources[0],
        sources=document.sources,
    )
