"""Bytes of a file, within limits."""

import os
from pathlib import Path

from cmo_nlp.ingest import Item, read
from cmo_nlp.records import Refusal
from cmo_nlp.settings import IngestSettings

SMALL = IngestSettings(maximum_bytes=10)


def item(path: object) -> Item:
    return Item("shown.txt", str(path))


def test_file_of_the_maximum_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789")
    assert read(item(path), SMALL) == b"0123456789"
    path.write_bytes(b"01234567890")
    refusal = read(item(path), SMALL)
    assert isinstance(refusal, Refusal)
    assert (refusal.source, refusal.reason) == ("shown.txt", "too-large")


def test_sparse_file_of_a_terabyte_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(2**40)
    assert read(item(path), IngestSettings()).reason == "too-large"


def test_file_that_lies_about_its_size_is_held_to_the_limit() -> None:
    assert os.stat("/proc/self/status").st_size == 0  # noqa: PTH116 - the number is the point
    assert read(item("/proc/self/status"), SMALL).reason == "too-large"


def test_pipe_that_nobody_writes_to_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert read(item(tmp_path / "pipe.txt"), SMALL).reason == "not-a-file"


def test_file_gone_since_it_was_found_is_unreadable(tmp_path: Path) -> None:
    assert read(item(tmp_path / "gone.txt"), SMALL).reason == "unreadable"


def test_folder_and_impossible_name_are_refused(tmp_path: Path) -> None:
    assert isinstance(read(item(tmp_path), SMALL), Refusal)
    assert read(item("a\x00b"), SMALL).reason == "unreadable"
