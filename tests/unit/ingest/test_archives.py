"""ZIP archives: each entry is judged by itself, whatever is wrong with its neighbours."""

import datetime as dt
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cmo_nlp.ingest import Item, discover, read, reading
from cmo_nlp.ingest.archive_directory import open_archive
from cmo_nlp.records import Refusal
from cmo_nlp.settings import IngestSettings

TODAY = dt.date(2024, 6, 15)
PROSE = "Le directeur marketing lit désormais des tableaux de bord, et il en tire ses décisions. " * 20
DIRECTORY = b"PK\x01\x02"


def packed(path: Path, how: int = zipfile.ZIP_STORED, **more: str) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, text in ({"a.txt": PROSE, "b.txt": PROSE} | more).items():
            archive.writestr(name, text)
    return path


def outcomes(path: Path) -> dict[str, bytes | Refusal]:
    """Return by name what each entry of the archive at `path` is, read or refused."""
    found = {}
    for item in discover([str(path)], TODAY):
        outcome = read(item, IngestSettings()) if isinstance(item, Item) else item
        found[item.source.partition("!")[2]] = outcome
    return found


def spoil_lzma(content: bytearray) -> None:
    """Turn over bits in the stream of the first entry, after its header (30 bytes and the name)."""
    for offset in range(60, 100):
        content[offset] ^= 0x5A


def claim_more_bytes(content: bytearray) -> None:
    """Let the directory say that the first entry has more bytes than the file."""
    struct.pack_into("<II", content, content.index(DIRECTORY) + 20, 900_000, 900_000)


@pytest.mark.parametrize(
    ("how", "spoil", "name"),
    [(zipfile.ZIP_LZMA, spoil_lzma, ""), (zipfile.ZIP_STORED, claim_more_bytes, "EOFError")],
)
def test_entry_that_cannot_be_unpacked_is_unreadable_and_its_neighbour_is_read(
    tmp_path: Path, how: int, spoil: Callable[[bytearray], None], name: str
) -> None:
    path = packed(tmp_path / "a.zip", how)
    content = bytearray(path.read_bytes())
    spoil(content)
    path.write_bytes(content)
    found = outcomes(path)
    refusal = found["a.txt"]
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, name in refusal.detail) == ("unreadable", True)
    assert found["b.txt"] == PROSE.encode()


def test_name_flagged_as_utf8_that_is_none_costs_no_neighbour(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"é1.txt": PROSE})
    path.write_bytes(path.read_bytes().replace("é1.txt".encode(), b"\xff\xfe1.txt"))
    found = outcomes(path)
    assert [found.pop(name) for name in ("a.txt", "b.txt")] == [PROSE.encode()] * 2
    (refusal,) = found.values()
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "unreadable"


def test_entry_for_a_later_version_is_refused_alone(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip")
    content = bytearray(path.read_bytes())
    struct.pack_into("<HHH", content, content.index(DIRECTORY) + 6, 99, 0, 77)
    path.write_bytes(content)
    found = outcomes(path)
    assert isinstance(found["a.txt"], Refusal)
    assert (found["a.txt"].reason, found["b.txt"]) == ("unreadable", PROSE.encode())


def test_archive_after_other_bytes_or_with_a_comment_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"PK\x05 une note"
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    assert set(outcomes(path).values()) == {PROSE.encode()}


def test_archive_of_the_large_kind_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    path = packed(tmp_path / "a.zip")
    assert b"PK\x06\x06" in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(b"a.txt", b"\xff.txt").replace(b"b.txt", b"c.txt"))
    assert set(outcomes(path).values()) == {PROSE.encode()}


@pytest.mark.parametrize(("size", "reason"), [(2**31, "too-large"), (2**32 - 1, "unreadable")])
def test_directory_that_claims_to_be_huge_is_not_read(tmp_path: Path, size: int, reason: str) -> None:
    path = packed(tmp_path / "a.zip")
    content = path.read_bytes()
    end = bytearray(content[-22:])
    struct.pack_into("<I", end, 12, size)
    with path.open("wb") as file:
        file.write(content)
        file.truncate(3 * 2**30)
        file.seek(0, 2)
        file.write(end)
    (refusal,) = outcomes(path).values()
    assert isinstance(refusal, Refusal)
    assert refusal.reason == reason


def test_of_entries_of_one_name_the_last_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.txt", "plus récent")
    found = outcomes(path)
    assert (found["a.txt"], found["b.txt"]) == ("plus récent".encode(), PROSE.encode())
    assert isinstance(found["a.txt#1"], Refusal)
    assert found["a.txt#1"].reason == "repeated-name"


@pytest.mark.parametrize(
    ("name", "shown", "reason"),
    [
        ("presse\\a.txt", "presse/a.txt", ""),
        ("..\\a.txt", "../a.txt", "unsafe-path"),
        ("C:\\a.txt", "C:/a.txt", "unsafe-path"),
        ("presse/..\\..\\a.txt", "presse/..\\..\\a.txt", "unsafe-path"),
    ],
)
def test_backslash_of_old_windows_tools_parts_folders(
    tmp_path: Path, name: str, shown: str, reason: str
) -> None:
    outcome = outcomes(packed(tmp_path / "z.zip", **{name: PROSE}))[shown]
    assert outcome == PROSE.encode() if not reason else isinstance(outcome, Refusal)
    assert not isinstance(outcome, Refusal) or outcome.reason == reason


def test_directory_of_an_archive_is_read_once_for_all_its_members(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "a.zip", **{f"{n}.txt": PROSE for n in range(50)})
    opened: list[str] = []
    monkeypatch.setattr(reading, "open_archive", lambda path: opened.append(path) or open_archive(path))
    assert len(outcomes(path)) == 52
    assert opened == [str(path)]
    packed(path)
    assert len(outcomes(path)) == 2
