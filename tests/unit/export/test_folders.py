"""A folder is written whole or not at all, and only in place of what an export wrote."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.export.folders import replacing_folder


def listed(folder: Path) -> frozenset[str]:
    return frozenset({"a", "liste"}) if (folder / "liste").exists() else frozenset()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fill(folder: Path, *, force: bool = False, content: str = "nouveau") -> None:
    with replacing_folder(folder, force=force, listed=listed) as partial:
        (partial / "a").write_text(content, encoding="utf-8")
        (partial / "liste").write_text("a", encoding="utf-8")


def dead_process() -> int:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    return dead.pid


def test_a_folder_is_made_kept_and_replaced_when_asked(tmp_path: Path) -> None:
    fill(tmp_path / "f", content="premier")
    with pytest.raises(UsageError, match="--force"):
        fill(tmp_path / "f")
    assert (tmp_path / "f" / "a").read_text(encoding="utf-8") == "premier"
    fill(tmp_path / "f", force=True)
    assert (tmp_path / "f" / "a").read_text(encoding="utf-8") == "nouveau"
    assert names(tmp_path) == ["f"]


def test_an_empty_folder_is_filled_and_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    (tmp_path / "lien").symlink_to(tmp_path / "vide")
    fill(tmp_path / "lien")
    assert (tmp_path / "lien").is_symlink()
    assert names(tmp_path / "vide") == ["a", "liste"]


def test_what_its_listing_does_not_name_is_never_taken_away(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a").write_text("à moi", encoding="utf-8")
    with pytest.raises(UsageError, match="« a », which no such export wrote"):
        fill(tmp_path / "photos", force=True)
    assert (tmp_path / "photos" / "a").read_text(encoding="utf-8") == "à moi"


def test_what_fails_halfway_leaves_the_old_folder_and_nothing_else(tmp_path: Path) -> None:
    fill(tmp_path / "f", content="premier")
    with pytest.raises(RuntimeError), replacing_folder(tmp_path / "f", force=True, listed=listed) as partial:
        (partial / "a").write_text("moitié", encoding="utf-8")
        raise RuntimeError
    assert names(tmp_path) == ["f"]
    assert (tmp_path / "f" / "a").read_text(encoding="utf-8") == "premier"


def test_a_place_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        fill(tmp_path / "absent" / "f")


def test_a_process_killed_between_the_two_renames_loses_nothing(tmp_path: Path) -> None:
    dead = dead_process()
    fill(tmp_path / "f", content="premier")
    (tmp_path / "f").rename(tmp_path / f".f.{dead}.replaced")
    (tmp_path / f".f.{dead}.partial").mkdir()
    with pytest.raises(RuntimeError), replacing_folder(tmp_path / "f", force=True, listed=listed):
        raise RuntimeError
    assert names(tmp_path) == ["f"]
    assert (tmp_path / "f" / "a").read_text(encoding="utf-8") == "premier"


def test_what_a_live_process_writes_is_left_alone(tmp_path: Path) -> None:
    living = tmp_path / f".f.{os.getppid()}.partial"
    living.mkdir()
    fill(tmp_path / "f")
    assert names(tmp_path) == sorted([living.name, "f"])
