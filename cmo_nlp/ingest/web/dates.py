"""When a page was published and modified, by its head, its markup and its address.

htmldate alone guesses too boldly for a record that carries a method: tried on small pages, version 1.11 took
`dateModified`, a date in the body's prose and the year of a copyright notice for the date of publication, and
completed « 2018-10 » with the day of the month on which it ran. So the places are chosen here, each string is
read by our own parser, and htmldate reads the strings that are not French (« Mon, 22 Oct 2018 »).

The confidences are a ranking, not a measure.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import htmldate
import lxml.html  # type: ignore[import-untyped]

from cmo_nlp.ingest.datelines import is_relative_dateline, read_dateline
from cmo_nlp.ingest.dates import EARLIEST_YEAR, PartialDate, flatten, is_plausible, read_date
from cmo_nlp.records import DateMethod, PublicationDate

__all__ = ["PageDates", "find_page_dates"]

HEAD_CONFIDENCE = 0.95
EXPLICIT_CONFIDENCE = 0.9
MARKED_CONFIDENCE = 0.8
DISPUTED_LOSS = 0.2  # when claims of one kind differ
_LONGEST = 160  # characters of an element that is a dateline

_PUBLISHED_NAME = re.compile(
    r"(?:.*(?:publish|pubdate|publication|issued|posted).*)|(?:dc|dcterms|sailthru)?date|date(?:created|post)|.*created"
)
_MODIFIED_NAME = re.compile(r".*(?:modif|updated|lastmod|moddate).*")
_NO_DATE_NAME = re.compile(r".*(?:copyright|expir|publisher|publishedby).*")
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|WebPage)$")
_JSON_DATE = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]{4,60})"')
_CUE = re.compile(r"date|publi|posted|parution|byline|meta|author|auteur|signature", re.IGNORECASE)
_MODIFIED_CUE = re.compile(r"modified|updated|dateModified|maj\b", re.IGNORECASE)
_EXPLICIT_CUE = re.compile(r"datePublished|\b(?:entry-date|date-published|published|pubdate)\b")
_ELSEWHERE = re.compile(
    r"footer|sidebar|aside|comment|related|similar|widget|\bnav|menu|lire-aussi|a-lire|copyright|newsletter",
    re.IGNORECASE,
)
_SAYS_DAY = re.compile(r"[0-9]{4}|[^\W\d_]{2}")  # LibreOffice writes « 00:00:00 » where it knows no day
_ADDRESS = re.compile(r"/((?:19|20)[0-9]{2})/([01][0-9])/(?:([0-3][0-9])/)?")


class Claim(NamedTuple):
    """A string that says when the page was published, or modified."""

    text: str
    modified: bool = False


class PageDates(NamedTuple):
    """What was found, and the authors whom a line with a date names.

    `refused` is a declared date that cannot be one (unreadable, too old, after today), `relative` one like
    « il y a 3 jours » on a page that has no other.
    """

    published: PublicationDate | None
    modified: str | None
    refused: str | None
    relative: str | None = None
    authors: tuple[str, ...] = ()


def find_page_dates(tree: Any, today: dt.date) -> PageDates:
    """Return the dates of the page `tree` (an lxml element), from the most to the least trusted place."""
    head = [*_meta_claims(tree), *_json_claims(tree)]
    explicit, marked = _markup_claims(tree)
    published = (
        _published(head, "metadata", HEAD_CONFIDENCE, today)
        or _published(explicit, "markup", EXPLICIT_CONFIDENCE, today)
        or _published(marked, "markup", MARKED_CONFIDENCE, today)
        or _published(_address_claims(tree), "markup", MARKED_CONFIDENCE, today)
    )
    modified = _modified([*head, *explicit, *marked], today)
    told = [*explicit, *marked]
    relative = next((c.text for c in told if is_relative_dateline(c.text)), None)
    lines = (read_dateline(c.text) for c in told)
    return PageDates(
        published,
        modified,
        _refused(head, told, published, today),
        None if published else relative,
        next((line.authors for line in lines if line and line.authors), ()),
    )


def _refused(
    head: Sequence[Claim], told: Sequence[Claim], published: PublicationDate | None, today: dt.date
) -> str | None:
    """Return the date that the head declares, if it is not the one of publication, else one of the body."""
    if published and published.method == "metadata":
        return None
    declared = (c.text for c in head if not c.modified and _SAYS_DAY.search(c.text))
    impossible = (
        c.text
        for c in told
        if not c.modified and (value := _read(c, today)) and not is_plausible(value, today)
    )
    return next(declared, None) or (None if published else next(impossible, None))


def _published(
    claims: Sequence[Claim], method: DateMethod, confidence: float, today: dt.date
) -> PublicationDate | None:
    values = _read_all([c for c in claims if not c.modified], today)
    if not values:
        return None
    agreed = all(v.date.startswith(values[0].date) or values[0].date.startswith(v.date) for v in values)
    return PublicationDate(*values[0], method, round(confidence - (0 if agreed else DISPUTED_LOSS), 2))


def _modified(claims: Sequence[Claim], today: dt.date) -> str | None:
    """Return the first date of a change: of its own, or beside the date of publication in one line."""
    own = _read_all([c for c in claims if c.modified], today)
    lines = [line.modified for line in map(read_dateline, (c.text for c in claims)) if line and line.modified]
    return next((value.date for value in (*own, *lines) if is_plausible(value, today)), None)


def _read_all(claims: Sequence[Claim], today: dt.date) -> list[PartialDate]:
    values = (_read(claim, today) for claim in claims)
    return [v for v in values if v and is_plausible(v, today)]


@lru_cache(maxsize=1_000)  # a page says its date three times, for publication and for modification
def _read(claim: Claim, today: dt.date) -> PartialDate | None:
    line = read_dateline(claim.text)
    dated = line and (line.modified if claim.modified and line.modified else line.published)
    return read_date(claim.text) or dated or (None if line else _read_foreign(claim.text, today))


def _read_foreign(text: str, today: dt.date) -> PartialDate | None:
    """Return a whole date in another language than French, whose day stands in `text`."""
    page = lxml.html.document_fromstring("<html><head><meta name='date'></head><body></body></html>")
    page.find(".//meta").set("content", flatten(text)[:_LONGEST])
    earliest = dt.datetime(EARLIEST_YEAR, 1, 1)  # noqa: DTZ001 - htmldate compares without time zones
    latest = dt.datetime(today.year, today.month, today.day)  # noqa: DTZ001 - as above
    found = htmldate.find_date(
        page, extensive_search=False, original_date=True, url="", min_date=earliest, max_date=latest
    )
    if not found or not re.search(rf"(?<![0-9])0?{int(found[8:])}(?![0-9])", text):
        return None
    return PartialDate(found, "day")


def _meta_claims(tree: Any) -> list[Claim]:
    """Return the claims of `<meta>`, those of publication before those of creation or a bare date."""
    claims = []
    for meta in tree.iter("meta"):
        raw = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        name = re.sub(r"[^a-z]", "", raw.lower())
        text = (meta.get("content") or "").strip()
        if not text or len(text) > _LONGEST or _NO_DATE_NAME.fullmatch(name):
            continue
        if _MODIFIED_NAME.fullmatch(name):
            claims.append((0, Claim(text, modified=True)))
        elif _PUBLISHED_NAME.fullmatch(name):
            claims.append((0 if "publi" in name or "pubdate" in name else 1, Claim(text)))
    return [claim for _, claim in sorted(claims, key=lambda ranked: ranked[0])]


def _json_claims(tree: Any) -> list[Claim]:
    """Return the claims of JSON-LD, articles before pages; broken JSON is searched as text."""
    claims: list[Claim] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            nodes = list(_json_nodes(json.loads(script.text, strict=False)))
        except (ValueError, RecursionError):
            found = _JSON_DATE.findall(script.text)
            claims += [Claim(text, modified=key == "dateModified") for key, text in found]
            continue
        for node in sorted(nodes, key=lambda n: str(n.get("@type")).endswith("WebPage")):
            claims += _node_claims(node)
    return claims


def _json_nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the articles and pages of JSON-LD; not their comments, videos or publishers."""
    if isinstance(value, list):
        for part in value:
            yield from _json_nodes(part)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(_ARTICLE_TYPE.search(str(k)) for k in (kinds if isinstance(kinds, list) else [kinds])):
            yield value
        yield from _json_nodes(value.get("@graph", []))
        yield from _json_nodes(value.get("mainEntity", []))


def _node_claims(node: dict[str, Any]) -> list[Claim]:
    keys = (("datePublished", False), ("dateModified", True))
    return [Claim(node[key][:_LONGEST], modified) for key, modified in keys if isinstance(node.get(key), str)]


def _markup_claims(tree: Any) -> tuple[list[Claim], list[Claim]]:
    """Return the claims of elements marked as a date of publication, and of those that only look like one."""
    explicit: list[Claim] = []
    marked: list[Claim] = []
    for element in _scope(tree).iter("time", "span", "p", "div", "abbr", "li", "small", "em", "a"):
        cue = " ".join(filter(None, map(element.get, ("itemprop", "class", "id", "pubdate"))))
        if element.tag != "time" and not _CUE.search(cue):
            continue
        text = _element_text(element)
        if not text or _is_elsewhere(element):
            continue
        is_explicit = bool(_EXPLICIT_CUE.search(cue)) or element.get("pubdate") is not None
        # WordPress calls the only date of a page that never changed « entry-date published updated ».
        claim = Claim(text, modified=bool(_MODIFIED_CUE.search(cue)) and not is_explicit)
        (explicit if is_explicit else marked).append(claim)
    return explicit, marked


def _scope(tree: Any) -> Any:
    """Return the article that the first heading stands in, else the whole page."""
    around = tree.xpath("(//h1)[1]/ancestor::*[self::article or self::main][last()]")
    return around[0] if around else tree


def _element_text(element: Any) -> str:
    for key in ("datetime", "content"):
        if element.get(key):
            return str(element.get(key))[:_LONGEST]
    text = " ".join("".join(element.itertext()).split())
    return text if len(text) <= _LONGEST else ""


def _is_elsewhere(element: Any) -> bool:
    """Return whether `element` belongs to the foot, the menu, the comments or other articles of the page."""
    for around in (element, *element.iterancestors()):
        if around.tag in {"footer", "nav", "aside"}:
            return True
        if around.tag not in {"body", "html"} and _ELSEWHERE.search(
            f"{around.get('class') or ''} {around.get('id') or ''}"
        ):
            return True
    return False


def _address_claims(tree: Any) -> list[Claim]:
    links = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    found = [_ADDRESS.search(str(link)) for link in links]
    return [Claim("-".join(filter(None, match.groups()))) for match in found if match]
