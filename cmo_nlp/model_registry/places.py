"""Where a model of a given name is: shipped, a folder, an installed package, or in the cache of downloads."""

import hashlib
import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import Literal

from cmo_nlp.errors import InputError
from cmo_nlp.model_registry.manifest import check_files, models_folder, shipped

__all__ = ["Kind", "digest", "place"]

Kind = Literal["pipeline", "encoder"]
_MARKERS: dict[Kind, str] = {"pipeline": "config.cfg", "encoder": "modules.json"}
_COMMANDS: dict[Kind, str] = {
    "pipeline": "python -m spacy download {}",
    "encoder": "hf download sentence-transformers/{}",
}


def place(name: str, kind: Kind) -> Path:
    """Return the folder of a model; a shipped one is compared with its manifest.

    Raises InputError: what was looked for, where, and the command that would get it.
    """
    folder = _found(name, kind)
    if name in shipped():
        check_files(name, folder)
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
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _found(name: str, kind: Kind) -> Path:
    folder = _folder(name)
    if folder is None or not (folder / _MARKERS[kind]).is_file():
        raise InputError(_missing(name, kind))
    return folder


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


def _missing(name: str, kind: Kind) -> str:
    command = _COMMANDS[kind].format(name.removeprefix("sentence-transformers/"))
    sought = (
        f"{Path(name).absolute()} holds no {_MARKERS[kind]}, and nothing of that name is installed or cached"
    )
    return (
        f"there is no {kind} {name!r}: shipped are {', '.join(shipped())}; {sought}; get it with: {command}"
    )
