"""Which shards are done, stale, missing, broken or failed, and why: read from their footers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from cmo_nlp.lake.attempts import failures
from cmo_nlp.lake.lakes import Lake
from cmo_nlp.lake.places import Place
from cmo_nlp.lake.shards import BrokenShardError, Note, names, read_groups, read_note
from cmo_nlp.lake.work import STAGES, Stage
from cmo_nlp.records import Refusal
from cmo_nlp.settings import Settings

__all__ = ["ShardState", "State", "leftovers", "refusals", "shard_states", "states"]

State = Literal["done", "stale", "missing", "broken", "failed"]

_READERS = 16
"""footers that are read at once; a network answers slowly, and each is a few kilobytes."""


@dataclass(frozen=True, slots=True)
class ShardState:
    """Where one shard of a stage stands. `why` says what changed, or what failed, where it is not done.

    `rows` are those of the shard that it is made of; `documents` came of it and `refused` did not, 0 where it
    is not there.
    """

    stage: str
    name: str
    state: State
    why: str
    rows: int
    documents: int = 0
    refused: int = 0


def states(lake: Lake, settings: Settings) -> list[ShardState]:
    """Return the state of every shard of every stage, by stage and name."""
    return [state for stage in STAGES.values() for state in shard_states(lake.place, stage, settings)]


def shard_states(place: Place, stage: Stage, settings: Settings) -> list[ShardState]:
    """Return the state of each shard of a stage, by name: one for each shard that it can be made of."""
    fingerprint = stage.fingerprint(settings)
    failed = failures(place, stage.name)
    there = set(names(place, stage.writes))

    def state(name: str) -> ShardState:
        made_of = _note_or_why(place, stage.reads, name)
        if not isinstance(made_of, Note):
            return ShardState(stage.name, name, "broken", made_of, 0)
        made = _note_or_why(place, stage.writes, name) if name in there else None
        told = made.told if isinstance(made, Note) else {}
        found, why = _state(made, made_of, fingerprint)
        if found != "done" and name in failed:
            found, why = "failed", failed[name]
        rows = int(made_of.told.get("documents", made_of.rows))
        counts = (int(told.get("documents", 0)), int(told.get("refused", 0)))
        return ShardState(stage.name, name, found, why, rows, *counts)

    with ThreadPoolExecutor(_READERS) as threads:
        return list(threads.map(state, names(place, stage.reads)))


def _note_or_why(place: Place, kind: str, name: str) -> Note | str:
    try:
        note = read_note(place, kind, name)  # type: ignore[arg-type]
    except BrokenShardError as error:
        return str(error)
    return note or "it is from another version"


def _state(made: Note | str | None, made_of: Note, fingerprint: dict[str, str]) -> tuple[State, str]:
    if made is None:
        return "missing", ""
    if isinstance(made, str):
        return "stale", made
    parts = [part for part, value in fingerprint.items() if made.fingerprint.get(part) != value]
    if made.input != made_of.content:
        parts.append("input")
    return ("stale", f"{' and '.join(parts)} changed") if parts else ("done", "")


def leftovers(place: Place, stage: Stage) -> Iterator[str]:
    """Yield the names of shards that a stage made of what is not in the lake any more."""
    there = set(names(place, stage.reads))
    yield from (name for name in names(place, stage.writes) if name not in there)


def refusals(lake: Lake) -> Iterator[Refusal]:
    """Yield what did not come in, by shard."""
    for name in names(lake.place, "documents"):
        for table in read_groups(lake.place, "documents", name, ["source", "reason", "detail"]):
            for row in table.to_pylist():
                if row["reason"] is not None:
                    yield Refusal(row["source"], row["reason"], row["detail"])
