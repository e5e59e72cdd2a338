"""Markdown: the text without its marks, one line per paragraph, headings apart, « - » before list items."""

import html
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cmo_nlp.ingest.article import BULLET, Article, Block, RefusedContentError, lay_out
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.records import Description

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_markdown"]

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_DEEPEST = 100  # blocks inside blocks; deeper ones are left out by the parser


def read_markdown(text: str, description: Description) -> Article:
    """Return the article of a Markdown text (CommonMark and tables); its first heading is a title too."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        detail = f"{_DEEPEST} quotations or lists stand inside each other; what is deeper would be lost"
        raise RefusedContentError(reason="too-deep", detail=detail)
    if description.title is None:
        description = replace(description, title=_title(tokens))
    return Article(lay_out(_blocks(tokens)), description)


def _title(tokens: Sequence["Token"]) -> str | None:
    pairs = itertools.pairwise(tokens)
    titles = (
        _inline(content) for start, content in pairs if start.type == "heading_open" and start.tag == "h1"
    )
    return clean_line(next(titles, "")) or None


def _blocks(tokens: Sequence["Token"]) -> Iterator[Block]:
    bullet = ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            bullet = f"{token.info}{token.markup} " if token.info else BULLET
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield Block(" | ".join(cells or ()), is_item=True)
            cells = None
        elif cells is not None:
            cells += [_inline(token)] if token.type == "inline" else []
        elif text := _text(token):
            yield Block(bullet + text, is_item=bool(bullet))
            bullet = ""


def _text(token: "Token") -> str:
    if token.type == "inline":
        return _inline(token)
    if token.type in {"fence", "code_block"}:
        return token.content
    return _without_tags(token.content) if token.type == "html_block" else ""


def _inline(token: "Token") -> str:
    return "".join(_piece(child) for child in token.children or ()).strip()


def _piece(token: "Token") -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " " if token.type == "softbreak" else "\n"
    if token.type == "html_inline":
        return "\n" if _BREAK.fullmatch(token.content) else ""
    return "" if token.type == "image" else token.content


def _without_tags(markup: str) -> str:
    return html.unescape(_TAG.sub("", _without_comments(_BREAK.sub("\n", markup)))).strip()


def _without_comments(markup: str) -> str:
    """Return `markup` without its comments, in one pass: a pattern takes quadratic time on unclosed ones."""
    kept, start = [], 0
    while (opening := markup.find("<!--", start)) >= 0 and (closing := markup.find("-->", opening + 4)) >= 0:
        kept.append(markup[start:opening])
        start = closing + 3
    return "".join([*kept, markup[start:]])
