"""The application: which address leads to which page, and what an error looks like."""

from functools import partial
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from cmo_nlp.errors import DamagedWorkspaceError, InputError, UsageError, UserError, WorkspaceError
from cmo_nlp.report.view.sources import without_folders
from cmo_nlp.serve import edits, review
from cmo_nlp.serve.assets import asset_endpoint
from cmo_nlp.serve.guard import Guard, HeadersOfAnswers, RefusedError
from cmo_nlp.serve.site import Page, Site
from cmo_nlp.serve.views import concepts, documents, overview, search, topics, trends
from cmo_nlp.workspace import Workspace

__all__ = ["create_app"]

_KINDS: tuple[tuple[type[Exception], HTTPStatus, str], ...] = (
    (DamagedWorkspaceError, HTTPStatus.INTERNAL_SERVER_ERROR, "damaged"),
    (WorkspaceError, HTTPStatus.SERVICE_UNAVAILABLE, "workspace"),
    (InputError, HTTPStatus.NOT_FOUND, "missing"),
    (UsageError, HTTPStatus.BAD_REQUEST, "usage"),
)
"""What an error of the program is to a browser; the first that fits."""


def create_app(workspace: Workspace, guard: Guard | None = None) -> ASGIApp:
    """Return the pages of a workspace as an ASGI application.

    `guard` says under which names of hosts it answers: those of this machine, where none is given.
    """
    site = Site(workspace, guard or Guard())
    answer = partial(_error, site)
    kinds = (RefusedError, UserError, HTTPException, Exception)
    handlers = dict.fromkeys(kinds, answer)
    return HeadersOfAnswers(Starlette(routes=_routes(site), exception_handlers=handlers))


def _routes(site: Site) -> list[Route]:
    page, form = site.reading, site.writing
    return [
        Route("/", page(overview.overview)),
        Route("/search", page(search.search_page)),
        Route("/concepts", page(concepts.concept_list)),
        Route("/concepts/{id:path}", page(concepts.concept_page)),
        Route("/topics", page(topics.topic_list_page)),
        Route("/topics/{id}", page(topics.topic_page)),
        Route("/topics/{id}/{edit}", form(edits.edit_topic), methods=["POST"]),
        Route("/themes", page(topics.theme_list)),
        Route("/documents", page(documents.document_list)),
        Route("/documents/{id}", page(documents.document_page)),
        Route("/trends", page(trends.trend_list)),
        Route("/trends/{kind}/{id:path}", page(trends.trend_page)),
        Route("/review", page(review.review_page, kept=False), methods=["GET"]),
        Route("/review", form(review.decide), methods=["POST"]),
        Route("/static/{name}", partial(asset_endpoint, site)),
    ]


def _error(site: Site, request: Request, error: Exception) -> Response:  # noqa: ARG001 - Starlette's signature
    """Return an error as a page that tells what to do, without a path of this machine."""
    status, reason, told = _described(error)
    values = {"status": int(status), "reason": reason, "told": without_folders(told)}
    headers = error.headers if isinstance(error, HTTPException) else None
    return site.response(Page("error.html", "", values, status), headers)


def _described(error: Exception) -> tuple[HTTPStatus, str, str]:
    """Return the status of an error, its message in the catalogue, and what the program says of it."""
    if isinstance(error, RefusedError):
        return error.status, error.reason, error.told
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        return status, "nothing" if status == HTTPStatus.NOT_FOUND else "request", ""
    for kind, status, reason in _KINDS:
        if isinstance(error, kind):
            return status, reason, str(error) if kind in {InputError, UsageError} else ""
    return HTTPStatus.INTERNAL_SERVER_ERROR, "fault", ""
