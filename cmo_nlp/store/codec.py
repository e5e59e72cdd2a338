"""How records become columns and come back, and the digests that notice foreign bytes."""

import dataclasses
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cmo_nlp.records import Description, PublicationDate, Token

__all__ = [
    "ForeignBytesError",
    "check_digest",
    "decode_description",
    "decode_tokens",
    "digest",
    "encode_description",
    "encode_tokens",
    "from_json",
    "to_json",
    "topics_digest",
    "verify",
]


class ForeignBytesError(sqlite3.DatabaseError):
    """The file holds something that we did not write, in a page that SQLite finds well formed."""


def to_json(value: Any) -> str:
    """Return the one JSON text of `value`: keys sorted, no white space, records as objects."""
    return _ENCODER.encode(value)


def _fields(record: Any) -> dict[str, Any]:
    """Return the fields of a record by name; dataclasses.asdict would copy all that they hold."""
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}


# json.dumps would make a new one for each value.
_ENCODER = json.JSONEncoder(default=_fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_json(text: str) -> Any:
    """Return the value of a JSON text that `to_json` wrote; ForeignBytesError when it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        msg = f"a record is no JSON: {error}"
        raise ForeignBytesError(msg) from error


def digest(*values: Any) -> str:
    """Return 16 hex digits of the SHA-256 of `values`; bytes count as they are.

    An iterator counts as the list of what it yields, which is never held: a fit has a row for each passage.
    """
    summary = hashlib.sha256()
    for value in values:
        for piece in _pieces(value):
            summary.update(piece)
        summary.update(b"\x1f")
    return summary.hexdigest()[:16]


def _pieces(value: Any) -> Iterator[bytes]:
    """Yield the bytes that stand for a value."""
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, Iterator):
        yield b"["
        for i, item in enumerate(value):
            yield (b"," if i else b"") + to_json(item).encode("utf-8", "surrogatepass")
        yield b"]"
    else:
        yield to_json(value).encode("utf-8", "surrogatepass")


def verify(what: str, expected: str, *values: Any) -> None:
    """Raise ForeignBytesError when `values` are not what we wrote."""
    check_digest(what, expected, digest(*values))


def check_digest(what: str, expected: str, found: str) -> None:
    """Raise ForeignBytesError when the digest of what is there is not the one noted."""
    if found != expected:
        msg = f"{what} does not match its checksum"
        raise ForeignBytesError(msg)


def topics_digest(
    topics: Iterable[Any], free: Iterable[Sequence[Any]], themes: Iterable[Any], figures: Sequence[Any]
) -> str:
    """Return the digest of a fit from the rows of its tables, sorted.

    The last column of `free` is the consensus. A row without it, and a fit without figures, have the digest
    that they had before there was either.
    """
    rows = (row if row[-1] is not None else row[:-1] for row in free)
    return digest(topics, rows, themes, *([figures] if figures else []))


def encode_description(description: Description) -> str:
    """Return a description as JSON."""
    return to_json(description)


def decode_description(text: str) -> Description:
    """Return the description that `encode_description` wrote."""
    fields = from_json(text)
    if fields["published"]:
        fields["published"] = PublicationDate(**fields["published"])
    fields["authors"] = tuple(fields["authors"])
    fields["pages"] = None if fields["pages"] is None else tuple(fields["pages"])
    return Description(**fields)


def encode_tokens(tokens: Iterable[Token]) -> bytes:
    """Return the tokens of a document as one compressed blob: columns, starts as differences."""
    rows = list(tokens)
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in Token._fields]
    starts, ends, heads = columns[0], columns[1], columns[5]
    columns[1] = [end - start for start, end in zip(starts, ends, strict=True)]
    columns[5] = [head - i for i, head in enumerate(heads)]
    columns[0] = [start - before for start, before in zip(starts, [0, *starts], strict=False)]
    return zlib.compress(to_json(columns).encode("utf-8"), 6)


def decode_tokens(blob: bytes) -> tuple[Token, ...]:
    """Return the tokens that `encode_tokens` wrote."""
    steps, lengths, lemmas, upos, morphs, heads, relations = json.loads(zlib.decompress(blob))
    tokens = []
    start = 0
    for i, step in enumerate(steps):
        start += step
        token = Token(start, start + lengths[i], lemmas[i], upos[i], morphs[i], i + heads[i], relations[i])
        tokens.append(token)
    return tuple(tokens)
