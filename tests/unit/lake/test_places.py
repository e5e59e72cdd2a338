"""Where a lake stands, and what killed processes leave there."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cmo_nlp.errors import InputError, UsageError, WorkspaceError
from cmo_nlp.lake.lakes import begin_lake, open_lake
from cmo_nlp.lake.places import place_at


def test_what_killed_processes_left_is_swept_away_and_what_lives_is_not(tmp_path: Path) -> None:
    place = place_at(tmp_path)
    host = socket.gethostname().replace(".", "-").replace("_", "-")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / "documents").mkdir()
    left = {
        "dead": tmp_path / "documents" / f".x.parquet.{host}.{gone.pid}.partial",
        "alive": tmp_path / "documents" / f".x.parquet.{host}.{os.getppid()}.partial",
        "elsewhere, at work": tmp_path / "documents" / ".x.parquet.other-host.1.partial",
        "elsewhere, for long": tmp_path / "documents" / ".y.parquet.other-host.1.partial",
    }
    for file in left.values():
        file.write_bytes(b"half")
    os.utime(left["elsewhere, for long"], (1, 1))
    place.sweep("documents")
    assert [name for name, file in left.items() if file.exists()] == ["alive", "elsewhere, at work"]
    assert place.names("documents") == []


def test_an_address_of_a_file_is_the_folder(tmp_path: Path) -> None:
    begin_lake(f"file://{tmp_path}/lake", 7)
    assert open_lake(tmp_path / "lake").shard_size == 7


def test_a_lake_can_stand_where_fsspec_reaches() -> None:
    lake = begin_lake("memory://some/lake", 7)
    with lake.place.writing("documents/a.txt") as stream:
        stream.write(b"a")
    assert open_lake("memory://some/lake") == lake or lake.place.names("documents") == ["a.txt"]
    lake.place.remove("documents/a.txt")
    lake.place.remove("documents/a.txt")
    lake.place.sweep("documents")
    assert lake.place.names("documents") == []


def test_a_lake_keeps_the_size_of_its_shards(tmp_path: Path) -> None:
    begin_lake(tmp_path, 7)
    assert begin_lake(tmp_path).shard_size == 7
    with pytest.raises(UsageError, match="begun with 7 sources a shard"):
        begin_lake(tmp_path, 8)


@pytest.mark.parametrize("said", ["{}", "no json", '{"format": 99, "shard_size": 1}'])
def test_what_is_no_lake_of_ours_is_told(tmp_path: Path, said: str) -> None:
    (tmp_path / "lake.json").write_text(said)
    with pytest.raises(WorkspaceError):
        open_lake(tmp_path)


def test_an_address_that_nothing_reaches_is_told() -> None:
    with pytest.raises(UsageError, match="nowhere://lake"):
        place_at("nowhere://lake")
    with pytest.raises((InputError, UsageError)):
        place_at("dropbox://lake/below")  # fsspec knows it, and its library is not there
