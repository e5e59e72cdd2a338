"""A stage over all shards of a lake: what is missing or stale is made, on whichever engine, and counted."""

import time
from dataclasses import dataclass
from functools import partial

from cmo_nlp.errors import InputError
from cmo_nlp.lake.attempts import clear_attempts, failures, note_failure, remove_note, where_died
from cmo_nlp.lake.engines import Engine, Failure
from cmo_nlp.lake.lakes import Lake
from cmo_nlp.lake.shards import remove
from cmo_nlp.lake.states import ShardState, leftovers, shard_states
from cmo_nlp.lake.work import STAGES, Job, StageName, make_shard, required
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.settings import Settings

__all__ = ["StageRun", "require_whole", "run_stage"]

_SHOWN = 3  # failed shards in a message
_EVERY = 10.0
"""seconds between two lines on how fast it goes."""


@dataclass(frozen=True, slots=True)
class StageRun:
    """What a stage did: shards that were made and that were up to date, and why the others failed, by name.

    `documents` and `refused` count what is in both.
    """

    stage: StageName
    made: int
    kept: int
    failed: dict[str, str]
    documents: int
    refused: int


def run_stage(
    lake: Lake, stage_name: StageName, settings: Settings, engine: Engine, progress: Progress
) -> StageRun:
    """Make what is missing or stale of a stage. A shard that fails is told, and the others are done.

    An interruption leaves the shards that are finished.
    """
    stage, place = STAGES[stage_name], lake.place
    place.sweep(stage.writes)
    for name in list(leftovers(place, stage)):
        remove(place, stage.writes, name)
    found = shard_states(place, stage, settings)
    todo = {state.name: state for state in found if state.state != "done"}
    for name in failures(place, stage_name):
        remove_note(place, stage_name, name)
    pace = _Pace(progress, stage_name, list(todo.values()))
    failed: dict[str, str] = {}
    documents = sum(state.documents for state in found if state.state == "done")
    refused = sum(state.refused for state in found if state.state == "done")
    job = Job(place.address, stage_name, settings, stage.fingerprint(settings), required(stage, settings))
    try:
        for name, came in engine.each(partial(make_shard, job), sorted(todo)) if todo else ():
            if isinstance(came, Failure):
                failed[name] = _why(lake, stage_name, name, came)
                note_failure(place, stage_name, name, failed[name])
            else:
                documents, refused = documents + came.documents, refused + came.refused
            pace.count(todo[name])
    finally:
        clear_attempts(place, stage_name)
        progress.finish()
    return StageRun(stage_name, len(todo) - len(failed), len(found) - len(todo), failed, documents, refused)


def require_whole(run: StageRun, address: str) -> None:
    """Raise InputError, with names, where shards failed."""
    if not run.failed:
        return
    first = [f"{name}: {why}" for name, why in sorted(run.failed.items())[:_SHOWN]]
    more = len(run.failed) - len(first)
    told = "; ".join(first) + (f"; {more} more" if more else "")
    shards = f"{len(run.failed)} of {run.made + run.kept + len(run.failed)} shards"
    msg = f"{run.stage} failed for {shards}, the others are done: {told} (cmo-nlp lake status {address})"
    raise InputError(msg)


def _why(lake: Lake, stage: str, name: str, came: Failure) -> str:
    at = where_died(lake.place, stage, name) if came.died else ""
    return f"{came.why}; {at}" if at else came.why


class _Pace:
    """Tells how many documents a second are done, and how long the rest will take at that."""

    def __init__(self, progress: Progress, stage: str, todo: list[ShardState]) -> None:
        self._progress, self._shards = progress, len(todo)
        self._rows = sum(state.rows for state in todo)
        self._done_shards = self._done = 0
        self._begun = self._told = time.monotonic()
        if todo:
            progress.start(stage, self._rows)

    def count(self, state: ShardState) -> None:
        """Count one shard as done."""
        self._done_shards += 1
        self._done += state.rows
        self._progress.advance(state.rows)
        now = time.monotonic()
        if now - self._told >= _EVERY:
            self._told = now
            self._progress.phase(self._line(now - self._begun))

    def _line(self, seconds: float) -> str:
        rate = self._done / seconds
        left = f", {_duration((self._rows - self._done) / rate)} left" if rate else ""
        return f"{self._done_shards} of {self._shards} shards, {rate:.1f} documents/s{left}"


def _duration(seconds: float) -> str:
    """Return a time in the unit that suits it.

    >>> _duration(40), _duration(400), _duration(40_000)
    ('40 s', '7 min', '11.1 h')
    """
    if seconds < 90:  # noqa: PLR2004 - seconds
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"  # noqa: PLR2004
