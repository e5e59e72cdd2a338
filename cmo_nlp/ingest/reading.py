"""A file → its bytes, within a limit, or the reason why not."""

import os
import stat

from cmo_nlp.ingest.discovery import Item, path_of
from cmo_nlp.records import Refusal
from cmo_nlp.settings import IngestSettings

__all__ = ["read"]

# A pipe that nobody writes to would block an ordinary open; Windows has no such flag and needs the second.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read(item: Item, settings: IngestSettings) -> bytes | Refusal:
    """Return the bytes of `item`, at most `settings.maximum_bytes`.

    Refuses with `unreadable`, `not-a-file`, and `too-large` without reading more than the maximum.
    """
    try:
        descriptor = os.open(path_of(item.location), _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return Refusal(item.source, "not-a-file", "it is a folder, a pipe, a socket or a device")
            if status.st_size > settings.maximum_bytes:
                return _too_large(item, settings)
            # A file that grows, or one of /proc that says 0, is held to the limit as well.
            content = file.read(settings.maximum_bytes + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        return Refusal(item.source, "unreadable", f"it cannot be read: {why}")
    return content if len(content) <= settings.maximum_bytes else _too_large(item, settings)


def _too_large(item: Item, settings: IngestSettings) -> Refusal:
    limit = f"{settings.maximum_bytes:,}".replace(",", " ")
    return Refusal(
        item.source, "too-large", f"it is larger than {limit} bytes (maximum_bytes under [ingest])"
    )
