"""The passages that answer, in order: by words, by meaning, or by both ranks together."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from cmo_nlp.query.expression import Except, Expression, match_expression, parse, terms
from cmo_nlp.query.passages import Passages
from cmo_nlp.query.question import Question
from cmo_nlp.settings import QuerySettings
from cmo_nlp.store import read

if TYPE_CHECKING:
    from cmo_nlp.query.meaning import Meaning

__all__ = ["Candidate", "Ranked", "ranked", "wording_of"]

_DIGITS = 9  # of a score: the last ones differ between machines, and they would order passages
_EQUAL = 1e-8  # between scores that these digits may not tell apart


class Candidate(NamedTuple):
    """A segment by its row, and how well it answers."""

    row: int
    score: float


class Ranked(NamedTuple):
    """Candidates, best first; how many passages there are in all, and how many without a vector."""

    candidates: list[Candidate]
    total: int
    unmeasured: int = 0


def ranked(
    connection: sqlite3.Connection,
    expression: Expression,
    question: Question,
    settings: QuerySettings,
    model: "Meaning | None",
) -> Ranked:
    """Return the passages to quote, in order, by words, by meaning, or by both."""
    if question.mode == "text":
        by = _by_date if question.order == "date" else _by_words
        return by(connection, expression, question)
    if model is None:
        words = Ranked([], 0) if question.mode == "semantic" else _by_words(connection, expression, question)
        return words._replace(unmeasured=read.count_segments(connection))
    near, missing = _by_meaning(connection, expression, question, settings.least_cosine, model)
    if question.mode == "semantic":
        everything = list(near)
        latest = question.order == "date"
        shown = _latest(connection, everything, question.limit) if latest else everything[: question.limit]
        return Ranked(shown, len(everything), missing)
    if question.order == "date":
        words = _by_date(connection, expression, question)
        ranked = words.candidates or _latest(connection, list(islice(near, question.limit)), question.limit)
        return Ranked(ranked, words.total, missing)
    most = max(settings.candidates, question.limit)
    words = _by_words(connection, expression, question, most)
    fused = _fused([words.candidates, list(islice(near, most))], settings.fusion)
    return Ranked(fused[: question.limit], words.total, missing)


def _by_words(
    connection: sqlite3.Connection, expression: Expression, question: Question, most: int | None = None
) -> Ranked:
    """Return the best of the passages that match and pass, `most` or as many as are asked for.

    Equal ones come in order of documents and places.
    """
    limit = most or question.limit
    found, total = _best_matching(connection, expression, question, limit)
    scores = {row: round(score, _DIGITS) for row, score in found}
    places = read.segments_by_row(connection, list(scores))
    rows = sorted(scores, key=lambda row: (-scores[row], places[row].document_id, places[row].start))
    return Ranked([Candidate(row, scores[row]) for row in rows[:limit]], total)


def _best_matching(
    connection: sqlite3.Connection, expression: Expression, question: Question, most: int
) -> tuple[list[tuple[int, float]], int]:
    """Return (row, BM25) of the `most` best passages, and of those as good as the last; how many there are.

    Where what passes is known, SQLite sorts them: half of 30,000 rows' time goes into making Python objects.
    """
    wording = match_expression(expression)
    if question.wanted.is_empty:
        return read.best_segments(connection, wording, most, _EQUAL)
    passages = Passages(connection, question.wanted)
    known = passages.known()
    if known is not None:
        return read.best_segments(connection, wording, most, _EQUAL, known)
    scores = dict(read.find_segments(connection, wording))
    found = [(row, scores[row]) for row in passages.passing(scores)]
    best = nlargest(most, map(itemgetter(1), found))
    least = best[-1] - _EQUAL if best else 0.0
    return [(row, score) for row, score in found if score >= least], len(found)


def _by_date(connection: sqlite3.Connection, expression: Expression, question: Question) -> Ranked:
    found = [Candidate(*one) for one in _matching(connection, expression, question)]
    return Ranked(_latest(connection, found, question.limit), len(found))


def _latest(connection: sqlite3.Connection, found: list[Candidate], limit: int) -> list[Candidate]:
    """Return the `limit` latest of `found`, those without a date last; of one day, by document and place."""
    dates = read.document_dates(connection)
    places = Passages(connection, read.PassageFilter())

    def where(candidate: Candidate) -> tuple[str, int]:
        place = places.place(candidate.row)
        return dates[place.document][1], place.start

    def when(candidate: Candidate) -> str:
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
) -> tuple[Iterator[Candidate], int]:
    """Return the passages near in meaning that pass, the nearest first, and how many have no vector."""
    from cmo_nlp.query.semantic import nearest, segment_vectors

    vectors = segment_vectors(connection, model.digest)
    near = nearest(vectors, model.encoder.encode([wording_of(question.text)])[0], least)
    unwanted = _unwanted(connection, expression)
    rows: Iterable[int] = (row for row in near if row not in unwanted)
    if not question.wanted.is_empty:
        rows = Passages(connection, question.wanted).passing(rows)
    return (Candidate(row, near[row]) for row in rows), vectors.missing


def _unwanted(connection: sqlite3.Connection, expression: Expression) -> frozenset[int]:
    """Return the rows of the passages that hold what the whole expression must not match."""
    if not isinstance(expression, Except):
        return frozenset()
    return frozenset(read.matching_segments(connection, match_expression(expression.unwanted)))


def wording_of(text: str) -> str:
    """Return the words of a query without its operators, and without what must not match."""
    return " ".join(term.text for term in terms(parse(text)))


def _fused(lists: Sequence[Sequence[Candidate]], constant: int) -> list[Candidate]:
    """Join ranked lists by reciprocal rank (Cormack, Clarke and Büttcher 2009); the first breaks ties."""
    scores: dict[int, float] = {}
    for ranked in lists:
        for rank, candidate in enumerate(ranked, 1):
            scores[candidate.row] = scores.get(candidate.row, 0.0) + 1 / (constant + rank)
    places = {row: place for place, row in enumerate(dict.fromkeys(c.row for c in chain(*lists)))}
    best = sorted(scores, key=lambda row: (-round(scores[row], 9), places[row]))
    return [Candidate(row, scores[row]) for row in best]
