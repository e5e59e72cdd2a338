"""The shipped models: what `models/manifest.toml` says of them, and whether their files still agree."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from cmo_nlp.errors import InputError

__all__ = ["check_files", "models_folder", "shipped"]

_PACKAGE = Path(__file__).parents[1]


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """Return the entries of `models/manifest.toml` by name: version, licence, SHA-256 of each file."""
    manifest = models_folder() / "manifest.toml"
    try:
        return tomllib.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        msg = f"{manifest}: the list of shipped models cannot be read ({error}); reinstall cmo-nlp"
        raise InputError(msg) from error


def models_folder() -> Path:
    """Return where the shipped models are: in the package, or beside it in a checkout."""
    installed = _PACKAGE / "models"
    return installed if installed.is_dir() else _PACKAGE.parent / "models"


def check_files(name: str, folder: Path) -> None:
    """Compare a shipped model with the manifest: InputError names the first file that is not as shipped."""
    expected: dict[str, str] = shipped()[name]["sha256"]
    for relative, sha256 in expected.items():
        file = folder / relative
        if hashlib.sha256(_content(name, file)).hexdigest() != sha256:
            msg = f"{file} is not as it was shipped (its checksum does not match); reinstall cmo-nlp"
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
