"""A moment at which asking ends, whatever the server sends and however slowly.

A library's time-out bounds one wait for bytes: a server that sends one byte a second, or hint after hint and
never an answer, would keep us for ever. Here every read and write may wait for what is left at the most, and
may not begin when nothing is left.
"""

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore2

from cmo_nlp.ingest.fetching.moments import seconds_until

__all__ = ["DeadlineBackend"]


class DeadlineBackend(httpcore2.NetworkBackend):
    """Connections that are of no use after `deadline`."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect within `timeout` and before the deadline."""
        wait = _wait(timeout, self._deadline)
        stream = httpcore2.SyncBackend().connect_tcp(host, port, wait, local_address, socket_options)
        return _DeadlineStream(stream, self._deadline)


class _DeadlineStream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _wait(timeout, self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _wait(timeout, self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Shake hands; Python bounds the whole of it by the time-out."""
        wait = _wait(timeout, self._deadline)
        return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, wait), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _wait(timeout: float | None, deadline: float) -> float:
    left = seconds_until(deadline)
    if not left:
        message = "the deadline is past"
        raise httpcore2.ReadTimeout(message)
    return left if timeout is None else min(timeout, left)
