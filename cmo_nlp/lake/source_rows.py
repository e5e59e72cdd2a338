"""Shards of sources: what is to be read, with its bytes, so that a worker needs to see nothing but the lake.

One row is one file, one member of an archive, one address that was fetched, one block of lines of a stream,
or one thing that was left out, in the order of the sources.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from cmo_nlp.ingest import Item, Task
from cmo_nlp.lake.columns import DESCRIPTION, described, description_value, required
from cmo_nlp.records import Refusal
from cmo_nlp.store.codec import to_json

__all__ = ["SOURCES", "source_table", "sources_content", "tasks_of"]

SOURCES = pa.schema(
    [
        *required(source=pa.string(), location=pa.string()),
        pa.field("member", pa.string()),
        pa.field("sidecar", DESCRIPTION),
        *required(note=pa.string(), is_own=pa.bool_(), parts=pa.map_(pa.string(), DESCRIPTION)),
        *required(is_stream=pa.bool_(), first_row=pa.int64()),
        pa.field("content", pa.binary()),
        pa.field("reason", pa.string()),
        pa.field("detail", pa.string()),
    ]
)
"""The columns of a shard of sources: an Item, and its `content`, or the reason why there is none."""


def source_table(tasks: Sequence[Task]) -> pa.Table:
    """Return the rows of `tasks`, which all have their content or a refusal."""
    return pa.Table.from_pylist([_row(task) for task in tasks], schema=SOURCES)


def tasks_of(table: pa.Table, code: str) -> Iterator[Task]:
    """Yield the tasks that `source_table` made rows of; `code` is what Task says of it."""
    for row in table.to_pylist():
        item = Item(
            row["source"],
            row["location"],
            row["member"],
            row["sidecar"] and described(row["sidecar"]),
            row["note"],
            row["is_own"],
            {name: described(value) for name, value in row["parts"]},
        )
        refused = row["content"] is None
        content = Refusal(row["source"], row["reason"], row["detail"]) if refused else row["content"]
        yield Task(item, content, None, code, is_stream=row["is_stream"], first_row=row["first_row"])


def sources_content(tasks: Iterable[Task]) -> str:
    """Return the digest of all that a shard of these tasks holds."""
    summary = hashlib.sha256()
    for task in tasks:
        row = _row(task)
        content = row.pop("content") or b""
        summary.update(to_json(row).encode("utf-8", "surrogatepass"))
        summary.update(len(content).to_bytes(8, "big"))
        summary.update(content)
    return summary.hexdigest()[:16]


def _row(task: Task) -> dict[str, Any]:
    item, content = task.item, task.content
    refused = content if isinstance(content, Refusal) else None
    return {
        "source": item.source,
        "location": item.location,
        "member": item.member,
        "sidecar": item.sidecar and description_value(item.sidecar),
        "note": item.note,
        "is_own": item.is_own,
        "parts": [(name, description_value(said)) for name, said in item.parts.items()],
        "is_stream": task.is_stream,
        "first_row": task.first_row,
        "content": None if refused else content,
        "reason": refused and refused.reason,
        "detail": refused and refused.detail,
    }
