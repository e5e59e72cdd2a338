"""What takes long to read, kept as long as the workspace stays as it is."""

import sqlite3
import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from cmo_nlp.store import read

__all__ = ["Kept", "KeptNow"]

T = TypeVar("T")


class Kept:
    """The values of one state of a workspace; another process that changes it makes all of them old."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: Hashable = None
        self._now = KeptNow()

    def now(self, connection: sqlite3.Connection) -> "KeptNow":
        """Return the values of the state that `connection` sees; those of an older one are let go."""
        state = read.revision(connection)
        with self._lock:
            if state != self._state:
                self._state, self._now = state, KeptNow()
            return self._now


class KeptNow:
    """Values by name, each made once: a second thread that wants one waits for the first."""

    def __init__(self, most: int = 400) -> None:
        self._lock = threading.Lock()
        self._most = most
        self._locks: dict[Hashable, threading.Lock] = {}
        self._values: dict[Hashable, Any] = {}

    def value(self, name: Hashable, make: Callable[[], T]) -> T:
        """Return the value `name`, made now if it is not there; the oldest go when there are too many."""
        with self._lock:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            if name not in self._values:
                made = make()
                with self._lock:
                    self._values[name] = made
                    while len(self._values) > self._most:
                        oldest = next(iter(self._values))
                        del self._values[oldest]
                        self._locks.pop(oldest, None)
                return made
            return cast("T", self._values[name])
