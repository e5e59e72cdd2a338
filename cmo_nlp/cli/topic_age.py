"""Whether the topics are those of the corpus as it is now."""

from typing import TYPE_CHECKING

from cmo_nlp.cli.options import Invocation

if TYPE_CHECKING:
    from cmo_nlp.workspace import Workspace

__all__ = ["warn_of_age"]


def warn_of_age(invocation: Invocation, workspace: "Workspace") -> None:
    """Say on standard error that the last fit is older than the corpus, if it is."""
    for stage in workspace.states():
        if stage.name == "topics" and stage.state == "stale" and "settings" not in stage.why:
            invocation.say(
                f"the corpus changed after the topics were fitted ({stage.why}): what came later counts among"
                " the documents and is in no topic; fit again with: cmo-nlp topics"
            )
