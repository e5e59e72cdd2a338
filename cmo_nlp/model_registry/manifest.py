"""The shipped models: what `models/manifest.toml` says of them, and whether their files still agree."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from cmo_nlp.errors import InputError

__all__ = ["check_files", "model_files", "models_folder", "shipped", "shipped_folder", "shipped_name"]

_PACKAGE = Path(__file__).parents[1]
_KINDS = ("spacy", "sentence-transformers")
# What stands beside a model and is no part of it: no program reads it.
_ABOUT_IT = frozenset({"LICENSE", "README.md", "scores.json"})


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """Return the entries of `models/manifest.toml` by name: kind, version, licence, SHA-256 of each file.

    Raises InputError, naming the file and what is wrong with it, when it cannot be used.
    """
    manifest = models_folder() / "manifest.toml"
    try:
        entries = tomllib.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # not there, not UTF-8, not TOML
        raise _unusable(manifest, " ".join(str(error).split())) from error
    if not entries:
        raise _unusable(manifest, "it names no model")
    for name, entry in entries.items():
        if fault := _fault(entry):
            raise _unusable(manifest, f"{name}: {fault}")
    return entries


def _fault(entry: object) -> str:
    """Return what keeps an entry from being used, or nothing."""
    if not isinstance(entry, dict):
        return "no table"
    if entry.get("kind") not in _KINDS:
        return f"kind is none of {', '.join(_KINDS)}"
    lacking = [key for key in ("version", "licence") if not isinstance(entry.get(key), str)]
    if lacking:
        return f"no {lacking[0]}"
    sums = entry.get("sha256")
    if not isinstance(sums, dict) or not sums or not all(isinstance(sha256, str) for sha256 in sums.values()):
        return "no table of sha256"
    return ""


def _unusable(manifest: Path, reason: str) -> InputError:
    return InputError(f"{manifest}: the list of shipped models cannot be read ({reason}); reinstall cmo-nlp")


def models_folder() -> Path:
    """Return where the shipped models are: in the package, or beside it in a checkout."""
    installed = _PACKAGE / "models"
    return installed if installed.is_dir() else _PACKAGE.parent / "models"


def shipped_folder(name: str) -> Path:
    """Return where the shipped model `name` has to be."""
    return models_folder() / name


def shipped_name(folder: Path) -> str | None:
    """Return the name of the shipped model that stands in `folder`, by whatever path; None for any other."""
    return next((name for name in shipped() if _same(shipped_folder(name), folder)), None)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return one == other


def model_files(folder: Path) -> dict[str, Path]:
    """Return the files that make the model in `folder`, sorted, by their path in it.

    Card, licence, scores and hidden files (`.DS_Store`) are no part of it.
    """
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        relative.as_posix(): path
        for relative, path in found.items()
        if relative.as_posix() not in _ABOUT_IT and not any(part.startswith(".") for part in relative.parts)
    }


def check_files(name: str) -> None:
    """Compare a shipped model with the manifest: InputError names the first file that is not as shipped."""
    folder = shipped_folder(name)
    expected: dict[str, str] = shipped()[name]["sha256"]
    for relative, sha256 in expected.items():
        file = folder / relative
        if hashlib.sha256(_content(name, file)).hexdigest() != sha256:
            msg = f"{file} is not as it was shipped (its checksum does not match); reinstall cmo-nlp"
            raise InputError(msg)
    for relative, file in model_files(folder).items():
        if relative not in expected:
            msg = f"{file} was not shipped with the model {name}: remove it, or reinstall cmo-nlp"
            raise InputError(msg)


def _content(name: str, file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        msg = f"the model {name} lacks {file}; reinstall cmo-nlp"
        raise InputError(msg) from error
    except OSError as error:
        msg = f"{file} of the model {name} cannot be read: {error.strerror}"
        raise InputError(msg) from error
