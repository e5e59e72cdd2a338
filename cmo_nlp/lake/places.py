"""Where a lake stands: a folder of this machine or of its network, or an address that fsspec knows.

A file is there whole or not at all: it is written under a temporary name, which holds the host and the
process, and renamed. What a killed process left under such a name is swept away.
"""

import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from cmo_nlp.errors import InputError, UsageError

__all__ = ["Place", "place_at"]

_PARTIAL = "partial"
_FORGOTTEN = 24 * 3600
"""seconds after which what a process of another host was writing, and is not any more, is left over."""


class Place(Protocol):
    """A folder of folders. Names are those of files below it, with « / » between folders."""

    @property
    def address(self) -> str:
        """Where it is, so that another process finds it."""

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in `folder`, sorted, none where there is no such folder."""

    def open(self, name: str) -> BinaryIO:
        """Open a file for reading; raises OSError."""

    def writing(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Open a file that takes its name at the end of the `with` block, and only where that is reached."""

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""

    def sweep(self, folder: str) -> None:
        """Remove what processes that are no more were writing into `folder`."""


def place_at(address: str | Path) -> Place:
    """Return the place at a path, or at an address like s3://bucket/lake.

    Raises UsageError for an address that fsspec does not know, and InputError where it is not installed, or
    what it needs for such an address.
    """
    text = str(address)
    if text.startswith("file://"):
        return _Folder(Path(text.removeprefix("file://")))
    return _Address(text) if "://" in text else _Folder(Path(os.path.abspath(text)))  # noqa: PTH100 - « .. »


class _Folder:
    """A folder that the operating system shows, be it a disk of this machine or NFS."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def address(self) -> str:
        return str(self._folder)

    def names(self, folder: str) -> list[str]:
        try:
            return sorted(name for name in os.listdir(self._folder / folder) if not name.startswith("."))  # noqa: PTH208
        except (FileNotFoundError, NotADirectoryError):
            return []

    def open(self, name: str) -> BinaryIO:
        return (self._folder / name).open("rb")

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        file = self._folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_name(_partial(file.name))
        try:
            with partial.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(file)
        finally:
            partial.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)

    def sweep(self, folder: str) -> None:
        for left in (self._folder / folder).glob(f".*.{_PARTIAL}"):
            with suppress(OSError):  # another process may sweep as well
                if _is_left(left.name, left.stat().st_mtime):
                    left.unlink()


class _Address:
    """A place that fsspec reaches. Its stores put a file there when it is closed; a move makes sure of it."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._system, self._root = _file_system(self._address)

    @property
    def address(self) -> str:
        return self._address

    def names(self, folder: str) -> list[str]:
        self._system.invalidate_cache()
        found = (path.rpartition("/")[2] for path in self._listed(folder))
        return sorted(name for name in found if name and not name.startswith("."))

    def open(self, name: str) -> BinaryIO:
        opened: BinaryIO = self._system.open(f"{self._root}/{name}", "rb")
        return opened

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        folder, _, last = f"{self._root}/{name}".rpartition("/")
        partial = f"{folder}/{_partial(last)}"
        self._system.makedirs(folder, exist_ok=True)
        try:
            with self._system.open(partial, "wb") as stream:
                yield stream
            self._system.mv(partial, f"{folder}/{last}")
        except BaseException:
            with suppress(Exception):
                self._system.rm_file(partial)
            raise

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._system.rm_file(f"{self._root}/{name}")

    def sweep(self, folder: str) -> None:
        for path in self._listed(folder):
            if path.endswith(f".{_PARTIAL}"):
                with suppress(FileNotFoundError, NotImplementedError):
                    modified = self._system.modified(path).timestamp()
                    if _is_left(path.rpartition("/")[2], modified):
                        self._system.rm_file(path)

    def _listed(self, folder: str) -> list[str]:
        try:
            return list(self._system.ls(f"{self._root}/{folder}", detail=False))
        except FileNotFoundError:
            return []


def _file_system(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        msg = f"{address} needs fsspec: pip install 'cmo-nlp[cluster]'"
        raise InputError(msg) from error
    try:
        system, root = fsspec.core.url_to_fs(address)
    except ValueError as error:
        msg = f"{address}: {error}; a lake is a folder or an address that fsspec knows, as s3://bucket/lake"
        raise UsageError(msg) from error
    except ImportError as error:
        msg = f"{address}: {error}"
        raise InputError(msg) from error
    return system, root


def _host() -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", socket.gethostname())


def _partial(name: str) -> str:
    return f".{name}.{_host()}.{os.getpid()}.{_PARTIAL}"


def _is_left(partial: str, modified: float) -> bool:
    """Tell whether the process that a temporary name holds is no more, as far as this host can know."""
    host, process = (["", "", "", *partial.split(".")])[-3:-1]
    if host != _host() or not process.isdigit():
        return time.time() - modified > _FORGOTTEN
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
