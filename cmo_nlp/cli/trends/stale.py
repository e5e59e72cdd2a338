"""Series that are no longer what would be counted now."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cmo_nlp.cli.options import Invocation
    from cmo_nlp.workspace import Workspace

__all__ = ["warn_if_stale"]


def warn_if_stale(invocation: "Invocation", workspace: "Workspace") -> None:
    """Say on standard error what changed since the series were counted."""
    why = workspace.stale_series()
    if why:
        invocation.say(f"these series are from before ({why}); count them anew with: cmo-nlp trends")
