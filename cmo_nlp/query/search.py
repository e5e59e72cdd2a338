"""Passages that answer a question: by their words, by their meaning, or by both."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from cmo_nlp.query.expression import Expression, Term, all_terms, essential, match_expression, parse, terms
from cmo_nlp.query.lemmas import lemmatised
from cmo_nlp.query.near_forms import near_forms
from cmo_nlp.query.question import Question
from cmo_nlp.query.quotation import answers, keyed_words, marks, nearest_sentence, shortest_run, widened
from cmo_nlp.query.ranking import Ranked, ranked, wording_of
from cmo_nlp.query.reprints import Reprints, Shown
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
    segment's in the document, `place` is the quotation's. `score` is BM25 by words, a cosine by meaning, and
    where both are asked the sum of 1 / (60 + rank) in the two. `family` is the representative of the
    document's near-duplicates or None, and `reprints` those of them in which the quotation stands too.
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
    place: Span
    family: str | None
    reprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The best `hits` of a query, how many passages it `found`, and what it could not look at.

    `found` counts the passages with the words that were asked for; by meaning, those that are near enough.
    `unsearched` documents are not annotated yet and have no passages; `unmeasured` passages have no vector
    (all of them where there is no model), so that their meaning is not known; `undated` documents were left
    out by a condition on dates; `repeated` passages say what a reprint of them says that is shown.
    `near_forms` holds for words that the corpus lacks what it has instead, and `names` the names of the
    topics and concepts of the hits.
    """

    hits: tuple[Hit, ...]
    found: int
    unsearched: int
    unmeasured: int = 0
    undated: int = 0
    near_forms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    repeated: int = 0


def search(connection: sqlite3.Connection, question: Question, settings: QuerySettings = _DEFAULTS) -> Answer:
    """Return at most `question.limit` quotations, best first.

    Accents, case, apostrophes, elisions and inflection are folded. Raises UsageError for a query without a
    word.
    """
    expression = lemmatised(connection, essential(parse(question.text)))
    model = None if question.mode == "text" else _meaning(connection)
    asked = terms(expression)
    quoting = _Quoting(connection, expression, question, model)
    reprints, most = Reprints(connection), question.limit
    while True:  # what is said once leaves room for others
        found = ranked(connection, expression, replace(question, limit=most), settings, model)
        shown = _shown(connection, found, quoting, reprints)
        enough = len(shown.hits) == question.limit and not (shown.awaits and most == question.limit)
        if enough or len(found.candidates) < most:
            break
        most *= 2
    hits = shown.hits
    return Answer(
        hits,
        found.total,
        read.unannotated(connection),
        unmeasured=found.unmeasured,
        undated=read.undated_documents(connection) if question.wanted.has_dates else 0,
        near_forms=() if found.total and question.mode != "semantic" else _near(connection, asked),
        names=_names(connection, hits),
        repeated=shown.repeated,
    )


def _shown(connection: sqlite3.Connection, found: Ranked, quoting: "_Quoting", reprints: Reprints) -> Shown:
    """Return the quotations to show of what was found."""
    segments = read.segments_by_row(connection, [candidate.row for candidate in found.candidates])
    made = (
        quoting.hit(segments[candidate.row], candidate.score)
        for candidate in found.candidates
        if candidate.row in segments
    )
    by_date = quoting.question.order == "date"
    return reprints.once(made, quoting.question.limit, by_date=by_date)


def _meaning(connection: sqlite3.Connection) -> "Meaning | None":
    from cmo_nlp.query.meaning import meaning_of  # numpy, and the libraries that read a model

    return meaning_of(connection)


class _Quoting:
    """Makes quotations of passages, with what their documents say of themselves."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        expression: Expression,
        question: Question,
        model: "Meaning | None",
    ) -> None:
        self._connection = connection
        self._expression = expression
        self._asked = terms(expression)
        self.question = question
        self._model = model
        self._by_row: dict[int, list[tuple[Span, Term]]] = {}

    def hit(self, found: read.FoundSegment, score: float) -> Hit:
        document = read.document(self._connection, found.document_id)
        placed = self._placed(found)
        start, end = widened(
            self._connection, document.id, self._quoted(found, placed), self.question.context
        )
        description = document.description
        return Hit(
            document.id,
            found.start,
            found.end,
            document.text[start:end],
            self._marks(document.id, start, end) if placed else (),
            description.title,
            description.authors,
            description.publisher,
            document.sources[0],
            description.published,
            read.topic_of(self._connection, document.id, found.start, found.end),
            read.concepts_between(self._connection, document.id, start, end),
            round(score, 6),
            Span(start, end),
            document.family,
        )

    def _placed(self, found: read.FoundSegment) -> list[tuple[Span, Term]]:
        """Return the places of what was asked for; none where a passage is near in meaning only."""
        if self.question.mode == "semantic":
            return []
        placed = self._all_marks(found)
        if not answers(self._expression, {term for _, term in placed}):
            return []
        return [(span, term) for span, term in placed if term in self._asked]

    def _marks(self, document: str, start: int, end: int) -> tuple[Span, ...]:
        """Return the places in the quotation from `start` to `end` where words stand that were asked for."""
        around = read.segments_between(self._connection, document, start, end)
        return tuple(
            Span(span.start - start, span.end - start)
            for one in around
            for span, term in self._all_marks(one)
            if start <= span.start and span.end <= end and term in self._asked
        )

    def _all_marks(self, segment: read.FoundSegment) -> list[tuple[Span, Term]]:
        """Return the places in a segment of all terms, those that must not match too."""
        if segment.row not in self._by_row:
            self._by_row[segment.row] = marks(keyed_words(segment), all_terms(self._expression))
        return self._by_row[segment.row]

    def _quoted(self, found: read.FoundSegment, placed: Sequence[tuple[Span, Term]]) -> tuple[int, int]:
        """Return the place in the document of the sentences that show why it was found."""
        whole = (found.start, found.end)
        sentences = read.sentences_between(self._connection, found.document_id, *whole)
        held = read.held_spans(self._connection, found.document_id, *whole, self.question.wanted)
        if placed or held or self._model is None:
            return shortest_run(sentences, placed, held, whole)
        inside = [(start - found.start, end - found.start) for start, end in sentences]
        wording = wording_of(self.question.text)
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
    """Return for each word that no passage holds, also one of a phrase, the words that look like it."""
    lacking = [term for term in dict.fromkeys(asked) if not read.is_found(connection, match_expression(term))]
    found: dict[str, tuple[str, ...]] = {}
    for term in lacking:
        if len(term.words) == 1:
            found[term.text] = near_forms(connection, term.words[0])
            continue
        if read.is_found(connection, match_expression(parse("".join(term.words)))):
            found[term.text] = ("".join(term.words),)
        alone = [word for word in term.words if not read.is_found(connection, match_expression(parse(word)))]
        found |= {word: near_forms(connection, word) for word in alone}
    return tuple(found.items())
