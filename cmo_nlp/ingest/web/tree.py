"""HTML → the tree that pages and the articles of press archives are read from."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]

from cmo_nlp.ingest.article import BULLET, Block, RefusedContentError

__all__ = ["HTML_SPACE", "html_blocks", "parse_html"]

HTML_SPACE = re.compile(r"[ \t\n\f\r]{2,}|[\t\n\f\r]")
"""White space that is to become one space; a space alone is one already, and most are alone."""
_BREAK = "\u2028"  # stands for <br> until white space is folded; clean text has none
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "textarea", "select", "button"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
     "nav", "ol", "p", "pre", "section", "table", "tbody", "tr", "ul"}
)  # fmt: skip


def parse_html(text: str) -> Any:
    """Return the tree of the page or fragment `text`, without comments.

    Raises RefusedContentError with `too-deep` (libxml2 stops at 256 elements inside each other; the rest
    would be lost) and `no-text` where there is nothing.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError as error:
        raise RefusedContentError(reason="no-text", detail=f"the page is empty ({error})") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise RefusedContentError(
            reason="too-deep", detail="more than 256 elements of the page stand inside each other"
        )
    return tree


def html_blocks(element: Any) -> Iterator[Block]:
    """Yield the paragraphs, headings and list items of `element`; two line breaks part paragraphs as well.

    Marks inside a paragraph (`<mark>`, `<span>`) leave no trace: what touched in the page touches here.
    """
    pieces: list[str] = []
    bullet = ""
    for event, node in lxml.etree.iterwalk(element, events=("start", "end")):
        if node.tag in _BLOCKS:
            blocks = list(_blocks("".join(pieces), bullet))
            yield from blocks
            bullet = "" if blocks or node.tag == "li" else bullet
            pieces.clear()
        if event == "start":
            bullet = BULLET if node.tag == "li" else bullet
            pieces.append(_opening(node, is_root=node is element))
        elif node is not element:
            pieces.append(node.tail or "")
    yield from _blocks("".join(pieces), bullet)


def _opening(node: Any, *, is_root: bool) -> str:
    if node.tag == "br":
        return _BREAK
    text = "" if node.tag in _UNSEEN else node.text or ""
    is_next_cell = node.tag in {"td", "th"} and not is_root and node.getprevious() is not None
    return f" | {text}" if is_next_cell else text


def _blocks(text: str, bullet: str) -> Iterator[Block]:
    lines = [line.strip(" ") for line in HTML_SPACE.sub(" ", text).split(_BREAK)]
    for is_text, paragraph in groupby(lines, key=bool):
        if is_text:
            yield Block(bullet + "\n".join(paragraph), is_item=bool(bullet))
