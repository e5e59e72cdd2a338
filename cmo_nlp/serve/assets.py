"""Style sheets and scripts: files of the package, by name, and nothing else."""

import hashlib
from functools import lru_cache
from http import HTTPStatus
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from cmo_nlp.serve.guard import RefusedError
from cmo_nlp.serve.site import Site

__all__ = ["asset_endpoint"]

_FILES = {
    "report.css": ("cmo_nlp.report.pages", "text/css"),
    "report.js": ("cmo_nlp.report.pages", "text/javascript"),
    "serve.css": ("cmo_nlp.serve", "text/css"),
    "review.js": ("cmo_nlp.serve", "text/javascript"),
    "favicon.svg": ("cmo_nlp.serve", "image/svg+xml"),
}


def asset_endpoint(site: Site, request: Request) -> Response:
    """Return a file by its name; RefusedError (404) for any other name."""
    site.guard.check(request)
    name = request.path_params["name"]
    if name not in _FILES:
        raise RefusedError(HTTPStatus.NOT_FOUND, "nothing")
    package, kind = _FILES[name]
    content, tag = _read(package, name)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(content, media_type=kind, headers=headers)


@lru_cache
def _read(package: str, name: str) -> tuple[bytes, str]:
    content = files(package).joinpath(f"static/{name}").read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:24]}"'
