"""What every request must pass, and what every answer says to the browser.

Whoever can make the reader's browser ask is kept out: a page elsewhere that posts a form (Sec-Fetch-Site,
Origin, a token of this process), a name elsewhere that leads to this machine (Host, against DNS rebinding),
and text of a document that would be run (Content-Security-Policy).
"""

import hmac
import ipaddress
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = [
    "LONGEST_BODY",
    "LOOPBACK",
    "Guard",
    "HeadersOfAnswers",
    "RefusedError",
    "allowed_hosts",
    "is_loopback",
]  # fmt: skip

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LONGEST_BODY = 65_536
"""bytes of a form; the longest that a page sends has some 1,000."""
_LONGEST_QUERY = 8_000
"""bytes of an address behind its question mark."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class RefusedError(Exception):
    """A request that gets no page; `reason` is a message of the catalogue under `error.`."""

    def __init__(self, status: HTTPStatus, reason: str, told: str = "") -> None:
        super().__init__(reason)
        self.status, self.reason, self.told = status, reason, told


def is_loopback(host: str) -> bool:
    """Whether a server that listens there is reached from this machine alone.

    >>> is_loopback("127.0.0.2"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def allowed_hosts(host: str) -> Collection[str]:
    """Return the names under which a server that listens on `host` may be asked."""
    return LOOPBACK | {host.lower()}


@dataclass(frozen=True, slots=True)
class Guard:
    """Judges requests. `any_address` lets in numbers too, for a server that listens beyond this machine.

    A number cannot be pointed at another machine, which is what the check of names is against.
    """

    hosts: Collection[str] = LOOPBACK
    any_address: bool = False
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def check(self, request: Request) -> None:
        """Raise RefusedError for a request from elsewhere, and for an address that is too long."""
        if not self._is_ours(_host_name(request.headers.get("host", ""))):
            raise RefusedError(HTTPStatus.MISDIRECTED_REQUEST, "host")
        if len(request.scope.get("query_string", b"")) > _LONGEST_QUERY:
            raise RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG, "too_long")

    def check_source(self, headers: Headers) -> None:
        """Raise RefusedError where a form does not come from a page of this server."""
        origin = headers.get("origin")
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise RefusedError(HTTPStatus.FORBIDDEN, "elsewhere")
        if origin is not None and origin != f"http://{headers.get('host', '')}":
            raise RefusedError(HTTPStatus.FORBIDDEN, "elsewhere")

    def check_token(self, given: str) -> None:
        """Raise RefusedError for a form without the token that this process wrote into it."""
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            raise RefusedError(HTTPStatus.FORBIDDEN, "token")

    def _is_ours(self, name: str) -> bool:
        if name in self.hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return self.any_address


def _host_name(header: str) -> str:
    """Return the name in a Host header, without port and brackets.

    >>> _host_name("[::1]:8000"), _host_name("LOCALHOST:80")
    ('::1', 'localhost')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


class HeadersOfAnswers:
    """Adds what every answer says to the browser, errors and files among them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, and add to what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, sending)
