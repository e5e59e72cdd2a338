"""Opening: the place, the version, the health, two writers."""

import sqlite3
import threading
from pathlib import Path

import pytest

from cmo_nlp.errors import DamagedWorkspaceError, WorkspaceError
from cmo_nlp.store import FILE_NAME, check_structure, open_store, read, snapshot, transaction
from cmo_nlp.store.codec import digest
from cmo_nlp.store.schema import APPLICATION_ID, MIGRATIONS


def test_a_new_file_is_ours_and_set_up_for_two_writers(folder: Path) -> None:
    with open_store(folder, write=True) as connection:
        pragmas = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "application_id",
                "user_version",
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "page_size",
            )
        }
    assert pragmas == {
        "application_id": APPLICATION_ID,
        "user_version": len(MIGRATIONS),
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "page_size": 16384,
    }


def test_reading_where_there_is_nothing_says_how_to_begin(folder: Path) -> None:
    with pytest.raises(WorkspaceError, match="ingest SOURCE"), open_store(folder, write=False):
        pass


def test_a_workspace_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("texte", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="is a file"), open_store(tmp_path / "outputs", write=True):
        pass
    with pytest.raises(WorkspaceError), open_store(tmp_path / "outputs", write=False):
        pass


def test_a_file_from_a_newer_version_is_refused(folder: Path) -> None:
    with open_store(folder, write=True) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(WorkspaceError, match="newer"), open_store(folder, write=True):
        pass


def test_a_database_of_another_program_is_refused_and_left_alone(folder: Path) -> None:
    folder.mkdir()
    with sqlite3.connect(folder / FILE_NAME) as other:
        other.execute("CREATE TABLE theirs (a)")
    other.close()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(WorkspaceError, match="another program"), open_store(folder, write=True):
        pass
    assert (folder / FILE_NAME).read_bytes() == before


def test_an_empty_file_is_no_workspace_for_a_reader(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).touch()
    with pytest.raises(WorkspaceError, match="empty"), open_store(folder, write=False):
        pass


def test_a_file_that_is_no_database_is_damaged(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(b"ceci n'est pas une base" * 400)
    with pytest.raises(DamagedWorkspaceError, match="left as it is"), open_store(folder, write=True):
        pass


def test_a_batch_that_fails_leaves_nothing(folder: Path) -> None:
    with open_store(folder, write=True) as connection:
        with pytest.raises(RuntimeError), transaction(connection):
            connection.execute("INSERT INTO stages VALUES ('topics','{}','','','{}','[]','')")
            raise RuntimeError
        assert read.stage(connection, "topics") is None


def test_two_writers_wait_for_each_other(folder: Path) -> None:
    def write_ten(name: str) -> None:
        with open_store(folder, write=True) as connection:
            for i in range(10):
                with transaction(connection):
                    connection.execute(
                        "INSERT INTO stages VALUES (?,'{}','','','{}','[]','')", (f"{name}{i}",)
                    )

    threads = [threading.Thread(target=write_ten, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_store(folder, write=False) as connection:
        assert connection.execute("SELECT count(*) FROM stages").fetchone() == (40,)


def test_a_reader_sees_one_state_while_another_writes(folder: Path) -> None:
    with open_store(folder, write=True) as writer, open_store(folder, write=False) as reader:
        count = "SELECT count(*) FROM stages"
        with snapshot(reader):
            assert reader.execute(count).fetchone() == (0,)
            with transaction(writer):
                writer.execute("INSERT INTO stages VALUES ('topics','{}','','','{}','[]','')")
            assert reader.execute(count).fetchone() == (0,)
        assert reader.execute(count).fetchone() == (1,)


def test_a_fault_of_ours_is_not_called_damage(folder: Path) -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        open_store(folder, write=True) as store,
    ):
        store.execute("SELECT * FROM nowhere")


def test_a_damaged_index_is_noticed_by_the_full_check(folder: Path) -> None:
    with open_store(folder, write=True) as connection:
        connection.execute("CREATE TABLE t (a TEXT)")
        connection.execute("CREATE INDEX t_a ON t(a)")
        connection.execute("INSERT INTO t VALUES ('intelligence')")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = folder / FILE_NAME
    content = file.read_bytes()
    at = content.rindex(b"intelligence")
    file.write_bytes(content[:at] + b"intelligenza" + content[at + 12 :])
    with pytest.raises(DamagedWorkspaceError), open_store(folder, write=False) as connection:
        check_structure(connection, indexes=True)


def test_a_workspace_name_that_no_disk_takes_is_refused() -> None:
    for write in (True, False):
        with pytest.raises(WorkspaceError), open_store(Path("x" * 300), write=write):
            pass


def test_the_digest_of_an_iterator_is_that_of_its_list() -> None:
    rows = [("é", 1, None), ("b", 2.5, "x")]
    assert digest(iter(rows), "a") == digest(rows, "a")
    assert digest(iter([])) == digest([])
