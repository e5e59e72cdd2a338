"""What is found under the sources a user names, and what is left out with a reason."""

import datetime as dt
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_nlp.ingest import Item, discover, read
from cmo_nlp.ingest.paths import path_of, printable
from cmo_nlp.records import Refusal
from cmo_nlp.settings import IngestSettings

TODAY = dt.date(2024, 6, 15)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str = "Bonjour") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def outcomes(*sources: object) -> dict[str, str]:
    found = discover([str(source) for source in sources], TODAY)
    return {o.source: o.reason if isinstance(o, Refusal) else "item" for o in found}


def test_folder_is_read_recursively_in_order_of_source(folder: Path) -> None:
    for name in ("b/deux.md", "a.txt", "b/c/trois.HTML", "é.htm"):
        write(folder / "corpus" / name)
    found = list(discover(["corpus"], TODAY))
    assert [i.source for i in found] == sorted(i.source for i in found)
    assert {i.source for i in found} == {
        "corpus/a.txt", "corpus/b/deux.md", "corpus/b/c/trois.HTML", "corpus/é.htm",
    }  # fmt: skip
    assert {i.location for i in found} == {str(folder / i.source) for i in found}


def test_source_outside_the_current_directory_is_shown_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "a.txt")
    (folder / "here").mkdir()
    monkeypatch.chdir(folder / "here")
    whole = (folder / "a.txt").as_posix()
    assert list(discover(["../a.txt"], TODAY)) == [Item(whole, whole)]


def test_file_named_twice_comes_once(folder: Path) -> None:
    write(folder / "corpus/a.txt")
    assert outcomes("corpus", "corpus/a.txt", folder / "corpus" / ".." / "corpus") == {"corpus/a.txt": "item"}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("source", ["nowhere", "nowhere.txt", "", "a\x00b", "ftp://example.org/a.html"])
def test_source_that_is_not_there_is_refused(source: str) -> None:
    assert list(outcomes(source).values()) == ["not-found"]


def test_address_is_an_item_of_its_own() -> None:
    (item,) = discover(["https://example.org/a.html"], TODAY)
    assert isinstance(item, Item)
    assert (item.source, item.is_address) == ("https://example.org/a.html", True)


def test_other_schemes_are_answered_with_what_is_fetched() -> None:
    (refusal,) = discover(["ftp://example.org/a.html"], TODAY)
    assert isinstance(refusal, Refusal)
    assert "http and https" in refusal.detail


def test_empty_folder_is_refused_even_when_it_holds_empty_folders(folder: Path) -> None:
    (folder / "vide" / "aussi").mkdir(parents=True)
    assert outcomes("vide") == {"vide": "empty-folder"}


def test_what_is_not_read_has_a_reason(folder: Path) -> None:
    for name in ("a.doc", "LICENSE", ".DS_Store", ".git/config", "ok.txt"):
        write(folder / "corpus" / name)
    assert outcomes("corpus") == {
        "corpus/a.doc": "unsupported-format", "corpus/LICENSE": "unsupported-format",
        "corpus/.DS_Store": "hidden", "corpus/.git": "hidden", "corpus/ok.txt": "item",
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["_fichiers", "_files"])
def test_folder_that_a_browser_saved_with_a_page_is_one_line(folder: Path, ending: str) -> None:
    for name in (
        "article.html",
        f"article{ending}/cadre.html",
        f"article{ending}/js/a.js",
        f"seul{ending}/b.html",
    ):
        write(folder / "corpus" / name)
    expected = {
        "corpus/article.html": "item",
        f"corpus/article{ending}": "part-of-page",
        f"corpus/seul{ending}/b.html": "item",
    }
    assert outcomes("corpus") == expected
    assert outcomes(f"corpus/article{ending}/cadre.html") == {f"corpus/article{ending}/cadre.html": "item"}
    shutil.make_archive(str(folder / "a"), "zip", folder, "corpus")
    assert outcomes("a.zip") == {f"a.zip!{name}": reason for name, reason in expected.items()}


def test_hidden_file_or_file_without_ending_is_read_when_named(folder: Path) -> None:
    write(folder / ".notes.txt")
    write(folder / "article")
    assert outcomes(".notes.txt", "article") == {".notes.txt": "item", "article": "item"}


def test_links_are_followed_and_loops_end(folder: Path) -> None:
    write(folder / "elsewhere/b.txt")
    write(folder / "corpus/a.txt")
    (folder / "corpus/loop").symlink_to(folder / "corpus")
    (folder / "corpus/shelf").symlink_to(folder / "elsewhere")
    (folder / "corpus/self.txt").symlink_to("self.txt")
    (folder / "corpus/broken.txt").symlink_to("nothing.txt")
    assert outcomes("corpus") == {
        "corpus/a.txt": "item", "corpus/shelf/b.txt": "item", "corpus/loop": "repeated-folder",
        "corpus/self.txt": "symlink-loop", "corpus/broken.txt": "not-found",
    }  # fmt: skip


def test_pipe_socket_and_device_are_no_files(folder: Path) -> None:
    (folder / "corpus").mkdir()
    os.mkfifo(folder / "corpus/pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(folder / "corpus")
        server.bind("socket.txt")
        os.chdir(folder)
        assert outcomes("corpus", "/dev/null") == {
            "corpus/pipe.txt": "not-a-file", "corpus/socket.txt": "not-a-file", "/dev/null": "not-a-file",
        }  # fmt: skip


def test_name_that_is_no_utf8_is_shown_escaped_and_still_opens(folder: Path) -> None:
    raw = os.fsencode(folder / "corpus") + b"/caf\xe9.txt"
    (folder / "corpus").mkdir()
    with open(raw, "wb") as file:  # noqa: PTH123 - the name is bytes
        file.write(b"Bonjour")
    (item,) = discover(["corpus"], TODAY)
    assert item.source == r"corpus/caf\xe9.txt"
    item.location.encode("utf-8")
    assert read(item, IngestSettings()) == b"Bonjour"


def test_name_that_holds_an_escape_of_its_own_opens(folder: Path) -> None:
    write(folder / r"caf\xe9.txt", "Salut")
    (item,) = discover([r"caf\xe9.txt"], TODAY)
    assert read(item, IngestSettings()) == b"Salut"


def test_control_characters_of_a_name_do_not_reach_the_terminal() -> None:
    assert printable("a\nb\x1b[0m\u2028.txt") == r"a\x0ab\x1b[0m\xe2\x80\xa8.txt"
    assert path_of("/nowhere/a\\x0ab.txt") == "/nowhere/a\nb.txt"


@pytest.fixture
def deep_folder(folder: Path) -> Iterator[str]:
    """Make 1,200 folders inside each other; removed by rm, since Python's own removal recurses."""
    for _ in range(1200):
        os.mkdir("d")  # noqa: PTH102 - the whole path would be longer than the system takes
        os.chdir("d")
    os.chdir(folder)
    yield "d"
    subprocess.run(["/bin/rm", "-rf", str(folder / "d")], check=True)


def test_folder_deeper_than_python_recurses_is_walked(deep_folder: str) -> None:
    assert outcomes(deep_folder) == {deep_folder: "empty-folder"}


@pytest.fixture
def locked() -> Iterator[Path]:
    """Make a folder without permissions, and give up the rights of root, who may read everything."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        top.chmod(0o755)
        write(top / "corpus/a.txt").chmod(0)
        write(top / "corpus/closed/b.txt")
        (top / "corpus/closed").chmod(0)
        user = os.geteuid()
        os.seteuid(user or 65534)
        yield top
        os.seteuid(user)
        (top / "corpus/closed").chmod(0o755)


def test_file_and_folder_without_permission_are_unreadable(locked: Path) -> None:
    found = {Path(o.source).name: o for o in discover([str(locked / "corpus")], TODAY)}
    assert found["closed"].reason == "unreadable"
    refusal = read(found["a.txt"], IngestSettings())
    assert (refusal.reason, refusal.source) == ("unreadable", found["a.txt"].source)


@pytest.mark.parametrize("source", ["http://exemple.fr/caf\udce9", "https://exemple.fr/a\nb"])
def test_address_that_no_address_can_be_is_refused(source: str) -> None:
    (refusal,) = discover([source], TODAY)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "fetch-failed"
    assert refusal.source.encode("utf-8").isascii()


@pytest.mark.parametrize("make", ["pipe", "device", "huge"])
def test_metadata_table_that_is_no_file_or_huge_is_passed_over_and_told(tmp_path: Path, make: str) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    table = tmp_path / "metadata.csv"
    if make == "pipe":
        os.mkfifo(table)
    elif make == "device":
        table.symlink_to("/dev/zero")
    else:
        with table.open("wb") as file:
            file.truncate(2**40)
    text, told = discover([str(tmp_path)], TODAY)
    assert isinstance(text, Item)
    refusal = read(told, IngestSettings()) if isinstance(told, Item) else told
    assert isinstance(refusal, Refusal)
    assert refusal.reason == ("too-large" if make == "huge" else "not-a-file")
