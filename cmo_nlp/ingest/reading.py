"""A file → its bytes, within a limit, or the reason why not."""

import os
import stat
import zipfile
from functools import lru_cache

from cmo_nlp.ingest.archive_directory import open_archive
from cmo_nlp.ingest.archives import name_of
from cmo_nlp.ingest.discovery import Item
from cmo_nlp.ingest.paths import open_at_once, path_of, printable
from cmo_nlp.records import Refusal
from cmo_nlp.settings import IngestSettings

__all__ = ["read"]

_TRIES = 3  # a file that somebody saves while we read


def read(item: Item, settings: IngestSettings) -> bytes | Refusal:
    """Return the bytes of `item`, a file or a member of an archive, at most `settings.maximum_bytes`.

    Refuses with `unreadable`, `not-a-file`, `changing`, and `too-large` without reading more than the
    maximum.
    """
    try:
        content = _member(item, settings) if item.member is not None else _file(item, settings)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - each way to pack has faults of its own (LZMAError, EOFError…)
        return Refusal(item.source, "unreadable", f"it cannot be read: {_why(error)}")
    if isinstance(content, bytes) and len(content) > settings.maximum_bytes:
        return _too_large(item, settings)
    return content


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _member(item: Item, settings: IngestSettings) -> bytes:
    member = str(item.member)
    path = path_of(item.location.removesuffix(f"!{printable(name_of(member))}"))
    status = os.stat(path)  # noqa: PTH116 - a name that is no UTF-8 stays as it is
    with _archive(path, status.st_ino, status.st_size, status.st_mtime_ns).open(member) as file:
        return file.read(settings.maximum_bytes + 1)


@lru_cache(maxsize=1)
def _archive(path: str, *_: int) -> zipfile.ZipFile:
    """Return the archive at `path`, kept open: its directory lists every member, and is read once for all."""
    return open_archive(path)


def _file(item: Item, settings: IngestSettings) -> bytes | Refusal:
    for _ in range(_TRIES):
        descriptor = open_at_once(path_of(item.location))
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                return Refusal(item.source, "not-a-file", "it is a folder, a pipe, a socket or a device")
            if before.st_size > settings.maximum_bytes:
                return _too_large(item, settings)
            # A file that grows, or one of /proc that says 0, is held to the limit as well.
            content = file.read(settings.maximum_bytes + 1)
            after = os.fstat(descriptor)
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return content
    return Refusal(item.source, "changing", "it is being written to; try again when it is done")


def _too_large(item: Item, settings: IngestSettings) -> Refusal:
    limit = f"{settings.maximum_bytes:,}".replace(",", " ")
    return Refusal(
        item.source, "too-large", f"it is larger than {limit} bytes (maximum_bytes under [ingest])"
    )
