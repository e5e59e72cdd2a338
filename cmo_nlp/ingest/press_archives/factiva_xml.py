"""Exports of Factiva as XML: one `<article>` for each article.

Control characters, entities that no one declared and elements cut short occur in them. So each article is cut
out as text, loses what XML forbids, and is parsed by itself without a document type: nothing can be declared,
expanded or fetched. An article that is still broken is read as far as it goes, and says so.
"""

import datetime as dt
import html
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import lxml.etree  # type: ignore[import-untyped]

from cmo_nlp.ingest.article import Block, Part, RefusedContentError
from cmo_nlp.ingest.front_matter import read_language
from cmo_nlp.ingest.press_archives.entry import Entry, is_legal_notice, read_parts, word_count

__all__ = ["looks_like_factiva_xml", "read_factiva_xml"]

RULES = "factiva-xml"
_START = re.compile(r"<(?:[\w.-]{1,40}:)?article(?=[\s>/])")
_END = re.compile(r"</(?:[\w.-]{1,40}:)?article\s{0,9}>")
_HEADLINE = re.compile(r"<(?:[\w.-]{1,40}:)?headline[\s>]")
_PARAGRAPHS = re.compile(r"<(?:[\w.-]{1,40}:)?(?:leadParagraph|tailParagraphs)[\s>/]")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORBIDDEN_NUMBER = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,8})|(?P<decimal>[0-9]{1,8}));")
_ENTITY = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8});)(?P<name>[A-Za-z]\w{0,30};)?"
)
_MARK = re.compile(r"</?(?:[\w.-]{1,40}:)?hlt\b[^<>]{0,200}>")
_SPACE = re.compile(r"[ \t\r\n]+")
_PARAGRAPH_NAMES = frozenset({"paragraph", "para", "p"})
_TEXT = ("leadParagraph", "tailParagraphs")
_METADATA = {
    "accessionNo": "reference", "artWork": "captions", "columnName": "column", "copyright": "rights",
    "credit": "credit", "edition": "edition", "page": "page", "publicationTime": "hour",
    "publisherName": "publishing_house", "reference": "reference", "sectionName": "section",
    "sourceCode": "source_code", "volume": "volume", "wordCount": "word_count",
}  # fmt: skip
_LISTED = {"company": "companies", "industry": "industries", "newsSubject": "subjects", "region": "regions"}


def looks_like_factiva_xml(text: str) -> bool:
    """Return whether the XML `text` is an export of Factiva: it has articles with headline and paragraphs."""
    has_text = any(name in text for name in _TEXT)
    return has_text and bool(_START.search(text) and _HEADLINE.search(text) and _PARAGRAPHS.search(text))


def read_factiva_xml(text: str, today: dt.date) -> Iterator[Part]:
    """Return the articles of the export `text` in their order, `#1` first.

    Raises RefusedContentError with `no-text` for an export without articles.
    """
    return read_parts(_sources(text), _entry, today)


def _sources(text: str) -> Iterator[str]:
    """Yield the markup of each article, closed or not."""
    starts = [found.start() for found in _START.finditer(text)]
    for start, end in pairwise([*starts, len(text)]) if starts else ():
        closed = _END.search(text, start, end)
        yield text[start : closed.end() if closed else end]


def _entry(source: str) -> Entry:
    entry = Entry(RULES)
    tree = _parse(source, entry)
    for field in tree:
        if isinstance(field.tag, str):
            _read_field(_local(field), field, entry)
    return entry


def _parse(source: str, entry: Entry) -> Any:
    legal = _legal(source)
    try:
        return lxml.etree.fromstring(legal, _parser(recover=False))
    except lxml.etree.XMLSyntaxError as error:
        tree = lxml.etree.fromstring(legal, _parser(recover=True))
        if tree is None:
            detail = f"the article's XML cannot be read ({error})"
            raise RefusedContentError(reason="unreadable", detail=detail) from error
        entry.warnings.append(f"The article's XML was broken and was read as far as it goes ({error.msg}).")
        return tree


def _parser(*, recover: bool) -> Any:
    return lxml.etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _legal(source: str) -> bytes:
    """Return `source` with what XML allows only, and its highlighting taken off."""
    named = _ENTITY.sub(_character, _MARK.sub("", source))
    numbered = _FORBIDDEN_NUMBER.sub(_allowed_number, named)
    return _FORBIDDEN.sub("", numbered).encode("utf-8", "ignore")


def _character(entity: re.Match[str]) -> str:
    """Return the character that HTML means by an entity (`&eacute;`), or a plain « & »."""
    name = entity["name"] or ""
    meant = html.unescape(f"&{name}") if name else "&"
    return meant if name and meant != f"&{name}" else f"&amp;{name}"


def _allowed_number(reference: re.Match[str]) -> str:
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    is_character = number <= 0x10FFFF and not _FORBIDDEN.match(chr(number))  # noqa: PLR2004 - Unicode's last
    return reference[0] if is_character else ""


def _local(element: Any) -> str:
    """Return the name of `element` without its name space, declared or not."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _read_field(name: str, field: Any, entry: Entry) -> None:
    text = _flat(field)
    if name in _TEXT:
        entry.blocks += _paragraphs(field)
    elif name in {"headline", "sourceName", "byline"}:
        setattr(entry, {"headline": "title", "sourceName": "publisher", "byline": "byline"}[name], text)
    elif name == "publicationDate":
        entry.dates.append(text)
    elif name == "baseLanguage":
        entry.language = read_language(text)
    elif name in _METADATA:
        value = word_count(f"{text} mots") if name == "wordCount" else text
        entry.metadata.setdefault(_METADATA[name], value)
    elif name in _LISTED:
        listed = entry.metadata.get(_LISTED[name])
        entry.metadata[_LISTED[name]] = f"{listed}; {text}" if listed else text
    elif text and not is_legal_notice(text):
        entry.unread.append(name)


def _flat(element: Any) -> str:
    return _SPACE.sub(" ", " ".join(element.itertext())).strip()


def _paragraphs(field: Any) -> Iterator[Block]:
    """Yield the paragraphs of a lead or a tail, which may also hold bare text, or a paragraph left open."""
    pieces = [field.text or ""]
    for event, node in lxml.etree.iterwalk(field, events=("start", "end")):
        if node is field:
            continue
        if _local(node) in _PARAGRAPH_NAMES:
            yield from _block(pieces)
        pieces.append((node.text if event == "start" else node.tail) or "")
    yield from _block(pieces)


def _block(pieces: list[str]) -> Iterator[Block]:
    text = _SPACE.sub(" ", "".join(pieces)).strip(" ")
    pieces.clear()
    if text:
        yield Block(text)
