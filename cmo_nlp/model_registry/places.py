"""Where a model of a given name is: shipped, a folder, an installed package, or in the cache of downloads."""

import hashlib
import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from cmo_nlp.errors import InputError
from cmo_nlp.model_registry import downloads
from cmo_nlp.model_registry.manifest import check_files, models_folder, shipped

__all__ = ["Kind", "digest", "place"]

Kind = Literal["pipeline", "encoder"]
_MARKERS: dict[Kind, str] = {"pipeline": "config.cfg", "encoder": "modules.json"}
_LONGEST_NAME = 200
_NAMES: dict[Kind, str] = {
    "pipeline": "a spaCy pipeline is taken by shipped name, path or package name, "
    "for example fr_core_news_md after: python -m spacy download fr_core_news_md",
    "encoder": "an encoder is taken by shipped name, path or Hugging Face name (organisation/model)",
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
        total.update(hashlib.sha256(_bytes(path)).digest())
    return total.hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise InputError(msg) from error


def _found(name: str, kind: Kind) -> Path:
    """Return the first folder that holds a model of that kind under that name."""
    marker = _MARKERS[kind]
    try:
        for folder in _candidates(name, kind):
            if folder is not None and (folder / marker).is_file():
                return folder
    except (OSError, ValueError):  # a name that is no name of a file, or of a package
        pass
    raise InputError(_missing(name, kind))


def _candidates(name: str, kind: Kind) -> Iterator[Path | None]:
    if name in shipped():
        yield models_folder() / name
    yield Path(name).resolve()
    yield _installed(name) if kind == "pipeline" else downloads.snapshot(name)


def _installed(name: str) -> Path | None:
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    return next((path.parent for path in sorted(package.glob("*/config.cfg"))), package)


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _missing(name: str, kind: Kind) -> str:
    shown = " ".join(name.split())[:_LONGEST_NAME]
    ours = [n for n, entry in shipped().items() if (entry["kind"] == "spacy") == (kind == "pipeline")]
    advice = None if name in shipped() else _advice(name, kind)
    sought = advice or f"no folder of that name holds a {_MARKERS[kind]}; {_NAMES[kind]}"
    return f"there is no {kind} {shown!r}: shipped is {', '.join(ours)}; {sought}"


def _advice(name: str, kind: Kind) -> str | None:
    """Return where a model was sought and what gets it; None for a name that only a folder can have."""
    if kind == "encoder":
        return _advice_on_download(name)
    if not name.isidentifier() or len(name) > _LONGEST_NAME:
        return None
    sought = f"no folder or installed package of that name holds a {_MARKERS[kind]}"
    return f"{sought}; get it with: python -m spacy download {name}"


def _advice_on_download(name: str) -> str | None:
    full = downloads.repository(name)
    if full is None:
        return None
    cached = f"the branch main of {full} in the cache {downloads.cache_folder()}"
    sought = f"neither a folder of that name nor {cached} holds a {_MARKERS['encoder']}"
    return f"{sought}; get it with: {downloads.command(full)}"
