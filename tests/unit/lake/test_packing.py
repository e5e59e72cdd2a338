"""Sources into shards: the same call changes nothing, another source adds, one that is gone is kept."""

from datetime import date
from pathlib import Path

import pytest

from cmo_nlp.errors import InputError
from cmo_nlp.lake.lakes import Lake, begin_lake
from cmo_nlp.lake.packing import Packed, pack
from cmo_nlp.lake.shards import names, read_groups, required_note
from cmo_nlp.lake.source_rows import tasks_of
from cmo_nlp.pipeline import Silence, Sources
from cmo_nlp.records import Refusal
from cmo_nlp.settings import Settings

DAY, NEXT = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    for number in range(5):
        (tmp_path / "texts" / f"{number}.txt").write_text(f"Texte {number}", encoding="utf-8")
    return tmp_path / "texts"


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return begin_lake(tmp_path / "lake", 2)


def _pack(lake: Lake, *sources: Path | str, lines: tuple[str, ...] = (), today: date = DAY) -> Packed:
    return pack(lake, Sources(tuple(map(str, sources)), lines), Settings(), Silence(), today)


def _contents(lake: Lake) -> list[bytes | Refusal | None]:
    shards = (read_groups(lake.place, "sources", name) for name in names(lake.place, "sources"))
    return [task.content for tables in shards for table in tables for task in tasks_of(table, "")]


def test_sources_are_cut_as_they_sort(lake: Lake, texts: Path) -> None:
    assert _pack(lake, texts) == Packed(3, 3)
    assert _contents(lake) == [f"Texte {number}".encode() for number in range(5)]
    assert [name.rpartition("-")[2] for name in names(lake.place, "sources")] == [
        "000000",
        "000001",
        "000002",
    ]


def test_a_shard_with_the_same_sources_keeps_its_day(lake: Lake, texts: Path) -> None:
    _pack(lake, texts)
    (texts / "4.txt").write_text("Autre texte", encoding="utf-8")
    assert _pack(lake, texts, today=NEXT) == Packed(3, 1)
    days = [required_note(lake.place, "sources", n).told["day"] for n in names(lake.place, "sources")]
    assert days == ["2026-11-23", "2026-11-23", "2026-11-24"]


def test_what_a_source_does_not_hold_any_more_leaves(lake: Lake, texts: Path) -> None:
    _pack(lake, texts)
    for number in (3, 4):
        (texts / f"{number}.txt").unlink()
    assert _pack(lake, texts) == Packed(2, 1)
    assert _contents(lake) == [b"Texte 0", b"Texte 1", b"Texte 2"]


def test_another_source_adds_its_shards(lake: Lake, texts: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.txt"
    other.write_text("Autre", encoding="utf-8")
    _pack(lake, texts)
    assert _pack(lake, other) == Packed(1, 1)
    assert len(names(lake.place, "sources")) == 4
    assert _pack(lake, texts, texts / "1.txt", other) == Packed(
        4, 0
    )  # a file that two sources hold comes once


def test_a_source_that_is_gone_keeps_its_shards(lake: Lake, texts: Path) -> None:
    _pack(lake, texts)
    texts.rename(texts.with_name("elsewhere"))
    with pytest.raises(InputError, match="is not there any more"):
        _pack(lake, texts)
    assert len(_contents(lake)) == 5


def test_what_cannot_be_read_is_a_row_with_its_reason(lake: Lake, texts: Path) -> None:
    (texts / "5.xls").write_bytes(b"x")
    _pack(lake, texts, texts / "none.txt")
    refused = [content for content in _contents(lake) if isinstance(content, Refusal)]
    assert [refusal.reason for refusal in refused] == ["not-found", "unsupported-format"]


def test_lines_of_a_stream_are_shards_by_what_they_hold(lake: Lake) -> None:
    lines = tuple(f'{{"text": "ligne {number}"}}' for number in range(250))
    assert _pack(lake, lines=lines) == Packed(3, 3)  # blocks of 100 lines, each over the 2 of a shard
    assert _pack(lake, lines=lines) == Packed(3, 0)
    assert _pack(lake, lines=lines[:100]) == Packed(1, 0)
    assert all(name.startswith("stdin-") for name in names(lake.place, "sources"))
