"""From what a user asks of passages, in names, to what the store filters by, in ids."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.french import fold
from cmo_nlp.query.arguments import as_names, require_choice, require_choices
from cmo_nlp.query.near_names import near_names, quoted
from cmo_nlp.records import Horizon, Label
from cmo_nlp.store import read

__all__ = ["Wanted", "concept_ids", "resolve"]

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_NEAREST = 3
_FEW = 8  # names that are all told
_LISTINGS = {
    "concept": "cmo-nlp concepts",
    "topic or theme": "cmo-nlp themes",
    "publisher": "cmo-nlp documents",
    "source type": "cmo-nlp documents --format csv",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What passages must hold and where they must come from; what is empty asks for nothing.

    `concepts` and `topics` are ids or names, `publishers` and `source_types` names; case and accents make no
    difference. Of several of a kind, one is enough; a text is one. Concepts, labels, `negated` and `horizons`
    are asked of one mention; `horizons` alone, of any statement. `since` and `until` are dates (2018,
    2018-10-22), both included.
    """

    concepts: Sequence[str] = ()
    labels: Sequence[Label] = ()
    horizons: Sequence[Horizon] = ()
    negated: bool | None = None
    topics: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    publishers: Sequence[str] = ()
    source_types: Sequence[str] = ()


def resolve(connection: sqlite3.Connection, wanted: Wanted) -> read.PassageFilter:
    """Return `wanted` in ids.

    Raises InputError for a name that is not there, with the nearest ones, and UsageError for what is no date,
    label or horizon, and for a span that no day is in.
    """
    require_choice("negated", wanted.negated, (None, True, False))

    def topics() -> list[tuple[str, str]]:
        return [(topic.id, topic.name) for topic in read.topics(connection)]

    since, until = _date(wanted.since), _date(wanted.until)
    if since and until and since > f"{until}~":  # « 2018~ » comes after « 2018-12-31 »
        msg = f"nothing lies between --since {since} and --until {until}"
        raise UsageError(msg)
    return read.PassageFilter(
        concepts=concept_ids(connection, wanted.concepts),
        labels=tuple(sorted(set(require_choices("label", wanted.labels, get_args(Label))))),
        horizons=tuple(sorted(set(require_choices("horizon", wanted.horizons, get_args(Horizon))))),
        negated=wanted.negated,
        topics=_ids("topic or theme", wanted.topics, topics),
        since=since,
        until=until,
        publishers=_ids("publisher", wanted.publishers, lambda: _own_names(read.publishers(connection))),
        source_types=_ids(
            "source type", wanted.source_types, lambda: _own_names(read.source_types(connection))
        ),
    )


def concept_ids(connection: sqlite3.Connection, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the concepts that are asked for by id or name; InputError for one that is none."""
    return _ids("concept", asked, lambda: read.concept_names(connection))


def _date(written: Any) -> str | None:
    if written is None or (isinstance(written, str) and _DATE.fullmatch(written)):
        return written
    msg = f"{written!r} is no date; write it as 2018, 2018-10 or 2018-10-22"
    raise UsageError(msg)


def _own_names(values: Iterable[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in values]


def _ids(kind: str, asked: Sequence[str], known: Callable[[], Iterable[tuple[str, str]]]) -> tuple[str, ...]:
    """Return the ids of those of `known` (id, name) that are `asked` for by either."""
    if not asked:
        return ()
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    spelled = {}
    for identity, name in known():
        for written in (identity, name):
            folded = _folded(written)
            by_name[folded].add(identity)
            spelled[folded] = written
    found: set[str] = set()
    for name in as_names(asked):
        if fold(name) not in by_name:
            msg = f"there is no {kind} {quoted(name)} in this workspace; {_hint(kind, name, spelled)}"
            raise InputError(msg)
        found |= by_name[fold(name)]
    return tuple(sorted(found))


_folded = lru_cache(maxsize=50_000)(fold)  # names are the same from one question to the next


def _hint(kind: str, name: str, spelled: Mapping[str, str]) -> str:
    """Return what there is instead: the nearest names, all of them where they are few, or how to see them."""
    if near := near_names(name, spelled, _NEAREST):
        return f"near it: {', '.join(spelled[one] for one in near)}"
    if 0 < len(spelled) <= _FEW:
        return f"there are: {', '.join(spelled[one] for one in sorted(spelled))}"
    return f"see what is there with: {_LISTINGS[kind]}"
