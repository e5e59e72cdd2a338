"""Fetching from a real server on this machine: what comes, what is refused, how often a host is asked."""

import gzip
import itertools
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_nlp import __version__
from cmo_nlp.ingest.fetching import addresses
from cmo_nlp.ingest.fetching.addresses import is_public
from cmo_nlp.ingest.fetching.fetcher import Fetcher
from cmo_nlp.records import Refusal
from cmo_nlp.settings import IngestSettings

PAGE = "<html><p>Le métier du directeur marketing</p></html>".encode()
MOST = 200_000
Page = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers with what the test put at a path; remembers what was asked for."""

    server: "Server"

    def do_GET(self) -> None:
        """Answer a request."""
        self.server.requests.append((time.monotonic(), self.path, dict(self.headers)))
        page = self.server.pages.get(self.path)
        if page is None:
            self.answer(404)
        else:
            page(self)

    def answer(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """Send one answer, with its length unless another is given."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server on loopback."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Page] = {}
        self.requests: list[tuple[float, str, dict[str, str]]] = []
        self.address = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up: they mean to."""

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for _, path, _ in self.requests]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def fetcher(slept: list[float]) -> Fetcher:
    return Fetcher(
        IngestSettings(maximum_bytes=MOST), allow_private=True, pause=0.0, timeout=0.3, sleep=slept.append
    )


def fixed(body: bytes = PAGE, status: int = 200, **headers: str) -> Page:
    return lambda handler: handler.answer(status, body, **headers)


def redirect(target: str) -> Page:
    return lambda handler: handler.answer(302, Location=target)


def in_turn(*pages: Page) -> Page:
    """Answer with each page once, with the last one ever after."""
    left = list(pages)

    def answer(handler: Handler) -> None:
        page = left.pop(0) if len(left) > 1 else left[0]
        page(handler)

    return answer


def refused(fetcher: Fetcher, address: str) -> Refusal:
    outcome = fetcher.fetch(address)
    assert isinstance(outcome, Refusal), outcome
    assert outcome.source == address
    assert outcome.detail
    assert "\n" not in outcome.detail
    return outcome


def test_page_comes_as_the_server_has_it(server: Server, fetcher: Fetcher) -> None:
    latin = "métier".encode("latin-1")
    server.pages["/a"] = fixed(latin, Content_Type="text/html; charset=utf-8")
    assert fetcher.fetch(f"{server.address}/a#haut") == latin
    _, path, headers = server.requests[-1]
    assert path == "/a"
    assert headers["User-Agent"].startswith(f"cmo-nlp/{__version__} (+")
    assert headers["Host"] == server.address.removeprefix("http://")


def test_no_cookie_is_kept(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = fixed(Set_Cookie="visite=1; Path=/")
    fetcher.fetch(f"{server.address}/a")
    fetcher.fetch(f"{server.address}/a")
    assert not any("Cookie" in headers for _, _, headers in server.requests)


# Named, since gzip writes the time into its bytes: all workers must collect the same tests.
@pytest.mark.parametrize(
    "packed",
    [gzip.compress(PAGE, mtime=0), zlib.compress(PAGE), zlib.compress(PAGE)[2:-4]],
    ids=["gzip", "zlib", "deflate"],
)
def test_packed_page_is_unpacked(server: Server, fetcher: Fetcher, packed: bytes) -> None:
    packing = "gzip" if packed[:2] == b"\x1f\x8b" else "deflate"
    server.pages["/a"] = fixed(packed, Content_Encoding=packing)
    assert fetcher.fetch(f"{server.address}/a") == PAGE


def test_a_page_of_just_the_maximum_comes(server: Server, fetcher: Fetcher) -> None:
    body = bytes(range(200)) * (MOST // 200)
    server.pages |= {"/a": fixed(body), "/b": fixed(gzip.compress(body), Content_Encoding="gzip")}
    assert fetcher.fetch(f"{server.address}/a") == body
    assert fetcher.fetch(f"{server.address}/b") == body


def test_redirects_are_followed(server: Server, fetcher: Fetcher) -> None:
    server.pages |= {"/a": redirect("b?x=1"), "/b?x=1": redirect(f"{server.address}/c"), "/c": fixed()}
    assert fetcher.fetch(f"{server.address}/a") == PAGE


def test_a_loop_of_redirects_ends(server: Server, fetcher: Fetcher) -> None:
    server.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert refused(fetcher, f"{server.address}/a").reason == "fetch-failed"
    assert len(server.requests) == 1 + 6


def test_a_redirect_to_a_private_address_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server stands for a public one here: 127.0.0.1 is let through, 127.0.0.2 is not."""
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or is_public(address))
    server.pages["/a"] = redirect(f"http://127.0.0.2:{server.server_port}/b")
    fetcher = Fetcher(IngestSettings(), pause=0.0, timeout=0.3)
    assert refused(fetcher, f"{server.address}/a").reason == "unsafe-address"
    assert server.asked == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://127.1/", "http://2130706433/", "http://0x7f000001/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
        "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/",
        "http://100.64.0.1/", "http://0.0.0.0/", "http://224.0.0.1/", "http://240.0.0.1/", "http://[fe80::1]/",
        "http://[fc00::1]/", "http://[ff02::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
        "ftp://presse.example/", "file:///etc/passwd", "javascript:alert(1)", "presse.example/article",
        "http://ami:secret@93.184.215.14/", "http://127.0.0.1:22@93.184.215.14/",
    ],
)  # fmt: skip
def test_unsafe_address_is_never_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection was opened"))
    fetcher = Fetcher(IngestSettings(), pause=0.0, timeout=0.3)
    assert refused(fetcher, address).reason == "unsafe-address"


def test_the_address_that_was_checked_is_the_one_connected_to(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers otherwise the second time changes nothing: nobody asks it again."""
    answers = iter(["127.0.0.1", "127.0.0.1"])
    ask = socket.getaddrinfo

    def answer(host: Any, *arguments: Any, **options: Any) -> Any:
        return ask(next(answers) if host == "presse.example" else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    server.pages["/a"] = fixed()
    assert fetcher.fetch(f"http://presse.example:{server.server_port}/a") == PAGE
    assert [h["Host"] for *_, h in server.requests] == [f"presse.example:{server.server_port}"] * 2
    assert next(answers, None) is None


@pytest.mark.parametrize(
    "address",
    [
        "192.0.0.1", "192.0.0.8", "192.0.0.9", "192.0.0.170", "::ffff:192.0.0.8", "64:ff9b::c000:8",
        "64:ff9b:1::7f00:1", "64:ff9b:1::5db8:d70e", "fec0::1", "2001:db8::1", "198.18.0.1",
        "255.255.255.255",
    ],
)  # fmt: skip
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["192.0.1.1", "64:ff9b::5db8:d70e", "2606:2800:220:1:248:1893:25c8:1946"])
def test_neighbours_of_special_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_a_name_that_points_home_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))
        for address in ("93.184.215.14", "10.0.0.8")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    fetcher = Fetcher(IngestSettings(), pause=0.0)
    assert refused(fetcher, "http://presse.example/").reason == "unsafe-address"


@pytest.mark.parametrize(
    "address",
    ["http://", "http://0177.0.0.1/", "http://[", "http://a b/", "http://x:99999/", "", "http://é\x00/"],
)
def test_what_is_no_address_is_refused(fetcher: Fetcher, address: str) -> None:
    assert refused(fetcher, address).reason in {"fetch-failed", "unsafe-address"}


def test_a_host_that_does_not_exist_is_refused(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert refused(fetcher, "http://nulle-part.example/").reason == "fetch-failed"


def test_a_port_where_nobody_listens_is_tried_three_times(fetcher: Fetcher, slept: list[float]) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    outcome = refused(fetcher, f"http://127.0.0.1:{port}/")
    assert outcome.reason == "fetch-failed"
    assert "3 tries" in outcome.detail
    assert len(slept) == 2


def test_503_then_200_comes(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = in_turn(fixed(status=503), fixed(status=429), fixed())
    assert fetcher.fetch(f"{server.address}/a") == PAGE
    assert server.asked == ["/robots.txt", "/a", "/a", "/a"]


def test_503_three_times_is_refused_after_longer_and_longer_waits(server: Server, slept: list[float]) -> None:
    server.pages["/a"] = fixed(status=503)
    fetcher = Fetcher(IngestSettings(), allow_private=True, pause=0.5, timeout=0.3, sleep=slept.append)
    assert "503" in refused(fetcher, f"{server.address}/a").detail
    assert server.asked.count("/a") == 3
    assert {1.0, 2.0} <= set(slept)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("after", "waits"), [("7", [7.0, 7.0]), ("3600", []), ("bientot", [0.0, 0.0])])
def test_retry_after_is_honoured_up_to_half_a_minute(  # noqa: PLR0913, PLR0917 - two tables of cases
    server: Server, fetcher: Fetcher, slept: list[float], status: int, after: str, waits: list[float]
) -> None:
    server.pages["/a"] = fixed(status=status, Retry_After=after)
    assert refused(fetcher, f"{server.address}/a").reason == "fetch-failed"
    assert server.asked.count("/a") == len(waits) + 1
    assert slept == waits


def test_retry_after_may_be_a_date(server: Server, fetcher: Fetcher, slept: list[float]) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    server.pages["/a"] = in_turn(fixed(status=503, Retry_After=later), fixed())
    assert fetcher.fetch(f"{server.address}/a") == PAGE
    assert 15 < slept[0] <= 20


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_a_page_that_is_not_there_is_asked_for_once(server: Server, fetcher: Fetcher, status: int) -> None:
    server.pages["/a"] = fixed(status=status)
    assert str(status) in refused(fetcher, f"{server.address}/a").detail
    assert server.asked.count("/a") == 1


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "text/css; charset=utf-8"])
def test_pictures_and_the_like_are_refused(server: Server, fetcher: Fetcher, kind: str) -> None:
    server.pages["/a"] = fixed(Content_Type=kind)
    assert refused(fetcher, f"{server.address}/a").reason == "unsupported-format"


def test_a_declared_size_above_the_maximum_is_refused_unread(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = fixed(b"", Content_Length=str(MOST + 1))
    assert refused(fetcher, f"{server.address}/a").reason == "too-large"


def test_an_endless_body_is_refused(server: Server, fetcher: Fetcher) -> None:
    sent = []

    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b"x" * 10_000)
            sent.append(10_000)

    server.pages["/a"] = endless
    assert refused(fetcher, f"{server.address}/a").reason == "too-large"
    assert sum(sent) < 50_000_000


@pytest.mark.parametrize("packing", ["gzip", "gzip, gzip", "br"])
def test_a_bomb_is_refused(server: Server, fetcher: Fetcher, packing: str) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    server.pages["/a"] = fixed(gzip.compress(bomb) if "," in packing else bomb, Content_Encoding=packing)
    reason = "too-large" if packing == "gzip" else "unsupported-format"
    assert refused(fetcher, f"{server.address}/a").reason == reason


@pytest.mark.parametrize("damage", [lambda packed: packed[:-20], lambda packed: b"\x1f\x8b" + packed[9:]])
def test_a_damaged_packing_is_refused(
    server: Server, fetcher: Fetcher, damage: Callable[[bytes], bytes]
) -> None:
    server.pages["/a"] = fixed(damage(gzip.compress(PAGE * 50)), Content_Encoding="gzip")
    assert refused(fetcher, f"{server.address}/a").reason == "fetch-failed"


def test_a_server_that_falls_silent_is_given_up(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = lambda _: time.sleep(0.6)
    began = time.monotonic()
    assert "in time" in refused(fetcher, f"{server.address}/a").detail
    assert time.monotonic() - began < 30


def drip(first: bytes, then: bytes) -> Page:
    """Send `first`, then `then` every 50 ms, for 60 s or until the client hangs up."""

    def send(handler: Handler) -> None:
        handler.wfile.write(first)
        for _ in range(1_200):
            handler.wfile.write(then)
            time.sleep(0.05)

    return send


DRIPS = {
    "a header": drip(b"HTTP/1.1 200 OK\r\nX-Lent: ", b"a"),
    "hints": drip(b"", b"HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n"),
    "a body": drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
}


@pytest.mark.parametrize("path", ["/a", "/robots.txt"])
@pytest.mark.parametrize("what", DRIPS)
def test_a_server_that_drips_is_given_up_at_the_deadline(server: Server, what: str, path: str) -> None:
    server.pages |= {"/a": fixed(), path: DRIPS[what]}
    fetcher = Fetcher(IngestSettings(), allow_private=True, pause=0.0, timeout=1.0, total=1.5)
    began = time.monotonic()
    assert "in time" in refused(fetcher, f"{server.address}/a").detail
    assert time.monotonic() - began < 30
    assert server.asked.count(path) <= 1


def test_hints_without_a_pause_end_at_the_deadline(server: Server) -> None:
    def hints(handler: Handler) -> None:
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n" * 100)

    server.pages["/a"] = hints
    fetcher = Fetcher(IngestSettings(), allow_private=True, pause=0.0, timeout=0.3, total=0.6)
    began = time.monotonic()
    assert refused(fetcher, f"{server.address}/a").reason == "fetch-failed"
    assert time.monotonic() - began < 30


def test_hints_before_the_page_are_passed_over(server: Server, fetcher: Fetcher) -> None:
    def hinted(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
        handler.answer(200, PAGE)

    server.pages["/a"] = hinted
    assert fetcher.fetch(f"{server.address}/a") == PAGE


def test_the_deadline_is_one_for_all_redirects_and_tries(server: Server) -> None:
    def slow(target: str) -> Page:
        def answer(handler: Handler) -> None:
            time.sleep(0.25)
            handler.answer(302, Location=target)

        return answer

    server.pages |= {f"/{n}": slow(f"/{n + 1}") for n in range(5)} | {"/5": fixed(status=503)}
    fetcher = Fetcher(IngestSettings(), allow_private=True, pause=0.0, timeout=0.4, total=0.6)
    began = time.monotonic()
    assert refused(fetcher, f"{server.address}/0").reason == "fetch-failed"
    assert time.monotonic() - began < 30
    assert "/3" not in server.asked


def test_a_host_that_asks_for_more_time_than_there_is_is_not_waited_for(
    server: Server, slept: list[float]
) -> None:
    server.pages["/a"] = fixed(status=503, Retry_After="20")
    fetcher = Fetcher(IngestSettings(), allow_private=True, pause=0.0, total=5, sleep=slept.append)
    assert "20 seconds" in refused(fetcher, f"{server.address}/a").detail
    assert slept == []


def test_a_body_that_breaks_off_is_refused(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = fixed(b"une moiti", Content_Length="100")
    assert refused(fetcher, f"{server.address}/a").reason == "fetch-failed"


def test_429_with_retry_after_then_the_page_comes(
    server: Server, fetcher: Fetcher, slept: list[float]
) -> None:
    server.pages["/a"] = in_turn(fixed(status=429, Retry_After="3"), fixed())
    assert fetcher.fetch(f"{server.address}/a") == PAGE
    assert slept == [3.0]


@pytest.mark.parametrize("kind", ["application/pdf", "text/plain", "application/octet-stream", "x", ""])
def test_a_content_type_that_lies_changes_no_byte(server: Server, fetcher: Fetcher, kind: str) -> None:
    """What a page is, its bytes tell, in `formats.py`."""
    server.pages["/a.pdf"] = fixed(Content_Type=kind)
    assert fetcher.fetch(f"{server.address}/a.pdf") == PAGE


def test_what_robots_txt_forbids_is_not_asked_for(server: Server, fetcher: Fetcher) -> None:
    rules = b"User-agent: *\nDisallow: /prive\nAllow: /prive/ouvert\nDisallow: /*.pdf$\n"
    server.pages |= {"/robots.txt": fixed(rules), "/prive/ouvert": fixed(), "/a.pdf?x": fixed()}
    for path in ("/prive/a", "/a.pdf"):
        assert refused(fetcher, server.address + path).reason == "robots"
    assert fetcher.fetch(f"{server.address}/prive/ouvert") == PAGE
    assert fetcher.fetch(f"{server.address}/a.pdf?x") == PAGE
    assert server.asked == ["/robots.txt", "/prive/ouvert", "/a.pdf?x"]


def test_rules_for_us_by_name_come_before_those_for_all(server: Server, fetcher: Fetcher) -> None:
    server.pages["/robots.txt"] = fixed(b"User-agent: *\nDisallow:\n\nUser-agent: CMO-NLP\nDisallow: /\n")
    assert refused(fetcher, f"{server.address}/a").reason == "robots"


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(server: Server, fetcher: Fetcher) -> None:
    server.pages |= {
        "/robots.txt": fixed(b"User-agent: *\nDisallow: /b\n"),
        "/a": redirect("/b"),
        "/b": fixed(),
    }
    assert refused(fetcher, f"{server.address}/a").reason == "robots"
    assert "/b" not in server.asked


@pytest.mark.parametrize(
    ("status", "comes"), [(403, True), (404, True), (500, False), (503, False), (429, False)]
)
def test_without_robots_txt_all_is_allowed_and_with_a_broken_one_nothing(
    server: Server, fetcher: Fetcher, status: int, *, comes: bool
) -> None:
    server.pages |= {"/robots.txt": fixed(status=status), "/a": fixed()}
    outcome = fetcher.fetch(f"{server.address}/a")
    assert (outcome == PAGE) is comes
    assert comes or (isinstance(outcome, Refusal) and outcome.reason == "robots")


def test_robots_txt_of_any_size_is_read_as_far_as_the_limit(server: Server, fetcher: Fetcher) -> None:
    rules = b"User-agent: *\nDisallow: /prive\n" + b"# rien\n" * 200_000
    server.pages |= {"/robots.txt": fixed(rules), "/a": fixed()}
    assert fetcher.fetch(f"{server.address}/a") == PAGE
    assert refused(fetcher, f"{server.address}/prive").reason == "robots"


def test_a_host_is_asked_at_most_once_a_pause(server: Server) -> None:
    server.pages |= {"/a": fixed(), "/b": redirect("/a")}
    fetcher = Fetcher(IngestSettings(), allow_private=True, pause=0.15, timeout=1)
    for path in ("/a", "/b"):
        assert fetcher.fetch(server.address + path) == PAGE
    moments = [moment for moment, _, _ in server.requests]
    assert server.asked == ["/robots.txt", "/a", "/b", "/a"]
    assert all(b - a >= 0.15 for a, b in itertools.pairwise(moments))


STRICT = Fetcher(IngestSettings(), pause=0.0, timeout=0.1)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"https?://[^/]{0,20}(/.{0,20})?", fullmatch=True))
def test_any_text_is_refused_where_every_name_points_home(address: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", 80))])
        patch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection was opened"))
        assert isinstance(STRICT.fetch(address), Refusal)
