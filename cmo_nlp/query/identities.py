"""What an id is the id of, and the ids near to one that is not there."""

import re
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Literal, NamedTuple

from cmo_nlp.errors import InputError
from cmo_nlp.french import fold
from cmo_nlp.query.near_names import near_names, quoted
from cmo_nlp.store import read

__all__ = ["Identity", "identified"]

_DOCUMENT = re.compile(r"[0-9a-f]{6,16}", re.IGNORECASE)
_BEGINNING = re.compile(r"[0-9a-f]{3,5}", re.IGNORECASE)  # too few digits to be an id
_ADDRESS = re.compile(r"([0-9a-f]{6,16}):([0-9]+)-([0-9]+)", re.IGNORECASE)
_FAR = 18  # digits of a place: no text is so long
_SERIES = re.compile(r"(concept|topic|horizon):(\S+)")
_NEAREST = 3
_LEAST_RATIO = 0.6  # of difflib, 0 to 1


class Identity(NamedTuple):
    """A thing that is there: what it is, its whole id, and for a passage its place in that document."""

    kind: Literal["document", "passage", "concept", "topic", "series"]
    id: str
    start: int = 0
    end: int = 0


def identified(connection: sqlite3.Connection, text: str) -> Identity:
    """Return what `text` is the id of.

    A document is known by the 16 hex digits of its id or by its first ones, 6 at least; a passage of it by
    `ID:START-END` (code points); a series by `concept:ID`, `topic:ID` or `horizon:NAME`. Raises InputError
    with the nearest ids where there is nothing of that id.
    """
    text = text.strip()
    if found := _ADDRESS.fullmatch(text):
        return _passage(connection, found[1].lower(), int(found[2][:_FAR]), int(found[3][:_FAR]))
    if _DOCUMENT.fullmatch(text):
        return Identity("document", _document(connection, text.lower()))
    if _SERIES.fullmatch(text):
        return _series(connection, text)
    concepts = {count.concept.id: count.concept.name for count in read.concepts(connection)}
    if text in concepts:
        return Identity("concept", text)
    topics = {topic.id: topic.name for topic in read.topics(connection)}
    if text in topics:
        return Identity("topic", text)
    named = {**concepts, **topics}
    begun = _beginning(connection, text.lower()) if _BEGINNING.fullmatch(text) else []
    near = begun or [f"{i} ({named[i]})" for i in _near_named(text, named)]
    raise InputError(_missing(text, near))


def _beginning(connection: sqlite3.Connection, digits: str) -> list[str]:
    """Return the first documents whose ids begin with so few digits."""
    return [identity for identity in read.document_ids(connection) if identity.startswith(digits)][:_NEAREST]


def _document(connection: sqlite3.Connection, text: str) -> str:
    ids = read.document_ids(connection)
    found = [identity for identity in ids if identity.startswith(text)]
    if len(found) == 1:
        return found[0]
    if found:
        msg = f"{len(found)} documents begin with {text!r}: {', '.join(found[:_NEAREST])}; write more of it"
        raise InputError(msg)
    near = get_close_matches(text, [identity[: len(text)] for identity in ids], _NEAREST, _LEAST_RATIO)
    alike = [i for i in ids if i[: len(text)] in near][:_NEAREST]
    raise InputError(_missing(text, alike or _beside(text, ids)))


def _beside(text: str, ids: Sequence[str]) -> list[str]:
    """Return the ids that stand beside `text` in their order: digits say nothing else of what was meant."""
    first = max(0, min(bisect_left(ids, text) - 1, len(ids) - _NEAREST))
    return list(ids[first : first + _NEAREST])


def _passage(connection: sqlite3.Connection, document: str, start: int, end: int) -> Identity:
    identity = _document(connection, document)
    length = len(read.document(connection, identity).text)
    if start < end <= length:
        return Identity("passage", identity, start, end)
    segments = [
        span for one, spans in read.unit_spans(connection, "segment") if one == identity for span in spans
    ]
    near = sorted(segments, key=lambda span: abs(span.start - start))[:_NEAREST]
    msg = _missing(f"{document}:{start}-{end}", [f"{identity}:{span.start}-{span.end}" for span in near])
    msg += f" (the document has {length} characters)"
    raise InputError(msg)


def _series(connection: sqlite3.Connection, text: str) -> Identity:
    known = list(dict.fromkeys(f"{point.kind}:{point.id}" for point in read.points(connection)))
    if text in known:
        return Identity("series", text)
    if not known:
        msg = "there are no series yet; count them with: cmo-nlp trends"
        raise InputError(msg)
    raise InputError(_missing(text, get_close_matches(text, known, _NEAREST, _LEAST_RATIO)))


def _near_named(text: str, named: dict[str, str]) -> list[str]:
    """Return the ids that look like `text`, or whose name does, the best first."""
    asked = fold(text)
    spelled: dict[str, list[str]] = {}
    for identity, name in named.items():
        for one in {fold(identity), fold(name), fold(identity.partition("/")[2])} - {""}:
            spelled.setdefault(one, []).append(identity)
    near = near_names(asked, spelled, 2 * _NEAREST)
    found = dict.fromkeys(identity for one in near for identity in spelled[one])
    return list(found)[:_NEAREST]


def _missing(text: str, near: Iterable[str]) -> str:
    shown = ", ".join(near)
    what = f"near it: {shown}" if shown else "see what is there with: cmo-nlp documents, concepts, themes"
    return f"there is nothing with the id {quoted(text)}; {what}"
