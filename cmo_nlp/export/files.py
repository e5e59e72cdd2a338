"""Where an export may be written, and that nothing is overwritten unasked."""

import errno
import gzip
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.whole_files import bytes_written_whole

__all__ = ["check_place", "in_words", "replacing", "replacing_bytes"]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_ZSTD_LEVEL = 9


@contextmanager
def replacing(file: Path, *, force: bool) -> Iterator[TextIO]:
    """Open a file beside `file` for writing, and put it in its place at the end.

    It is compressed where its name ends in `.gz` or `.zst`, the same text to the same bytes. An existing file
    is kept unless `force` is set (UsageError); whatever fails leaves the old file as it was.
    """
    with replacing_bytes(file, force=force) as raw, _compressing(raw, file.suffix.lower()) as packed:
        stream = io.TextIOWrapper(packed, encoding="utf-8", newline="\n")
        yield stream
        stream.detach()


@contextmanager
def replacing_bytes(file: Path, *, force: bool) -> Iterator[BinaryIO]:
    """Open a file beside `file` for bytes, as `replacing` does for text."""
    target = _target(file, force=force)
    with in_words(file), bytes_written_whole(target) as stream:
        yield stream


@contextmanager
def in_words(place: Path) -> Iterator[None]:
    """Turn what the disk refuses into an InputError that says what to do."""
    try:
        yield
    except OSError as error:
        why = (error.strerror or str(error)) + ("; free some space or" if error.errno in _FULL else ";")
        msg = f"{place} cannot be written: {why} choose another place"
        raise InputError(msg) from error


@contextmanager
def _compressing(raw: BinaryIO, ending: str) -> Iterator[BinaryIO]:
    """Yield where to write what `raw` shall hold compressed; no time and no name goes into it."""
    if ending == ".gz":
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
            yield packed  # type: ignore[misc] # a GzipFile is what io calls a buffered writer
    elif ending == ".zst":
        import zstandard

        compressor = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True)
        with compressor.stream_writer(raw, closefd=False) as stream:
            yield stream
    else:
        yield raw


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
