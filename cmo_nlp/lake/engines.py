"""Where shards are made: in this process, in processes of this machine, or on Dask (`on_dask`).

An engine gives each name to a function and hands back what came of it, in whatever order that is. What fails
is a Failure, never an exception: the others go on.
"""

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from cmo_nlp.errors import UsageError, UserError

if TYPE_CHECKING:
    from pebble import ProcessFuture

__all__ = ["DEATHS", "Engine", "EngineName", "Failure", "Local", "Processes", "engine", "tried"]

EngineName = Literal["local", "processes", "dask"]
R = TypeVar("R")

DEATHS = 3
"""workers that one shard may end: the first shows the batch, the second the document, one may be chance."""

_WAITING = 2
"""names that a worker has: the one that it is at, and the next."""
_LONGEST = 300  # characters; a library's message can quote the whole input


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing came of a name. `died` says that it ended its workers, who can say nothing of it."""

    why: str
    died: bool = False


class Engine(Protocol):
    """Something that works on many names. `warnings` are what a user should know before it begins."""

    warnings: tuple[str, ...]

    def each(self, work: Callable[[str], R], names: Sequence[str]) -> Iterator[tuple[str, R | Failure]]:
        """Yield each name with what `work` returned for it, or why it did not; `work` can be pickled."""


def engine(
    name: EngineName, *, jobs: int | None = None, scheduler: str | None = None, insecure: bool = False
) -> Engine:
    """Return the engine `name` with `jobs` processes, or at the address of a Dask scheduler.

    Raises UsageError for options that do not go together, InputError where Dask is not installed.
    """
    if scheduler is not None and name != "dask":
        msg = "--scheduler goes with --on dask"
        raise UsageError(msg)
    if scheduler is not None and jobs is not None:
        msg = "--jobs is for what runs on this machine; a scheduler has the workers that were started for it"
        raise UsageError(msg)
    if jobs is not None and jobs < 1:
        msg = f"--jobs {jobs}: one process is the least"
        raise UsageError(msg)
    if name == "dask":
        from cmo_nlp.lake.on_dask import OnDask

        return OnDask(scheduler, jobs or _processors(), insecure=insecure)
    return Processes(jobs or _processors()) if name == "processes" else Local()


def tried(work: Callable[[str], R], name: str) -> R | Failure:
    """Return what `work` returns, or why it does not."""
    try:
        return work(name)
    except UserError as error:
        return Failure(str(error))
    except Exception as error:  # noqa: BLE001 - one shard must not stop the others
        return Failure(" ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST])


class Local:
    """This process, one name after the other."""

    warnings: tuple[str, ...] = ()

    def each(self, work: Callable[[str], R], names: Sequence[str]) -> Iterator[tuple[str, R | Failure]]:
        """Yield as Engine says, in the order of the names."""
        for name in names:
            yield name, tried(work, name)


class Processes:
    """`jobs` processes of this machine. Pebble's: one that dies takes none of the others with it."""

    warnings: tuple[str, ...] = ()

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def each(self, work: Callable[[str], R], names: Sequence[str]) -> Iterator[tuple[str, R | Failure]]:
        """Yield as Engine says, as they are done."""
        from pebble import ProcessPool

        context = multiprocessing.get_context("spawn")
        jobs = min(self._jobs, len(names)) or 1
        left = list(reversed(names))
        deaths: Counter[str] = Counter()
        with ProcessPool(jobs, context=context, initializer=_begin_work) as pool:
            running: dict[ProcessFuture[R | Failure], str] = {}
            try:
                while left or running:
                    while left and len(running) < _WAITING * jobs:
                        name = left.pop()
                        running[pool.schedule(tried, args=(work, name))] = name
                    wait(running, return_when=FIRST_COMPLETED)
                    for future in [future for future in running if future.done()]:
                        name, came = running.pop(future), _came(future)
                        if isinstance(came, Failure) and came.died:
                            deaths[name] += 1
                            if deaths[name] < DEATHS:
                                left.append(name)
                                continue
                        yield name, came
            except BaseException:
                pool.stop()  # type: ignore[no-untyped-call]
                raise


def _came(future: "ProcessFuture[R | Failure]") -> R | Failure:
    from pebble import ProcessExpired

    try:
        return future.result()
    except ProcessExpired as error:
        return Failure(f"it ended the process that worked on it (code {error.exitcode})", died=True)


def _begin_work() -> None:
    """Leave Ctrl-C to the process that started this one, and the other processors to the other processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # read by libraries that are not imported yet


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
