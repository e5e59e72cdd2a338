"""Where a model of a given name is: shipped, a folder, an installed package, or in the cache of downloads."""

import hashlib
import importlib.util
import os
from functools import cache
from pathlib import Path

from cmo_nlp.errors import InputError
from cmo_nlp.model_registry.manifest import check_files, models_folder, shipped

__all__ = ["digest", "place"]


def place(name: str, marker: str, command: str) -> Path:
    """Return the folder of a model, which holds a file `marker`; a shipped one is compared with its manifest.

    Raises InputError: what was looked for, where, and the `command` that would get it.
    """
    folder = _folder(name)
    if folder is None or not (folder / marker).is_file():
        raise InputError(_missing(name, marker, command))
    if name in shipped():
        check_files(name, folder)
    return folder


@cache
def digest(name: str) -> str:
    """Return the SHA-256 (64 hex digits) of the files of a model: another digest, another result.

    Counts the relative path and the bytes of every file. Raises InputError when there is no such model.
    """
    folder = _folder(name)
    if folder is None:
        raise InputError(_missing(name, "a model", "cmo-nlp doctor"))
    total = hashlib.sha256()
    for path in _files(folder):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _folder(name: str) -> Path | None:
    if name in shipped():
        return models_folder() / name
    if Path(name).is_dir():
        return Path(name).resolve()
    return _installed(name) or _cached(name)


def _installed(name: str) -> Path | None:
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    return next((path.parent for path in sorted(package.glob("*/config.cfg"))), package)


def _cached(name: str) -> Path | None:
    """Return what an earlier download left in the Hugging Face cache, without asking the network."""
    if not name or Path(name).is_absolute() or name.count("/") > 1:
        return None
    home = Path(os.environ.get("HF_HOME") or Path.home() / ".cache" / "huggingface") / "hub"
    for full in (name, f"sentence-transformers/{name}"):
        snapshots = home / f"models--{full.replace('/', '--')}" / "snapshots"
        if found := sorted(snapshots.glob("*/modules.json")):
            return found[-1].parent
    return None


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _missing(name: str, marker: str, command: str) -> str:
    return (
        f"there is no model {name!r}: it is none of those shipped ({', '.join(shipped())}), no folder with "
        f"{marker} ({Path(name).absolute()}), neither installed nor downloaded; get it with: {command}"
    )
