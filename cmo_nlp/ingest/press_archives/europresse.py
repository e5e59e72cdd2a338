"""Exports of Europresse: one HTML file, an element or a run of elements for each article.

Three shapes are known. Since 2020 an `<article>` has fields of class `rdp__…` or a `docOcurrContainer`
(sic); from about 2010 an `<article>` has `DocText`; before, nothing parts the articles but the name of the
newspaper.
Each article is cut out of the file as text and parsed by itself: an unclosed element of one would swallow the
others, and libxml2 stops at 256 elements inside each other.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from cmo_nlp.ingest.article import Block, Part
from cmo_nlp.ingest.press_archives.dates import find_date
from cmo_nlp.ingest.press_archives.entry import (
    Entry,
    is_legal_notice,
    read_parts,
    without_word_count,
    word_count,
)
from cmo_nlp.ingest.press_archives.marked import flat_text, left_over, take, take_text
from cmo_nlp.ingest.web.tree import html_blocks, parse_html

__all__ = ["looks_like_europresse", "read_europresse"]

_CLASS = r"""\bclass\s{0,9}=\s{0,9}["']?[^"'<>]{0,120}\b"""
_NAMES = ("DocPublicationName", "DocHeader", "itreArticleVisu", "docOcurrContainer", "publiC-lblNodoc")
_MARKS = re.compile(
    rf"{_CLASS}(DocPublicationName|DocHeader|[tT]itreArticleVisu|docOcurrContainer|publiC-lblNodoc)"
)
_ENOUGH_MARKS = 2  # one may stand in a page about the archive
_ARTICLE = re.compile(r"<article\b", re.IGNORECASE)
_ARTICLE_END = re.compile(r"</article\s{0,9}>", re.IGNORECASE)
_NEWSPAPER = re.compile(rf"<span\s[^<>]{{0,200}}?{_CLASS}DocPublicationName\b", re.IGNORECASE)
_TITLE = re.compile(_CLASS + "titreArticle", re.IGNORECASE)
_NUMBER = re.compile(r"\b[a-z]{2,12}[·•](?P<day>(?:19|20)\d{6})[·•][\w·•.-]{1,80}", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:p(?:p|ages?)?[. ] ?)?(?P<page>[A-Z]{0,3}\d{1,4}(?: ?[-–] ?[A-Z]{0,3}\d{1,4})?)$", re.IGNORECASE
)
_ADDRESS = re.compile(r"\S{1,80}@\S{1,80}")
_EDITION = re.compile(r"\((?P<edition>[^()]{1,60})\)")


def looks_like_europresse(text: str) -> bool:
    """Return whether the page `text` is an export of Europresse: two kinds of its marks are in it."""
    if sum(name in text for name in _NAMES) < _ENOUGH_MARKS:  # the pattern alone reads 10 MB a second
        return False
    kinds = set()
    for mark in _MARKS.finditer(text):
        kinds.add(mark[1])
        if len(kinds) == _ENOUGH_MARKS:
            return True
    return False


def read_europresse(text: str, today: dt.date) -> Iterator[Part]:
    """Return the articles of the export `text` in their order, `#1` first.

    Raises RefusedContentError with `no-text` for an export without articles.
    """
    return read_parts(_sources(text), _entry, today)


def _sources(text: str) -> Iterator[str]:
    """Yield the markup of each article."""
    starts = [found.start() for found in _ARTICLE.finditer(text)]
    if not starts:
        starts = _newspapers(text)
    for start, end in pairwise([*starts, len(text)]):
        yield _ARTICLE_END.split(text[start:end], maxsplit=1)[0]


def _newspapers(text: str) -> list[int]:
    """Return where the articles of the oldest shape start: at the name of a newspaper.

    A second element of that name (it holds a bare number) stands before some titles; it starts nothing.
    """
    starts = [found.start() for found in _NEWSPAPER.finditer(text)]
    firsts: list[int] = []
    has_title = True
    for start, end in pairwise([*starts, len(text)]):
        if has_title:
            firsts.append(start)
        has_title = (has_title and start != firsts[-1]) or bool(_TITLE.search(text, start, end))
    return firsts


def _entry(source: str) -> Entry:
    tree = parse_html(source)
    rules = _rules(source)
    entry = Entry(rules)
    _read_number(tree, entry)
    entry.publisher = take_text(tree, "DocPublicationName")
    edition = _EDITION.search(entry.publisher)
    entry.metadata["edition"] = edition["edition"] if edition else ""
    entry.title = take_text(tree, "rdp__articletitle titreArticleVisu TitreArticleVisu")
    subtitles = [block for part in take(tree, "rdp__subtitle") for block in html_blocks(part)]
    _read_header(tree, entry)
    entry.byline = take_text(tree, "docAuthors sm-margin-bottomNews")
    entry.title = entry.title or take_text(tree, "titreArticle")
    entry.metadata["kicker"] = take_text(tree, "rdp__surtitle rdp__kicker")
    entry.metadata["also_published_in"] = take_text(tree, "apd-wrapper")
    entry.blocks = [*subtitles, *_body(tree, rules)]
    _read_rest(tree, entry)
    return entry


def _rules(source: str) -> str:
    if not _ARTICLE.match(source):
        return "europresse-2006"
    is_new = "docOcurrContainer" in source or "rdp__" in source
    return "europresse-2020" if is_new else "europresse-2010"


def _read_number(tree: Any, entry: Entry) -> None:
    """Read the document's number, `news·20220613·HX·…`: it holds the day of publication."""
    written = take_text(tree, "publiC-lblNodoc") or tree.text_content()
    found = _NUMBER.search(written)
    if found:
        day = found["day"]
        entry.dates.append(f"{day[:4]}-{day[4:6]}-{day[6:]}")
        entry.metadata["reference"] = found[0]


def _read_header(tree: Any, entry: Entry) -> None:
    """Read « Enquête, jeudi 18 mars 2004, p. 5 »: section, date, page and words in no fixed order."""
    headers = [*_after_subsection(tree), *take(tree, "DocHeader"), *take(tree, "DocTitreSousSection")]
    line = ", ".join(map(flat_text, headers)).replace("\n", ", ")
    found = find_date(line)
    if found.value:
        entry.dates.append(found.value.date)
    entry.metadata["word_count"] = word_count(found.rest)
    pieces = [piece.strip(" -–·|") for piece in without_word_count(found.rest).split(",")]
    pages = [page["page"] for page in map(_PAGE.match, pieces) if page]
    entry.metadata["page"] = ", ".join(pages)
    entry.metadata["section"] = ", ".join(p for p in pieces if p and not _PAGE.match(p))


def _after_subsection(tree: Any) -> Iterator[Any]:
    """Yield, taken out of `tree`, the element after a subsection's name: it dates what has no header."""
    if tree.xpath(".//*[contains(@class, 'DocHeader')]"):
        return
    for element in tree.xpath(
        ".//*[contains(@class, 'DocTitreSousSection')]/following-sibling::*[1][self::span]"
    ):
        element.tail = element.tail or " "
        yield element
        element.drop_tree()


def _body(tree: Any, rules: str) -> list[Block]:
    for name in ("docOcurrContainer", "DocText"):
        blocks = [block for element in take(tree, name) for block in html_blocks(element)]
        if blocks:
            return blocks
    return _unmarked_body(tree) if rules == "europresse-2006" else []


def _unmarked_body(tree: Any) -> list[Block]:
    """Return the blocks that the fields leave over, taken out of `tree`: the oldest shape marks no text."""
    take(tree, "DocPublicationName")  # a second one, which holds a bare number
    blocks = [
        block
        for block in html_blocks(tree)
        if not _ADDRESS.fullmatch(block.text)
        and not _NUMBER.fullmatch(block.text)
        and not is_legal_notice(block.text)
    ]
    tree.clear()
    return blocks


def _read_rest(tree: Any, entry: Entry) -> None:
    """Read the number of words in the notices of the foot; name what no rule knows."""
    for name, text in left_over(tree):
        stated = word_count(text)
        if stated:
            entry.metadata["word_count"] = entry.metadata["word_count"] or stated
        if (
            not is_legal_notice(text)
            and not _NUMBER.fullmatch(text)
            and without_word_count(text).strip(" .,-–·")
        ):
            entry.unread.append(name)
