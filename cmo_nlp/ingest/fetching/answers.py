"""What a web server answers: whether it is a page, another try, another address or a refusal; and its body.

Bodies are unpacked here, in bounded steps: a gzip stream of a megabyte can hold a gigabyte, and a library
that unpacks whatever arrives has filled the memory before anybody counts.
"""

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from httpcore2 import Response
    from httpx2 import Headers

__all__ = ["Answer", "FetchError", "Limit", "Reply", "TryAgainError", "judge", "read_body"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PICTURES_AND_SOUND = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "text/css",
    "text/javascript",
    "application/javascript",
)
_LOCKED = frozenset({401, 402, 403, 407, 451})
_STEP = 65_536  # bytes unpacked at once
_MOST_DIGITS = 15  # of a number in a header; anything longer is as good as endless
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_RAW_DEFLATE = -zlib.MAX_WBITS


class Answer(NamedTuple):
    """A body, or the address that the server redirects to."""

    body: bytes
    location: str | None


class Reply(NamedTuple):
    """What a server says before the body, and the body as it comes in."""

    status: int
    headers: "Headers"
    pieces: Iterator[bytes]

    @classmethod
    def of(cls, response: "Response") -> "Reply":
        """Return what there is of `response`, whose body is still to be read."""
        from httpx2 import Headers

        return cls(response.status, Headers(response.headers), response.iter_stream())


class Limit(NamedTuple):
    """The most bytes of a body; one that is longer is refused, or read as far as that (`cut`)."""

    most: int
    cut: bool = False


class FetchError(Exception):
    """An address cannot be fetched: `reason` is a slug, `detail` a sentence, `status` the server’s."""

    def __init__(self, *, reason: str, detail: str, status: int | None = None) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
        self.status = status


class TryAgainError(Exception):
    """Another try may help, after `after` seconds where the server says so."""

    def __init__(self, *, detail: str, status: int | None = None, after: float | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status
        self.after = after


def judge(response: Reply) -> str | None:
    """Return the address that `response` redirects to, or None for a body to read.

    Raises TryAgainError for 429 and 5xx, FetchError for any other status and for what is no text.
    """
    status = response.status
    if status in _REDIRECTS and "location" in response.headers:
        return str(response.headers["location"])
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        after = _after(response.headers.get("retry-after"))
        raise TryAgainError(detail=_said(status), status=status, after=after)
    if not 200 <= status < 300:  # noqa: PLR2004 - 2xx is a class of statuses
        locked = "; it may ask for a subscription or a login" if status in _LOCKED else ""
        raise FetchError(reason="fetch-failed", detail=f"{_said(status)}{locked}", status=status)
    kind = response.headers.get("content-type", "").strip().lower()
    if kind.startswith(_PICTURES_AND_SOUND):
        detail = f"it is no text but {kind.partition(';')[0][:60]}"
        raise FetchError(reason="unsupported-format", detail=detail)
    return None


def _said(status: int) -> str:
    names = {one.value: one.phrase for one in HTTPStatus}
    return f"the server answers {status}" + (f" ({names[status]})" if status in names else "")


def _after(written: str | None) -> float | None:
    """Return the seconds of a Retry-After header, which gives seconds or a date, or None."""
    if not written:
        return None
    if written.strip().isascii() and written.strip().isdigit():
        return float(written.strip()[:_MOST_DIGITS])
    try:
        moment = parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def read_body(response: Reply, limit: Limit) -> bytes:
    """Return the body of `response`, unpacked.

    Raises FetchError: `too-large`, before more than `limit` is in memory, `unsupported-format` for a packing
    that was not asked for, `fetch-failed` for one that is damaged.
    """
    if not limit.cut and _declared(response) > limit.most:
        raise _too_large(limit)
    body = bytearray()
    for piece in _unpacked(response):
        body += piece
        if len(body) > limit.most and not limit.cut:
            raise _too_large(limit)
        if len(body) > limit.most:
            break
    return bytes(body[: limit.most])


def _declared(response: Reply) -> int:
    length = response.headers.get("content-length", "")
    return int(length[:_MOST_DIGITS]) if length.isascii() and length.isdigit() else 0


def _unpacked(response: Reply) -> Iterator[bytes]:
    packing = response.headers.get("content-encoding", "identity").strip().lower() or "identity"
    if packing == "identity":
        yield from response.pieces
    elif packing in {"gzip", "x-gzip", "deflate"}:
        yield from _inflated(response.pieces)
    else:
        detail = f"the server packs it in a way that was not asked for ({packing[:40]})"
        raise FetchError(reason="unsupported-format", detail=detail)


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker: zlib._Decompress | None = None
    try:
        for piece in pieces:
            waiting = piece
            unpacker = unpacker or _unpacker(piece)
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, _STEP)
                waiting = unpacker.unconsumed_tail
        if unpacker is not None:
            yield unpacker.flush()  # less than a step: what the last one had no room for
    except zlib.error as error:
        detail = "what the server sends is damaged and cannot be unpacked"
        raise FetchError(reason="fetch-failed", detail=detail) from error
    if unpacker is not None and not unpacker.eof:
        raise FetchError(reason="fetch-failed", detail="the server broke off in the middle")


def _unpacker(first: bytes) -> "zlib._Decompress":
    """Return what unpacks a body that starts with `first`: gzip, zlib, or deflate without a frame."""
    try:
        zlib.decompressobj(_GZIP_OR_ZLIB).decompress(first, 1)
    except zlib.error:
        return zlib.decompressobj(_RAW_DEFLATE)
    return zlib.decompressobj(_GZIP_OR_ZLIB)


def _too_large(limit: Limit) -> FetchError:
    most = f"{limit.most:,}".replace(",", " ")
    detail = f"it is larger than {most} bytes (maximum_bytes under [ingest])"
    return FetchError(reason="too-large", detail=detail)
