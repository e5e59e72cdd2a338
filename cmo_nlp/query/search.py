"""Passages that answer a question: by their words, by their meaning, or by both."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from cmo_nlp.query.expression import Except, Expression, Term, inflected, match_expression, parse, terms
from cmo_nlp.query.near_forms import near_forms
from cmo_nlp.query.question import Question
from cmo_nlp.query.quotation import marks, nearest_sentence, shortest_run, widened
from cmo_nlp.query.ranking import ranked
from cmo_nlp.records import PublicationDate, Span
from cmo_nlp.settings import QuerySettings
from cmo_nlp.store import read

if TYPE_CHECKING:
    from cmo_nlp.query.meaning import Meaning

__all__ = ["Answer", "Hit", "search"]


_DEFAULTS = QuerySettings()


@dataclass(frozen=True, slots=True)
class Hit:
    """A quotation that answers a query.

    `hits` are spans in `quotation`, none where a passage is near in meaning only; `start` and `end` are the
    segment's in the document. `score` is BM25 by words, a cosine by meaning, and where both are asked the sum
    of 1 / (60 + rank) in the two.
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
    """The best `hits` of a query, how many passages it `found`, and what it could not look at.

    `found` counts the passages with the words that were asked for; by meaning, those that are near enough.
    `unsearched` documents are not annotated yet and have no passages; `unmeasured` passages have no vector
    (all of them where there is no model), so that their meaning is not known; `undated` documents were left
    out by a condition on dates. `near_forms` holds for words that the corpus lacks what it has instead, and
    `names` the names of the topics and concepts of the hits.
    """

    hits: tuple[Hit, ...]
    found: int
    unsearched: int
    unmeasured: int = 0
    undated: int = 0
    near_forms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def search(connection: sqlite3.Connection, question: Question, settings: QuerySettings = _DEFAULTS) -> Answer:
    """Return at most `question.limit` quotations, best first.

    Accents, case, apostrophes, elisions and inflection are folded. Raises UsageError for a query without a
    word.
    """
    expression = _with_inflections(connection, parse(question.text))
    model = None if question.mode == "text" else _meaning(connection)
    found = ranked(connection, expression, question, settings, model)
    asked = terms(expression)
    segments = read.segments_by_row(connection, [candidate.row for candidate in found.candidates])
    quoting = _Quoting(connection, asked, question, model)
    hits = tuple(
        quoting.hit(segments[candidate.row], candidate.score)
        for candidate in found.candidates
        if candidate.row in segments
    )
    return Answer(
        hits,
        found.total,
        read.unannotated(connection),
        unmeasured=found.unmeasured,
        undated=read.undated_documents(connection) if question.wanted.has_dates else 0,
        near_forms=() if found.total and question.mode != "semantic" else _near(connection, asked),
        names=_names(connection, hits),
    )


def _meaning(connection: sqlite3.Connection) -> "Meaning | None":
    from cmo_nlp.query.meaning import meaning_of  # numpy, and the libraries that read a model

    return meaning_of(connection)


def _with_inflections(connection: sqlite3.Connection, expression: Expression) -> Expression:
    asked = sorted({word for term in _all_terms(expression) for word in term.words})
    return inflected(expression, read.inflections(connection, asked))


def _all_terms(expression: Expression) -> tuple[Term, ...]:
    if isinstance(expression, Except):
        return _all_terms(expression.wanted) + _all_terms(expression.unwanted)
    if isinstance(expression, Term):
        return (expression,)
    return tuple(term for part in expression.parts for term in _all_terms(part))


class _Quoting:
    """Makes quotations of passages, with what their documents say of themselves."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        asked: Sequence[Term],
        question: Question,
        model: "Meaning | None",
    ) -> None:
        self._connection = connection
        self._asked = asked
        self._question = question
        self._model = model

    def hit(self, found: read.FoundSegment, score: float) -> Hit:
        document = read.document(self._connection, found.document_id)
        start, end = widened(self._connection, document.id, self._quoted(found), self._question.context)
        description = document.description
        quotation = document.text[start:end]
        return Hit(
            document.id,
            found.start,
            found.end,
            quotation,
            tuple(span for span, _ in marks(quotation, self._asked)),
            description.title,
            description.authors,
            description.publisher,
            document.sources[0],
            description.published,
            read.topic_of(self._connection, document.id, found.start, found.end),
            read.concepts_between(self._connection, document.id, start, end),
            round(score, 6),
        )

    def _quoted(self, found: read.FoundSegment) -> tuple[int, int]:
        """Return the place in the document of the sentences that show why it was found."""
        whole = (found.start, found.end)
        sentences = read.sentences_between(self._connection, found.document_id, *whole)
        placed = [
            (Span(found.start + span.start, found.start + span.end), term)
            for span, term in marks(found.text, self._asked)
        ]
        held = read.held_spans(self._connection, found.document_id, *whole, self._question.wanted)
        if placed or held or self._model is None:
            return shortest_run(sentences, placed, held, whole)
        inside = [(start - found.start, end - found.start) for start, end in sentences]
        wording = " ".join(term.text for term in self._asked)
        start, end = nearest_sentence(found.text, inside, wording, self._model.encoder, (0, len(found.text)))
        return found.start + start, found.start + end


def _names(connection: sqlite3.Connection, hits: Sequence[Hit]) -> dict[str, str]:
    """Return the names of the topics and concepts of `hits`, by id."""
    if not hits:
        return {}
    asked = {identity for hit in hits for identity in (hit.topic, *hit.concepts) if identity}
    topics = ((topic.id, topic.name) for topic in read.topics(connection) if topic.id in asked)
    return dict(chain(read.concept_names(connection, sorted(asked)), topics))


def _near(connection: sqlite3.Connection, asked: Sequence[Term]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return for each word that no passage holds the words that look like it."""
    lacking = [term for term in dict.fromkeys(asked) if not read.is_found(connection, match_expression(term))]
    return tuple(
        (term.text, near_forms(connection, term.words[0])) for term in lacking if len(term.words) == 1
    )
