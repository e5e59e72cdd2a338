"""Which segments a question is put to: what the user asks of their documents and of what they hold."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cmo_nlp.records import Horizon, Label
from cmo_nlp.store.read.edits import edited_id, topic_edits

__all__ = [
    "PassageFilter", "PassagePlace", "concept_names", "document_dates", "held_spans", "held_starts",
    "holding", "passage_places", "passing_documents", "publishers", "source_types", "topic_starts",
    "undated_documents",
]  # fmt: skip

_FIELD = (
    "iif(d.description='', NULL, json_extract(d.description, '$.{}'))"  # that of an index, letter by letter
)


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """What a segment must hold, and what its document must be; an empty field asks for nothing.

    `concepts` are ids, any of which must be mentioned; with `labels`, `horizons` or `negated` it is the
    mention that must be of that kind, stand in such a statement, or be denied (or not). `horizons` alone ask
    for a statement. `topics` are ids as the user edited them, free or guided. `since` and `until` are dates
    of any precision; a document must lie wholly between them, and one without a date does not.
    """

    concepts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    horizons: tuple[Horizon, ...] = ()
    negated: bool | None = None
    topics: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    publishers: tuple[str, ...] = ()
    source_types: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every segment passes."""
        return self == PassageFilter()

    @property
    def has_dates(self) -> bool:
        """Whether documents without a date are left out."""
        return self.since is not None or self.until is not None


class PassagePlace(NamedTuple):
    """Where a segment stands: the row of its document, and its span in it."""

    document: int
    start: int
    end: int


def passage_places(connection: sqlite3.Connection) -> dict[int, PassagePlace]:
    """Return the places of all segments by row: a tenth of a second for 100,000, from an index alone."""
    query = "SELECT row, document, start, end FROM segments"
    return {
        row: PassagePlace(document, start, end) for row, document, start, end in connection.execute(query)
    }


def document_dates(connection: sqlite3.Connection) -> dict[int, tuple[str | None, str]]:
    """Return the date and the id of all documents, by row."""
    query = "SELECT row, published, id FROM documents"
    return {row: (published, identity) for row, published, identity in connection.execute(query)}


def passing_documents(connection: sqlite3.Connection, wanted: PassageFilter) -> frozenset[int] | None:
    """Return the rows of the documents that pass; None where `wanted` asks nothing of them."""
    asked = list(_of_documents(wanted))
    if not asked:
        return None
    condition = " AND ".join(condition for condition, _ in asked)
    values = [value for _, of_it in asked for value in of_it]
    query = f"SELECT d.row FROM documents d WHERE {condition}"  # noqa: S608 - ours
    return frozenset(row for (row,) in connection.execute(query, values))


def held_starts(connection: sqlite3.Connection, wanted: PassageFilter) -> dict[int, list[int]] | None:
    """Return where the wanted mentions or statements begin, ascending, by row of the document.

    None where neither is asked for.
    """
    asked = _contents(wanted)
    if asked is None:
        return None
    query = (
        f"SELECT c.document, c.start FROM {asked.table} c WHERE {asked.condition} "  # noqa: S608 - ours
        "ORDER BY c.document, c.start"
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for document, start in connection.execute(query, asked.values):
        found[document].append(start)
    return found


def topic_starts(connection: sqlite3.Connection, wanted: PassageFilter) -> frozenset[tuple[int, int]] | None:
    """Return (row of the document, start) of the segments in the wanted topics, None where none is asked."""
    if not wanted.topics:
        return None
    become = edited_id(topic_edits(connection))
    asked = {*wanted.topics}
    parts = {part for part, whole in become.items() if whole in asked}
    fitted = sorted(parts | {topic for topic in asked if become.get(topic, topic) == topic})
    found: set[tuple[int, int]] = set()
    for table in ("assignments", "theme_assignments"):
        query = (
            f"SELECT d.row, a.start FROM {table} a JOIN documents d ON d.id=a.document "  # noqa: S608 - ours
            f"WHERE a.topic IN ({_marks(fitted)})"
        )
        found.update(connection.execute(query, fitted))
    return frozenset(found)


def holding(connection: sqlite3.Connection, wanted: PassageFilter) -> Callable[[PassagePlace], bool] | None:
    """Return whether a segment holds a mention or a statement as wanted; None where neither is asked for."""
    asked = _contents(wanted)
    if asked is None:
        return None
    query = (
        f"SELECT 1 FROM {asked.table} c WHERE c.document=? AND c.start>=? AND c.start<? "  # noqa: S608 - ours
        f"AND {asked.condition} LIMIT 1"
    )

    def holds(place: PassagePlace) -> bool:
        return connection.execute(query, (*place, *asked.values)).fetchone() is not None

    return holds


def held_spans(
    connection: sqlite3.Connection, document: str, start: int, end: int, wanted: PassageFilter
) -> list[tuple[int, int]]:
    """Return the (start, end) of the mentions or statements of a passage for which it passes, in order."""
    asked = _contents(wanted)
    if asked is None:
        return []
    query = (
        f"SELECT c.start, c.end FROM {asked.table} c JOIN documents d ON d.row=c.document "  # noqa: S608 - ours
        f"WHERE d.id=? AND c.start>=? AND c.end<=? AND {asked.condition} ORDER BY c.start, c.end"
    )
    return connection.execute(query, (document, start, end, *asked.values)).fetchall()


def concept_names(
    connection: sqlite3.Connection, identities: Sequence[str] | None = None
) -> list[tuple[str, str]]:
    """Return the (id, name) of the concepts of the lexicon, or of some of them, by id."""
    if identities is None:
        return connection.execute("SELECT id, name FROM concepts ORDER BY id").fetchall()
    query = f"SELECT id, name FROM concepts WHERE id IN ({_marks(identities)}) ORDER BY id"  # noqa: S608 - marks
    return connection.execute(query, identities).fetchall()


def publishers(connection: sqlite3.Connection) -> list[str]:
    """Return the publishers that documents name, sorted."""
    return _distinct(connection, "publisher")


def source_types(connection: sqlite3.Connection) -> list[str]:
    """Return the types that sources name, sorted."""
    return _distinct(connection, "source_type")


def undated_documents(connection: sqlite3.Connection) -> int:
    """Return how many documents have no date."""
    return int(connection.execute("SELECT count(*) FROM documents WHERE published IS NULL").fetchone()[0])


def _distinct(connection: sqlite3.Connection, name: str) -> list[str]:
    field = _FIELD.format(name)
    query = f"SELECT DISTINCT {field} AS value FROM documents d WHERE {field} IS NOT NULL ORDER BY value"  # noqa: S608 - ours
    return [value for (value,) in connection.execute(query)]


_Condition = tuple[str, Sequence[Any]]


def _of_documents(wanted: PassageFilter) -> Iterator[_Condition]:
    if wanted.since is not None:
        yield "d.published >= ?", [wanted.since]  # « 2018 » comes before « 2018-06 »: it may be earlier
    if wanted.until is not None:
        yield "d.published || '~' <= ?", [f"{wanted.until}~"]  # « 2018~ » after « 2018-06~ »: it may be later
    for name, values in (("publisher", wanted.publishers), ("source_type", wanted.source_types)):
        if values:
            yield f"{_FIELD.format(name)} IN ({_marks(values)})", values


class _Contents(NamedTuple):
    """What a passage must hold: a row `c` of the table `table` under a condition."""

    table: str
    condition: str
    values: list[Any]


def _contents(wanted: PassageFilter) -> _Contents | None:
    """Return what `wanted` asks a passage to hold: a mention, a statement, or None where neither is asked."""
    of_mention = [
        (f"c.concept IN ({_marks(wanted.concepts)})", wanted.concepts),
        (f"c.label IN ({_marks(wanted.labels)})", wanted.labels),
        ("c.negated=?", () if wanted.negated is None else (int(wanted.negated),)),
    ]
    asked: list[_Condition] = [(condition, values) for condition, values in of_mention if values]
    if wanted.horizons and asked:
        around = "t.document=c.document AND t.start=c.statement_start AND t.end=c.statement_end"
        told = f"t.horizon IN ({_marks(wanted.horizons)})"
        asked.append((f"EXISTS (SELECT 1 FROM statements t WHERE {around} AND {told})", wanted.horizons))  # noqa: S608 - ours
    table = "mentions" if asked else "statements"
    if wanted.horizons and not asked:
        asked.append((f"c.horizon IN ({_marks(wanted.horizons)})", wanted.horizons))
    if not asked:
        return None
    return _Contents(
        table, " AND ".join(c for c, _ in asked), [value for _, values in asked for value in values]
    )


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))
