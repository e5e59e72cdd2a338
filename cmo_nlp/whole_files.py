"""A file that is written is there whole or not at all."""

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

__all__ = ["written_whole"]


@contextmanager
def written_whole(file: Path) -> Iterator[TextIO]:
    """Open a file beside `file` for writing, in UTF-8; at the end it takes its place.

    Whatever fails leaves the old file as it was. Raises OSError. A link is replaced, not followed: resolve it
    before.
    """
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    _remove_orphans(file)
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


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
