"""A lake that is there: where it stands, and what was settled when it was begun."""

import json
from dataclasses import dataclass
from pathlib import Path

from cmo_nlp.errors import UsageError, WorkspaceError
from cmo_nlp.lake.places import Place, place_at
from cmo_nlp.lake.shards import FORMAT

__all__ = ["SHARD_SIZE", "Lake", "begin_lake", "open_lake"]

SHARD_SIZE = 1_000
"""sources in a shard: some minutes of work, which is what a lost worker can cost."""

_FILE = "lake.json"


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake at `place`, whose shards have `shard_size` sources."""

    place: Place
    shard_size: int


def open_lake(address: str | Path) -> Lake:
    """Return the lake at `address`; WorkspaceError where there is none, or one of another version."""
    place = place_at(address)
    lake = _found(place)
    if lake is None:
        msg = f"there is no lake in {address}; make one with: cmo-nlp ingest SOURCE --lake {address}"
        raise WorkspaceError(msg)
    return lake


def begin_lake(address: str | Path, shard_size: int | None = None) -> Lake:
    """Return the lake at `address`, made where there is none.

    Raises UsageError for another `shard_size` than the lake was begun with: all shards would be cut anew.
    """
    place = place_at(address)
    lake = _found(place)
    if lake is not None:
        if shard_size not in {None, lake.shard_size}:
            msg = f"the lake {address} was begun with {lake.shard_size} sources a shard, and keeps to it"
            raise UsageError(msg)
        return lake
    lake = Lake(place, shard_size or SHARD_SIZE)
    said = {"format": FORMAT, "shard_size": lake.shard_size}
    try:
        with place.writing(_FILE) as stream:
            stream.write(json.dumps(said).encode())
    except OSError as error:
        msg = f"the lake {address} cannot be made: {error.strerror or error}; choose another with --lake DIR"
        raise WorkspaceError(msg) from error
    return lake


def _found(place: Place) -> Lake | None:
    try:
        with place.open(_FILE) as stream:
            said = json.loads(stream.read())
        number, size = said["format"], int(said["shard_size"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        msg = f"the lake {place.address} cannot be read: {error.strerror or error}"
        raise WorkspaceError(msg) from error
    except (ValueError, TypeError, KeyError) as error:
        msg = f"{place.address}/{_FILE} is no description of a lake; choose another folder with --lake DIR"
        raise WorkspaceError(msg) from error
    if number != FORMAT:
        msg = (
            f"the lake {place.address} was written by another version (format {number}); this reads {FORMAT}"
        )
        raise WorkspaceError(msg)
    return Lake(place, size)
