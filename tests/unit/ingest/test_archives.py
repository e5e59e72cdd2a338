"""ZIP archives: each entry is judged by itself, whatever is wrong with its neighbours."""

import datetime as dt
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cmo_nlp.ingest import Item, discover, read
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
