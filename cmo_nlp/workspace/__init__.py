"""The Python API, which is the command line's own.

A workspace is a folder with one SQLite file. Every method opens it, works, and closes it again, so that
nothing stays locked between two calls.
"""

from cmo_nlp.workspace.frames import frame
from cmo_nlp.workspace.stages import Workspace

__all__ = ["Workspace", "frame"]
