"""What a command needs before it starts: told in one line, and not after minutes of work."""

import sys
from pathlib import Path

__all__ = ["require"]


def require(option: str, folder: Path, *files: str) -> None:
    """End the process with exit code 2 at the first of `files` that the folder given by `option` lacks."""
    for file in files:
        if not (folder / file).is_file():
            print(
                f"{folder / file} is not there: {option} takes the folder that holds {file}", file=sys.stderr
            )
            raise SystemExit(2)
