"""Passages that answer a question: by their words, by their meaning, or by both."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from cmo_nlp.query.expression import Except, Expression, Term, inflected, match_expression, parse, terms
from cmo_nlp.query.near_forms import near_forms
from cmo_nlp.query.passages import Passages
from cmo_nlp.query.quotation import marks, nearest_sentence, shortest_run, widened
from cmo_nlp.records import PublicationDate, Span
from cmo_nlp.settings import QuerySettings
from cmo_nlp.store import read

if TYPE_CHECKING:
    from cmo_nlp.query.meaning import Meaning

__all__ = ["Answer", "Hit", "Mode", "Order", "Question", "search"]

Mode = Literal["hybrid", "text", "semantic"]
Order = Literal["score", "date"]

_DEFAULTS = QuerySettings()
_DIGITS = 9  # of a score: the last ones differ between machines, and they would order passages
_EQUAL = 1e-8  # between scores that these digits may not tell apart


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `text` in the language of `expression.parse`, in which passages, and how to answer.

    `context` is in sentences of the document before and after the quotation. `order` by date puts the latest
    first and those without a date last.
    """

    text: str
    mode: Mode = "hybrid"
    wanted: read.PassageFilter = field(default_factory=read.PassageFilter)
    order: Order = "score"
    context: int = 0
    limit: int = 10


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


class _Candidate(NamedTuple):
    row: int
    score: float


class _Found(NamedTuple):
    """Candidates, best first; how many passages there are in all, and how many without a vector."""

    candidates: list[_Candidate]
    total: int
    unmeasured: int = 0


def search(connection: sqlite3.Connection, question: Question, settings: QuerySettings = _DEFAULTS) -> Answer:
    """Return at most `question.limit` quotations, best first.

    Accents, case, apostrophes, elisions and inflection are folded. Raises UsageError for a query without a
    word.
    """
    expression = _with_inflections(connection, parse(question.text))
    model = None if question.mode == "text" else _meaning(connection)
    found = _found(connection, expression, question, settings, model)
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


def _found(
    connection: sqlite3.Connection,
    expression: Expression,
    question: Question,
    settings: QuerySettings,
    model: "Meaning | None",
) -> _Found:
    """Return the passages to quote, in order, by words, by meaning, or by both."""
    if question.mode == "text":
        by = _by_date if question.order == "date" else _by_words
        return by(connection, expression, question)
    if model is None:
        words = _Found([], 0) if question.mode == "semantic" else _by_words(connection, expression, question)
        return words._replace(unmeasured=read.count_segments(connection))
    near, missing = _by_meaning(connection, expression, question, settings.least_cosine, model)
    if question.mode == "semantic":
        everything = list(near)
        latest = question.order == "date"
        shown = _latest(connection, everything, question.limit) if latest else everything[: question.limit]
        return _Found(shown, len(everything), missing)
    if question.order == "date":
        words = _by_date(connection, expression, question)
        ranked = words.candidates or _latest(connection, list(islice(near, question.limit)), question.limit)
        return _Found(ranked, words.total, missing)
    most = max(settings.candidates, question.limit)
    words = _by_words(connection, expression, question, most)
    fused = _fused([words.candidates, list(islice(near, most))], settings.fusion)
    return _Found(fused[: question.limit], words.total, missing)


def _by_words(
    connection: sqlite3.Connection, expression: Expression, question: Question, most: int | None = None
) -> _Found:
    """Return the best of the passages that match and pass, `most` or as many as are asked for.

    Equal ones come in order of documents and places.
    """
    found = _matching(connection, expression, question)
    limit = most or question.limit
    best = sorted((score for _, score in found), reverse=True)[:limit]
    if not best:
        return _Found([], 0)
    least = best[-1] - _EQUAL
    scores = {row: round(score, _DIGITS) for row, score in found if score >= least}
    places = read.segments_by_row(connection, list(scores))
    rows = sorted(scores, key=lambda row: (-scores[row], places[row].document_id, places[row].start))
    return _Found([_Candidate(row, scores[row]) for row in rows[:limit]], len(found))


def _by_date(connection: sqlite3.Connection, expression: Expression, question: Question) -> _Found:
    found = [_Candidate(*one) for one in _matching(connection, expression, question)]
    return _Found(_latest(connection, found, question.limit), len(found))


def _latest(connection: sqlite3.Connection, found: list[_Candidate], limit: int) -> list[_Candidate]:
    """Return the `limit` latest of `found`, those without a date last; of one day, by document and place."""
    dates = read.document_dates(connection)
    places = Passages(connection, read.PassageFilter())

    def where(candidate: _Candidate) -> tuple[str, int]:
        place = places.place(candidate.row)
        return dates[place.document][1], place.start

    def when(candidate: _Candidate) -> str:
        return dates[places.place(candidate.row).document][0] or ""

    return sorted(sorted(found, key=where), key=when, reverse=True)[:limit]


def _matching(
    connection: sqlite3.Connection, expression: Expression, question: Question
) -> list[tuple[int, float]]:
    """Return (row, BM25) of the passages that match and pass."""
    found = read.find_segments(connection, match_expression(expression))
    if question.wanted.is_empty:
        return found
    scores = dict(found)
    return [(row, scores[row]) for row in Passages(connection, question.wanted).passing(scores)]


def _by_meaning(
    connection: sqlite3.Connection, expression: Expression, question: Question, least: float, model: "Meaning"
) -> tuple[Iterator[_Candidate], int]:
    """Return the passages near in meaning that pass, the nearest first, and how many have no vector."""
    from cmo_nlp.query.semantic import nearest, segment_vectors

    vectors = segment_vectors(connection, model.digest)
    near = dict(nearest(vectors, model.encoder.encode([_wording(expression)])[0], least))
    unwanted = _unwanted(connection, expression)
    rows: Iterable[int] = (row for row in near if row not in unwanted)
    if not question.wanted.is_empty:
        rows = Passages(connection, question.wanted).passing(rows)
    return (_Candidate(row, near[row]) for row in rows), vectors.missing


def _unwanted(connection: sqlite3.Connection, expression: Expression) -> frozenset[int]:
    """Return the rows of the passages that hold what the whole expression must not match."""
    if not isinstance(expression, Except):
        return frozenset()
    return frozenset(read.matching_segments(connection, match_expression(expression.unwanted)))


def _wording(expression: Expression) -> str:
    return " ".join(term.text for term in terms(expression))


def _fused(lists: Sequence[Sequence[_Candidate]], constant: int) -> list[_Candidate]:
    """Join ranked lists by reciprocal rank (Cormack, Clarke and Büttcher 2009); the first breaks ties."""
    scores: dict[int, float] = {}
    for ranked in lists:
        for rank, candidate in enumerate(ranked, 1):
            scores[candidate.row] = scores.get(candidate.row, 0.0) + 1 / (constant + rank)
    places = {row: place for place, row in enumerate(dict.fromkeys(c.row for c in chain(*lists)))}
    best = sorted(scores, key=lambda row: (-round(scores[row], 9), places[row]))
    return [_Candidate(row, scores[row]) for row in best]


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
