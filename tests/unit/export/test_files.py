"""A file is written whole or not at all."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.export.files import replacing


def test_an_existing_file_is_kept_without_force(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("ancien", encoding="utf-8")
    with pytest.raises(UsageError, match="--force"), replacing(file, force=False):
        pass
    assert file.read_text(encoding="utf-8") == "ancien"


def test_a_link_is_followed_and_a_pipe_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "lien").symlink_to(tmp_path / "a[*].json")
    with replacing(tmp_path / "lien", force=False) as stream:
        stream.write("nouveau")
    assert (tmp_path / "lien").is_symlink()
    assert (tmp_path / "a[*].json").read_text(encoding="utf-8") == "nouveau"
    os.mkfifo(tmp_path / "tube")
    with pytest.raises(UsageError, match="no regular file"), replacing(tmp_path / "tube", force=True):
        pass


def test_what_fails_halfway_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("ancien", encoding="utf-8")
    with pytest.raises(RuntimeError), replacing(file, force=True) as stream:
        stream.write("nouveau")
        raise RuntimeError
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert file.read_text(encoding="utf-8") == "ancien"


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="cannot be written"),
        replacing(tmp_path / "b" / "a.json", force=True),
    ):
        pass


def test_a_disk_that_takes_no_more_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("ancien", encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(InputError, match="cannot be written"), replacing(file, force=True) as stream:
            stream.write("x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert file.read_text(encoding="utf-8") == "ancien"


def test_what_a_killed_process_left_is_removed_and_what_a_live_one_writes_is_not(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    orphan = tmp_path / f".a.json.{dead.pid}.partial"
    living = tmp_path / f".a.json.{os.getppid()}.partial"
    orphan.touch()
    living.touch()
    with replacing(tmp_path / "a.json", force=False) as stream:
        stream.write("nouveau")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([living.name, "a.json"])
