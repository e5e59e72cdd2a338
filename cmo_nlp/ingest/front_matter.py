"""The YAML block between two `---` lines that may open a text: what it says of the document.

Every value is read as the string it is written as: YAML's own types would make « no » a truth value. A block
that starts like front matter and cannot be read refuses the document, since the user can mend it; prose
between two rules stays text. What the records have no field for, or cannot use (a date that is none, a date
after today), stays in `metadata` as it was written.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from cmo_nlp.french import fold
from cmo_nlp.ingest.article import RefusedContentError
from cmo_nlp.ingest.authors import read_author_field
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.dates import PartialDate, is_plausible, read_date
from cmo_nlp.records import Description, PublicationDate

__all__ = ["crawl_day", "date_keys", "describe", "read_language", "split_front_matter"]

CONFIDENCE = 1.0  # the person who made the file wrote it down
_LONGEST = 8_000  # characters; real ones have hundreds
_MOST_BRACKETS = 200  # PyYAML takes quadratic time on nested ones: 13 s for 8,000
_FENCED = re.compile(r"---[ \t]*\n(?P<block>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"---[ \t]*\n\s*[\w-]+[ \t]*:(?:[ \t]|\n)")
_LANGUAGE = re.compile(r"(?P<code>[a-z]{2})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_LANGUAGE_NAMES = {"francais": "fr", "french": "fr", "fra": "fr", "fre": "fr",
                   "anglais": "en", "english": "en", "eng": "en"}  # fmt: skip
_KEYS = {
    "title": ("title", "titre"),
    "authors": ("authors", "author", "auteurs", "auteur"),
    "publisher": ("publisher", "editeur"),
    "source_type": ("source_type", "type"),
    "language": ("language", "lang", "langue"),
    "published": (
        "published",
        "date",
        "date_published",
        "publication_date",
        "pubdate",
        "date_de_publication",
    ),
    "modified": ("modified", "updated", "lastmod", "date_modified"),
    "crawled": (
        "crawled", "crawled_at", "crawl_date", "retrieved", "retrieved_at", "accessed", "consulte_le",
        "date_de_consultation", "date_de_collecte", "date_collecte", "collecte_le", "recupere_le",
    ),
}  # fmt: skip


def split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    r"""Return the front matter of `text` (empty if it has none) and the rest.

    Raises RefusedContentError with `bad-front-matter`.

    >>> split_front_matter("---\ntitle: Le CMO\n---\nBonjour")
    ({'title': 'Le CMO'}, 'Bonjour')
    """
    meant = _OPENED.match(text)
    found = _FENCED.match(text[:_LONGEST])
    if not found:
        if meant:
            raise _refused(yaml.YAMLError("it opens with --- and no other --- closes it"))
        return {}, text
    try:
        fields = _load(found["block"])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if meant:
            raise _refused(error) from error
        return {}, text
    return (fields, text[found.end() :]) if isinstance(fields, dict) else ({}, text)


def _load(block: str) -> Any:
    if block.count("[") + block.count("{") > _MOST_BRACKETS:
        msg = f"it has more than {_MOST_BRACKETS} brackets"
        raise ValueError(msg)
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block)):
        msg = "an alias (*name) stands in it; a few lines of aliases can unfold to gigabytes"
        raise ValueError(msg)
    return yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - the safest loader: strings, lists, mappings


def _refused(why: Exception) -> RefusedContentError:
    return RefusedContentError(
        reason="bad-front-matter", detail=f"the front matter cannot be read: {clean_line(str(why))}"
    )


def describe(fields: Mapping[str, Any], today: dt.date) -> Description:
    """Return what front matter says, with the keys in English or French."""
    left = {clean_line(str(key)): value for key, value in fields.items()}
    published = _date(left, "published", today)
    return Description(
        title=_take(left, "title"),
        authors=_authors(left),
        publisher=_take(left, "publisher"),
        source_type=_take(left, "source_type"),
        language=_language(left),
        published=PublicationDate(published.date, published.precision, "metadata", CONFIDENCE)
        if published
        else None,
        modified=modified.date if (modified := _date(left, "modified", today)) else None,
        metadata={key: _written(left[key]) for key in sorted(left)},
    )


def date_keys() -> frozenset[str]:
    """Return the keys, as users write them in lower case, that stand for a date."""
    return frozenset({*_KEYS["published"], *_KEYS["modified"]})


def crawl_day(metadata: Mapping[str, str], today: dt.date) -> dt.date | None:
    """Return the day on which a document was collected, as its metadata say, or None.

    >>> crawl_day({"Consulté le": "2 mars 2024"}, dt.date(2024, 6, 15))
    datetime.date(2024, 3, 2)
    """
    key = _key(metadata, "crawled")
    value = read_date(metadata[key]) if key else None
    is_day = value and value.precision == "day" and is_plausible(value, today)
    return dt.date.fromisoformat(value.date) if value and is_day else None


def _key(left: Mapping[str, Any], name: str) -> str | None:
    """Return the key under which `left` holds a value for the field `name`."""
    folded = {fold(key).replace("-", "_").replace(" ", "_"): key for key in left if left[key]}
    return next((folded[k] for k in _KEYS[name] if k in folded), None)


def _take(left: dict[str, Any], name: str) -> str | None:
    key = _key(left, name)
    return _written(left.pop(key)) or None if key else None


def _authors(left: dict[str, Any]) -> tuple[str, ...]:
    key = _key(left, "authors")
    if not key:
        return ()
    value = left.pop(key)
    if not isinstance(value, list):
        return read_author_field(_written(value))
    return tuple(name for name in map(_written, value) if name)


def _language(left: dict[str, Any]) -> str | None:
    key = _key(left, "language")
    language = read_language(_written(left[key])) if key else None
    if key and language:
        del left[key]
    return language


def read_language(written: str) -> str | None:
    """Return the two-letter code of a declared language, or None.

    >>> read_language("fr-FR"), read_language("Français"), read_language("klingon")
    ('fr', 'fr', None)
    """
    found = _LANGUAGE.fullmatch(written.strip())
    return found["code"].lower() if found else _LANGUAGE_NAMES.get(fold(written.strip()))


def _date(left: dict[str, Any], name: str, today: dt.date) -> PartialDate | None:
    key = _key(left, name)
    value = read_date(_written(left[key])) if key else None
    if not key or not value or not is_plausible(value, today):
        return None
    del left[key]
    return value


def _written(value: Any) -> str:
    """Return a YAML value as one line: a list of words with commas, anything deeper as JSON."""
    if isinstance(value, list) and not any(isinstance(v, list | dict) for v in value):
        return ", ".join(clean_line(str(v)) for v in value)
    return clean_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
