"""Shards: Parquet files of one folder each per kind, with a note in the footer that says what they are of.

docs/decisions/0016 says how a lake is laid out and why. A shard of one kind has the name of the shard of the
kind before it that it was made of; what its bytes hang on is in them, and no clock and no host.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO, Final, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from cmo_nlp.errors import InputError
from cmo_nlp.lake.places import Place

__all__ = [
    "FORMAT",
    "ROWS_OF_A_GROUP",
    "BrokenShardError",
    "Kind",
    "Note",
    "names",
    "read_groups",
    "read_note",
    "remove",
    "required_note",
    "write_shard",
]

FORMAT = 1
"""Raised when shards of before cannot be read any more."""

ROWS_OF_A_GROUP = 256
"""rows of a row group at the most: what is in memory at once, beside the one that is being made."""

Kind = Literal["sources", "documents", "annotations", "families", "counts", "topics"]

_KEY: Final = b"cmo_nlp"
_ENDING = ".parquet"
# Every option that the bytes hang on, whatever the defaults of another release of pyarrow.
_PINNED: Final[Mapping[str, Any]] = {
    "version": "2.6",
    "data_page_version": "1.0",
    "compression": "zstd",
    "compression_level": 3,
    "use_dictionary": True,
    "write_statistics": True,
    "write_page_index": False,
    "write_page_checksum": True,
    "data_page_size": 1 << 20,
    "dictionary_pagesize_limit": 1 << 20,
    "write_batch_size": 1024,
    "store_schema": True,
}


class BrokenShardError(InputError):
    """A shard that is no Parquet, or not one of ours."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a shard says of itself.

    `content` stands for what in it the next stage hangs on: a shard that was made anew with the same content
    leaves what was made of it up to date. `input` is the content of the shard that it was made of, "" for
    sources, and `fingerprint` what the result hangs on beside it (settings, code, models). `told` is what
    else a reader wants to know without reading rows.
    """

    content: str
    input: str = ""
    fingerprint: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)
    rows: int = 0


def names(place: Place, kind: Kind) -> list[str]:
    """Return the names of all shards of a kind, sorted."""
    return [name.removesuffix(_ENDING) for name in place.names(kind) if name.endswith(_ENDING)]


def remove(place: Place, kind: Kind, name: str) -> None:
    """Remove a shard, if it is there."""
    place.remove(_file(kind, name))


def write_shard(  # noqa: PLR0913, PLR0917 - where, what, and of what
    place: Place,
    kind: Kind,
    name: str,
    schema: pa.Schema,
    groups: Iterable[pa.Table],
    note: Callable[[str], Note],
) -> Note:
    """Write one shard, a row group for each table of `groups`, and return its note.

    `note` is asked at the end, when all groups are made, and given the digest of the bytes that were written.
    The groups must not hang on chance: the same tables cut otherwise are other bytes.
    """
    with place.writing(_file(kind, name)) as stream:
        sink = _Summed(stream)
        rows = 0
        with pq.ParquetWriter(sink, schema, **_PINNED) as writer:
            for group in groups:
                writer.write_table(group, row_group_size=max(1, group.num_rows))
                rows += group.num_rows
            said = note(sink.digest())
            writer.add_key_value_metadata({_KEY: _encoded(kind, said)})
    return Note(said.content, said.input, said.fingerprint, said.told, rows)


def read_note(place: Place, kind: Kind, name: str) -> Note | None:
    """Return what a shard says of itself, None where there is no such shard, or one of another format.

    Reads the footer only. Raises BrokenShardError for a file that is no whole shard.
    """
    try:
        with _opened(place, kind, name) as stream:
            footer = pq.read_metadata(stream)
    except FileNotFoundError:
        return None
    except (pa.ArrowInvalid, OSError) as error:
        raise _broken(kind, name, error) from error
    said = json.loads((footer.metadata or {}).get(_KEY, b"{}"))
    if said.pop("format", None) != FORMAT or said.pop("kind", None) != kind:
        return None
    return Note(**said, rows=footer.num_rows)


def required_note(place: Place, kind: Kind, name: str) -> Note:
    """Return what a shard says of itself; BrokenShardError where there is none to read."""
    note = read_note(place, kind, name)
    if note is None:
        raise _broken(kind, name, FileNotFoundError("it is not there, or of another version"))
    return note


def read_groups(
    place: Place, kind: Kind, name: str, columns: Sequence[str] | None = None
) -> Iterator[pa.Table]:
    """Yield the row groups of a shard; of each, `columns` only, where they are given ("description.title").

    Raises BrokenShardError for a file that is not there, or no whole shard.
    """
    try:
        with _opened(place, kind, name) as stream, pq.ParquetFile(stream) as file:
            for number in range(file.num_row_groups):
                yield file.read_row_group(number, columns=list(columns) if columns else None)
    except (pa.ArrowInvalid, OSError) as error:
        raise _broken(kind, name, error) from error


class _Summed:
    """A stream that knows the digest of what was written to it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._summary = stream, hashlib.sha256()

    @property
    def closed(self) -> bool:
        return False

    def write(self, data: bytes) -> int:
        self._summary.update(data)
        return self._stream.write(data)

    def flush(self) -> None:
        self._stream.flush()

    def digest(self) -> str:
        return self._summary.hexdigest()[:16]


def _file(kind: Kind, name: str) -> str:
    return f"{kind}/{name}{_ENDING}"


def _opened(place: Place, kind: Kind, name: str) -> BinaryIO:
    return place.open(_file(kind, name))


def _encoded(kind: Kind, note: Note) -> bytes:
    said = asdict(note)
    del said["rows"]  # Parquet counts them
    return json.dumps({"format": FORMAT, "kind": kind, **said}, ensure_ascii=False, sort_keys=True).encode()


def _broken(kind: Kind, name: str, error: Exception) -> BrokenShardError:
    why = " ".join(str(error).split())[:200]
    msg = f"the shard {_file(kind, name)} cannot be read ({why}); remove it, and run the same command again"
    return BrokenShardError(msg)
