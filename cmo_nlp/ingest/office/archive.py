"""The ZIP around a Word or OpenDocument text: its XML parts, unpacked within limits, or why it is refused.

Nothing reaches a library before it was measured here. The sizes that a ZIP declares are checked first and
then not trusted: `ZipFile.read` inflates a whole part before it looks at its declared size.
"""

import zipfile
from collections.abc import Callable
from io import BytesIO

from cmo_nlp.ingest.article import RefusedContentError

__all__ = ["pack", "unpack"]

MOST_ENTRIES = 10_000  # a report with a picture on each of its 500 pages has 600
LARGEST_PART = 50_000_000  # bytes of XML; a novel of 500 pages has 5 million in Word, with revisions 20
LARGEST_TOTAL = 100_000_000  # bytes of XML in all parts that are read
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of old Office files and locked new ones
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
_ENCRYPTED_ENTRY = 0x1


def unpack(content: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Return the parts of an office file by name; those that are not `wanted` are there, but empty.

    Raises RefusedContentError: `encrypted`, `unsupported-format` (an old Office file), `too-large`, and
    `unreadable` for a broken archive or a document type declaration, which no office program writes and XML
    bombs need.
    """
    try:
        return _unpacked(content, wanted)
    except (zipfile.BadZipFile, zipfile.LargeZipFile) as error:
        raise _no_archive(content) from error
    except RefusedContentError:
        raise
    except Exception as error:  # EOFError, zlib.error, struct.error…: zipfile says it in ten ways
        detail = f"its archive is damaged ({type(error).__name__})"
        raise _unreadable(detail) from error


def _unpacked(content: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = LARGEST_TOTAL
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            detail = f"it holds {len(entries)} parts; {MOST_ENTRIES} are read at most"
            raise _too_large(detail)
        for entry in entries:
            if entry.is_dir():
                continue
            if entry.flag_bits & _ENCRYPTED_ENTRY:
                raise _encrypted()
            parts[entry.filename] = _part(archive, entry, left) if wanted(entry.filename) else b""
            left -= len(parts[entry.filename])
    return parts


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    most = min(LARGEST_PART, left)
    if entry.file_size > most:
        detail = f"{entry.filename} unpacks to {entry.file_size} bytes; {most} are read at most"
        raise _too_large(detail)
    with archive.open(entry) as stream:
        part = stream.read(most + 1)
    if len(part) > most:
        detail = f"{entry.filename} unpacks to more than {most} bytes"
        raise _too_large(detail)
    if _declares_a_type(part):
        detail = f"{entry.filename} declares a document type, which can hide an XML bomb"
        raise _unreadable(detail)
    return part


def _declares_a_type(part: bytes) -> bool:
    """Return whether an XML part has a DOCTYPE, in UTF-8 or UTF-16; text cannot hold « < » as it is."""
    return any("<!DOCTYPE".encode(encoding) in part for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def pack(parts: dict[str, bytes]) -> BytesIO:
    """Return an archive of `parts` for a library that reads nothing else."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    stream.seek(0)
    return stream


def _no_archive(content: bytes) -> RefusedContentError:
    if not content.startswith(_COMPOUND_FILE):
        return _unreadable("its archive is broken: it was cut, or is no Word or OpenDocument file")
    if _ENCRYPTED_PACKAGE in content:
        return _encrypted()
    detail = "it is an old Office file (.doc); open it and save it as .docx or .odt"
    return RefusedContentError(reason="unsupported-format", detail=detail)


def _encrypted() -> RefusedContentError:
    detail = "a password protects it; open it, take the password off and save it"
    return RefusedContentError(reason="encrypted", detail=detail)


def _too_large(detail: str) -> RefusedContentError:
    return RefusedContentError(reason="too-large", detail=detail)


def _unreadable(detail: str) -> RefusedContentError:
    return RefusedContentError(reason="unreadable", detail=detail)
