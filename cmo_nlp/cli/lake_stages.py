"""What `ingest --lake` and `annotate --lake` do and print."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from cmo_nlp.cli.lakes import OnLake
from cmo_nlp.cli.options import Invocation
from cmo_nlp.errors import InputError
from cmo_nlp.lake.lakes import Lake, begin_lake, open_lake
from cmo_nlp.lake.packing import pack
from cmo_nlp.lake.running import require_whole, run_stage
from cmo_nlp.lake.shards import names
from cmo_nlp.pipeline import Sources

if TYPE_CHECKING:
    from cmo_nlp.lake.work import StageName
    from cmo_nlp.settings import Settings

__all__ = ["GivenSources", "annotate_lake", "ingest_lake"]


@dataclass(frozen=True, slots=True)
class GivenSources:
    """What `ingest` was given: names, lines of standard input up to a size, and how to take them."""

    names: Sequence[str]
    lines: Callable[[int], Iterable[str]]
    metadata: str | None
    allow_private: bool
    shard_size: int | None


def ingest_lake(
    invocation: Invocation, on_lake: OnLake, given: GivenSources, changes: dict[str, Any], *, strict: bool
) -> None:
    """Pack what was given, and read what is not read yet. Raises InputError where nothing came in."""
    settings = on_lake.settings(invocation, {"ingest": changes})
    engine = on_lake.engine(invocation)
    lake = _packed(invocation, on_lake, given, settings)
    done = _run(invocation, on_lake, lake, "ingest", settings, engine)
    if done.refused and (strict or not done.documents):
        what = "something was refused" if done.documents else "nothing came in"
        msg = f"{what}; the reasons: cmo-nlp lake status {on_lake.address} --refused"
        raise InputError(msg)


def annotate_lake(invocation: Invocation, on_lake: OnLake, changes: dict[str, Any]) -> None:
    """Annotate what is not annotated yet."""
    settings = on_lake.settings(invocation, {"annotate": changes})
    engine, lake = on_lake.engine(invocation), open_lake(str(on_lake.address))
    unread = set(names(lake.place, "sources")).difference(names(lake.place, "documents"))
    if unread:
        invocation.say(f"{_shards(len(unread))} not read yet: cmo-nlp ingest --lake {on_lake.address}")
    _run(invocation, on_lake, lake, "annotate", settings, engine)


def _packed(invocation: Invocation, on_lake: OnLake, given: GivenSources, settings: "Settings") -> Lake:
    """Return the lake with what was given in it; where that is nothing, as it is."""
    from datetime import date

    from cmo_nlp.workspace.stages import read_metadata

    lines = given.lines(settings.ingest.maximum_bytes)
    if not given.names and not lines:
        return open_lake(str(on_lake.address))
    today = date.today()  # noqa: DTZ011 - the user's day
    sidecar = read_metadata(given.metadata, today)
    lake = begin_lake(str(on_lake.address), given.shard_size)
    sources = Sources(given.names, lines, sidecar, given.allow_private)
    packed = pack(lake, sources, settings, invocation.progress(), today)
    for remark in packed.remarks:
        invocation.say(remark)
    click.echo(f"pack: {_shards(packed.shards)}, {packed.written} of them new or changed")
    return lake


def _run(
    invocation: Invocation,
    on_lake: OnLake,
    lake: Lake,
    stage: "StageName",
    settings: "Settings",
    engine: Any,
) -> Any:
    done = run_stage(lake, stage, settings, engine, invocation.progress())
    click.echo(
        f"{stage}: {_shards(done.made)} made, {done.kept} up to date, {len(done.failed)} failed; "
        f"{done.documents} documents, {done.refused} refused"
    )
    require_whole(done, str(on_lake.address))
    return done


def _shards(number: int) -> str:
    return f"{number} {'shard' if number == 1 else 'shards'}"
