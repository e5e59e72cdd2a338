"""The folder of a trained pipeline: replaced when its successor is whole, and if it holds nothing else."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["replace", "require_model_or_nothing"]

_KEPT = ("LICENSE", "README.md")
_OF_EVERY_PIPELINE = frozenset({"config.cfg", "meta.json", "scores.json", "tokenizer", "vocab"})


def require_model_or_nothing(folder: Path) -> None:
    """End the process with exit code 2 where `folder`, to be replaced, holds what no spaCy pipeline has."""
    foreign = _foreign(folder)
    if foreign is not None:
        print(f"{foreign} is no part of a model: --output takes a folder to be replaced", file=sys.stderr)
        raise SystemExit(2)


def replace(folder: Path, write: Callable[[Path], None]) -> None:
    """Write a pipeline beside `folder`, then put it in its place; card and licence stay."""
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
        new = Path(beside) / "new"
        write(new)
        for name in _KEPT:
            if (folder / name).is_file():
                shutil.copy2(folder / name, new / name)
        if folder.exists():
            folder.rename(Path(beside) / "old")
        new.rename(folder)


def _foreign(folder: Path) -> Path | None:
    """Return what is no part of a pipeline: `folder` if it is a file, else the first such entry in it."""
    if not folder.exists():
        return None
    if not folder.is_dir():
        return folder
    known = {*_KEPT, *_parts(folder / "meta.json")}
    return next((entry for entry in sorted(folder.iterdir()) if entry.name not in known), None)


def _parts(meta: Path) -> frozenset[str]:
    """Return the names that may stand in the folder of the pipeline described by `meta`; none without it."""
    try:
        return _OF_EVERY_PIPELINE | set(json.loads(meta.read_text(encoding="utf-8"))["components"])
    except (OSError, ValueError, LookupError, TypeError):
        return frozenset()
