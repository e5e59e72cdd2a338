"""Records in Parquet's columns: lists of structures, and what a source says of its document."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise, starmap
from typing import Any, TypeVar

import pyarrow as pa

from cmo_nlp.records import Description, PublicationDate

__all__ = ["DESCRIPTION", "described", "description_value", "nested", "required", "unnested"]

R = TypeVar("R")


def required(**types: pa.DataType) -> list[pa.Field]:
    """Return fields that are never empty."""
    return [pa.field(name, kind, nullable=False) for name, kind in types.items()]


DESCRIPTION = pa.struct(
    [
        pa.field("title", pa.string()),
        pa.field("authors", pa.list_(pa.string()), nullable=False),
        pa.field("publisher", pa.string()),
        pa.field("source_type", pa.string()),
        pa.field("language", pa.string()),
        pa.field(
            "published",
            pa.struct(
                required(date=pa.string(), precision=pa.string(), method=pa.string(), confidence=pa.float64())
            ),
        ),
        pa.field("modified", pa.string()),
        pa.field("pages", pa.list_(pa.int64())),
        pa.field("metadata", pa.map_(pa.string(), pa.string()), nullable=False),
    ]
)
"""A Description, field by field; its metadata by name."""


def description_value(description: Description) -> dict[str, Any]:
    """Return a description as Arrow takes it."""
    found = description.published
    return {
        "title": description.title,
        "authors": list(description.authors),
        "publisher": description.publisher,
        "source_type": description.source_type,
        "language": description.language,
        "published": found
        and {
            "date": found.date,
            "precision": found.precision,
            "method": found.method,
            "confidence": float(found.confidence),
        },
        "modified": description.modified,
        "pages": None if description.pages is None else list(description.pages),
        "metadata": sorted(description.metadata.items()),
    }


def described(value: Mapping[str, Any]) -> Description:
    """Return the description that Arrow hands back."""
    published, pages = value["published"], value["pages"]
    return Description(
        **{
            **value,
            "authors": tuple(value["authors"]),
            "published": published and PublicationDate(**published),
            "pages": None if pages is None else tuple(pages),
            "metadata": dict(value["metadata"]),
        }
    )


def nested(
    rows: Sequence[Sequence[R]], kind: pa.StructType, values: Callable[[R], Iterable[Any]]
) -> pa.ListArray:
    """Return a column with a list of records in each row; `values` gives those of a record, in order.

    The records of all rows become columns at once: one by one, as dictionaries, they take ten times as long.
    """
    flat = list(map(values, (record for row in rows for record in row)))
    columns = list(zip(*flat, strict=True)) or [()] * kind.num_fields
    fields = [kind.field(i) for i in range(kind.num_fields)]
    arrays = [pa.array(column, type=f.type) for column, f in zip(columns, fields, strict=True)]
    offsets = pa.array(accumulate(map(len, rows), initial=0), type=pa.int32())
    return pa.ListArray.from_arrays(
        offsets, pa.StructArray.from_arrays(arrays, fields=fields), type=pa.list_(kind)
    )


def unnested(column: pa.ChunkedArray, record: Callable[..., R]) -> Iterator[tuple[R, ...]]:
    """Yield the records of each row of a column that `nested` made."""
    for chunk in column.chunks:
        offsets = chunk.offsets.to_pylist()
        fields = [array.to_pylist() for array in chunk.values.flatten()]
        flat = list(starmap(record, zip(*fields, strict=True)))
        for start, end in pairwise(offsets):
            yield tuple(flat[start:end])
