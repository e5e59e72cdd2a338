"""What the rules of an archive read of one article, and the article that it makes."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import lxml.etree  # type: ignore[import-untyped]

from cmo_nlp.french import fold
from cmo_nlp.ingest.article import Article, Block, Part, RefusedContentError, lay_out
from cmo_nlp.ingest.authors import read_authors
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.press_archives.dates import archive_date
from cmo_nlp.records import Description

__all__ = [
    "Entry",
    "as_article",
    "is_legal_notice",
    "read_parts",
    "read_publisher",
    "without_word_count",
    "word_count",
]

_MOST_NAMED = 20  # fields in one warning
_LONGEST_NOTICE = 900  # characters
_NOTICES_WITHIN = 3  # blocks at the end of a text that can be a legal notice
_LEGAL = re.compile(
    r"(?:©|\(c\)\s*(?=(?:19|20)\d\d|[^\W\d_]+ (?:19|20)\d\d)|copyright\s*(?:©|\(c\)|(?:19|20)\d\d|,)"
    r"|tous droits (?:de reproduction )?r[ée]serv[ée]s|all rights reserved"
    r"|le pr[ée]sent document est prot[ée]g[ée]"
    r"|this document is protected by|ce certificat est [ée]mis|this certificate is issued"
    r"|toute reproduction (?:m[êe]me partielle|totale|ou repr[ée]sentation)).*",
    re.IGNORECASE | re.DOTALL,
)
_BYLINE = re.compile(r"(?:propos recueillis )?(?:par|by)\s[^.!?;:«\n]{3,80}", re.IGNORECASE)
_ISSUE = re.compile(r",\s*(?:no|n[°ºo]|num[ée]ro|issue)\.?\s*(?=\d)(?P<issue>[\d\s./-]*\d)?", re.IGNORECASE)
_WORDS = re.compile(r"(?P<count>\d{1,3}(?:[\s.,\u00a0\u202f]\d{3})+|\d+)\s*(?:mots?|words?)\b", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """One article of an export: its fields as written, and the marked fields that no rule read.

    `dates` are lines that hold the date, the most trusted first; `unread` are names of elements or codes.
    """

    rules: str
    title: str = ""
    publisher: str = ""
    byline: str = ""
    language: str | None = None
    dates: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def as_article(entry: Entry, today: dt.date) -> Article:
    """Return the article of `entry`. Raises RefusedContentError with `no-text`."""
    title = clean_line(entry.title)
    body = _body(entry.blocks, title)
    if not entry.byline and len(body) > 1 and _BYLINE.fullmatch(body[0].text) and read_authors(body[0].text):
        entry.byline = body.pop(0).text
    text = lay_out(body)
    if not text:
        named = f" under « {title} »" if title else ""
        raise RefusedContentError(
            reason="no-text",
            detail=f"the archive's entry{named} holds no text that a rule of {entry.rules} finds",
        )
    published, doubts = archive_date(entry.dates, today)
    publisher = read_publisher(entry.publisher)
    missing = [
        name for name, value in (("title", title), ("publisher", publisher), ("date", published)) if not value
    ]
    description = Description(
        title=title or None,
        authors=read_authors(entry.byline),
        publisher=publisher or None,
        source_type="press-article",
        language=entry.language,
        published=published,
        metadata=_metadata(entry),
    )
    return Article(text, description, (*entry.warnings, *doubts, *_gaps(missing, entry.unread)))


def read_parts(sources: Iterable[str], read: Callable[[str], Entry], today: dt.date) -> Iterator[Part]:
    """Yield the article that `read` finds in each of `sources`, or why there is none, numbered from `#1`.

    Raises RefusedContentError with `no-text` where there are no sources.
    """
    number = 0
    for number, source in enumerate(sources, start=1):
        try:
            yield Part(f"#{number}", as_article(read(source), today))
        except RefusedContentError as refused:
            yield Part(f"#{number}", refused)
        except (lxml.etree.LxmlError, ValueError, RecursionError) as error:
            detail = f"the article's markup cannot be read ({type(error).__name__}: {error})"
            yield Part(f"#{number}", RefusedContentError(reason="unreadable", detail=detail))
    if number == 0:
        raise RefusedContentError(reason="no-text", detail="the export of a press archive holds no article")


def _body(blocks: Iterable[Block], title: str) -> list[Block]:
    """Return the blocks of the text, without a headline that is given twice and without legal notices."""
    body = [block for block in blocks if block.text.strip()]
    if body and title and fold(clean_line(body[0].text)) == fold(title):
        del body[0]
    first_notice = max(0, len(body) - _NOTICES_WITHIN)
    return body[:first_notice] + [block for block in body[first_notice:] if not is_legal_notice(block.text)]


def is_legal_notice(text: str) -> bool:
    """Return whether `text` opens as the notice of a right holder or of the archive does."""
    return len(text) <= _LONGEST_NOTICE and bool(_LEGAL.match(text.strip()))


def _metadata(entry: Entry) -> Mapping[str, str]:
    kept = {name: clean_line(value) for name, value in entry.metadata.items()}
    issue = _ISSUE.search(entry.publisher)
    if issue and issue["issue"]:
        kept.setdefault("issue", clean_line(issue["issue"]))
    kept["rules"] = entry.rules
    return {name: kept[name] for name in sorted(kept) if kept[name]}


def read_publisher(written: str) -> str:
    """Return the newspaper's name without its issue and edition.

    >>> read_publisher("L’Hebdo des linéaires, no. 3101"), read_publisher("Le Relais (site web) - Lyon")
    ('L’Hebdo des linéaires', 'Le Relais')
    """
    line = clean_line(written)
    issue = _ISSUE.search(line)
    named = line[: issue.start()] if issue else line
    return named.split(" (")[0].strip(" ,;.")


def word_count(text: str) -> str:
    """Return the number of words that `text` states, or nothing.

    >>> word_count("1\u202f076 mots"), word_count("p. 12")
    ('1076', '')
    """
    found = _WORDS.search(text[:_LONGEST_NOTICE])
    return re.sub(r"\D", "", found["count"]) if found else ""


def without_word_count(text: str) -> str:
    """Return `text` without the number of words that it states."""
    return _WORDS.sub("", text[:_LONGEST_NOTICE])


def _gaps(missing: list[str], unread: list[str]) -> Iterator[str]:
    if missing:
        yield f"{_fields(len(missing))} that no rule matched: {', '.join(missing)}."
    if unread:
        counted = Counter(unread)
        named = [f"{name} ({n})" if n > 1 else name for name, n in sorted(counted.items())]
        more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        yield f"{_fields(counted.total())} that no rule read: {', '.join(named[:_MOST_NAMED])}{more}."


def _fields(number: int) -> str:
    return "1 field" if number == 1 else f"{number} fields"
