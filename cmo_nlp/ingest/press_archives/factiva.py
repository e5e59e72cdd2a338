"""Exports of Factiva as HTML: an element of class `article frArticle` for each article.

Two shapes are known: a table of two-letter codes and values (« HD », « BY », « PD »…), and, where the reader
chose to show no codes, bare lines in a fixed order. The text is in paragraphs of class `articleParagraph`.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from cmo_nlp.ingest.article import Part
from cmo_nlp.ingest.front_matter import read_language
from cmo_nlp.ingest.press_archives.dates import find_date
from cmo_nlp.ingest.press_archives.entry import (
    Entry,
    is_legal_notice,
    read_parts,
    without_word_count,
    word_count,
)
from cmo_nlp.ingest.press_archives.marked import flat_text, left_over, take
from cmo_nlp.ingest.web.tree import html_blocks, parse_html

__all__ = ["looks_like_factiva", "read_factiva"]

_START = re.compile(
    r"""<(?:div|article|section)\s[^<>]{0,300}?\bclass\s{0,9}=\s{0,9}["'][^"'<>]{0,80}?\b[a-z]{2}Article\b""",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"""\bclass\s{0,9}=\s{0,9}["']?[^"'<>]{0,80}?\barticleParagraph\b""")
_CODE = re.compile(r"[A-Z]{2,3}")
_REFERENCE = re.compile(
    r"(?:document|article)?\s*(?P<number>[A-Z]{2,12}[0-9]{10}[0-9a-z]{4,16})", re.IGNORECASE
)
_HOUR = re.compile(r"[0-2]?[0-9][:h][0-5][0-9](?::[0-5][0-9])?(?: ?(?:GMT|UTC|CES?T|[AP]M))?", re.IGNORECASE)
_PAGE = re.compile(r"(?:p(?:ages?)?\.? ?)?[A-Z]{0,2}[0-9]{1,4}", re.IGNORECASE)
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{2,7}")
_TEXT_CODES = ("LP", "TD")
_METADATA_CODES = {
    "AN": "reference", "ART": "captions", "CLM": "column", "CO": "companies", "CR": "credit",
    "CT": "contact", "CX": "correction", "CY": "rights", "ED": "edition", "ET": "hour", "IN": "industries",
    "IPC": "publisher_codes", "IPD": "publisher_descriptors", "NS": "subjects", "PG": "page",
    "PUB": "publishing_house", "RE": "regions", "RF": "references", "SC": "source_code", "SE": "section",
    "VOL": "volume", "WC": "word_count",
}  # fmt: skip


def looks_like_factiva(text: str) -> bool:
    """Return whether the page `text` is an export of Factiva: it marks articles and paragraphs in its way."""
    return "articleParagraph" in text and bool(_START.search(text) and _PARAGRAPH.search(text))


def read_factiva(text: str, today: dt.date) -> Iterator[Part]:
    """Return the articles of the export `text` in their order, `#1` first.

    Raises RefusedContentError with `no-text` for an export without articles.
    """
    starts = [found.start() for found in _START.finditer(text)]
    sources = (text[start:end] for start, end in pairwise([*starts, len(text)]))
    return read_parts(sources if starts else (), _entry, today)


def _entry(source: str) -> Entry:
    tree = parse_html(source)
    blocks = [block for paragraph in take(tree, "articleParagraph") for block in html_blocks(paragraph)]
    rows = list(_rows(tree))
    entry = _coded(rows) if rows else _bare(tree)
    entry.blocks = [*entry.blocks, *blocks] if rows else blocks
    entry.unread += [name for name, text in left_over(tree) if not _read_labelled(text, entry)]
    return entry


def _rows(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield (code, cell of its value) for each row that has both, taken out of `tree`."""
    for row in tree.xpath(".//tr[count(td | th) = 2]"):
        label, value = row.xpath("td | th")
        code = flat_text(label).strip("\u00a0: ")
        if _CODE.fullmatch(code):
            row.getparent().remove(row)
            yield code, value


def _coded(rows: list[tuple[str, Any]]) -> Entry:
    entry = Entry("factiva-codes")
    for code, cell in rows:
        if code in _TEXT_CODES:
            entry.blocks += html_blocks(cell)
        else:
            _read_code(code, flat_text(cell).strip(), entry)
    return entry


def _read_code(code: str, value: str, entry: Entry) -> None:
    if code in {"HD", "SN", "BY"}:
        setattr(entry, {"HD": "title", "SN": "publisher", "BY": "byline"}[code], value)
    elif code == "PD":
        entry.dates.append(value)
    elif code == "LA":
        entry.language = read_language(value)
        entry.metadata["language"] = "" if entry.language else value
    elif code == "WC":
        entry.metadata["word_count"] = word_count(value)
    elif code == "AN":
        found = _REFERENCE.search(value)
        entry.metadata["reference"] = found["number"] if found else value
    elif code in _METADATA_CODES:
        entry.metadata[_METADATA_CODES[code]] = value
    elif value:
        entry.unread.append(code)


def _bare(tree: Any) -> Entry:
    """Read the lines over the text: headline, author, words, date, hour, source, its code, page, language."""
    entry = Entry("factiva-lines")
    entry.title = _headline(tree)
    lines = [block.text for block in html_blocks(tree)]
    tree.clear()
    after_date = False
    for number, line in enumerate(lines):
        if number == 0 and not entry.title:
            entry.title = line
        elif after_date and not entry.publisher and not _HOUR.fullmatch(line):
            entry.publisher = line
        elif not _read_labelled(line, entry):
            _read_unlabelled(line, entry, is_before_date=not entry.dates)
        after_date = bool(entry.dates)
    return entry


def _headline(tree: Any) -> str:
    for element in tree.xpath(".//*[contains(@class, 'Headline')] | .//*[@id='hd']"):
        title = flat_text(element)
        if title:
            element.drop_tree()
            return title
    return ""


def _read_labelled(line: str, entry: Entry) -> bool:
    """Read a line that says itself what it is; return whether it did."""
    reference = _REFERENCE.fullmatch(line)
    found = find_date(line)
    if reference:
        entry.metadata.setdefault("reference", reference["number"])
    elif is_legal_notice(line):
        entry.metadata.setdefault("rights", line)
    elif word_count(line) and not without_word_count(line).strip():
        entry.metadata["word_count"] = word_count(line)
    elif not entry.dates and found.value and not found.rest.strip(" ,"):
        entry.dates.append(line)
    else:
        return bool(_HOUR.fullmatch(line))
    return True


def _read_unlabelled(line: str, entry: Entry, *, is_before_date: bool) -> None:
    if is_before_date:
        if entry.byline:
            entry.unread.append("line before the date")
        entry.byline = entry.byline or line
    elif _PAGE.fullmatch(line):
        entry.metadata["page"] = line
    elif _SOURCE_CODE.fullmatch(line):
        entry.metadata["source_code"] = line
    elif language := _named_language(line):
        entry.language = language
    else:
        entry.unread.append("line after the date")


def _named_language(line: str) -> str | None:
    """Return the language whose name is `line`; two letters alone are the code of something else."""
    return read_language(line) if len(line) > 2 else None  # noqa: PLR2004 - « fr », « LP »
