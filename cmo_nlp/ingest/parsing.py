"""Bytes → documents, or the reasons why there are none. Nothing that a file holds stops the run."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cmo_nlp.errors import UsageError
from cmo_nlp.french import count_words
from cmo_nlp.ingest.article import PAGE_MARK, Article, Part, RefusedContentError
from cmo_nlp.ingest.cleaning import clean_characters, clean_layout, clean_line
from cmo_nlp.ingest.datelines import find_byline, find_dateline, read_relative_dateline
from cmo_nlp.ingest.dates import date_of_name
from cmo_nlp.ingest.discovery import Item
from cmo_nlp.ingest.encoding import declared_encoding, decode
from cmo_nlp.ingest.formats import ROW_ENDINGS, TextFormat, binary_format, text_format
from cmo_nlp.ingest.front_matter import crawl_day, date_keys, describe, split_front_matter
from cmo_nlp.ingest.language_asked import in_language
from cmo_nlp.ingest.titles import find_title
from cmo_nlp.records import Description, Document, Refusal, document_id
from cmo_nlp.settings import IngestSettings

__all__ = ["Parsed", "parse", "parse_part", "read_parts"]

_LONGEST_DETAIL = 300  # characters; a library's message can quote the whole input


class Parsed(NamedTuple):
    """What one part of a file became; `suffix` is what its source adds to the file's, "" for a whole file."""

    suffix: str
    outcome: Document | Refusal


def parse(item: Item, content: bytes, settings: IngestSettings, today: dt.date) -> tuple[Parsed, ...]:
    """Return the documents that `content` holds; a date after `today` is no date.

    Never raises for what `content` holds. Each part is refused by itself, with `empty`, `too-short`,
    `not-french` and what its format's reader gives, and `unreadable` where a library gave up.
    """
    parts = read_parts(item, content, settings, today)
    return tuple(Parsed(part.suffix, parse_part(item, part, settings, today)) for part in parts)


def read_parts(item: Item, content: bytes, settings: IngestSettings, today: dt.date) -> Iterator[Part]:
    """Yield what `content` holds, as its format's reader gives it, or one part that says why not."""
    nothing = True
    try:
        for part in _parts(item, content, settings, today):
            nothing = False
            yield part
    except ModuleNotFoundError:
        raise  # a library that is not there is no fault of the document
    except Exception as error:  # noqa: BLE001 - one file's fault must not stop the others
        yield Part("", _refused(error))
        return
    if nothing:
        yield Part("", RefusedContentError(reason="empty", detail="there is no document in it"))


def parse_part(item: Item, part: Part, settings: IngestSettings, today: dt.date) -> Document | Refusal:
    """Return the document that `part` of `item` is, or the reason why it is none."""
    source = item.source + part.suffix
    refused = part.content
    if not isinstance(refused, RefusedContentError):
        try:
            return _document(item, source, refused, settings, today)
        except ModuleNotFoundError:
            raise
        except Exception as error:  # noqa: BLE001 - one part's fault must not stop the others
            refused = _refused(error)
    return Refusal(source, refused.reason, refused.detail)


def _refused(error: Exception) -> RefusedContentError:
    if isinstance(error, RefusedContentError):
        return error
    if isinstance(error, UsageError):  # a column that the user named and this table has not
        return RefusedContentError(reason="bad-mapping", detail=clean_line(str(error)))
    reason = "too-large" if isinstance(error, MemoryError) else "unreadable"
    detail = clean_line(f"the content could not be parsed ({type(error).__name__}: {error})")
    return RefusedContentError(reason=reason, detail=detail[:_LONGEST_DETAIL])


def _parts(item: Item, content: bytes, settings: IngestSettings, today: dt.date) -> Iterable[Part]:
    binary = binary_format(content)
    if binary:
        return (Part("", _BINARY[binary](content, today)),)
    in_rows = _ending(item) in ROW_ENDINGS
    written = decode(content, declared_encoding(content), by_line=in_rows)
    if not written.strip():
        raise RefusedContentError(reason="empty", detail="there is nothing in it")
    if item.is_own and _ending(item) == ".txt":
        return (Part("", Article(written, Description())),)
    form = text_format(_ending(item), written)
    # In rows, what else is a line end (U+2028…) stands inside a cell: their readers cut the lines.
    return _rows(form, written, settings, today) or _text_parts(form, written, today)


def _rows(form: TextFormat, text: str, settings: IngestSettings, today: dt.date) -> Iterable[Part] | None:
    """Return the documents of a file that holds one a row or one after a marker, None for other files."""
    if form == "table":
        from cmo_nlp.ingest.tables.reader import read_table

        return read_table(text, today, settings.columns)
    if form == "json lines":
        from cmo_nlp.ingest.tables.reader import read_json_lines

        return read_json_lines(text.split("\n"), today, settings.columns)
    from cmo_nlp.ingest.iramuteq import looks_like_iramuteq, read_iramuteq

    return read_iramuteq(text, today) if form == "plain text" and looks_like_iramuteq(text) else None


def _text_parts(form: TextFormat, text: str, today: dt.date) -> Iterable[Part]:
    if form in {"web page", "xml"}:
        return _marked_up(form, text, today)  # what its elements hold is cleaned afterwards
    return (Part("", _written(form, clean_characters(text), today)),)


def _marked_up(form: TextFormat, text: str, today: dt.date) -> Iterable[Part]:
    from cmo_nlp.ingest.press_archives import read_press_archive

    archive = read_press_archive(text, today)
    if archive is not None:
        return archive
    if form == "xml":
        from cmo_nlp.ingest.txm import read_txm_corpus

        texts = list(read_txm_corpus(text.encode(), today))
        return texts if len(texts) > 1 else (Part("", texts[0].content),)
    from cmo_nlp.ingest.web.reader import read_web_page

    return (Part("", read_web_page(text, today)),)


def _written(form: TextFormat, text: str, today: dt.date) -> Article:
    fields, body = split_front_matter(text)
    if form == "plain text":
        return Article(body, describe(fields, today))
    from cmo_nlp.ingest.markdown import read_markdown

    return read_markdown(body, describe(fields, today))


def _pdf(content: bytes, today: dt.date) -> Article:
    from cmo_nlp.ingest.pdf import read_pdf

    return read_pdf(content, today)


def _docx(content: bytes, today: dt.date) -> Article:
    from cmo_nlp.ingest.office.reader import read_docx

    return read_docx(content, today)


def _odt(content: bytes, today: dt.date) -> Article:
    from cmo_nlp.ingest.office.reader import read_odt

    return read_odt(content, today)


def _zip(content: bytes, today: dt.date) -> Article:  # noqa: ARG001 - a reader's arguments
    detail = "an archive inside another is not opened; unpack it and give the folder"
    raise RefusedContentError(reason="nested-archive", detail=detail)


_BINARY: dict[str, Callable[[bytes, dt.date], Article]] = {
    "pdf": _pdf, "docx": _docx, "odt": _odt, "zip": _zip,
}  # fmt: skip


def _ending(item: Item) -> str:
    return os.path.splitext(item.location)[1].lower()  # noqa: PTH122 - a location is no path of this system


def _document(
    item: Item, source: str, article: Article, settings: IngestSettings, today: dt.date
) -> Document:
    text, pages = _paged(clean_layout(clean_characters(article.text)))
    words = count_words(text)
    if words < settings.minimum_words:
        detail = f"it has {words} words; {settings.minimum_words} are needed (minimum_words under [ingest])"
        raise RefusedContentError(reason="too-short" if words else "empty", detail=detail)
    known = item.sidecar if item.is_own else item.parts.get(article.description.metadata.get("id", ""))
    doubts: list[str] = []
    if known is None:
        known, doubts = _completed(item, article.description, text, settings, today)
        remarks = _warnings(item, article, doubts, known, text)
    else:
        remarks = {}  # those of the first time are in its metadata
    description = in_language(known, text, settings.language)
    metadata = {**description.metadata, **remarks}
    described = replace(description, pages=pages, metadata=metadata)
    return Document(document_id(text), text, words, (source,), described)


def _paged(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Return `text` without its page marks, and where its pages begin, None where it has none."""
    pages = text.split(PAGE_MARK)
    if len(pages) == 1:
        return text, None
    starts = []
    length = len(pages[0])
    for page in pages[1:]:
        starts.append(length)
        length += len(page)
    return "".join(pages), tuple(starts)


def _completed(
    item: Item, description: Description, text: str, settings: IngestSettings, today: dt.date
) -> tuple[Description, list[str]]:
    """Return `description` overridden by a sidecar, completed by text and name, and doubts."""
    if item.sidecar:
        from cmo_nlp.ingest.sidecar import override

        description = override(description, item.sidecar)
    crawled = _crawl_day(item, description, today)
    said = find_dateline(text, settings.dateline_characters, today, crawled)
    relative = description.metadata.get("relative_date")
    counted = read_relative_dateline(relative, crawled) if relative and crawled else None
    completed = replace(
        description,
        title=description.title or find_title(text),
        authors=description.authors or find_byline(text, settings.dateline_characters),
        published=description.published or said.published or counted or date_of_name(item.location, today),
        modified=description.modified or said.modified,
    )
    return completed, list(_doubts(completed, said.refused, relative or said.relative))


def _crawl_day(item: Item, description: Description, today: dt.date) -> dt.date | None:
    is_address = item.location.startswith(("http://", "https://"))
    return today if is_address else crawl_day(description.metadata, today)


def _doubts(description: Description, refused: Iterable[str], relative: str | None) -> Iterator[str]:
    """Yield sentences about lines that date the text by a day that cannot be, or cannot be known."""
    yield from (_UNUSED.format(clean_line(line)) for line in refused)
    if relative and description.published is None:
        yield (
            f"« {clean_line(relative)} » is no date without the day on which the text was collected"
            " (a field « crawled » or « consulté le »)"
        )


_UNUSED = "« {} » cannot be used as a date"


def _warnings(
    item: Item, article: Article, doubts: Iterable[str], description: Description, text: str
) -> dict[str, str]:
    said = [*article.warnings, *([item.note] if item.note else [])]
    said += [_UNUSED.format(description.metadata[key]) for key in _unused_dates(description)]
    said += doubts
    damaged = text.count("\ufffd")
    if damaged:
        said.append(f"characters that are damaged: {damaged}")
    return {"warnings": "; ".join(dict.fromkeys(said))} if said else {}


def _unused_dates(description: Description) -> Iterator[str]:
    """Yield the keys of the metadata under which a source gave a date that is none, or none that can be."""
    names = date_keys() | {"refused_date"}
    return (key for key in description.metadata if key in names)
