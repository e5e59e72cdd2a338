"""Where an export may be written, and that nothing is overwritten unasked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.whole_files import written_whole

__all__ = ["check_place", "replacing"]


@contextmanager
def replacing(file: Path, *, force: bool) -> Iterator[TextIO]:
    """Open a file beside `file` for writing, and put it in its place at the end.

    An existing file is kept unless `force` is set (UsageError); whatever fails leaves the old file as it was.
    """
    file = _target(file, force=force)
    try:
        with written_whole(file) as stream:
            yield stream
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
