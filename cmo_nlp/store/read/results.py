"""Concepts with their counts, topics with their segments, series with their tests."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from cmo_nlp.records import Assignment, Change, Concept, Quotation, Topic, TopicFigures, TrendPoint
from cmo_nlp.store.codec import from_json
from cmo_nlp.store.read.edits import edited_assignments, edited_topics, topic_edits

__all__ = [
    "ConceptCount", "assignments", "changes", "concepts", "fitted_assignments", "fitted_topics",
    "mean_consensus", "points", "topic_figures", "topics", "topics_by_document",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ConceptCount:
    """A concept with the `documents` that mention it and its `mentions`."""

    concept: Concept
    documents: int
    mentions: int


def concepts(connection: sqlite3.Connection) -> Iterator[ConceptCount]:
    """Yield the concepts by id, each with its counts; those never mentioned have zeros.

    Counted from the rows, which have checksums, not from an index, which has none.
    """
    query = (
        "SELECT c.id, c.label, c.name, c.name_en, c.broader, c.uris, c.note, "
        "coalesce(m.documents, 0), coalesce(m.mentions, 0) FROM concepts c LEFT JOIN ("
        "SELECT concept, count(DISTINCT document) AS documents, count(*) AS mentions "
        "FROM mentions NOT INDEXED GROUP BY concept) m ON m.concept=c.id ORDER BY c.id"
    )
    for row in connection.execute(query):
        identity, label, name, name_en, broader, uris, note, in_documents, mentions = row
        concept = Concept(identity, label, name, name_en, broader, tuple(uris.split()), note)
        yield ConceptCount(concept, in_documents, mentions)


def fitted_topics(connection: sqlite3.Connection) -> tuple[Topic, ...]:
    """Return the topics as the last fit made them, free ones first, then by id."""
    found = [_topic(text) for (text,) in connection.execute("SELECT record FROM topics ORDER BY id")]
    return tuple(sorted(found, key=lambda topic: (topic.kind, topic.id)))


def topics(connection: sqlite3.Connection) -> tuple[Topic, ...]:
    """Return the topics of the last fit as the user edited them, free ones first, then by id."""
    return edited_topics(fitted_topics(connection), topic_edits(connection), fitted_assignments(connection))


def topic_figures(connection: sqlite3.Connection) -> TopicFigures | None:
    """Return the figures of the last fit as a whole, None where it found no topic, or noted none."""
    found = connection.execute("SELECT record FROM topic_figures").fetchone()
    return TopicFigures(**from_json(found[0])) if found else None


def _topic(text: str) -> Topic:
    fields = from_json(text)
    fields["terms"] = tuple((term, weight) for term, weight in fields["terms"])
    fields["quotations"] = tuple(Quotation(*quotation) for quotation in fields["quotations"])
    return Topic(**fields)


def fitted_assignments(connection: sqlite3.Connection) -> Iterator[Assignment]:
    """Yield the assignments as the last fit made them, by document and start, the free topic first."""
    query = (
        "SELECT document, start, end, topic, probability, reason, consensus, 0 AS guided FROM assignments "
        "UNION ALL SELECT document, start, end, topic, probability, NULL, NULL, 1 FROM theme_assignments "
        "ORDER BY document, start, end, guided, topic"
    )
    for *values, _ in connection.execute(query):
        yield Assignment(*values)


def assignments(connection: sqlite3.Connection) -> Iterator[Assignment]:
    """Yield the assignments of the last fit as the user edited its topics, in the same order."""
    edits = topic_edits(connection)
    yield from edited_assignments(fitted_assignments(connection), edits)


def topics_by_document(connection: sqlite3.Connection) -> dict[str, list[tuple[int, int, str]]]:
    """Return the (start, end, topic) of the assigned segments of each document, guided topics among them."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for a in assignments(connection):
        if a.topic_id:
            found[a.document_id].append((a.start, a.end, a.topic_id))
    return found


def mean_consensus(connection: sqlite3.Connection) -> dict[str, float]:
    """Return the mean consensus (0 to 1) of the segments of each topic; no entry where there is none."""
    found: dict[str, list[float]] = defaultdict(list)
    for a in assignments(connection):
        if a.topic_id and a.consensus is not None:
            found[a.topic_id].append(a.consensus)
    return {topic: sum(shares) / len(shares) for topic, shares in found.items()}


def points(connection: sqlite3.Connection) -> Iterator[TrendPoint]:
    """Yield the points of all series, in the order in which they were computed."""
    for (text,) in connection.execute("SELECT record FROM points ORDER BY rowid"):
        fields = from_json(text)
        fields["documents"] = tuple(fields["documents"])
        yield TrendPoint(**fields)


def changes(connection: sqlite3.Connection) -> Iterator[Change]:
    """Yield the tests of all series, in the order in which they were computed."""
    for (text,) in connection.execute("SELECT record FROM changes ORDER BY rowid"):
        yield Change(**from_json(text))
