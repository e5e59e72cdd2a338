"""A web address → its bytes, asked for as a guest should: slowly, by name, and where robots.txt lets in.

httpx2 is httpx, carried on by its author (httpx has had no release since December 2024); requests go out by
its transport, httpcore2, where every wait for bytes can be bounded. protego reads robots.txt by RFC 9309: the
longest rule wins, `*` and `$` count. urllib.robotparser takes the first rule that matches and knows no `*`.
"""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING

from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.fetching.addresses import UnsafeAddressError, resolve
from cmo_nlp.ingest.fetching.answers import Answer, FetchError, Limit, Reply, TryAgainError, judge, read_body
from cmo_nlp.ingest.fetching.moments import seconds_until
from cmo_nlp.records import Refusal
from cmo_nlp.settings import IngestSettings

if TYPE_CHECKING:
    from ssl import SSLContext

    from httpx2 import URL
    from protego import Protego

__all__ = ["USER_AGENT", "Fetcher"]

_NAME = "cmo-nlp"
USER_AGENT = f"{_NAME}/{version(_NAME)} (+research; French text analysis; fetches single pages on request)"
_TRIES = 3
_MOST_REDIRECTS = 5
_ROBOTS_LIMIT = Limit(512_000, cut=True)  # bytes; RFC 9309, 2.5, asks for 500 KiB at least
_LONGEST_PAUSE = 30.0  # seconds that a server may make us wait with Retry-After
_LONGEST_DETAIL = 160  # characters of a library's message


class Fetcher:
    """Fetches pages one after the other; a host is left alone for `pause` seconds after each.

    `timeout` (seconds) bounds connecting and each wait for bytes, `total` all that is done for one address:
    robots.txt, redirects, tries, pauses. `allow_private` lets addresses of this machine and its network in.
    Proxies of the environment are not used: behind one, no address could be checked. No cookie is kept.
    """

    def __init__(  # noqa: PLR0913 - options by name
        self,
        settings: IngestSettings,
        *,
        allow_private: bool = False,
        pause: float = 1.0,
        timeout: float = 20.0,
        total: float = 120.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._allow_private = allow_private
        self._pause = pause
        self._timeout = timeout
        self._total = total
        self._sleep = sleep
        self._asked: dict[str, float] = {}
        self._robots: dict[str, Protego | FetchError] = {}
        self._deadline = math.inf
        self._trusted: SSLContext | None = None

    def fetch(self, address: str) -> bytes | Refusal:
        """Return the bytes at `address` as the server has them, or why there are none.

        Refuses with `unsafe-address`, `robots`, `too-large`, `unsupported-format` and `fetch-failed`.
        """
        self._deadline = time.monotonic() + self._total
        try:
            return self._follow(address, Limit(self._settings.maximum_bytes), ask_robots=True).body
        except FetchError as error:
            return Refusal(address, error.reason, error.detail)

    def _follow(self, address: str, limit: Limit, *, ask_robots: bool) -> Answer:
        """Return the answer at `address` or where it redirects to; each step is checked as the first was."""
        url = _parsed(address)
        for _ in range(_MOST_REDIRECTS + 1):
            if ask_robots:
                self._ask_robots(url)
            answer = self._try(url, limit)
            if answer.location is None:
                return answer
            url = _parsed(answer.location, url)
        detail = f"it redirects more than {_MOST_REDIRECTS} times"
        raise FetchError(reason="fetch-failed", detail=detail)

    def _ask_robots(self, url: "URL") -> None:
        """Raise FetchError unless robots.txt of the host of `url` lets us in."""
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        rules = self._robots[site]
        if isinstance(rules, FetchError):
            raise FetchError(reason=rules.reason, detail=rules.detail)
        if not rules.can_fetch(str(url), _NAME):
            detail = f"robots.txt of {url.host} asks programs not to fetch it; save the page by hand"
            raise FetchError(reason="robots", detail=detail)

    def _read_robots(self, site: str) -> "Protego | FetchError":
        """Return the rules of a site (RFC 9309, 2.3.1): all is allowed where it has none, 4xx."""
        from protego import Protego

        try:
            answer = self._follow(f"{site}/robots.txt", _ROBOTS_LIMIT, ask_robots=False)
        except FetchError as error:
            if error.status is None:
                return error.with_traceback(None)
            if (
                error.status < HTTPStatus.INTERNAL_SERVER_ERROR
                and error.status != HTTPStatus.TOO_MANY_REQUESTS
            ):
                return Protego.parse("")
            detail = f"its robots.txt cannot be had ({error.detail}), so that nothing may be fetched"
            return FetchError(reason="robots", detail=detail)
        return Protego.parse(answer.body.decode("utf-8", errors="replace"))

    def _try(self, url: "URL", limit: Limit) -> Answer:
        """Ask up to three times, as long as another try may help."""
        attempt = 0
        while True:
            try:
                return self._ask(url, limit, attempt)
            except TryAgainError as error:
                attempt += 1
                self._sleep(self._wait_after(error, attempt))

    def _wait_after(self, error: TryAgainError, tries: int) -> float:
        """Return the seconds until the next try, twice as many each time; raises FetchError for no more."""
        if tries == _TRIES:
            detail = f"{error.detail} ({_TRIES} tries)"
            raise FetchError(reason="fetch-failed", detail=detail, status=error.status) from error
        wait = self._pause * 2**tries if error.after is None else error.after
        if wait > min(_LONGEST_PAUSE, seconds_until(self._deadline)):
            asks = f" and asks to come back in {wait:.0f} seconds" if error.after else ""
            detail = f"{error.detail}{asks or f' ({self._total:.0f} seconds for all of it)'}"
            raise FetchError(reason="fetch-failed", detail=detail, status=error.status) from error
        return wait

    def _ask(self, url: "URL", limit: Limit, attempt: int) -> Answer:
        """Send one request, to an address that was checked, and read the answer within limits."""
        if not seconds_until(self._deadline):
            detail = f"the server does not answer in time ({self._total:.0f} seconds for all of it)"
            raise FetchError(reason="fetch-failed", detail=detail)
        addresses = self._resolved(url)
        self._wait_for(url.host)
        chosen = addresses[attempt % len(addresses)]
        with self._counted(url.host), _as_try_again(), self._asked_of(url, chosen) as response:
            location = judge(response)
            return Answer(b"" if location else read_body(response, limit), location)

    @contextmanager
    def _asked_of(self, url: "URL", address: str) -> Iterator["Reply"]:
        """Ask for `url` at `address`, over a connection of its own: several hosts may share an address."""
        import httpcore2

        from cmo_nlp.ingest.fetching.deadline import DeadlineBackend

        target = httpcore2.URL(
            scheme=url.raw_scheme, host=address.encode("ascii"), port=url.port, target=url.raw_path
        )
        headers: dict[bytes | str, bytes | str] = {
            "Host": url.netloc, "User-Agent": USER_AGENT, "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate", "Connection": "close",
        }  # fmt: skip
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        extensions = {"timeout": timeouts, "sni_hostname": url.raw_host.decode("ascii")}
        with (
            httpcore2.ConnectionPool(
                self._ssl_context() if url.scheme == "https" else None,
                max_keepalive_connections=0,
                network_backend=DeadlineBackend(self._deadline),
            ) as pool,
            pool.stream("GET", target, headers=headers, extensions=extensions) as response,
        ):
            yield Reply.of(response)

    def _ssl_context(self) -> "SSLContext":
        import httpx2

        self._trusted = self._trusted or httpx2.create_ssl_context(trust_env=False)
        return self._trusted

    def _resolved(self, url: "URL") -> list[str]:
        host = url.raw_host.decode("ascii")
        try:
            return resolve(
                host, url.port or (443 if url.scheme == "https" else 80), allow_private=self._allow_private
            )
        except UnsafeAddressError as error:
            raise FetchError(
                reason="unsafe-address", detail=f"{error}; only public addresses are fetched"
            ) from error
        except (OSError, UnicodeError, ValueError) as error:
            raise FetchError(
                reason="fetch-failed", detail=f"there is no host of the name {url.host}"
            ) from error

    def _wait_for(self, host: str) -> None:
        """Wait until the end of the last request to `host` is a pause ago."""
        wait = seconds_until(self._asked.get(host, -math.inf) + self._pause)
        if wait:
            self._sleep(wait)

    @contextmanager
    def _counted(self, host: str) -> Iterator[None]:
        """Note when a request to `host` ends, well or not: a slow server gets its pause too."""
        try:
            yield
        finally:
            self._asked[host] = time.monotonic()


def _parsed(address: str, base: "URL | None" = None) -> "URL":
    """Return a web address, taken from where it stood; without its fragment, which is not the server's."""
    import httpx2

    try:
        url = (base.join(address) if base else httpx2.URL(address.strip())).copy_with(fragment=None)
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(reason="fetch-failed", detail="it is no web address that can be read") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise FetchError(
            reason="unsafe-address", detail="only addresses that begin with http:// or https:// are fetched"
        )
    if url.userinfo:
        raise FetchError(
            reason="unsafe-address", detail="it holds a name or a password; none is sent to a server"
        )
    return url


@contextmanager
def _as_try_again() -> Iterator[None]:
    """Turn what goes wrong on the way into a reason to try again, or not."""
    import httpcore2

    try:
        yield
    except httpcore2.TimeoutException as error:
        raise TryAgainError(detail="the server does not answer in time") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        why = clean_line(f"{type(error).__name__}: {error}")[:_LONGEST_DETAIL]
        raise TryAgainError(detail=f"the connection fails ({why})") from error
