"""A workspace as pages: each request opens it, reads one state of it, and closes it again."""

import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlencode

from jinja2 import ChoiceLoader, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from cmo_nlp import __version__
from cmo_nlp.report.pages.environment import environment
from cmo_nlp.report.pages.language import Language
from cmo_nlp.report.view.evidence import Evidence
from cmo_nlp.report.view.sources import public_source
from cmo_nlp.serve.guard import LONGEST_BODY, Guard, RefusedError
from cmo_nlp.serve.kept import Kept
from cmo_nlp.serve.reading import ServedReadings
from cmo_nlp.store import open_store, read, snapshot
from cmo_nlp.workspace import Workspace

__all__ = ["LONGEST_TEXT", "NAVIGATION", "Form", "Page", "Site", "Visit"]

NAVIGATION = (
    ("overview", "/"), ("search", "/search"), ("concepts", "/concepts"), ("topics", "/topics"),
    ("themes", "/themes"), ("documents", "/documents"), ("trends", "/trends"), ("review", "/review"),
)  # fmt: skip
"""The pages that every page leads to, in their order."""
LONGEST_TEXT = 400
"""characters of a query, a name, a filter."""
_MOST_PAGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """What a template shows. `at` is the page of NAVIGATION that it belongs to."""

    template: str
    at: str
    values: Mapping[str, Any]
    status: HTTPStatus = HTTPStatus.OK


class Visit:
    """A request that reads: what it asks for, and one state of the workspace."""

    def __init__(self, request: Request, connection: sqlite3.Connection, site: "Site") -> None:
        self.connection, self.site = connection, site
        self.language = site.language
        self.path_params: Mapping[str, str] = request.path_params
        self._query = request.query_params
        self.kept = site.kept.now(connection)
        self.readings = ServedReadings(connection, self.kept)
        self.evidence = Evidence(self.readings)

    def text(self, name: str) -> str:
        """Return what was asked under `name`, "" for nothing; RefusedError for more than 400 characters."""
        given = self._query.get(name, "").strip()
        if len(given) > LONGEST_TEXT:
            raise RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG, "too_long")
        return given

    def choice(self, name: str, choices: tuple[str, ...], otherwise: str = "") -> str:
        """Return one of `choices`; `otherwise` where nothing was asked, RefusedError for another value."""
        given = self.text(name) or otherwise
        if given and given not in choices:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "choice")
        return given

    def number(self, name: str, otherwise: int = 1) -> int:
        """Return a whole number from 0 on; RefusedError for what is none."""
        given = self.text(name)
        if not given:
            return otherwise
        if not (given.isascii() and given.isdigit()) or int(given[:9]) > _MOST_PAGE:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "choice")
        return int(given)

    def address(self, path: str, **changes: object) -> str:
        """Return `path` with what was asked now, changed by `changes`; what is empty is left out."""
        asked = {**dict(self._query), **{k: str(v) for k, v in changes.items()}}
        told = {name: value for name, value in asked.items() if value}
        return f"{path}?{urlencode(told)}" if told else path


class Form:
    """What a form sent: one value a name, at most 400 characters each."""

    def __init__(self, body: bytes) -> None:
        try:
            sent = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=50)
        except ValueError as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "form") from error
        self._sent = {name: values[-1] for name, values in sent.items()}

    def text(self, name: str) -> str:
        """Return a value, "" where there is none."""
        given = self._sent.get(name, "").strip()
        if len(given) > LONGEST_TEXT:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_long")
        return given


@dataclass(slots=True)
class Site:
    """The pages of a workspace, and who may ask for them."""

    workspace: Workspace
    guard: Guard
    language: Language = field(default_factory=lambda: Language("fr", "cmo_nlp.serve"))
    kept: Kept = field(default_factory=Kept)
    drawing: threading.Lock = field(default_factory=threading.Lock)
    """held while a picture is drawn: matplotlib has caches that two threads must not fill at once."""
    lexicon_lock: threading.Lock = field(default_factory=threading.Lock)
    _start: str = field(default_factory=lambda: secrets.token_hex(8))
    _templates: Any = None

    def __post_init__(self) -> None:
        self._templates = environment(self.language)
        loaders = [PackageLoader("cmo_nlp.serve"), PackageLoader("cmo_nlp.report.pages")]
        self._templates.loader = ChoiceLoader(loaders)
        self._templates.filters["source"] = public_source

    def reading(self, view: Callable[[Visit], Page], *, kept: bool = True) -> Callable[[Request], Response]:
        """Return the endpoint of a page; where it is `kept`, a browser that has it is not sent it again."""

        def endpoint(request: Request) -> Response:
            self.guard.check(request)
            with open_store(self.workspace.folder, write=False) as connection, snapshot(connection):
                tag = self._tag(connection, request)
                if kept and request.headers.get("if-none-match") == tag:
                    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=_kept_headers(tag))
                page = view(Visit(request, connection, self))
                return self.response(page, _kept_headers(tag) if kept else None)

        return endpoint

    def fit(self, connection: sqlite3.Connection) -> str:
        """Return what tells one fit of the topics from the next, which gives their ids to others."""
        stage = read.stage(connection, "topics")
        return stage.digest[:24] if stage else ""

    def _tag(self, connection: sqlite3.Connection, request: Request) -> str:
        """Return what tells this page of this state from any other; forms hold the token of the process."""
        state = (*read.revision(connection), self._start, request.url.path, request.url.query)
        return f'W/"{hashlib.sha256(repr(state).encode()).hexdigest()[:24]}"'

    def writing(self, act: Callable[["Site", Mapping[str, str], Form], str]) -> Any:
        """Return the endpoint of a form, which `act` carries out, returning where to go on."""
        from starlette.concurrency import run_in_threadpool

        async def endpoint(request: Request) -> Response:
            self.guard.check(request)
            self.guard.check_source(request.headers)
            form = Form(await _body(request))
            self.guard.check_token(form.text("token"))
            address = await run_in_threadpool(act, self, request.path_params, form)
            return RedirectResponse(address, HTTPStatus.SEE_OTHER)

        return endpoint

    def response(self, page: Page, headers: Mapping[str, str] | None = None) -> HTMLResponse:
        """Return a page as the browser gets it."""
        text = self._templates.get_template(page.template).render(
            page.values, at=page.at, navigation=NAVIGATION, style="colour", token=self.guard.token,
            version=__version__, longest=LONGEST_TEXT,
        )  # fmt: skip
        return HTMLResponse(text, page.status, headers)


def _kept_headers(tag: str) -> Mapping[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache"}


async def _body(request: Request) -> bytes:
    """Return what a form sent; RefusedError as soon as it is more than any form of ours sends."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "form")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_long")
    return body
