"""Keywords in context: every place of a word or phrase, with the rest of its sentence on both sides."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cmo_nlp.errors import UsageError
from cmo_nlp.french import fold, words
from cmo_nlp.query.document_list import passes
from cmo_nlp.query.expression import Either, Expression, Term, match_expression, parse, terms
from cmo_nlp.query.lemmas import lemmatised
from cmo_nlp.query.near_forms import near_forms
from cmo_nlp.query.quotation import keyed_words, marks
from cmo_nlp.query.reprints import Reprints
from cmo_nlp.records import Document, PublicationDate, Span
from cmo_nlp.store import read

__all__ = ["Concordance", "ConcordanceLine", "ConcordanceOrder", "concordance"]

ConcordanceOrder = Literal["right", "left", "position", "date"]
_EVERYWHERE = read.PassageFilter()
_QUOTES = frozenset('"«»“”')


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """A keyword at `start` to `end` of a document, in the sentence from `sentence_start` to `sentence_end`.

    `left` + `keyword` + `right` are the sentence, letter by letter. `family` is the representative of the
    document's near-duplicates or None, and `reprints` those of them that say it too.
    """

    document_id: str
    start: int
    end: int
    left: str
    keyword: str
    right: str
    sentence_start: int
    sentence_end: int
    title: str | None
    publisher: str | None
    source: str
    published: PublicationDate | None
    family: str | None
    reprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concordance:
    """The first `lines` of all that were `found`, in `documents` of them.

    `unsearched` documents are not annotated yet; `undated` ones were left out by a condition on dates;
    `near_forms` are words of the corpus that look like one that it lacks.
    """

    lines: tuple[ConcordanceLine, ...]
    found: int
    documents: int
    unsearched: int
    undated: int
    near_forms: tuple[str, ...]


def concordance(
    connection: sqlite3.Connection,
    keywords: Sequence[str],
    wanted: read.PassageFilter = _EVERYWHERE,
    order: ConcordanceOrder = "right",
    limit: int | None = None,
) -> Concordance:
    """Return the places of any of `keywords`, each a word or words side by side, folded as in a query.

    A star ends a beginning; what a part in quotation marks leaves over is a keyword too. `order` is by what
    follows, by what precedes (word by word, backwards), by document and place, or by date (undated last).
    `wanted` asks for dates, publishers and types only.
    Raises UsageError where there is no word.
    """
    asked = terms(lemmatised(connection, Either(_terms(keywords))))
    lines = Reprints(connection).lines_once(list(_lines(connection, asked, wanted)))
    if order != "position":
        lines.sort(key=_SORT_KEYS[order])
    return Concordance(
        tuple(lines[:limit]),
        len(lines),
        len({line.document_id for line in lines}),
        read.unannotated(connection),
        read.undated_documents(connection) if wanted.has_dates else 0,
        () if lines else _near(connection, asked),
    )


def _terms(keywords: Sequence[str]) -> tuple[Term, ...]:
    found = [term for keyword in keywords for term in _terms_of(keyword)]
    if not found:
        msg = "name the word to look for, as in: cmo-nlp concordance données"
        raise UsageError(msg)
    return tuple(dict.fromkeys(found))


def _terms_of(keyword: str) -> Iterator[Term]:
    """Yield the phrase that a keyword is; where it holds quotation marks, the phrases that they make."""
    if not _QUOTES.isdisjoint(keyword):
        yield from terms(_without_operators(keyword))
        return
    bare = keyword.rstrip(" *")
    begun = keyword.rstrip().endswith("*") and bare[-1:].isalnum()
    for term in terms(parse(f'"{bare}"')):
        yield replace(term, is_prefix=begun)


def _without_operators(keyword: str) -> Expression:
    """Return the phrases and words of a keyword, any of which is looked for; « NOT » is a word as others."""
    return parse(
        " ".join(word.lower() if word in {"AND", "OR", "NOT"} else word for word in keyword.split(" "))
    )


def _lines(
    connection: sqlite3.Connection, asked: tuple[Term, ...], wanted: read.PassageFilter
) -> Iterator[ConcordanceLine]:
    """Yield the lines by document and place."""
    for identity, segments in read.matching_places(connection, match_expression(Either(asked))):
        document = read.document(connection, identity)
        if passes(document.description, wanted):
            for segment in segments:
                places = _apart(span for span, _ in marks(keyed_words(segment), asked))
                inside = read.sentences_between(connection, identity, segment.start, segment.end)
                for sentence in map(Span._make, inside):
                    yield from _lines_of(document, sentence, places)


def _lines_of(document: Document, sentence: Span, places: Sequence[Span]) -> Iterator[ConcordanceLine]:
    said = document.description
    for start, end in places:
        if sentence.start <= start and end <= sentence.end:
            yield ConcordanceLine(
                document.id,
                start,
                end,
                document.text[sentence.start : start],
                document.text[start:end],
                document.text[end : sentence.end],
                *sentence,
                said.title,
                said.publisher,
                document.sources[0],
                said.published,
                document.family,
            )


def _apart(spans: Iterator[Span]) -> list[Span]:
    """Return the first of spans that overlap, the longest of those that begin together."""
    apart: list[Span] = []
    for span in sorted(set(spans), key=lambda one: (one.start, -one.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _folded(text: str) -> list[str]:
    return [fold(word.text) for word in words(text)]


def _by_right(line: ConcordanceLine) -> tuple[list[str], list[str]]:
    return _folded(line.right), _folded(line.keyword)


def _by_left(line: ConcordanceLine) -> tuple[list[str], list[str]]:
    return _folded(line.left)[::-1], _folded(line.keyword)


def _by_date(line: ConcordanceLine) -> tuple[list[str], list[str]]:
    return [line.published.date if line.published else "9999"], []


_SORT_KEYS = {"right": _by_right, "left": _by_left, "date": _by_date}


def _near(connection: sqlite3.Connection, asked: Sequence[Term]) -> tuple[str, ...]:
    """Return what looks like the words that no passage holds."""
    words_asked = dict.fromkeys(word for term in asked for word in term.words)
    lacking = [word for word in words_asked if not read.is_found(connection, match_expression(parse(word)))]
    return tuple(dict.fromkeys(form for word in lacking for form in near_forms(connection, word)))
