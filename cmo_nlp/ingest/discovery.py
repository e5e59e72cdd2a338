"""Sources → the files in them, in an order of their own, and a refusal for what is left out."""

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cmo_nlp.ingest.formats import READ_ENDINGS
from cmo_nlp.records import Refusal

__all__ = ["Item", "discover", "path_of", "printable"]

_ADDRESSES = ("http://", "https://", "ftp://")
_LINE_ENDS = "\u2028\u2029\x85"


@dataclass(frozen=True, slots=True)
class Item:
    r"""One thing to read. `source` is what users see: the path below the current directory, else whole.

    `location` is the absolute path and the item's identity. In both, bytes of a name that are no UTF-8 are
    written `\xNN`, so that they can be printed and stored.
    """

    source: str
    location: str


def discover(sources: Sequence[str]) -> Iterator[Item | Refusal]:
    """Yield the files that `sources` (files and folders) hold, and what is left out, sorted by source.

    A file that several sources hold comes once. Linked folders are followed, each folder once per source.
    Refuses with `not-found`, `empty-folder`, `unsupported-format`, `hidden`, `not-a-file`, `symlink-loop`,
    `repeated-folder` and `unreadable`.
    """
    found: dict[str, Item | Refusal] = {}
    for source in sources:
        for location, outcome in _source(source):
            found.setdefault(location, outcome)
    yield from sorted(found.values(), key=lambda outcome: outcome.source)


def _source(source: str) -> Iterator[tuple[str, Item | Refusal]]:
    if not source or "\x00" in source or source.startswith(_ADDRESSES):
        why = (
            "it is no path" if not source.startswith(_ADDRESSES) else "save the page as a file and give that"
        )
        yield source, Refusal(printable(source), "not-found", f"only files and folders are read: {why}")
        return
    path = os.path.abspath(source)  # noqa: PTH100 - Path.absolute() keeps « .. »
    status = _status(path)
    if isinstance(status, Refusal):
        yield printable(path), status
    elif stat.S_ISDIR(status.st_mode):
        yield from _folder(path)
    else:
        yield printable(path), _file(path, status, named=True)


def _folder(top: str) -> Iterator[tuple[str, Item | Refusal]]:
    nothing = True
    for path, outcome in _walk(top):
        nothing = False
        yield printable(path), outcome
    if nothing:
        yield printable(top), _refuse(top, "empty-folder", "the folder holds no file")


def _walk(top: str) -> Iterator[tuple[str, Item | Refusal]]:
    """Yield what stands under the folder `top`; a stack: folders nest deeper than Python recurses."""
    seen: set[tuple[int, int]] = set()
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            status = os.stat(folder)  # noqa: PTH116 - a name that is no UTF-8 stays as it is
            key = (status.st_dev, status.st_ino)
            if key in seen:
                yield (
                    folder,
                    _refuse(folder, "repeated-folder", "a link leads to a folder that is read already"),
                )
                continue
            seen.add(key)
            names = sorted(os.listdir(folder), reverse=True)  # noqa: PTH208 - as above
        except OSError as error:
            yield folder, _unreadable(folder, error)
            continue
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - as above
            outcome = _entry(path, name)
            if outcome is None:
                folders.append(path)
            else:
                yield path, outcome


def _entry(path: str, name: str) -> Item | Refusal | None:
    """Return what the entry `name` of a folder is; None is a folder to walk."""
    if name.startswith("."):
        return _refuse(
            path, "hidden", "names that start with a dot are left out of folders; name it to read it"
        )
    status = _status(path)
    if isinstance(status, Refusal):
        return status
    return None if stat.S_ISDIR(status.st_mode) else _file(path, status, named=False)


def _file(path: str, status: os.stat_result, *, named: bool) -> Item | Refusal:
    if not stat.S_ISREG(status.st_mode):
        return _refuse(path, "not-a-file", "it is a pipe, a socket or a device")
    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122 - a name that is no UTF-8 stays as it is
    if ending in READ_ENDINGS or (named and not ending):
        return Item(_shown(path), printable(path))
    known = ", ".join(sorted(READ_ENDINGS))
    what = f"{printable(ending)} files" if ending else "files without an ending"
    return _refuse(path, "unsupported-format", f"{what} are not read; {known} are")


def _status(path: str) -> os.stat_result | Refusal:
    try:
        return os.stat(path)  # noqa: PTH116 - a name that is no UTF-8 stays as it is
    except FileNotFoundError:
        broken = os.path.islink(path)  # noqa: PTH114 - as above
        why = "the link leads to nothing" if broken else "there is no such file or folder"
        return _refuse(path, "not-found", why)
    except OSError as error:
        return _unreadable(path, error)


def _unreadable(path: str, error: OSError) -> Refusal:
    if error.errno == errno.ELOOP:
        return _refuse(path, "symlink-loop", "the link leads back to itself")
    return _refuse(path, "unreadable", f"it cannot be opened: {error.strerror}")


def _refuse(path: str, reason: str, detail: str) -> Refusal:
    return Refusal(_shown(path), reason, detail)


def _shown(path: str) -> str:
    """Return the printable path, relative to the current directory when below it."""
    here = Path.cwd()
    below = Path(path)
    return printable(below.relative_to(here).as_posix() if below.is_relative_to(here) else below.as_posix())


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
