"""A file, or a folder of files, that is written is there whole or not at all."""

import glob
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

__all__ = ["bytes_written_whole", "folder_written_whole", "written_whole"]


@contextmanager
def written_whole(file: Path) -> Iterator[TextIO]:
    """Open a file beside `file` for writing, in UTF-8; at the end it takes its place.

    Whatever fails leaves the old file as it was. Raises OSError. A link is replaced, not followed: resolve it
    before.
    """
    with bytes_written_whole(file) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
        yield text
        text.detach()


@contextmanager
def bytes_written_whole(file: Path) -> Iterator[BinaryIO]:
    """Open a file beside `file` for bytes, as `written_whole` does for text."""
    partial = _beside(file, "partial")
    _remove_orphans(file)
    try:
        with partial.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def folder_written_whole(folder: Path) -> Iterator[Path]:
    """Make a folder beside `folder` for files to be written into; at the end it takes its place.

    Whatever fails leaves the old folder as it was. Two renames put the new one there: a process killed
    between them leaves the old one beside its name, and the next call puts it back. Raises OSError.
    """
    partial, replaced = _beside(folder, "partial"), _beside(folder, "replaced")
    _remove_orphans(folder)
    partial.mkdir()
    try:
        yield partial
        for file in sorted(partial.iterdir()):
            _force_to_disk(file)
        if folder.exists():
            folder.rename(replaced)
        partial.rename(folder)
    finally:
        if replaced.exists() and not folder.exists():
            replaced.rename(folder)
        for left in (partial, replaced):
            shutil.rmtree(left, ignore_errors=True)


def _beside(place: Path, what: str) -> Path:
    return place.with_name(f".{place.name}.{os.getpid()}.{what}")


def _force_to_disk(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def _remove_orphans(place: Path) -> None:
    """Remove what killed processes left, and put back a folder that one had moved away."""
    for left in sorted(place.parent.glob(f".{glob.escape(place.name)}.*.*")):
        number, what = left.name.split(".")[-2:]
        if what not in {"partial", "replaced"} or not number.isdigit() or _is_running(int(number)):
            continue
        if what == "replaced" and not place.exists():
            left.rename(place)
        elif left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
