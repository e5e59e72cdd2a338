"""Bytes → Document, or the reason why there is none. Nothing that a file holds stops the run."""

import datetime as dt
import os
from dataclasses import replace

from cmo_nlp.french import count_words
from cmo_nlp.ingest.article import Article, RefusedContentError
from cmo_nlp.ingest.cleaning import clean_characters, clean_layout, clean_line
from cmo_nlp.ingest.datelines import find_dateline
from cmo_nlp.ingest.discovery import Item
from cmo_nlp.ingest.encoding import declared_encoding, decode
from cmo_nlp.ingest.formats import recognise
from cmo_nlp.ingest.front_matter import describe, split_front_matter
from cmo_nlp.ingest.titles import find_title
from cmo_nlp.records import Description, Document, Refusal, document_id
from cmo_nlp.settings import IngestSettings

__all__ = ["parse"]

_LONGEST_DETAIL = 300  # characters; a library's message can quote the whole input


def parse(item: Item, content: bytes, settings: IngestSettings, today: dt.date) -> Document | Refusal:
    """Return the document that `content` holds; a date after `today` is no date.

    Never raises for what `content` holds. Refuses with `empty`, `binary`, `unsupported-format`,
    `bad-front-matter`, `too-deep`, `no-text`, `too-short`, and `unreadable` where a library gave up.
    """
    try:
        article = _article(_ending(item), content, today)
        return _document(item, article, settings, today)
    except RefusedContentError as refused:
        return Refusal(item.source, refused.reason, refused.detail)
    except ImportError:
        raise  # a library that is not there is no fault of the document
    except Exception as error:  # noqa: BLE001 - one document's fault must not stop the others
        detail = clean_line(f"the content could not be parsed ({type(error).__name__}: {error})")
        return Refusal(item.source, "unreadable", detail[:_LONGEST_DETAIL])


def _ending(item: Item) -> str:
    return os.path.splitext(item.location)[1].lower()  # noqa: PTH122 - a location is no path of this system


def _article(ending: str, content: bytes, today: dt.date) -> Article:
    text = clean_characters(decode(content, declared_encoding(content)))
    if not text.strip():
        raise RefusedContentError(reason="empty", detail="there is nothing in it")
    kind = recognise(ending, text)
    if kind == "web page":
        from cmo_nlp.ingest.web_page import read_web_page

        return read_web_page(text, today)
    fields, body = split_front_matter(text)
    if kind == "plain text":
        return Article(body, describe(fields, today))
    from cmo_nlp.ingest.markdown import read_markdown

    return read_markdown(body, describe(fields, today))


def _document(item: Item, article: Article, settings: IngestSettings, today: dt.date) -> Document:
    text = clean_layout(clean_characters(article.text))
    words = count_words(text)
    if words < settings.minimum_words:
        detail = f"it has {words} words; {settings.minimum_words} are needed (minimum_words under [ingest])"
        raise RefusedContentError(reason="too-short" if words else "empty", detail=detail)
    description = _completed(article.description, text, settings, today)
    return Document(document_id(text), text, words, (item.source,), description)


def _completed(description: Description, text: str, settings: IngestSettings, today: dt.date) -> Description:
    """Return `description` with what it does not say taken from the text itself."""
    published, modified = find_dateline(text, settings.dateline_characters, today)
    damaged = {"damaged_characters": str(text.count("\ufffd"))} if "\ufffd" in text else {}
    return replace(
        description,
        title=description.title or find_title(text),
        published=description.published or published,
        modified=description.modified or modified,
        metadata={**description.metadata, **damaged},
    )
