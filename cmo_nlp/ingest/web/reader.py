"""A saved web page: its article without menus and banners (trafilatura), and what the page says of it."""

import contextlib
import datetime as dt
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import lxml.etree  # type: ignore[import-untyped]
import trafilatura
from trafilatura.settings import Extractor

from cmo_nlp.ingest.article import BULLET, Article, Block, RefusedContentError, lay_out
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.datelines import find_byline, find_dateline
from cmo_nlp.ingest.front_matter import read_language
from cmo_nlp.ingest.web.dates import PageDates, find_page_dates
from cmo_nlp.ingest.web.frame import strip_frame
from cmo_nlp.ingest.web.head import HEAD_BLOCKS, without_head
from cmo_nlp.ingest.web.numbers import number_items, split_number
from cmo_nlp.ingest.web.syndication import find_first_publisher
from cmo_nlp.ingest.web.tree import HTML_SPACE, parse_html
from cmo_nlp.records import Description

__all__ = ["read_web_page"]

_BLOCKS = frozenset({"p", "head", "quote", "code", "list", "item", "table", "row", "div", "body", "figure"})
_BREAK = "\u2028"  # stands for <br> until white space is folded; clean text has none
_BY = re.compile(r"^(?:par|by)\s+", re.IGNORECASE)
# Unicode's own pictures of a no-break space and of a space, which pages do not use.
_SHOWN = {"\u00a0": "\u237d", "\u202f": "\u2423"}
_HIDDEN = {sign: space for space, sign in _SHOWN.items()}
_ENOUGH_SHARE = 0.9  # of the characters of the paragraphs that the page's article shows
_LONGEST_CELL = 300  # characters of a cell of a table whose row is one line
_HEAD_CHARACTERS = 500  # in which a page without an author in its markup may name one
_EXTRAS = ("url", "description", "categories", "tags", "license")


def read_web_page(text: str, today: dt.date) -> Article:
    """Return the article of the page `text`.

    Raises RefusedContentError with `too-deep` (libxml2 stops at 256 elements inside each other; the rest
    would be lost) and `no-text` for a page without an article.
    """
    tree = parse_html(text)
    with _quiet() as complaints:
        dates = find_page_dates(tree, today)
        body = strip_frame(tree)
        number_items(tree)
        _show_spaces(tree)
        _spare_date(tree)
        page = _extract(tree, body, today)
    if page is None:
        said = [text for text in complaints if not text.startswith("discarding data")]
        why = f" ({said[-1]})" if said else ""
        raise RefusedContentError(
            reason="no-text", detail=f"the page holds no article that could be told from its menus{why}"
        )
    blocks = [block._replace(text=_hide_spaces(block.text)) for block in _blocks(page.body)]
    description = _describe(page, tree, dates, blocks, today)
    article = lay_out(without_head(blocks, description))
    if not article.strip():
        raise RefusedContentError(reason="no-text", detail="no article could be told from the page's menus")
    return Article(article, _with_first_publisher(description, article))


def _extract(tree: Any, body: Any | None, today: dt.date) -> Any:
    """Return trafilatura's document, or None.

    Where `body` holds the article, its own extractor alone is right and takes two thirds of the time; if it
    finds less than that element shows, the others that it can ask are asked.
    """
    if body is not None:
        page: Any = trafilatura.bare_extraction(tree, options=_options(today, fast=True))
        shown = sum(len(paragraph.text_content()) for paragraph in body.iter("p"))
        if page is not None and len(page.text or "") >= _ENOUGH_SHARE * shown:
            return page
    return trafilatura.bare_extraction(tree, options=_options(today, fast=False))


@cache
def _options(today: dt.date, *, fast: bool) -> Any:
    """Return the settings of the extraction, read once: trafilatura would read them anew for each page."""
    return Extractor(
        output_format="python",
        fast=fast,
        comments=False,
        formatting=False,
        with_metadata=True,
        date_params=_no_date(today),
    )


def _show_spaces(tree: Any) -> None:
    """Put signs for no-break spaces into the text of `tree`: trafilatura would make common spaces of them."""
    for element in tree.iter():
        if element.text and not element.text.isascii():
            element.text = _replaced(element.text, _SHOWN)
        if element.tail and not element.tail.isascii():
            element.tail = _replaced(element.tail, _SHOWN)


def _hide_spaces(text: str) -> str:
    return text if text.isascii() else _replaced(text, _HIDDEN)


def _replaced(text: str, signs: Mapping[str, str]) -> str:
    for sign, other in signs.items():  # str.translate takes 20 times as long
        text = text.replace(sign, other)
    return text


def _spare_date(tree: Any) -> None:
    """Put a date at the head of `tree`, whose own were read before.

    trafilatura cannot be told to look for none; on a page without one in its head, that takes as long as all
    else that it finds out about the page. Its answer is not used.
    """
    head = tree.find("head")
    if head is not None:
        head.insert(0, head.makeelement("meta", {"itemprop": "datePublished", "content": "2000-01-01"}))


@contextlib.contextmanager
def _quiet() -> Iterator[list[str]]:
    """Keep the libraries' warnings off the terminal and hand them over."""
    complaints: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: complaints.append(clean_line(record.getMessage()))  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("trafilatura", "htmldate", "justext", "courlan")]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield complaints
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.propagate = propagate


def _no_date(today: dt.date) -> dict[str, Any]:
    """Return parameters that cost trafilatura's own search for a date little; its answer is not used."""
    return {"extensive_search": False, "original_date": True, "max_date": today.isoformat()}


def _describe(page: Any, tree: Any, dates: PageDates, blocks: list[Block], today: dt.date) -> Description:
    extras = {name: _written(getattr(page, name, None)) for name in _EXTRAS}
    extras["refused_date"] = clean_line(dates.refused or "")
    top = "\n".join(block.text for block in blocks[:HEAD_BLOCKS])
    lines = find_dateline(top, _HEAD_CHARACTERS, today)
    if dates.published is None:
        extras["relative_date"] = clean_line(dates.relative or lines.relative or "")
    return Description(
        title=_written(page.title) or None,
        authors=tuple(filter(None, map(_name, (page.author or "").split(";"))))
        or dates.authors
        or find_byline(top, _HEAD_CHARACTERS),
        publisher=_written(page.sitename) or None,
        language=_language(tree),
        published=dates.published,
        modified=dates.modified or lines.modified,
        metadata={name: extras[name] for name in sorted(extras) if extras[name]},
    )


def _with_first_publisher(description: Description, article: str) -> Description:
    name = find_first_publisher(article)
    extra = {"first_published_in": name} if name else {}
    return replace(description, metadata=dict(sorted({**description.metadata, **extra}.items())))


def _name(written: str) -> str:
    """Return the author's name without the « Par » of the line it stands in."""
    return _BY.sub("", _written(written))


def _written(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return clean_line(_hide_spaces(text))


def _language(tree: Any) -> str | None:
    """Return the language that the page declares, or None."""
    said = tree.xpath("/html/@lang | /html/@xml:lang | //meta[@property='og:locale']/@content")
    return next(filter(None, (read_language(str(code)) for code in said)), None)


def _blocks(body: Any) -> Iterator[Block]:
    """Yield the blocks of trafilatura's tree in one pass: a page nests deeper than Python may recurse."""
    pieces: list[str] = []
    bullet = ""
    row = None  # whose cells are being read
    for event, element in lxml.etree.iterwalk(body, events=("start", "end")):
        row = None if element is row else row
        if element.tag in _BLOCKS and row is not None:
            pieces.append(" ")
        elif element.tag in _BLOCKS:
            block = _block(pieces, bullet)
            if block:
                yield block
                bullet = ""
            pieces.clear()
        if event == "start" and row is None:
            row = element if element.tag == "row" and not _lays_out(element) else None
            bullet = {"item": BULLET, "head": "", "p": bullet}.get(element.tag, bullet)
        if event == "start":
            pieces.append(_opening(element) + (element.text or ""))
        else:
            pieces.append(element.tail or "")


def _lays_out(row: Any) -> bool:
    """Return whether cells of `row` hold blocks of an article: the columns of an old page."""
    return any(len(cell) and len("".join(cell.itertext())) > _LONGEST_CELL for cell in row)


def _opening(element: Any) -> str:
    if element.tag == "lb":
        return _BREAK
    return " | " if element.tag == "cell" and element.getprevious() is not None else ""


def _block(pieces: list[str], bullet: str) -> Block | None:
    folded = HTML_SPACE.sub(" ", "".join(pieces)).replace(_BREAK, "\n")
    number, text = split_number("\n".join(line.strip(" ") for line in folded.split("\n")).strip())
    mark = number or bullet
    return Block(mark + text, is_item=bool(mark)) if text else None
