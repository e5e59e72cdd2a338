"""Where a folder may be written: nothing that no export wrote is ever taken away."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cmo_nlp.errors import UsageError
from cmo_nlp.export.files import in_words
from cmo_nlp.whole_files import folder_written_whole

__all__ = ["replacing_folder"]


@contextmanager
def replacing_folder(
    folder: Path, *, force: bool, listed: Callable[[Path], frozenset[str]]
) -> Iterator[Path]:
    """Make a folder beside `folder` for files to be written into, and put it in its place at the end.

    A folder that holds something is kept unless `force` is set, and then, too, where it holds a file that
    its own listing does not name: `listed` returns the names in that listing, none where there is none.
    Raises UsageError; whatever fails leaves the old folder as it was.
    """
    target = _target(folder, force=force, listed=listed)
    with in_words(folder), folder_written_whole(target) as partial:
        yield partial


def _target(folder: Path, *, force: bool, listed: Callable[[Path], frozenset[str]]) -> Path:
    target = Path(os.path.realpath(folder))
    if not target.exists():
        return target
    if not target.is_dir():
        msg = f"{folder} is a file, and this format is a folder of files; choose another place"
        raise UsageError(msg)
    held = {path.name for path in target.iterdir()}
    if held and not force:
        msg = f"{folder} is there already; add --force to replace it"
        raise UsageError(msg)
    if others := sorted(held - listed(target)):
        msg = f"{folder} holds « {others[0][:60]} », which no such export wrote; choose another folder"
        raise UsageError(msg)
    return target
