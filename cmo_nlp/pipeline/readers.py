"""Processes that read files: each is ended when a file takes it too long, and another takes its place.

Pebble, since the standard library's pool cannot end one worker without the others, and its Pool hangs when a
worker is killed.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLongError
from datetime import date
from typing import TYPE_CHECKING

from cmo_nlp.ingest.processing import Processed, Task, process
from cmo_nlp.settings import IngestSettings

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

__all__ = ["read_all"]

_WINDOW = 4  # tasks a worker has waiting: enough to be busy, few enough to hold in memory
_LONGEST_DETAIL = 300  # characters; a library's message can quote the whole input


def read_all(
    tasks: Iterable[Task], settings: IngestSettings, today: date
) -> Iterator[tuple[Task, Processed]]:
    """Yield what each task's file held, in the order of the tasks."""
    waiting: deque[tuple[Task, ProcessFuture[Processed]]] = deque()
    with _pool(settings) as pool:
        try:
            for task in tasks:
                future = pool.schedule(
                    process, args=(task, settings, today), timeout=settings.seconds_per_file
                )
                waiting.append((task, future))
                if len(waiting) > _WINDOW * settings.batch_jobs:
                    yield _result(*waiting.popleft(), settings)
            while waiting:
                yield _result(*waiting.popleft(), settings)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _pool(settings: IngestSettings) -> "ProcessPool":
    from pebble import ProcessPool

    return ProcessPool(
        max_workers=settings.batch_jobs,
        context=multiprocessing.get_context("spawn"),
        initializer=_prepare,
        initargs=(settings.bytes_of_memory,),
    )


def _prepare(bytes_of_memory: int) -> None:
    """Hold this process to its memory, and leave Ctrl-C to the one that started it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (bytes_of_memory, bytes_of_memory))


def _result(
    task: Task, future: "ProcessFuture[Processed]", settings: IngestSettings
) -> tuple[Task, Processed]:
    from pebble import ProcessExpired

    try:
        return task, future.result()
    except TookTooLongError:
        detail = f"reading it took more than {settings.seconds_per_file} s (seconds_per_file under [ingest])"
        return task, Processed.refused(task.item.source, "too-slow", detail)
    except ProcessExpired as error:
        return task, Processed.refused(
            task.item.source, "unreadable", f"reading it ended the process that did (code {error.exitcode})"
        )
    except MemoryError:
        limit = f"{settings.bytes_of_memory / 1e9:.1f} GB (bytes_of_memory under [ingest])"
        return task, Processed.refused(task.item.source, "too-large", f"reading it needs more than {limit}")
    except ModuleNotFoundError:
        raise  # a library that is not there is no fault of the file
    except Exception as error:  # noqa: BLE001 - a fault of ours costs one file, not the run
        why = " ".join(f"reading it failed ({type(error).__name__}: {error})".split())
        return task, Processed.refused(task.item.source, "unreadable", why[:_LONGEST_DETAIL])
