"""Where a document comes from, as a page may tell it."""

import re
from pathlib import PurePosixPath, PureWindowsPath

__all__ = ["public_source", "without_folders"]

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_FOLDERS = re.compile(r"(?<![\w/\\:.])(?:[A-Za-z]:)?(?:[/\\][^\s/\\<>]+)+(?=[/\\][^\s/\\])[/\\]")


def public_source(source: str) -> str:
    r"""Return an address as it is, and of a path its last part: where files lie is nobody's business.

    >>> public_source("/home/anna/articles/a.md"), public_source(r"C:\\articles\\b.pdf")
    ('a.md', 'b.pdf')
    """
    if _ADDRESS.match(source):
        return source
    return PureWindowsPath(PurePosixPath(source).name).name or "–"


def without_folders(text: str) -> str:
    r"""Return a sentence with the paths in it without their folders, as far as these hold no space.

    >>> without_folders("/home/anna/a.md: 3 lines, see https://example.org/a/b and 3/4")
    'a.md: 3 lines, see https://example.org/a/b and 3/4'
    """
    return _FOLDERS.sub("", text)
