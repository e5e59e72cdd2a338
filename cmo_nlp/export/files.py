"""Writing a file whole or not at all."""

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from cmo_nlp.errors import InputError, UsageError

__all__ = ["check_place", "replacing"]


@contextmanager
def replacing(file: Path, *, force: bool) -> Iterator[TextIO]:
    """Open a file beside `file` for writing, and put it in its place at the end.

    An existing file is kept unless `force` is set (UsageError); whatever fails leaves the old file as it was.
    """
    file = _target(file, force=force)
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        _remove_orphans(file)
        try:
            with partial.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(file)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        msg = f"{file} cannot be written: {error.strerror}; choose another place"
        raise InputError(msg) from error


def check_place(file: Path) -> None:
    """Raise InputError or UsageError where nothing could be written in place of `file`."""
    folder = _target(file, force=True).parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        why = "may not be written to" if folder.is_dir() else "is no folder"
        msg = f"{file} cannot be written: {folder} {why}"
        raise InputError(msg)


def _target(file: Path, *, force: bool) -> Path:
    """Return the file to write: where a link leads, never a pipe or a device."""
    target = Path(os.path.realpath(file))
    if target.exists() and not target.is_file():
        msg = f"{file} is no regular file; choose another place"
        raise UsageError(msg)
    if target.exists() and not force:
        msg = f"{file} is there already; add --force to replace it"
        raise UsageError(msg)
    return target


def _remove_orphans(file: Path) -> None:
    """Remove what killed processes left."""
    for partial in file.parent.glob(f".{glob.escape(file.name)}.*.partial"):
        number = partial.name.split(".")[-2]
        if number.isdigit() and not _is_running(int(number)):
            partial.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
