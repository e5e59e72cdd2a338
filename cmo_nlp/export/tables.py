"""The sections of the export as tidy tables, derived from its schema: what the schema gains, they gain.

A section is a table. A list or a map inside a record is a table of its own, keyed by that record; an object
inside a record is columns of the record's table.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cmo_nlp.export.sections import Row
from cmo_nlp.export.selection import Selection

__all__ = ["Column", "Table", "tables_of"]

_IDENTIFIED = frozenset({"documents", "concepts", "topics"})  # elsewhere `id` is what a row is about
_LEADS_TO = {
    "document_id": "documents", "family": "documents", "concept_id": "concepts", "broader": "concepts",
    "topic_id": "topics",
}  # fmt: skip
_WITHOUT_TEXTS = "text_sha256"  # stands where the text is left out
_VALUES = {"pages": "start"}  # of a list: the name of its values, where it is not the singular
Get = Callable[[Row], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is a Frictionless type; `leads_to` the table whose `id` it names."""

    name: str
    kind: str
    description: str = ""
    is_required: bool = False
    values: tuple[str, ...] = ()
    leads_to: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `rows(number, record)` gives its rows, as tuples, for one record of its section."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[int, Row], Iterator[tuple[Any, ...]]]


@dataclass(slots=True)
class _Parts:
    """What the schema of one record falls into."""

    columns: list[Column] = field(default_factory=list)
    gets: list[Get] = field(default_factory=list)
    children: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)


def tables_of(section: str, schema: Mapping[str, Any], selection: Selection) -> list[Table]:
    """Return the tables of a section: its own first.

    A column leads to another table only where that is written, and every row it names is in it.
    """
    parts = _Parts()
    record = schema["properties"][section]["items"]
    for name, of_it in record["properties"].items():
        if name == _WITHOUT_TEXTS and selection.has_texts:
            continue
        _sort_in(parts, name, of_it, schema, required=name in record["required"])
    is_identified = section in _IDENTIFIED
    if parts.children and not is_identified:
        parts.columns.insert(0, Column("row", "integer", "Counts the rows of this table.", is_required=True))
    key = ("id",) if is_identified else ("row",) if parts.children else ()
    own = Table(section, tuple(parts.columns), key, _own_rows(parts, numbered=key == ("row",)))
    by = "id" if is_identified else "row"
    owner = Column(
        f"{section.removesuffix('s')}_{by}",
        "string" if is_identified else "integer",
        f"The row of {section} that it belongs to.",
        is_required=True,
        leads_to=section,
    )
    children = [_child(section, owner, name, of_it, schema) for name, of_it in parts.children]
    return [_with_leads(table, section, selection) for table in (own, *children)]


def _own_rows(parts: _Parts, *, numbered: bool) -> Callable[[int, Row], Iterator[tuple[Any, ...]]]:
    def rows(number: int, record: Row) -> Iterator[tuple[Any, ...]]:
        values = tuple(get(record) for get in parts.gets)
        yield (number, *values) if numbered else values

    return rows


def _sort_in(
    parts: _Parts, name: str, of_it: Mapping[str, Any], schema: Mapping[str, Any], *, required: bool
) -> None:
    """Add a field of a record to its columns, or to the tables beside it."""
    inner, is_nullable = _resolved(of_it, schema)
    if _type(inner) == "array" or isinstance(inner.get("additionalProperties"), Mapping):
        parts.children.append((name, inner))
    elif _type(inner) == "object":
        for part, of_part in inner["properties"].items():
            deep, _ = _resolved(of_part, schema)
            parts.columns.append(_column(f"{name}_{part}", deep, is_required=False))
            parts.gets.append(_in_object(name, part))
    else:
        parts.columns.append(_column(name, inner, is_required=required and not is_nullable))
        parts.gets.append(_field(name))


def _field(name: str) -> Get:
    return lambda record: record.get(name)


def _in_object(name: str, part: str) -> Get:
    return lambda record: (record.get(name) or {}).get(part)


def _child(
    section: str, owner: Column, name: str, of_it: Mapping[str, Any], schema: Mapping[str, Any]
) -> Table:
    """Return the table of a list or a map that the records of `section` hold."""
    by = "id" if owner.name.endswith("_id") else None
    title = f"{section.removesuffix('s')}_{name}"
    if _type(of_it) == "object":
        columns = (owner, Column("name", "string", is_required=True), Column("value", "string"))

        def pairs(number: int, record: Row) -> Iterator[tuple[Any, ...]]:
            key = record[by] if by else number
            return ((key, *pair) for pair in (record.get(name) or {}).items())

        return Table(title, columns, (owner.name, "name"), pairs)
    inner, _ = _resolved(of_it["items"], schema)
    position = Column("position", "integer", "Counts from 1.", is_required=True)
    named = {part: _resolved(of_part, schema)[0] for part, of_part in inner.get("properties", {}).items()}
    named = named or {_value_name(name, of_it): inner}
    values = [_column(part, of_part, is_required=True) for part, of_part in named.items()]

    def items(number: int, record: Row) -> Iterator[tuple[Any, ...]]:
        key = record[by] if by else number
        for place, item in enumerate(record.get(name) or (), 1):
            yield (key, place, *(map(item.get, named) if "properties" in inner else (item,)))

    return Table(title, (owner, position, *values), (owner.name, "position"), items)


def _value_name(name: str, of_it: Mapping[str, Any]) -> str:
    if str(of_it["items"].get("$ref", "")).endswith("document_id"):
        return "document_id"
    return _VALUES.get(name, name.removesuffix("s"))


def _column(name: str, of_it: Mapping[str, Any], *, is_required: bool) -> Column:
    """Return a column; of text, only what cannot be empty is required: CSV has no empty text."""
    kind, values = _type(of_it), tuple(of_it.get("enum", ()))
    is_sure = kind != "string" or bool(values) or "pattern" in of_it or name == "id"
    return Column(name, kind, of_it.get("description", ""), is_required and is_sure, values)


def _resolved(of_it: Mapping[str, Any], schema: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
    """Return what a field holds where it is not null, and whether it can be."""
    if "oneOf" in of_it:
        (inner,) = (one for one in of_it["oneOf"] if one.get("type") != "null")
        deep, _ = _resolved(inner, schema)
        return {**deep, "description": of_it.get("description", deep.get("description", ""))}, True
    if "$ref" in of_it:
        return schema["$defs"][of_it["$ref"].rpartition("/")[2]], False
    kinds = of_it.get("type")
    if isinstance(kinds, list):
        return {**of_it, "type": next(kind for kind in kinds if kind != "null")}, "null" in kinds
    return of_it, False


def _type(of_it: Mapping[str, Any]) -> str:
    return str(of_it.get("type", "string"))


def _with_leads(table: Table, section: str, selection: Selection) -> Table:
    """Return a table whose columns say where they lead: a result over all documents may name any."""
    names_any = {"topics", "trends"} & {section} or "family" in {c.name for c in table.columns}
    columns = []
    for column in table.columns:
        target = column.leads_to or _LEADS_TO.get(column.name)
        is_partial = target == "documents" and selection.chooses_documents and names_any
        known = target if target in selection.sections and not is_partial else None
        columns.append(Column(column.name, column.kind, column.description, column.is_required,
                              column.values, known))  # fmt: skip
    return Table(table.name, tuple(columns), table.key, table.rows)
