"""Writing a file whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from cmo_nlp.errors import InputError, UsageError

__all__ = ["replacing"]


@contextmanager
def replacing(file: Path, *, force: bool) -> Iterator[TextIO]:
    """Open a file beside `file` for writing, and put it in its place at the end.

    An existing file is kept unless `force` is set (UsageError); whatever fails leaves the old file as it was.
    """
    if file.exists() and not force:
        msg = f"{file} is there already; add --force to replace it"
        raise UsageError(msg)
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
        msg = f"{file} cannot be written: {error.strerror}; choose another place with -o FILE"
        raise InputError(msg) from error


def _remove_orphans(file: Path) -> None:
    """Remove what killed processes left."""
    for partial in file.parent.glob(f".{file.name}.*.partial"):
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
