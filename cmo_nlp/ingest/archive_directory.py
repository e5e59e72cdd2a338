"""Opening a ZIP archive: its directory is held to a size, and one entry's fault there is its own.

zipfile gives up the whole archive for one name that is flagged as UTF-8 and is none, or for one entry that
asks for a later version. So the directory is read first, and shown to zipfile without such flags: the
name is then listed as names without that flag are (cp437), and the fault is told when that entry is unpacked.
"""

import io
import struct
import zipfile
from typing import NamedTuple

from cmo_nlp.ingest.article import RefusedContentError

__all__ = ["MOST_ENTRIES", "open_archive"]

MOST_ENTRIES = 100_000
"""files that are read from one archive."""

_LARGEST_ARCHIVE = 4_000_000_000  # bytes, as unpacked
_LARGEST_DIRECTORY = 40_000_000  # bytes; 100,000 entries with names of 100 characters take 25 million
_LARGEST_COMMENT = 65_535
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_END_64_LOCATOR_SIZE = 20
_ENTRY = struct.Struct("<4s6H3L5H2L")
_VERSION_OFFSET, _FLAGS_OFFSET = 6, 8
_LATEST_VERSION = 63  # of the format, as zipfile knows it
_UTF8 = 0x800


class _Directory(NamedTuple):
    start: int
    length: int


class _File(io.FileIO):
    """An archive whose directory reads as it was mended."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.start = -1
        self.mended = b""

    def mend(self) -> None:
        """Read the directory and mend it; raises RefusedContentError where it is too large to be read."""
        found = _find_directory(self)
        if found is None:
            return  # zipfile says what is wrong with it
        if found.length > _LARGEST_DIRECTORY or self.seek(0, io.SEEK_END) > _LARGEST_ARCHIVE:
            detail = "the archive is larger than 4 GB, or its directory than 40 MB"
            raise RefusedContentError(reason="too-large", detail=detail)
        self.seek(found.start)
        mended = _mended(self.read(found.length))
        self.start, self.mended = found.start, mended

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as any file, but for the directory."""
        position = self.tell()
        content = super().read(-1 if size is None else size)
        if position != self.start:
            return content
        return self.mended[: len(content)] + content[len(self.mended) :]


class _Archive(zipfile.ZipFile):
    """An archive that closes its file."""

    def __init__(self, file: _File) -> None:
        self._opened = file
        super().__init__(file)

    def close(self) -> None:
        super().close()
        self._opened.close()


def open_archive(path: str) -> zipfile.ZipFile:
    """Return the archive at `path`, open.

    Raises RefusedContentError with `too-large`, and what zipfile raises for what is no archive.
    """
    file = _File(path)
    try:
        file.mend()
        return _Archive(file)
    except BaseException:
        file.close()
        raise


def _find_directory(file: _File) -> _Directory | None:
    """Return where zipfile will look for the directory: right before the record at the end of the archive."""
    length = file.seek(0, io.SEEK_END)
    begin = max(0, length - _LARGEST_COMMENT - _END.size - 1)
    file.seek(begin)
    tail = file.read()
    at = len(tail) - _END.size if _ends_bare(tail) else tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        return None
    size = _END.unpack_from(tail, at)[5]
    end = begin + at
    larger = _size_64(file, end)
    if larger is not None:
        size, end = larger, end - _END_64.size - _END_64_LOCATOR_SIZE
    return _Directory(end - size, size) if size <= end else None


def _ends_bare(tail: bytes) -> bool:
    """Return whether the archive ends in its record, without a comment."""
    return tail[-_END.size :].startswith(b"PK\x05\x06") and tail.endswith(b"\x00\x00")


def _size_64(file: _File, end: int) -> int | None:
    """Return the size of the directory that a record for large archives before `end` gives, or None."""
    start = end - _END_64.size - _END_64_LOCATOR_SIZE
    if start < 0:
        return None
    file.seek(start)
    record = file.read(_END_64.size + _END_64_LOCATOR_SIZE)
    if not record.startswith(b"PK\x06\x06") or record[_END_64.size :][:4] != b"PK\x06\x07":
        return None
    return int(_END_64.unpack_from(record)[8])


def _mended(directory: bytes) -> bytes:
    """Return `directory` so that no entry's name or version keeps zipfile from reading the others."""
    mended, at, entries = bytearray(directory), 0, 0
    while directory.startswith(b"PK\x01\x02", at) and at + _ENTRY.size <= len(directory):
        entry = _ENTRY.unpack_from(directory, at)
        version, flags = entry[2], entry[3]
        lengths = entry[10:13]
        name = directory[at + _ENTRY.size : at + _ENTRY.size + lengths[0]]
        if flags & _UTF8 and not _is_utf8(name):
            struct.pack_into("<H", mended, at + _FLAGS_OFFSET, flags & ~_UTF8)
        if version > _LATEST_VERSION:
            struct.pack_into("<H", mended, at + _VERSION_OFFSET, _LATEST_VERSION)
        at += _ENTRY.size + sum(lengths)
        entries += 1
    if entries > 2 * MOST_ENTRIES:
        raise RefusedContentError(reason="too-large", detail=f"the archive has {entries:,} entries")
    return bytes(mended)


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
