"""A part of a long list, and the way to the others."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from cmo_nlp.serve.guard import RefusedError
from cmo_nlp.serve.site import Visit

__all__ = ["Part", "part_of"]


class Part(NamedTuple):
    """The `rows` of a page, numbered from `first`, of `total`; an address is "" where there is none."""

    rows: Sequence[Any]
    first: int
    total: int
    page: int
    pages: int
    before: str
    after: str


def part_of(rows: Sequence[Any], visit: Visit, path: str, size: int = 50) -> Part:
    """Return the page of `rows` that was asked for; RefusedError (404) where there is none."""
    pages = max(1, -(-len(rows) // size))
    page = visit.number("page")
    if not 1 <= page <= pages:
        raise RefusedError(HTTPStatus.NOT_FOUND, "no_page")
    start = (page - 1) * size
    before = visit.address(path, page=page - 1) if page > 1 else ""
    after = visit.address(path, page=page + 1) if page < pages else ""
    return Part(rows[start : start + size], start + 1, len(rows), page, pages, before, after)
