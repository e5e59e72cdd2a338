"""A process that reads files one after the other, and ends itself when a document takes it too long.

It imports what reading needs and nothing else: each process of an ingestion starts with this.
"""

import faulthandler
import os
from collections.abc import MutableSequence
from datetime import date
from typing import TextIO

from cmo_nlp.ingest.processing import Processed, Step, Task, process
from cmo_nlp.settings import IngestSettings

__all__ = ["NOT_BEGUN", "TIME_IS_UP", "begin_work", "work"]

NOT_BEGUN = -1
"""Stands in the steps of a task that no process has begun."""
TIME_IS_UP = 1
"""Exit code of a process that ended itself; faulthandler leaves with it."""

_steps: MutableSequence[int] = []
"""In a process that reads: where it notes how far it is, for the one that started it."""


def begin_work(bytes_of_memory: int, steps: MutableSequence[int]) -> None:
    """Hold this process to its memory, and leave Ctrl-C to the one that started it.

    `steps` is shared with it: there `work` notes how far it is.
    """
    import signal

    global _steps  # noqa: PLW0603 - memory is shared when a process is started, not with a task
    _steps = steps
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (bytes_of_memory, bytes_of_memory))


def work(task: Task, slot: int, settings: IngestSettings, today: date) -> Processed:
    """Read the file of `task`, noting each step in the slot `slot` of the steps."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - no path
        watch = _Clock(slot, settings.seconds_per_file, nowhere)
        try:
            return process(task, settings, today, watch)
        finally:
            watch.pause()


class _Clock:
    """Ends this process when a step takes more than `seconds`.

    faulthandler waits in a thread of its own that needs no turn of Python's: neither PDFium nor libxml2
    can hold it up, and a signal they would.
    """

    def __init__(self, slot: int, seconds: int, nowhere: TextIO) -> None:
        self._slot, self._seconds, self._nowhere = slot, seconds, nowhere

    def begin(self, step: Step) -> None:
        _steps[self._slot] = 2 * step.number + step.found
        faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._nowhere)

    def pause(self) -> None:
        faulthandler.cancel_dump_traceback_later()
