"""Listening: on this machine alone, until Ctrl-C."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

import uvicorn
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.serve.app import create_app
from cmo_nlp.serve.guard import Guard, allowed_hosts, is_loopback
from cmo_nlp.workspace import Workspace

__all__ = ["Place", "serve"]


class Place(NamedTuple):
    """Where to listen; port 0 is one that is free. `i_know` lets others than this machine in."""

    host: str = "127.0.0.1"
    port: int = 8765
    i_know: bool = False


def serve(workspace: Workspace, place: Place, tell: Callable[[str], None]) -> None:
    """Serve the pages of a workspace until Ctrl-C; `tell` is given their address once it can be asked.

    Raises WorkspaceError where there is no workspace, UsageError for a host beyond this machine that nobody
    owned up to, and InputError for a place that is taken.
    """
    workspace.sizes()  # a workspace that is not there is told before anything listens
    open_to_others = not is_loopback(place.host)
    if open_to_others and not place.i_know:
        msg = (
            f"{place.host} can be reached from other machines, and whoever reaches it can read the corpus "
            "and edit topics; add --i-know if that is what you want"
        )
        raise UsageError(msg)
    guard = Guard(allowed_hosts(place.host), any_address=open_to_others)
    with _listening(place) as listener:
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            create_app(workspace, guard), log_level="warning", access_log=False, server_header=False,
            proxy_headers=False, ws="none", lifespan="off", timeout_graceful_shutdown=3,
            h11_max_incomplete_event_size=32_768,
        )  # fmt: skip
        host = f"[{place.host}]" if ":" in place.host else place.host
        tell(f"http://{host}:{port}/")
        # A sum over several threads waits for the slowest; eight searches at once have threads enough.
        # uvicorn raises KeyboardInterrupt again when all is closed.
        with threadpool_limits(limits=1), suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _listening(place: Place) -> socket.socket:
    """Return a socket that listens; InputError where the place is taken or is not this machine's."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((place.host, place.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        msg = f"cannot listen on {place.host} port {place.port}: {error.strerror}; choose another with --port"
        raise InputError(msg) from error
    return listener
