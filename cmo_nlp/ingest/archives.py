"""What a ZIP archive holds, judged entry by entry before anything is unpacked."""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple

__all__ = ["ArchiveMember", "members"]

_MOST_MEMBERS = 100_000
_LARGEST_TOTAL = 4_000_000_000  # bytes unpacked; ten years of a newspaper have 1 GB of text
_MOST_COMPRESSED = 200  # times; text shrinks 3 to 10 times, a bomb 1,000 times
_SMALL = 1_000_000  # bytes unpacked; below it any ratio is harmless
_ENCRYPTED = 0x1
_MAC_FOLDER = "__MACOSX/"


class ArchiveMember(NamedTuple):
    """A file in an archive; `reason` and `detail` say why it is left out, "" where it is not."""

    name: str
    reason: str = ""
    detail: str = ""


def members(path: str) -> Iterator[ArchiveMember]:
    """Yield the files in the archive at `path`, in the order of their names; folders are passed over.

    An archive that cannot be opened is one member without a name that says so.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield ArchiveMember("", "unreadable", f"the archive cannot be opened: {error}")
        return
    total = 0
    for number, entry in enumerate(entries):
        if entry.is_dir():
            continue
        total += entry.file_size
        reason, detail = _fault(entry)
        if not reason and (number >= _MOST_MEMBERS or total > _LARGEST_TOTAL):
            reason, detail = "too-large", "the archive unpacks to more than 100,000 files or 4 GB"
        yield ArchiveMember(entry.filename, reason, detail)


def _fault(entry: zipfile.ZipInfo) -> tuple[str, str]:
    name = entry.filename
    if not _stays_inside(name):
        return "unsafe-path", "its name leads out of the archive"
    if name.startswith(_MAC_FOLDER) or name.rsplit("/", 1)[-1].startswith("."):
        return "hidden", "names that start with a dot are left out of folders"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted", "it is protected by a password; unpack the archive and give the folder"
    if entry.file_size > max(_SMALL, _MOST_COMPRESSED * entry.compress_size):
        return (
            "too-large",
            f"it unpacks to {entry.file_size / max(1, entry.compress_size):,.0f} times its size",
        )
    return "", ""


def _stays_inside(name: str) -> bool:
    if not name or "\x00" in name or "\\" in name:
        return False
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    return not (posix.is_absolute() or windows.drive or windows.root or ".." in posix.parts)
