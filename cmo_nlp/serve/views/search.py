"""The search: by words, by meaning or both, with what passages must hold and where they must come from."""

import re
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from itertools import pairwise
from typing import Any, NamedTuple, cast, get_args

from cmo_nlp.errors import InputError, UsageError, UserError
from cmo_nlp.query import Answer, Hit, Mode, Order, Question, Wanted, resolve, search
from cmo_nlp.records import Horizon, Label, PublicationDate, Span
from cmo_nlp.report.view.evidence import shortened
from cmo_nlp.report.view.sources import public_source
from cmo_nlp.serve.site import Page, Visit
from cmo_nlp.store import read

__all__ = ["search_page"]

_MODES: tuple[str, ...] = get_args(Mode)
_ORDERS: tuple[str, ...] = get_args(Order)
_LABELS: tuple[str, ...] = get_args(Label)
_HORIZONS: tuple[str, ...] = get_args(Horizon)
_LIMITS = ("10", "20", "50", "100")
_LONGEST = 1_200
"""characters of a quotation: a table that was read as one sentence has thousands."""
_CONCEPTS = 12
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class _Piece(NamedTuple):
    """A part of a quotation, and whether it is what was asked for."""

    text: str
    is_found: bool


class _Found(NamedTuple):
    """A quotation as the page shows it; `is_near` where it is near in meaning and holds no word asked for."""

    hit: Hit
    pieces: tuple[_Piece, ...]
    is_near: bool
    title: str
    publisher: str
    source: str
    published: PublicationDate | None
    topic: tuple[str, str] | None
    concepts: tuple[tuple[str, str], ...]


class _Refused(NamedTuple):
    """Why there is no answer, and what the program says of it, "" where that adds nothing."""

    text: str
    told: str


def search_page(visit: Visit) -> Page:
    """Return the form, and the answer to what was asked if anything was."""
    asked = _asked(visit)
    answer, refused, status = None, None, HTTPStatus.OK
    try:
        answer = _answer(visit, asked) if asked["q"] else None
    except (InputError, UsageError) as error:
        refused = _refused(visit, asked, error)
        status = HTTPStatus.NOT_FOUND if isinstance(error, InputError) else HTTPStatus.BAD_REQUEST
    shown = [_found(hit, answer) for hit in answer.hits] if answer else []
    limits = [int(one) for one in _LIMITS]
    more = next((n for n in limits if n > int(asked["limit"])), 0)
    return Page("search.html", "search", {
        "asked": asked,
        "answer": answer,
        "found": shown,
        "refused": refused,
        "near": sum(one.is_near for one in shown),
        "more": visit.address("/search", limit=more) if more and len(shown) == int(asked["limit"]) else "",
        "modes": _MODES, "orders": _ORDERS, "labels": _LABELS, "horizons": _HORIZONS, "limits": _LIMITS,
        "publishers": visit.kept.value("publishers", lambda: sorted(read.publishers(visit.connection)))[:500],
        "source_types": visit.kept.value("types", lambda: sorted(read.source_types(visit.connection)))[:100],
        "topics": visit.readings.topics[:600],
    }, status)  # fmt: skip


def _refused(visit: Visit, asked: dict[str, str], error: UserError) -> _Refused:
    """Return why there is no answer, in French for what a reader can write wrongly."""
    t = visit.language.t
    since, until = asked["since"], asked["until"]
    if not all(_DATE.fullmatch(one) for one in (since, until) if one) or (since and until and since > until):
        return _Refused(t("search.refused_date"), "")
    if asked["concept"] and isinstance(error, InputError):
        return _Refused(t("search.refused_concept", concept=asked["concept"]), str(error))
    return _Refused(t("search.refused_query"), str(error))


def _asked(visit: Visit) -> dict[str, str]:
    texts = ("q", "since", "until", "publisher", "source_type", "topic", "concept")
    return {
        **{name: visit.text(name) for name in texts},
        "mode": visit.choice("mode", _MODES, "hybrid"),
        "order": visit.choice("order", _ORDERS, "score"),
        "label": visit.choice("label", _LABELS),
        "horizon": visit.choice("horizon", _HORIZONS),
        "limit": visit.choice("limit", _LIMITS, "10"),
    }


def _answer(visit: Visit, asked: dict[str, str]) -> Answer:
    def one(name: str) -> tuple[Any, ...]:
        return (asked[name],) if asked[name] else ()

    wanted = Wanted(
        concepts=one("concept"), labels=one("label"), horizons=one("horizon"), topics=one("topic"),
        since=asked["since"] or None, until=asked["until"] or None, publishers=one("publisher"),
        source_types=one("source_type"),
    )  # fmt: skip
    settings = visit.site.workspace.settings.query
    mode, order = cast("Mode", asked["mode"]), cast("Order", asked["order"])
    passing = resolve(visit.connection, wanted)
    question = Question(asked["q"], mode, passing, order, 0, int(asked["limit"]))
    return search(visit.connection, question, settings)


def _found(hit: Hit, answer: Answer) -> _Found:
    concepts = [(one, answer.names[one]) for one in hit.concepts[:_CONCEPTS] if one in answer.names]
    topic = (hit.topic, answer.names[hit.topic]) if hit.topic and hit.topic in answer.names else None
    return _Found(
        hit,
        tuple(_pieces(hit.quotation, hit.hits)),
        not hit.hits,
        shortened(hit.title or ""),
        shortened(hit.publisher or ""),
        shortened(public_source(hit.source)),
        hit.published,
        topic,
        tuple(concepts),
    )


def _pieces(text: str, marks: Sequence[Span]) -> Iterator[_Piece]:
    """Yield `text` cut at its marks, at most so many characters of it, from near the first mark on."""
    first = marks[0].start if marks else 0
    start = max(0, first - _LONGEST // 4) if len(text) > _LONGEST else 0
    end = min(len(text), start + _LONGEST)
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    if start:
        yield _Piece("[…] ", is_found=False)
    edges = sorted({start, end, *(edge for mark in inside for edge in mark)})
    for one, other in pairwise(edges):
        yield _Piece(text[one:other], any(mark.start <= one and other <= mark.end for mark in inside))
    if end < len(text):
        yield _Piece(" […]", is_found=False)
