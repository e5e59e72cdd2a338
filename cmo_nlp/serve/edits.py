"""What a user changes of a topic, by the same functions as `cmo-nlp topics`."""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from cmo_nlp.serve.guard import RefusedError
from cmo_nlp.serve.site import Form, Site
from cmo_nlp.store import open_store, snapshot

__all__ = ["edit_topic"]


def edit_topic(site: Site, path: Mapping[str, str], form: Form) -> str:
    """Rename, merge, hide or reset a topic; return the page that shows it.

    Raises UsageError where the topic is not there, or the edit will not do, and RefusedError (409) for a form
    that was opened before another process fitted the topics anew: their ids are then those of others.
    """
    topic, edit = path["id"], path["edit"]
    workspace = site.workspace
    if seen := form.text("fit"):
        with open_store(workspace.folder, write=False) as connection, snapshot(connection):
            if seen != site.fit(connection):
                raise RefusedError(HTTPStatus.CONFLICT, "refitted")
    here = f"/topics/{quote(topic, safe='')}"
    if edit == "label":
        workspace.label_topic(topic, form.text("name"))
    elif edit == "merge":
        into = form.text("into")
        workspace.merge_topics(into, topic)
        here = f"/topics/{quote(into, safe='')}"
    elif edit == "hide":
        workspace.hide_topics(topic)
        here = "/topics"
    elif edit == "reset":
        workspace.reset_topics(topic)
        here = "/topics"
    else:
        raise RefusedError(HTTPStatus.NOT_FOUND, "nothing")
    return f"{here}?done={edit}"
