"""Sources → the files in them, in an order of their own, and a refusal for what is left out."""

import datetime as dt
import errno
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cmo_nlp.errors import UserError
from cmo_nlp.ingest.archives import ArchiveMember, members
from cmo_nlp.ingest.formats import ARCHIVE_ENDINGS, READ_ENDINGS
from cmo_nlp.ingest.paths import printable, read_small
from cmo_nlp.ingest.sidecar import Sidecar, override, read_sidecar
from cmo_nlp.records import Description, Refusal

__all__ = ["ADDRESSES", "Item", "discover"]

ADDRESSES = ("http://", "https://")

_SIDECAR = "metadata.csv"  # TXM's name for the table beside the texts of a folder
_LARGEST_SIDECAR = 60_000_000  # bytes; a line for each of 100,000 texts of our exports has 40
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")
# Browsers and office programs put the pictures, scripts and frames of « Page.html » into such a folder.
_PAGE_FOLDER = re.compile(r"(?P<stem>.+)(?:_fichiers|_files|-dateien|_archivos|_bestanden)", re.IGNORECASE)
_ADVICE = {
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save the sheet as CSV"),
    **dict.fromkeys((".mhtml", ".mht", ".webarchive"), "save the page as HTML, complete"),
    **dict.fromkeys((".doc", ".rtf", ".pages", ".wpd"), "save it as DOCX or ODT"),
    **dict.fromkeys((".pptx", ".ppt", ".odp", ".epub"), "save it as PDF"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff"), "a picture holds no text"),
}


@dataclass(frozen=True, slots=True)
class Item:
    r"""One thing to read. `source` is what users see: the path below the current directory, else whole.

    `location` is the absolute path, or the address, and the item's identity. In both, bytes of a name that
    are no UTF-8 are written `\xNN`, so that they can be printed and stored. `member` is its name as
    the archive has it that stands at the part of `location` before « ! ». `sidecar` is what a table beside
    the file says of it; where it `is_own`, the table of one of our exports, nothing is added to it, and
    the file holds no more than the text. `parts` is what such a table says of the texts in the file, by id.
    """

    source: str
    location: str
    member: str | None = None
    sidecar: Description | None = None
    note: str = ""
    is_own: bool = False
    parts: Mapping[str, Description] = field(default_factory=dict)

    @property
    def is_address(self) -> bool:
        """Whether it is to be fetched."""
        return self.location.startswith(ADDRESSES)


def discover(
    sources: Sequence[str], today: dt.date, sidecar: Sidecar | None = None
) -> Iterator[Item | Refusal]:
    """Yield what `sources` (files, folders, archives, addresses) hold, and what is left out, by source.

    A file that several sources hold comes once. Linked folders are followed, each folder once per source.
    What `sidecar` says of a name goes before what a `metadata.csv` in the folder says. Refuses with
    `not-found`, `empty-folder`, `unsupported-format`, `hidden`, `not-a-file`, `symlink-loop`,
    `repeated-folder`, `part-of-page`, `unreadable`, and inside an archive with `unsafe-path`, `encrypted`,
    `too-large`.
    """
    found: dict[str, Item | Refusal] = {}
    for source in sources:
        for location, outcome in _source(source, today):
            found.setdefault(location, outcome)
    for outcome in sorted(found.values(), key=lambda outcome: outcome.source):
        yield _described(outcome, sidecar) if sidecar and isinstance(outcome, Item) else outcome


def _described(item: Item, sidecar: Sidecar) -> Item:
    said = sidecar.describe(_name(item))
    if said is None:
        return replace(item, parts=sidecar.descriptions) if sidecar.is_own else item
    is_own = sidecar.is_own or item.is_own
    return replace(item, sidecar=override(item.sidecar, said) if item.sidecar else said, is_own=is_own)


def _name(item: Item) -> str:
    return (item.member or item.location).rsplit("/", 1)[-1]


def _source(source: str, today: dt.date) -> Iterator[tuple[str, Item | Refusal]]:
    if source.startswith(ADDRESSES):
        yield printable(source), _address(source)
        return
    if not source or "\x00" in source or "://" in source:
        why = "it is no path" if "://" not in source else "only http and https addresses are fetched"
        yield source, Refusal(printable(source), "not-found", f"only files and folders are read: {why}")
        return
    path = os.path.abspath(source)  # noqa: PTH100 - Path.absolute() keeps « .. »
    status = _status(path)
    if isinstance(status, Refusal):
        yield printable(path), status
    elif stat.S_ISDIR(status.st_mode):
        yield from _folder(path, today)
    else:
        yield from _opened(path, _file(path, status, named=True))


def _address(source: str) -> Item | Refusal:
    shown = printable(source)
    if shown == source:
        return Item(source, source)
    return Refusal(shown, "fetch-failed", "the address holds what no address can; write such bytes as %E9")


def _folder(top: str, today: dt.date) -> Iterator[tuple[str, Item | Refusal]]:
    nothing = True
    for path, outcome in _walk(top, today):
        nothing = False
        yield from _opened(path, outcome)
    if nothing:
        yield printable(top), _refuse(top, "empty-folder", "the folder holds no file")


def _opened(path: str, outcome: Item | Refusal) -> Iterator[tuple[str, Item | Refusal]]:
    """Yield `outcome`, or what is in it where it is an archive."""
    if isinstance(outcome, Refusal) or _ending(path) not in ARCHIVE_ENDINGS:
        yield printable(path), outcome
        return
    seen: set[str] = set()
    entries = list(members(path))
    names = {entry.name for entry in entries}
    for member in entries:
        folder = _page_folder(member.name, names)
        if folder in seen:
            continue
        if folder:
            seen.add(folder)
        inside = f"!{printable(folder or member.name)}"
        page_part = Refusal(outcome.source + inside, "part-of-page", _PART_OF_PAGE)
        yield outcome.location + inside, page_part if folder else _member(outcome, member, inside)


def _page_folder(name: str, names: Collection[str]) -> str:
    """Return the outermost folder over the member `name` of an archive that belongs to a page, "" if none."""
    end = name.find("/")
    while end >= 0:
        folder = name[:end]
        if _belongs_to_page(folder, names):
            return folder
        end = name.find("/", end + 1)
    return ""


def _belongs_to_page(folder: str, names: Collection[str]) -> bool:
    """Return whether a page saved with `folder` stands among `names`, a set of what stands beside it."""
    found = _PAGE_FOLDER.fullmatch(folder)
    return found is not None and any(found["stem"] + ending in names for ending in _PAGE_ENDINGS)


def _member(archive: Item, member: ArchiveMember, inside: str) -> Item | Refusal:
    if member.reason:
        return Refusal(archive.source + inside, member.reason, member.detail)
    ending = _ending(member.name)
    if ending not in READ_ENDINGS:
        return Refusal(archive.source + inside, "unsupported-format", _not_read(ending))
    return Item(archive.source + inside, archive.location + inside, member.entry)


def _walk(top: str, today: dt.date) -> Iterator[tuple[str, Item | Refusal]]:
    """Yield what stands under the folder `top`; a stack: folders nest deeper than Python recurses."""
    seen: set[tuple[int, int]] = set()
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            status = os.stat(folder)  # noqa: PTH116 - a name that is no UTF-8 stays as it is
            key = (status.st_dev, status.st_ino)
            if key in seen:
                yield (
                    folder,
                    _refuse(folder, "repeated-folder", "a link leads to a folder that is read already"),
                )
                continue
            seen.add(key)
            names = sorted(os.listdir(folder), reverse=True)  # noqa: PTH208 - as above
        except OSError as error:
            yield folder, _unreadable(folder, error)
            continue
        sidecar = _sidecar(folder, names, today)
        beside = frozenset(names)
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - as above
            if sidecar and name == _SIDECAR:
                continue
            outcome = _entry(path, name)
            if outcome is None and _belongs_to_page(name, beside):
                yield path, _refuse(path, "part-of-page", _PART_OF_PAGE)
            elif outcome is None:
                folders.append(path)
            else:
                yield path, _beside(outcome, sidecar) if sidecar and isinstance(outcome, Item) else outcome
        if sidecar:
            yield from _without_file(folder, names, sidecar)


def _beside(item: Item, sidecar: Sidecar) -> Item:
    """Return `item` as the table of its folder describes it, or with a note that it does not."""
    described = _described(item, sidecar)
    if described.sidecar is None:
        return replace(described, note=f"{_SIDECAR} in its folder has no row for it")
    return described


def _without_file(folder: str, names: Sequence[str], sidecar: Sidecar) -> Iterator[tuple[str, Refusal]]:
    table = os.path.join(folder, _SIDECAR)  # noqa: PTH118 - a name that is no UTF-8 stays as it is
    for name in sidecar.unused(names):
        refusal = Refusal(f"{_shown(table)}#{name}", "not-found", "the folder holds no file of that name")
        yield f"{table}#{name}", refusal


def _sidecar(folder: str, names: Sequence[str], today: dt.date) -> Sidecar | None:
    """Return what `metadata.csv` says of the other files of `folder`, None where it names none of them."""
    if _SIDECAR not in names:
        return None
    path = os.path.join(folder, _SIDECAR)  # noqa: PTH118 - a name that is no UTF-8
    try:
        content = read_small(path, _LARGEST_SIDECAR)
        said = read_sidecar((content or b"").decode("utf-8-sig"), today)
    except (OSError, ValueError, UserError):
        return None  # a table like any other, read or refused as such
    return said if any(said.describe(name) for name in names if name != _SIDECAR) else None


def _entry(path: str, name: str) -> Item | Refusal | None:
    """Return what the entry `name` of a folder is; None is a folder to walk."""
    if name.startswith("."):
        return _refuse(
            path, "hidden", "names that start with a dot are left out of folders; name it to read it"
        )
    status = _status(path)
    if isinstance(status, Refusal):
        return status
    return None if stat.S_ISDIR(status.st_mode) else _file(path, status, named=False)


def _file(path: str, status: os.stat_result, *, named: bool) -> Item | Refusal:
    if not stat.S_ISREG(status.st_mode):
        return _refuse(path, "not-a-file", "it is a pipe, a socket or a device")
    ending = _ending(path)
    if ending in READ_ENDINGS | ARCHIVE_ENDINGS or named:  # what a file named by the user holds will show
        return Item(_shown(path), printable(path))
    return _refuse(path, "unsupported-format", _not_read(ending))


_PART_OF_PAGE = "a browser saved it with the page beside it; name the folder to read it"


def _not_read(ending: str) -> str:
    if ending in _ADVICE:
        return f"{ending} files are not read; {_ADVICE[ending]}"
    known = ", ".join(sorted(READ_ENDINGS | ARCHIVE_ENDINGS))
    what = f"{printable(ending)} files" if ending else "files without an ending"
    return f"{what} are not read; {known} are"


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - a name that is no UTF-8 stays as it is


def _status(path: str) -> os.stat_result | Refusal:
    try:
        return os.stat(path)  # noqa: PTH116 - a name that is no UTF-8 stays as it is
    except FileNotFoundError:
        broken = os.path.islink(path)  # noqa: PTH114 - as above
        why = "the link leads to nothing" if broken else "there is no such file or folder"
        return _refuse(path, "not-found", why)
    except OSError as error:
        return _unreadable(path, error)


def _unreadable(path: str, error: OSError) -> Refusal:
    if error.errno == errno.ELOOP:
        return _refuse(path, "symlink-loop", "the link leads back to itself")
    return _refuse(path, "unreadable", f"it cannot be opened: {error.strerror}")


def _refuse(path: str, reason: str, detail: str) -> Refusal:
    return Refusal(_shown(path), reason, detail)


def _shown(path: str) -> str:
    """Return the printable path, relative to the current directory when below it."""
    here = Path.cwd()
    below = Path(path)
    return printable(below.relative_to(here).as_posix() if below.is_relative_to(here) else below.as_posix())
