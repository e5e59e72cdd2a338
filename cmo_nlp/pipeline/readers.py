"""Processes that read files: each ends itself when a document takes it too long, and another takes its place.

Pebble, since the standard library's pool breaks when a worker dies, and its Pool hangs.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, MutableSequence
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cmo_nlp.ingest.processing import Fault, Processed, Task
from cmo_nlp.ingest.worker import NOT_BEGUN, TIME_IS_UP, begin_work, work
from cmo_nlp.settings import IngestSettings

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

__all__ = ["Readers", "read_all"]

_WINDOW = 4  # tasks a worker has waiting: enough to be busy, few enough to hold in memory
_LONGEST_DETAIL = 300  # characters; a library's message can quote the whole input
_MOST_LOST = 10  # parts of one file that may end a process; each costs the time limit and a reading anew


def read_all(
    tasks: Iterable[Task], settings: IngestSettings, today: date
) -> Iterator[tuple[Task, Processed]]:
    """Yield what each task's file held, in the order of the tasks."""
    readers = Readers(settings, settings.batch_jobs)
    try:
        yield from readers.read(tasks, today)
    finally:
        readers.close()


class Readers:
    """`jobs` processes that read, kept from one call of `read` to the next."""

    def __init__(self, settings: IngestSettings, jobs: int) -> None:
        self._settings = settings
        self._most = _WINDOW * jobs
        self._steps = multiprocessing.get_context("spawn").RawArray("q", self._most + 1)
        self._pool = _pool(settings, jobs, self._steps)
        self.is_stopped = False

    def read(self, tasks: Iterable[Task], today: date) -> Iterator[tuple[Task, Processed]]:
        """Yield what each task's file held, in the order of the tasks. Whatever ends it early stops all."""
        waiting: deque[_Reading] = deque()
        try:
            for number, task in enumerate(tasks):
                slot = number % (self._most + 1)
                waiting.append(_Reading(self._pool, task, slot, self._steps, self._settings, today))
                if len(waiting) > self._most:
                    reading = waiting.popleft()
                    yield reading.task, reading.result()
            while waiting:
                reading = waiting.popleft()
                yield reading.task, reading.result()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the processes, whatever they are at."""
        self.is_stopped = True
        self._pool.stop()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        """Let the processes leave."""
        self.is_stopped = True
        self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()


class _Reading:
    """A file that is read by a process of `pool`, which notes in `steps[slot]` how far it is."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a process needs
        self,
        pool: "ProcessPool",
        task: Task,
        slot: int,
        steps: MutableSequence[int],
        settings: IngestSettings,
        today: date,
    ) -> None:
        self.task = task
        self._pool, self._slot, self._steps, self._settings, self._today = pool, slot, steps, settings, today
        self._future = self._begun()

    def result(self) -> Processed:
        """Return what the file held; it is read again without the part that ended the process."""
        while True:
            outcome = _outcome(self._future, self._settings)
            if isinstance(outcome, Processed):
                return outcome
            exit_code, fault = outcome
            step = self._steps[self._slot]
            if exit_code == TIME_IS_UP and step != NOT_BEGUN:
                fault = _too_slow(self._settings)
            lost = _without(self.task, step, fault) if exit_code is not None else None
            if lost is None:
                return Processed.refused(self.task.item.source, *fault)
            self.task = lost
            self._future = self._begun()

    def _begun(self) -> "ProcessFuture[Processed]":
        self._steps[self._slot] = NOT_BEGUN
        return self._pool.schedule(work, args=(self.task, self._slot, self._settings, self._today))


def _without(task: Task, step: int, fault: Fault) -> Task | None:
    """Return `task` without the part that `step` was about, None where there is no other part to save."""
    number, found = divmod(step, 2)
    if step <= 0 or task.end is not None:
        return None
    lost = {**task.lost, number: fault}
    return replace(task, lost=lost, end=None if found and len(lost) < _MOST_LOST else number)


def _outcome(
    future: "ProcessFuture[Processed]", settings: IngestSettings
) -> Processed | tuple[int | None, Fault]:
    """Return what came of a reading, or the exit code of its process, None where that lives, and why."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except (ModuleNotFoundError, CancelledError):
        raise  # a library that is not there is no fault of the file
    except ProcessExpired as error:
        detail = f"reading it ended the process that did (code {error.exitcode})"
        return error.exitcode, Fault("unreadable", detail)
    except MemoryError:
        limit = f"{settings.bytes_of_memory / 1e9:.1f} GB (bytes_of_memory under [ingest])"
        return None, Fault("too-large", f"reading it needs more than {limit}")
    except Exception as error:  # noqa: BLE001 - a fault of ours costs one file, not the run
        why = " ".join(f"reading it failed ({type(error).__name__}: {error})".split())
        return None, Fault("unreadable", why[:_LONGEST_DETAIL])


def _too_slow(settings: IngestSettings) -> Fault:
    limit = f"{settings.seconds_per_file} s (seconds_per_file under [ingest])"
    return Fault("too-slow", f"reading it took more than {limit}")


def _pool(settings: IngestSettings, jobs: int, steps: MutableSequence[int]) -> "ProcessPool":
    from pebble import ProcessPool

    return ProcessPool(
        max_workers=jobs,
        context=multiprocessing.get_context("spawn"),
        initializer=begin_work,
        initargs=(settings.bytes_of_memory, steps),
    )
