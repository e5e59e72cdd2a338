"""Shards made on Dask: on a scheduler that is running, or on a cluster of this machine for the while.

The one module that imports Dask. It carries names of shards and counts, never their rows.
"""

import ipaddress
import logging
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import urlsplit

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.lake.engines import Failure, tried

try:
    import dask
    import distributed
except ImportError as error:
    _MISSING = "Dask is not installed; --on dask needs it: pip install 'cmo-nlp[cluster]'"
    raise InputError(_MISSING) from error

__all__ = ["OnDask"]

R = TypeVar("R")

_LOOPBACK = "127.0.0.1"
_DEATH_TIMEOUT = "60s"
"""time after which a worker that we started ends when its scheduler is gone."""
_CONNECT_SECONDS = 10.0
_LOST_SECONDS = 120.0
"""time that a scheduler which is gone is waited for: whoever watches over it may start another."""
_MOST_LOST = 3
"""times that a scheduler may go before anything came of it."""
_WORKER_SECONDS = 180.0
"""time that the workers of a scheduler are waited for."""
_ONE_AT_A_TIME = Lock()
"""A worker was started with several threads: the models are not made for that."""


class OnDask:
    """The workers of the scheduler at `address`; with None, `jobs` workers of this machine on loopback.

    Raises UsageError for an address whose connection nobody guards, unless `insecure`: whoever reaches a
    scheduler without TLS can have its workers run anything.
    """

    def __init__(self, address: str | None, jobs: int, *, insecure: bool = False) -> None:
        self._address, self._jobs = address, jobs
        self.warnings: tuple[str, ...] = ()
        if address is None:
            return
        _require_known(address)
        if _is_guarded(address):
            return
        msg = (
            f"the scheduler {address} is on another machine and without TLS: whoever reaches it can run "
            "programs on its workers"
        )
        if not insecure:
            msg += "; use tls:// (docs/scale.md), or --insecure in a network of your own"
            raise UsageError(msg)
        self.warnings = (msg,)

    def each(self, work: Callable[[str], R], names: Sequence[str]) -> Iterator[tuple[str, R | Failure]]:
        """Yield as Engine says, as they are done.

        Where the scheduler is lost, it is waited for, and what was not done is given to it anew. Raises
        InputError where none comes.
        """
        left = list(names)
        with ExitStack() as stack:
            address = self._address or stack.enter_context(_cluster(min(self._jobs, len(names)) or 1))
            patience, lost = _CONNECT_SECONDS, 0
            while left:
                before = len(left)
                with _connected(address, patience) as client:
                    for name, came in _worked(client, work, tuple(left)):
                        left.remove(name)
                        yield name, came
                patience, lost = _LOST_SECONDS, 0 if len(left) < before else lost + 1
                if lost == _MOST_LOST:
                    msg = (
                        f"the scheduler {address} was lost {lost} times before anything was done; see its log"
                    )
                    raise InputError(msg)


@contextmanager
def _cluster(jobs: int) -> Iterator[str]:
    """Start a scheduler and `jobs` workers of one thread that nobody outside this machine can reach."""
    settings = {
        "distributed.worker.daemon": False,  # reading a file starts a process of its own
        "distributed.scheduler.allowed-failures": 1,  # who is blamed has another chance
        "distributed.worker.preload": [__name__],  # for `dask_setup`
        "distributed.nanny.pre-spawn-environ.OMP_NUM_THREADS": "1",
    }
    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            processes=True,
            host=_LOOPBACK,
            dashboard_address=f"{_LOOPBACK}:0",
            worker_dashboard_address=f"{_LOOPBACK}:0",
            death_timeout=_DEATH_TIMEOUT,
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield str(cluster.scheduler_address)


def dask_setup(worker: object) -> None:  # noqa: ARG001 - Dask's signature
    """Leave Ctrl-C to the process that started this worker; Dask calls this in each."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _connected(address: str, patience: float) -> Iterator[Any]:
    """Connect to a scheduler that has workers, waiting for both; InputError where they do not come."""
    deadline = time.monotonic() + patience
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    while True:
        try:
            client = distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
            break
        except (OSError, TimeoutError) as error:
            if time.monotonic() > deadline:
                why = _first_line(error)
                msg = f"no Dask scheduler answers at {address} ({why}); start one (docs/scale.md)"
                raise InputError(msg) from error
            time.sleep(1)
    with client:
        try:
            client.wait_for_workers(1, timeout=_WORKER_SECONDS)
        except TimeoutError as error:
            msg = f"the scheduler {address} has no workers; start some: dask worker {address} --nthreads 1"
            raise InputError(msg) from error
        yield client


def _worked(client: Any, work: Callable[[str], R], names: Sequence[str]) -> Iterator[tuple[str, R | Failure]]:
    """Yield what came of names, until all are done or the scheduler is lost.

    Each worker has one name and none waiting: Dask blames the death of a worker on all that it was given. Who
    is blamed all the same has another chance at the end, alone.
    """
    left = iter(names)
    running: dict[str, str] = {}
    blamed: list[str] = []
    done = distributed.as_completed(loop=client.loop)

    def fill() -> None:
        while len(running) < max(1, len(client.scheduler_info(n_workers=-1)["workers"])):
            name = next(left, None)
            if name is None:
                return
            future = client.submit(_one_at_a_time, work, name, pure=False)
            running[future.key] = name
            done.add(future)

    try:
        fill()
        for future in done:
            name = running.pop(future.key)
            came = _came(future)
            if isinstance(came, Failure) and came.died:
                blamed.append(name)
            else:
                yield name, came
            fill()
        for name in blamed:
            yield name, _came(client.submit(_one_at_a_time, work, name, pure=False))
    except (CancelledError, OSError):
        return  # the scheduler is gone, and with it all that it was given


def _came(future: Any) -> Any:
    """Return what came of a name; CancelledError where the scheduler was lost."""
    try:
        return future.result()
    except distributed.KilledWorker:
        return Failure("it ended the workers that it was given to", died=True)


def _one_at_a_time(work: Callable[[str], R], name: str) -> R | Failure:
    with _ONE_AT_A_TIME:
        return tried(work, name)


def _is_guarded(address: str) -> bool:
    """Tell whether the connection to a scheduler is encrypted, or does not leave this machine."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme in {"tls", "wss", "inproc"}:
        return True
    with suppress(OSError, ValueError):
        found = {info[4][0] for info in socket.getaddrinfo(parts.hostname, None)}
        return bool(found) and all(ipaddress.ip_address(one).is_loopback for one in found)
    return False


def _require_known(address: str) -> None:
    """Raise UsageError for an address that Dask has no protocol for."""
    try:
        distributed.comm.registry.get_backend(distributed.comm.addressing.parse_address(address)[0])
    except ValueError as error:
        msg = f"{address} is no address of a scheduler ({_first_line(error)}); they look like tcp://HOST:8786"
        raise UsageError(msg) from error


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
