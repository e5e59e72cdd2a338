"""What a ZIP archive holds, judged entry by entry before anything is unpacked."""

import itertools
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple

from cmo_nlp.ingest.archive_directory import MOST_ENTRIES, open_archive
from cmo_nlp.ingest.article import RefusedContentError

__all__ = ["ArchiveMember", "members", "name_of"]

_LARGEST_TOTAL = 4_000_000_000  # bytes unpacked; ten years of a newspaper have 1 GB of text
_MOST_COMPRESSED = 200  # times; text shrinks 3 to 10 times, a bomb 1,000 times
_SMALL = 1_000_000  # bytes unpacked; below it any ratio is harmless
_ENCRYPTED = 0x1
_MAC_FOLDER = "__MACOSX/"


class ArchiveMember(NamedTuple):
    """A file in an archive; `reason` and `detail` say why it is left out, "" where it is not.

    `name` has « / » between folders, `entry` is the name as the archive has it.
    """

    name: str
    entry: str
    reason: str = ""
    detail: str = ""


def members(path: str) -> Iterator[ArchiveMember]:
    """Yield the files in the archive at `path`, in the order of their names; folders are passed over.

    An archive that cannot be opened is one member without a name that says so. Of several entries of one name
    the last counts, as when it is unpacked; the others are refused with `repeated-name`.
    """
    try:
        with open_archive(path) as archive:
            entries = sorted(archive.infolist(), key=lambda entry: name_of(entry.filename))
    except RefusedContentError as error:
        yield ArchiveMember("", "", error.reason, error.detail)
        return
    except Exception as error:  # noqa: BLE001 - one archive's fault must not stop the others
        detail = f"the archive cannot be opened: {error or type(error).__name__}"
        yield ArchiveMember("", "", "unreadable", detail)
        return
    for name, alike in itertools.groupby(_judged(entries), key=lambda member: member.name):
        *earlier, last = alike
        for number, member in enumerate(earlier, 1):
            yield ArchiveMember(f"{name}#{number}", member.entry, "repeated-name", _REPEATED)
        yield last


_REPEATED = "a later entry of the archive has the same name and takes its place when it is unpacked"


def name_of(entry: str) -> str:
    r"""Return the name `entry` with « / » between folders: old Windows tools write « \ » there.

    >>> name_of("presse\\a.txt"), name_of("presse/a\\b.txt")
    ('presse/a.txt', 'presse/a\\b.txt')
    """
    return entry if "/" in entry else entry.replace("\\", "/")


def _judged(entries: Iterable[zipfile.ZipInfo]) -> Iterator[ArchiveMember]:
    total = 0
    for number, entry in enumerate(entries):
        name = name_of(entry.filename)
        if name.endswith("/"):
            continue
        total += entry.file_size
        reason, detail = _fault(name, entry)
        if not reason and (number >= MOST_ENTRIES or total > _LARGEST_TOTAL):
            reason, detail = "too-large", "the archive unpacks to more than 100,000 files or 4 GB"
        yield ArchiveMember(name, entry.filename, reason, detail)


def _fault(name: str, entry: zipfile.ZipInfo) -> tuple[str, str]:
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
