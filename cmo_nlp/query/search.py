"""Full-text search over segments: quotations with the hits marked, their source and date."""

import sqlite3
from dataclasses import dataclass

from cmo_nlp.french import search_keys, words
from cmo_nlp.query.expression import Term, match_expression, parse
from cmo_nlp.records import PublicationDate, Span
from cmo_nlp.store import read

__all__ = ["Answer", "Hit", "search"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A quotation that answers a query.

    `hits` are spans in `quotation`; `start` and `end` are the segment's in the document; `score` is BM25.
    """

    document_id: str
    start: int
    end: int
    quotation: str
    hits: tuple[Span, ...]
    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    source: str
    published: PublicationDate | None
    topic: str | None
    concepts: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The best `hits` of a query, the number of passages `found` in all, and of documents `unsearched`.

    A document that is not annotated yet has no passages to search.
    """

    hits: tuple[Hit, ...]
    found: int
    unsearched: int


def search(connection: sqlite3.Connection, text: str, limit: int) -> Answer:
    """Return at most `limit` quotations that hold all words of `text`, best first.

    Accents, case, apostrophes, elisions and inflection are folded. Raises UsageError where there is no word.
    """
    terms = parse(text)
    expression = match_expression(terms)
    segments = read.find_segments(connection, expression, limit)
    return Answer(
        tuple(_hit(connection, segment, terms) for segment in segments),
        read.count_segments(connection, expression),
        read.unannotated(connection),
    )


def _hit(connection: sqlite3.Connection, found: read.FoundSegment, terms: tuple[Term, ...]) -> Hit:
    document = read.document(connection, found.document_id)
    start, end = _quotation(connection, found, terms)
    description = document.description
    quotation = document.text[start:end]
    return Hit(
        document.id,
        found.start,
        found.end,
        quotation,
        tuple(Span(a, b) for a, b, _ in _marks(quotation, terms)),
        description.title,
        description.authors,
        description.publisher,
        document.sources[0],
        description.published,
        read.topic_of(connection, found.document_id, found.start, found.end),
        read.concepts_between(connection, document.id, start, end),
        round(found.score, 6),
    )


def _quotation(
    connection: sqlite3.Connection, found: read.FoundSegment, terms: tuple[Term, ...]
) -> tuple[int, int]:
    """Return the shortest run of sentences that shows as many terms as the segment does."""
    marks = [(found.start + a, found.start + b, term) for a, b, term in _marks(found.text, terms)]
    wanted = {term for _, _, term in marks}
    sentences = read.sentences_between(connection, found.document_id, found.start, found.end)
    runs = [(first, last) for i, (first, _) in enumerate(sentences) for _, last in sentences[i:]]
    for first, last in sorted(runs, key=lambda run: (run[1] - run[0], run)):
        if wanted <= {term for a, b, term in marks if first <= a and b <= last}:
            return first, last
    return found.start, found.end


def _marks(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int, Term]]:
    """Return the (start, end, term) of every place where a term stands in `text`, in order."""
    there = [(word, *search_keys(word.text)) for word in words(text)]
    marks = []
    for i in range(len(there)):
        for term in terms:
            run = there[i : i + len(term.keys)]
            keys, plain = tuple(r[1] for r in run), tuple(r[2] for r in run)
            if term.keys == keys or term.plain_keys == plain:
                marks.append((run[0][0].start, run[-1][0].end, term))
    return marks
