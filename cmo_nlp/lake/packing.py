"""Sources into shards of sources: found and read as the workspace does, cut as they sort."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cmo_nlp import ingest as stage
from cmo_nlp.errors import InputError
from cmo_nlp.french import fold
from cmo_nlp.ingest import Item, Task
from cmo_nlp.lake.lakes import Lake
from cmo_nlp.lake.shards import Note, names, read_note, remove, write_shard
from cmo_nlp.lake.source_rows import SOURCES, source_table, sources_content
from cmo_nlp.pipeline import streams
from cmo_nlp.pipeline.batches import batches
from cmo_nlp.pipeline.ingest import Sources
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.records import Refusal
from cmo_nlp.settings import Settings
from cmo_nlp.store.codec import digest

__all__ = ["Packed", "pack"]

_MOST_BYTES = 128_000_000
"""bytes of sources that a shard begins a new one after; they are in memory while it is packed."""
_ROWS_OF_A_GROUP = 64  # pages of 0.1 to 2 MB: 6 to 128 MB in a worker
_LONGEST_NAME = 40  # characters
_GONE = frozenset({"not-found", "empty-folder", "unreadable"})


@dataclass(frozen=True, slots=True)
class Packed:
    """How many shards there are now of the sources that were named, and how many of them were written."""

    shards: int
    written: int
    remarks: tuple[str, ...] = ()


def pack(lake: Lake, sources: Sources, settings: Settings, progress: Progress, today: date) -> Packed:
    """Bring `sources` into `lake`. A shard that holds the same bytes already is left as it is.

    Each source is a series of shards of its own; what it does not hold any more leaves the lake. Raises
    InputError where a source that came in before is gone altogether: a disk may be missing.
    """
    progress.start("pack", None)
    shards = written = 0
    seen: set[str] = set()
    for source in sources.names:
        tasks = _tasks(source, sources, settings, today, seen)
        kept, new = _series(lake, _series_name(source), tasks, today, progress)
        shards, written = shards + kept, written + new
    for cut in _cut(streams.tasks(sources.lines, settings), lake.shard_size):
        content = sources_content(cut)
        written += _write(lake, f"{streams.STANDARD_INPUT}-{content}", cut, content, today)
        shards += 1
        progress.advance(len(cut))
    progress.finish()
    remarks = sources.sidecar.warnings if sources.sidecar else ()
    return Packed(shards, written, remarks)


def _tasks(source: str, sources: Sources, settings: Settings, today: date, seen: set[str]) -> Iterator[Task]:
    """Yield what stands under `source` with its bytes, but for what another source of this call held."""
    fetcher = None  # its certificates take a while to load
    for found in stage.discover([source], today, sources.sidecar):
        if isinstance(found, Refusal):
            yield _task(Item(found.source, str(Path(found.source).absolute())), found)
        elif found.location not in seen:
            seen.add(found.location)
            if found.is_address:
                fetcher = fetcher or stage.Fetcher(settings.ingest, allow_private=sources.allow_private)
                yield _task(found, fetcher.fetch(found.location))
            else:
                yield _task(found, stage.read(found, settings.ingest))


def _task(item: Item, content: bytes | Refusal) -> Task:
    return Task(item, content, None, "")


def _series(
    lake: Lake, series: str, tasks: Iterable[Task], today: date, progress: Progress
) -> tuple[int, int]:
    """Write the shards of one source; return how many there are and how many were written."""
    pattern = re.compile(re.escape(series) + r"-\d{6}")
    before = [name for name in names(lake.place, "sources") if pattern.fullmatch(name)]
    kept, written = 0, 0
    for number, cut in enumerate(_cut(tasks, lake.shard_size)):
        if number == 0 and before and all(_is_gone(task) for task in cut):
            msg = (
                f"{cut[0].item.source} is not there any more; what the lake holds of it is kept "
                f"(to take it out, remove sources/{series}-*.parquet from the lake)"
            )
            raise InputError(msg)
        written += _write(lake, f"{series}-{number:06}", cut, sources_content(cut), today)
        kept += 1
        progress.advance(len(cut))
    for name in before:
        if name > f"{series}-{kept - 1:06}":
            for kind in ("sources", "documents", "annotations"):
                remove(lake.place, kind, name)
    return kept, written


def _is_gone(task: Task) -> bool:
    return isinstance(task.content, Refusal) and task.content.reason in _GONE


def _cut(tasks: Iterable[Task], size: int) -> Iterator[list[Task]]:
    """Yield `tasks` in lists of `size` sources, fewer where these are large; a line of a stream is one."""
    cut: list[Task] = []
    sources = weight = 0
    for task in tasks:
        content = task.content if isinstance(task.content, bytes) else b""
        cut.append(task)
        sources += content.count(b"\n") + 1 if task.is_stream else 1
        weight += len(content)
        if sources >= size or weight >= _MOST_BYTES:
            yield cut
            cut, sources, weight = [], 0, 0
    if cut:
        yield cut


def _write(lake: Lake, name: str, tasks: Sequence[Task], content: str, today: date) -> bool:
    """Write a shard, unless it is there with the same content: then it keeps the day on which it was read."""
    before = read_note(lake.place, "sources", name)
    if before and before.content == content:
        return False
    groups = (source_table(batch) for batch in batches(tasks, _ROWS_OF_A_GROUP))
    told = {"day": today.isoformat()}
    write_shard(lake.place, "sources", name, SOURCES, groups, lambda _: Note(content, told=told))
    return True


def _series_name(source: str) -> str:
    """Return a name for the shards of a source: what it is called, and a digest of where it stands."""
    if source.startswith(stage.ADDRESSES):
        place = source
    else:
        import os

        place = os.path.abspath(source)  # noqa: PTH100 - Path.absolute() keeps « .. »
    called = re.sub(r"[^a-z0-9]+", "-", fold(Path(place).name))[:_LONGEST_NAME].strip("-")
    return f"{called or 'source'}-{digest(place)[:8]}"
