"""Skills, tools and themes of the head of marketing in French documents, and how they shift."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cmo_nlp.query import Wanted
    from cmo_nlp.workspace import Workspace, frame

__all__ = ["Wanted", "Workspace", "__version__", "frame"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the API when it is asked for: `cmo-nlp --help` must load nothing heavy."""
    if name in {"Workspace", "frame"}:
        from cmo_nlp import workspace

        return getattr(workspace, name)
    if name == "Wanted":
        from cmo_nlp import query

        return query.Wanted
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
