"""Opening the file: its place, its version, its health, and the errors of SQLite in words."""

import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from cmo_nlp.errors import DamagedWorkspaceError, WorkspaceError
from cmo_nlp.store.codec import ForeignBytesError
from cmo_nlp.store.schema import APPLICATION_ID, MIGRATIONS

__all__ = ["FILE_NAME", "check_structure", "open_store", "snapshot", "transaction"]

FILE_NAME = "cmo-nlp.sqlite"
_BUSY_MILLISECONDS = 60_000
_PAGE_BYTES = 16_384
T = TypeVar("T")


@contextmanager
def open_store(folder: Path, *, write: bool) -> Iterator[sqlite3.Connection]:
    """Open the workspace in `folder`, made first if `write` is set and it is not there.

    Every error of SQLite inside the `with` block leaves as a WorkspaceError that says what to do.
    """
    try:
        with closing(_connect(folder, write=write)) as connection:
            yield connection
    except sqlite3.Error as error:
        in_words = _in_words(error, folder)
        if in_words is error:
            raise
        raise in_words from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Make one batch: it is there whole or not at all, and a second writer waits for it.

    `BEGIN IMMEDIATE`, because a deferred transaction that reads and then writes fails against another writer.
    """
    _patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
    before = connection.total_changes
    try:
        yield
        if connection.total_changes != before:
            connection.execute("UPDATE revision SET number=number+1")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Read one state of the file, whatever other processes commit meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def check_structure(connection: sqlite3.Connection, *, indexes: bool = False) -> None:
    """Raise ForeignBytesError when a page of the file, or an index if asked for, is not what SQLite wrote."""
    (found,) = connection.execute(f"PRAGMA {'integrity' if indexes else 'quick'}_check(1)").fetchone()
    if found != "ok":
        msg = f"a page of the database is broken: {found}"
        raise ForeignBytesError(msg)


def _connect(folder: Path, *, write: bool) -> sqlite3.Connection:
    file = folder / FILE_NAME
    if write:
        _make_folder(folder)
    if not _is_file(file) and not write:
        msg = f"there is no workspace in {folder}; make one with: cmo-nlp --workspace {folder} ingest SOURCE"
        raise WorkspaceError(msg)
    return _patiently(lambda: _opened(file, write=write))


def _opened(file: Path, *, write: bool) -> sqlite3.Connection:
    connection = _open_file(file, write=write)
    try:
        _prepare(connection, file, write=write)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_file(file: Path) -> bool:
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        msg = f"the workspace {file.parent} cannot be read: {error.strerror}"
        raise WorkspaceError(msg) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        msg = f"the workspace {folder} is a file, not a folder; choose another with --workspace DIR"
        raise WorkspaceError(msg) from error
    except OSError as error:
        msg = f"the workspace {folder} cannot be made: {error.strerror}; choose another with --workspace DIR"
        raise WorkspaceError(msg) from error


def _open_file(file: Path, *, write: bool) -> sqlite3.Connection:
    """Connect; a reader on a read-only disk opens the file as immutable, since WAL would want to write."""
    mode = "rwc" if write else "rw"
    try:
        connection = _uri_connection(file, f"mode={mode}")
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        if write or file.with_name(f"{file.name}-wal").exists():
            raise
        connection = _uri_connection(file, "mode=ro&immutable=1")
    return connection


def _uri_connection(file: Path, parameters: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(file.absolute()))}?{parameters}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_MILLISECONDS / 1000)


def _prepare(connection: sqlite3.Connection, file: Path, *, write: bool) -> None:
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")
    version = _known_version(connection, file)
    if not write:
        if version < len(MIGRATIONS):
            msg = (
                f"{file} is empty or from an older version; run: cmo-nlp --workspace {file.parent} run SOURCE"
            )
            raise WorkspaceError(msg)
        return
    if version == 0:
        connection.execute(f"PRAGMA page_size={_PAGE_BYTES}")
    connection.execute("PRAGMA journal_mode=WAL")
    _migrate(connection, file)


def _patiently(action: Callable[[], T]) -> T:
    """Return what `action` returns, tried again while another process holds the file.

    SQLite's own time-out does not cover everything: two processes that switch a new file to WAL at once, or
    open it while the last reader closes it, are told at once that it is locked.
    """
    deadline = time.monotonic() + _BUSY_MILLISECONDS / 1000
    while True:
        try:
            return action()
        except sqlite3.OperationalError as error:
            name = getattr(error, "sqlite_errorname", "")
            if not name.startswith(_BUSY) or time.monotonic() > deadline:
                raise
        time.sleep(0.05)


def _known_version(connection: sqlite3.Connection, file: Path) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (application or tables):
        msg = f"{file} is a database of another program, or damaged; choose another --workspace"
        raise WorkspaceError(msg)
    if version > len(MIGRATIONS):
        msg = f"{file} was written by a newer cmo-nlp (format {version}); update with: pip install -U cmo-nlp"
        raise WorkspaceError(msg)
    return int(version)


def _migrate(connection: sqlite3.Connection, file: Path) -> None:
    """Apply what is missing. The version is read again inside: two processes may start at once."""
    if _known_version(connection, file) == len(MIGRATIONS):
        return
    with transaction(connection):
        for number in range(_known_version(connection, file), len(MIGRATIONS)):
            for statement in MIGRATIONS[number].split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={number + 1}")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_NOT_WRITABLE = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
_DISK = ("SQLITE_FULL", "SQLITE_IOERR")
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_DAMAGE_WORDS = ("malformed", "Could not decode to UTF-8")


def _in_words(error: sqlite3.Error, folder: Path) -> Exception:
    """Return what a user can do about `error`, or `error` itself where it is a fault of ours."""
    name, text = getattr(error, "sqlite_errorname", ""), str(error)
    if name.startswith(_BUSY):
        return WorkspaceError(
            f"the workspace {folder} is locked by another process; try again when it is done"
        )
    if name.startswith(_NOT_WRITABLE):
        return WorkspaceError(
            f"the workspace {folder} cannot be written; choose another with --workspace DIR"
        )
    if name.startswith(_DISK):
        return WorkspaceError(_disk_in_words(folder, text))
    if (
        isinstance(error, ForeignBytesError)
        or name.startswith(_DAMAGE)
        or any(w in text for w in _DAMAGE_WORDS)
    ):
        return DamagedWorkspaceError(
            f"the workspace {folder} is damaged ({text}); it is left as it is: "
            "restore a copy, or run the sources again with another --workspace"
        )
    return error


def _disk_in_words(folder: Path, text: str) -> str:
    """Return what SQLite could not write: a limit on the size of files looks like a disk that fails."""
    limit = _most_bytes()
    why = f"the disk of the workspace {folder} fails"
    if limit is not None:
        why = (
            f"the workspace {folder} needs files of more than {limit} bytes, and has no right to (ulimit -f)"
        )
    return f"{why} ({text}); nothing half-done was kept"


def _most_bytes() -> int | None:
    """Return how large a file of this process may be, None where nothing limits it."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return None
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    return None if limit == resource.RLIM_INFINITY else limit
