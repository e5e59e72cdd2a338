"""Paths as they are shown and stored, whatever bytes they hold, and files opened without waiting."""

import os
import re
import stat

__all__ = ["open_at_once", "path_of", "printable", "read_small"]

_LINE_ENDS = "\u2028\u2029\x85"
# A pipe that nobody writes to would block an ordinary open; Windows has no such flag and needs the second.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def printable(path: str) -> str:
    r"""Return `path` without what cannot be stored or would break a line: such bytes are written `\xNN`.

    >>> printable("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    escaped = os.fsencode(path).replace(b"\\x", b"\\x5cx")  # so that no two paths are written alike
    text = escaped.decode("utf-8", "backslashreplace")
    return "".join(_escaped(c) if c < " " or c == "\x7f" or c in _LINE_ENDS else c for c in text)


def _escaped(character: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8"))


def path_of(location: str) -> str:
    """Return the path that `location` was made from, for the file system."""
    bare = re.sub(
        rb"\\x([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), location.encode("utf-8")
    )
    return os.fsdecode(bare)


def open_at_once(path: str) -> int:
    """Return a descriptor of the file at `path`, without waiting for whoever writes to it."""
    return os.open(path, _FLAGS)


def read_small(path: str, maximum: int) -> bytes | None:
    """Return the bytes of the file at `path`, None where it is no regular file or has more than `maximum`."""
    descriptor = open_at_once(path)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > maximum:
            return None
        content = file.read(maximum + 1)
    return content if len(content) <= maximum else None
