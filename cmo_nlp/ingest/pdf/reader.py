"""PDF bytes → Article."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import takewhile
from typing import Any, NamedTuple

from cmo_nlp.ingest.article import PAGE_MARK, Article, Block, RefusedContentError, lay_out
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.pdf.blocks import blocks_of, broken_off, join_paragraphs, note_paragraphs
from cmo_nlp.ingest.pdf.columns import Line, read_columns
from cmo_nlp.ingest.pdf.furniture import find_furniture
from cmo_nlp.ingest.pdf.hyphens import Vocabulary, join_lines, read_vocabulary
from cmo_nlp.ingest.pdf.lines import cut, set_bullets, set_initials
from cmo_nlp.ingest.pdf.notes import clear_calls, note_number, split_notes
from cmo_nlp.ingest.pdf.paragraphs import Typography, ends_sentence, gather, read_typography
from cmo_nlp.ingest.pdf.properties import read_authors, read_created, read_title
from cmo_nlp.ingest.pdf.web_prints import Stripped, is_web_print, strip_frame, without_site
from cmo_nlp.ingest.pdf.words import PRINTED_HYPHEN, Page, read_page, settle_hyphens
from cmo_nlp.records import Description

__all__ = ["read_pdf"]

MOST_PAGES = 2_000  # the longest book of marketing has 1,100
MOST_CHARACTERS = 10_000_000  # of all pages; 1,100 pages of a book have 3 million
_UNREADABLE = 0.3  # of a page's words, without a character for what is drawn
_FEWEST_CHARACTERS = 15  # a scan with less than that has a page number, no text
_LARGER = 1.15  # times the running text: a title on the first page
_LONGEST_TITLE = 200  # characters
_LONGEST_LIST = 12  # pages or words named in a warning
_FEWEST_BROKEN = 3
_BROKEN = 0.05  # of the paragraphs; those of our samples have none, columns read across half of theirs
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


class _Layout(NamedTuple):
    """The text of a document: its columns and, for each, how many pages start before each line; its notes."""

    columns: list[list[Line]]
    opens: list[list[int]]
    notes: list[Line]
    left_over: int  # pages that start after the last line


def read_pdf(content: bytes, today: dt.date) -> Article:  # noqa: ARG001 - it states no date
    """Return the article of a PDF; PAGE_MARK stands before the first character of each page.

    Raises RefusedContentError with `encrypted`, `unreadable`, `too-large`, `no-text-layer`, `unreadable-text`
    or `empty`.
    """
    with closing(_opened(content)) as document:
        pages, failed = _pages(document)
        properties = _properties(document)
    _check(pages, failed)
    pages = settle_hyphens(pages)
    cut_pages = [set_initials(cut(set_bullets(page.words, page.dots))) for page in pages]
    furniture = find_furniture(cut_pages, [page.height for page in pages])
    columns = [
        read_columns([piece for piece in pieces if piece not in left_out])
        for pieces, left_out in zip(cut_pages, furniture.pieces, strict=True)
    ]
    typography = read_typography(column for page in columns for column in page)
    layout = _lay(columns, typography)
    title, largest = read_title(properties), _largest(layout, typography)
    is_printed = is_web_print(furniture.wordings)
    if is_printed:
        title = without_site(title, largest)
    blocks = _blocks(layout, typography)
    stripped = strip_frame(blocks, title or largest) if is_printed else Stripped(blocks, 0, [])
    text, unknown_calls = _text(stripped, layout)
    if not text.replace(PAGE_MARK, "").strip():
        raise RefusedContentError(
            reason="empty", detail="nothing but running headers and page numbers is in it"
        )
    return Article(
        text,
        Description(
            title=title or largest,
            authors=read_authors(properties),
            metadata=_metadata(properties, furniture.wordings),
        ),
        (
            *_warnings(pages, failed, unknown_calls),
            *_order_warning(stripped.blocks),
            *(_print_warning(stripped) if is_printed else ()),
        ),
    )


def _opened(content: bytes) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        # PDFium's error code can be that of the file before
        if b"/Encrypt" in content and getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            detail = "it opens with a password only; save a copy without one"
            raise RefusedContentError(reason="encrypted", detail=detail) from error
        detail = f"it is no PDF that can be opened ({clean_line(str(error))})"
        raise RefusedContentError(reason="unreadable", detail=detail) from error
    if not 0 < len(document) <= MOST_PAGES:
        count = len(document)
        document.close()
        if not count:
            raise RefusedContentError(reason="unreadable", detail="it has no page")
        detail = f"it says that it has {count} pages; {MOST_PAGES} are read at most"
        raise RefusedContentError(reason="too-large", detail=detail)
    return document


def _properties(document: Any) -> dict[str, str]:
    """Return the document information; an entry that cannot be decoded is none."""
    found: dict[str, str] = {}
    for key in ("Title", "Author", "Keywords", "Producer", "CreationDate"):
        with suppress(UnicodeDecodeError):
            found[key] = document.get_metadata_value(key)
    return found


def _pages(document: Any) -> tuple[list[Page], list[int]]:
    """Return the pages, an empty one for each that cannot be read, and the numbers of those, from 1."""
    import pypdfium2

    pages: list[Page] = []
    failed: list[int] = []
    characters = 0
    for number in range(len(document)):
        try:
            pages.append(read_page(document, number))
        except pypdfium2.PdfiumError:
            pages.append(Page((), 0.0, 0.0))
            failed.append(number + 1)
        characters += sum(len(word.text) for word in pages[-1].words)
        if characters > MOST_CHARACTERS:
            detail = f"its first {number + 1} pages have more than {MOST_CHARACTERS} characters"
            raise RefusedContentError(reason="too-large", detail=detail)
    return pages, failed


def _check(pages: Sequence[Page], failed: Sequence[int]) -> None:
    """Refuse a document that has nothing to read."""
    if len(failed) == len(pages):
        raise RefusedContentError(reason="unreadable", detail="none of its pages can be read")
    if all(_is_wordless(page) for page in pages):
        if any(page.drawn for page in pages):
            detail = "its pages are pictures without a text layer; text recognition (OCR) would give it one"
            raise RefusedContentError(reason="no-text-layer", detail=detail)
        raise RefusedContentError(reason="empty", detail="its pages are blank")
    words = sum(len(page.words) for page in pages)
    bad = sum(len(page.words) for page in pages if _is_unreadable(page))
    if 2 * bad > words:
        detail = (
            f"{bad} of its {words} words stand on pages whose fonts do not say which characters they draw"
        )
        raise RefusedContentError(reason="unreadable-text", detail=detail)


def _is_wordless(page: Page) -> bool:
    return sum(len(word.text) for word in page.words) < (_FEWEST_CHARACTERS if page.pictured else 1)


def _is_unreadable(page: Page) -> bool:
    return page.unmapped_share is not None and page.unmapped_share > _UNREADABLE


def _lay(pages: Sequence[Sequence[Sequence[Line]]], typography: Typography) -> _Layout:
    columns: list[list[Line]] = []
    opens: list[list[int]] = []
    notes: list[Line] = []
    pending = 0
    for page in pages:
        pending += 1
        runs_on = bool(notes) and not ends_sentence(notes[-1].text)
        for column in page:
            text, below = split_notes(column, typography.size, runs_on=runs_on)
            notes += below
            if text:
                columns.append(text)
                opens.append([pending, *[0] * (len(text) - 1)])
                pending = 0
    return _Layout(columns, opens, notes, pending)


def _blocks(layout: _Layout, typography: Typography) -> list[Block]:
    """Return the blocks of the text, then those of the notes."""
    words = read_vocabulary(line.text for column in (*layout.columns, layout.notes) for line in column)
    body = join_paragraphs(
        paragraph
        for column, opens in zip(layout.columns, layout.opens, strict=True)
        for paragraph in gather(column, opens, typography)
    )
    return list(blocks_of([*body, *note_paragraphs(layout.notes)], words))


def _text(stripped: Stripped, layout: _Layout) -> tuple[str, int]:
    """Return the text with its page marks and how many note calls have no note."""
    text = lay_out(stripped.blocks).replace(PRINTED_HYPHEN, "-")
    numbers = frozenset(number for line in layout.notes if (number := note_number(line)))
    cleared, unknown = clear_calls(text, numbers)
    return cleared + PAGE_MARK * (stripped.left_over + layout.left_over), unknown


def _largest(layout: _Layout, typography: Typography) -> str | None:
    """Return the largest text of the first page where it stands out and is no longer than a title."""
    first: list[Line] = []
    for column, opens in zip(layout.columns, layout.opens, strict=True):
        if first and opens[0]:
            break
        first += column
    size = max((line.size for line in first if any(map(str.isalpha, line.text))), default=0.0)
    if size < _LARGER * typography.size:
        return None
    start = next(n for n, line in enumerate(first) if line.size == size)
    lines = [line.text for line in takewhile(lambda line: abs(line.size - size) < 1, first[start:])]
    title = clean_line(clear_calls(join_lines(lines, Vocabulary()), frozenset())[0])
    return title if 2 < len(title) <= _LONGEST_TITLE else None  # noqa: PLR2004 - two letters are an initial


def _metadata(properties: dict[str, str], wordings: Sequence[str]) -> dict[str, str]:
    found = {
        "created": read_created(properties),
        "producer": clean_line(properties.get("Producer", "")),
        "keywords": clean_line(properties.get("Keywords", "")),
        "running_lines": clean_line(" · ".join(wordings)),
    }
    return {key: value[:500] for key, value in found.items() if value}


def _warnings(pages: Sequence[Page], failed: Sequence[int], unknown_calls: int) -> Iterator[str]:
    pictures = [n for n, page in enumerate(pages, 1) if page.drawn and _is_wordless(page)]
    bad = [n for n, page in enumerate(pages, 1) if _is_unreadable(page)]
    across = [text for page in pages for text in page.across]
    if failed:
        yield f"{_numbers(failed)} could not be read"
    if pictures:
        yield f"no text layer on {_numbers(pictures)}: pictures or drawings only"
    if bad:
        yield f"unreadable text on {_numbers(bad)}: most fonts do not say which characters they draw"
    if across:
        named = " ".join(across[:_LONGEST_LIST])
        yield f"words written across the others were left out ({len(across)}): {named}"
    if unknown_calls:
        yield f"raised figures that call no note of the document were left out ({unknown_calls})"


def _order_warning(blocks: Sequence[Block]) -> Iterator[str]:
    count = broken_off(blocks)
    if count >= max(_FEWEST_BROKEN, _BROKEN * len(blocks)):
        yield (
            f"{count} sentences break off, in {len(blocks)} paragraphs: columns may have been read across, "
            "or lines taken for paragraphs"
        )


def _print_warning(stripped: Stripped) -> Iterator[str]:
    named = ", ".join(f"« {text[:40]} »" for text in stripped.left_out[:_LONGEST_LIST])
    done = f"{len(stripped.left_out)} blocks around the article were left out ({named})" if named else ""
    yield (
        "a web page printed by a browser: " + (done + "; " if done else "") + "boxes of the page may be left"
    )


def _numbers(pages: Sequence[int]) -> str:
    """Return « page 3 » or « pages 3, 5-7 », shortened after a dozen.

    >>> _numbers([3, 5, 6, 7])
    'pages 3, 5-7'
    """
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    named = [f"{first}-{last}" if last > first else f"{first}" for first, last in spans]
    more = f" and {len(named) - _LONGEST_LIST} more spans" if len(named) > _LONGEST_LIST else ""
    return ("pages " if len(pages) > 1 else "page ") + ", ".join(named[:_LONGEST_LIST]) + more
