"""Records as rows: one name a field, for JSON, CSV and frames alike."""

import dataclasses
import types
from collections.abc import Iterator, Mapping
from typing import Any, Union, get_args, get_origin, get_type_hints

__all__ = ["field_names", "flat", "plain"]


def plain(value: Any) -> Any:
    """Return `value` as JSON knows it: a record is an object, a tuple is a list.

    >>> from cmo_nlp.records import Span
    >>> plain((Span(0, 3), None))
    [{'start': 0, 'end': 3}, None]
    """
    if _is_record(type(value)):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return value


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without inner objects: what is in `published` under `date` is in `published_date`.

    >>> flat({"id": "a", "published": {"date": "2018", "precision": "year"}})
    {'id': 'a', 'published_date': '2018', 'published_precision': 'year'}
    """
    found: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            found |= {f"{key}_{inner}": one for inner, one in flat(value).items()}
        else:
            found[key] = value
    return found


def field_names(kind: type) -> tuple[str, ...]:
    """Return the names that the flat rows of a type of records have, also where an inner record is None.

    >>> from cmo_nlp.records import Description
    >>> field_names(Description)[4:9]
    ('language', 'published_date', 'published_precision', 'published_method', 'published_confidence')
    """
    return tuple(_field_names(kind))


def _field_names(kind: type) -> Iterator[str]:
    hints = get_type_hints(kind)
    for name in _names(kind):
        inner = _record_in(hints[name])
        if inner is None:
            yield name
        else:
            yield from (f"{name}_{one}" for one in _field_names(inner))


def _record_in(hint: Any) -> type | None:
    """Return the type of record that a field holds, or holds or not; None for any other field."""
    options = get_args(hint) if get_origin(hint) in {Union, types.UnionType} else (hint,)
    return next((one for one in options if isinstance(one, type) and _is_record(one)), None)


def _is_record(kind: type) -> bool:
    return dataclasses.is_dataclass(kind) or hasattr(kind, "_fields")


def _names(kind: Any) -> tuple[str, ...]:
    if dataclasses.is_dataclass(kind):
        return tuple(field.name for field in dataclasses.fields(kind))
    return tuple(kind._fields)
