"""The explorer: the pages of a workspace, live, with a search and the edits of a user."""

from cmo_nlp.serve.app import create_app
from cmo_nlp.serve.server import Place, serve

__all__ = ["Place", "create_app", "serve"]
