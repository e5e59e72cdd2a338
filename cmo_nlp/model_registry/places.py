"""Where a model of a given name is: shipped, a folder, an installed package, or in the cache of downloads."""

import hashlib
import importlib.util
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from cmo_nlp.errors import InputError
from cmo_nlp.model_registry import advice, downloads
from cmo_nlp.model_registry.kinds import KINDS, MARKERS, Kind, kind_shipped
from cmo_nlp.model_registry.manifest import check_files, shipped, shipped_folder, shipped_name

__all__ = ["digest", "place"]


def place(name: str, kind: Kind) -> Path:
    """Return the folder of a model; a shipped one, by name or by path, is compared with its manifest.

    Raises InputError: what was looked for, where, and the command that would get it.
    """
    folder = _found(name, kind)
    ours = shipped_name(folder)
    if ours is not None:
        check_files(ours)
    return folder


@cache
def digest(name: str, kind: Kind) -> str:
    """Return the SHA-256 (64 hex digits) of the files of a model: another digest, another result.

    Counts the relative path and the bytes of every file. Raises InputError when there is no such model.
    """
    folder = _found(name, kind)
    total = hashlib.sha256()
    for path in _files(folder):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(_bytes(path)).digest())
    return total.hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise InputError(msg) from error


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _found(name: str, kind: Kind) -> Path:
    found = _model(name, kind)
    if found is not None:
        return found
    others = [other for other in KINDS if other != kind and _model(name, other)]
    raise InputError(advice.mistaken(name, kind, others[0]) if others else advice.missing(name, kind))


def _model(name: str, kind: Kind) -> Path | None:
    """Return the first folder that holds a model of that kind under that name."""
    with suppress(OSError, ValueError):  # a name that is no name of a file, or of a package
        return next((folder for folder in _candidates(name, kind) if _holds(folder, kind)), None)
    return None


def _candidates(name: str, kind: Kind) -> Iterator[Path]:
    if name in shipped():
        yield shipped_folder(name)
    yield Path(name).resolve()
    elsewhere = _installed(name) if kind == "pipeline" else downloads.snapshot(name)
    if elsewhere is not None:
        yield elsewhere


def _holds(folder: Path, kind: Kind) -> bool:
    """A shipped model is what the manifest calls it: if it has lost a file, that file is to be named."""
    ours = shipped_name(folder)
    return (folder / MARKERS[kind]).is_file() if ours is None else kind_shipped(ours) == kind


def _installed(name: str) -> Path | None:
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    return next((path.parent for path in sorted(package.glob("*/config.cfg"))), package)
