"""Where a worker is at, so that the next one knows what ended it; and why a shard failed.

A note is one small JSON file for each shard that is being made, outside the shard: what ended a worker can be
chance, and no shard may hang on it.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from cmo_nlp.errors import InputError
from cmo_nlp.lake.places import Place
from cmo_nlp.records import Document

__all__ = [
    "Attempt",
    "ShardFailedError",
    "clear_attempts",
    "failures",
    "note_failure",
    "remove_note",
    "where_died",
]

_ENDING = ".json"
_MOST = 5  # documents that a message names


class ShardFailedError(InputError):
    """A shard that cannot be made; the message names the documents."""


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A document that a worker was at when it died, by id and first source."""

    id: str
    source: str


class Attempt:
    """One worker's work on one shard: `with` it, the documents are noted before they are worked on.

    An end by an exception takes the note away; a process that dies leaves it.
    """

    def __init__(self, place: Place, stage: str, name: str) -> None:
        self._place, self._file = place, _file(stage, name)
        self._suspects = _suspects(place, self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._place.remove(self._file)

    def batch_size(self, usual: int) -> int:
        """Return how many documents to work on at once: one, where some of these ended a worker."""
        return 1 if self._suspects else usual

    def noted(self, documents: Sequence[Document], size: int) -> Iterator[Document]:
        """Yield `documents`; before the first of each batch of `size`, the batch is noted.

        Raises ShardFailedError at a document that was alone in its batch when it ended a worker.
        """
        alone = self._suspects[0] if len(self._suspects) == 1 else None
        for number, document in enumerate(documents):
            if alone and document.id == alone.id:
                raise ShardFailedError(_ended(alone))
            if number % size == 0:
                self._note(documents[number : number + size])
            yield document

    def _note(self, documents: Sequence[Document]) -> None:
        at = [{"id": document.id, "source": document.sources[0]} for document in documents]
        _write(self._place, self._file, {"at": at})


def note_failure(place: Place, stage: str, name: str, why: str) -> None:
    """Note why a shard failed, in place of where its worker was at."""
    _write(place, _file(stage, name), {"failed": why})


def failures(place: Place, stage: str) -> dict[str, str]:
    """Return why the shards of a stage failed, by name."""
    found = {}
    for name in place.names(f"attempts/{stage}"):
        said = _read(place, f"attempts/{stage}/{name}")
        if "failed" in said:
            found[name.removesuffix(_ENDING)] = str(said["failed"])
    return found


def remove_note(place: Place, stage: str, name: str) -> None:
    """Remove what is noted of a shard."""
    place.remove(_file(stage, name))


def where_died(place: Place, stage: str, name: str) -> str:
    """Return a sentence on the documents that a worker was at when it died, "" where it noted none."""
    at = _suspects(place, _file(stage, name))
    if not at:
        return ""
    named = ", ".join(suspect.source for suspect in at[:_MOST])
    more = f" and {len(at) - _MOST} more" if len(at) > _MOST else ""
    return f"it was at {named}{more}"


def clear_attempts(place: Place, stage: str) -> None:
    """Remove the notes on where workers were, which an interrupted run leaves; failures stay."""
    for name in place.names(f"attempts/{stage}"):
        if "at" in _read(place, f"attempts/{stage}/{name}"):
            place.remove(f"attempts/{stage}/{name}")


def _ended(suspect: _Suspect) -> str:
    return f"the document {suspect.source} ({suspect.id}) ended the process that worked on it, twice"


def _file(stage: str, name: str) -> str:
    return f"attempts/{stage}/{name}{_ENDING}"


def _write(place: Place, file: str, said: object) -> None:
    with place.writing(file) as stream:
        stream.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _read(place: Place, file: str) -> dict[str, object]:
    with suppress(FileNotFoundError, ValueError), place.open(file) as stream:
        said = json.loads(stream.read())
        return said if isinstance(said, dict) else {}
    return {}


def _suspects(place: Place, file: str) -> list[_Suspect]:
    at = _read(place, file).get("at", [])
    return [_Suspect(**one) for one in at] if isinstance(at, list) else []
