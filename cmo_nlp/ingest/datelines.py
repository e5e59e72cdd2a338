"""The line near the top of a text that says when it was published: « Paris, le 22 octobre 2018 ».

A date inside a sentence never counts: all of the line must read as a dateline. The confidences are a ranking,
not a measure: a line that says « publié le » is worth more than a bare date, a day more than a month.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from cmo_nlp.ingest.authors import read_authors
from cmo_nlp.ingest.dates import FoundDate, PartialDate, find_dates, flatten, is_plausible
from cmo_nlp.records import PublicationDate

__all__ = ["Dateline", "find_byline", "find_dateline", "read_dateline"]

LABELLED_CONFIDENCE = 0.9
DAY_CONFIDENCE = 0.8
MONTH_CONFIDENCE = 0.7
YEAR_CONFIDENCE = 0.5
_TOP = 2_000  # characters in which an imprint can stand
_LONGEST = 160  # characters; with author, update and reading time a dateline has 120 at most

_PUBLISHED = (
    r"(?i:(?:(?:article|texte|billet|communique|tribune|note|post|document|annonce|offre|depeche|entretien|interview"
    r"|chronique|enquete|dossier|etude|livre blanc) )?"
    r"(?:publiee?s?|postee?|parue?|ecrite?|redigee?|diffusee?|mise? en ligne|parution|publication"
    r"|date(?: de (?:publication|parution|mise en ligne))?)\b)"
)
_MODIFIED = r"(?i:(?:derni?ere )?(?:mise? a jour|maj|modifiee?|modification|actualisee?|actualisation)\b)"
_WORD = r"@?\w[\w.&'-]*"  # never a lone dash: a dash between spaces parts the line
_BYLINE = rf"(?i:par|by) {_WORD}(?: {_WORD}){{0,5}}?(?:, {_WORD}(?: {_WORD}){{0,5}}?)?"
_PLACE = rf"[A-Z][\w'.-]*(?: {_WORD}){{0,3}}(?: ?\([^()]{{1,30}}\))?"
_IMPRINT = rf"[A-Z][\w'.&-]*(?: (?:&|{_WORD})){{0,8}}"  # « Cabinet Lestrange & Fil, 2012 »
_ARTICLE = r"(?i:le|du|en|au)"
_TIME = r"(?i:,? ?(?:a |- ?|@ ?)?[0-2]?[0-9] ?[h:] ?(?:[0-5][0-9])?(?: ?min)?)"
_LABEL = rf"(?:(?P<published>{_PUBLISHED})|(?P<modified>{_MODIFIED}))"
_LEAD = rf"(?:{_LABEL}(?: {_BYLINE})?,? ?:? ?(?:{_ARTICLE} )?)"
_REPEATED_LEAD = _LEAD.replace("?P<published>", "?P<published_after>").replace(
    "?P<modified>", "?P<modified_after>"
)
_HEAD = re.compile(
    rf"[(\[]?(?:{_LEAD}|(?i:le) "
    rf"|(?:(?:{_PLACE}|{_BYLINE}) ?[,|·•:-] ?|{_BYLINE} |{_IMPRINT}, ?)(?:{_REPEATED_LEAD}|(?i:le) )?)?"
)
_BETWEEN = re.compile(rf"{_TIME}? ?[,;|·•(/-]? ?(?i:et )?{_LABEL} ?:? ?(?:{_ARTICLE} )?")
_NOTE = (
    rf"(?:{_BYLINE}|(?i:(?:temps de )?lecture ?:? ?[0-9]+ ?min(?:ute)?s?\.?)"
    r"|(?i:[0-9]+ ?min(?:ute)?s?\.?(?: de lecture)?|[0-9]+ commentaires?|aucun commentaire)"
    rf"|(?i:dans) {_WORD}(?: {_WORD}){{0,4}})"
)
_ARCHIVES = r"(?i: ?,? ?[(\[]?(?:en )?archives?[)\]]?)"
_TOPIC = rf"{_WORD}(?: {_WORD}){{0,3}}"
_TAIL = re.compile(
    rf"{_TIME}?{_ARCHIVES}?"
    rf"(?: ?[,;] ?{_NOTE}| {_NOTE}| ?[|·•/-] ?(?:{_TIME}|{_NOTE}|{_TOPIC})){{0,4}}[ .)\]|:]*"
)


_BY = re.compile(r"(?<!\w)(?:par|by) ", re.IGNORECASE)
_AFTER_NAMES = re.compile(
    r" ?[|·•()\[\]:/]| - | (?=(?i:le|a|dans|on) )|,? ?(?=[0-9])|, ?(?=(?i:mis|maj|lecture|temps|dans)\b)"
)
_CAPITALISED = r"(?:[A-Z][\w.'-]*|d'[A-Z][\w'-]*|(?:de|du|la|le|van|von) [A-Z][\w'-]*)"
_BYLINE_ONLY = re.compile(
    rf"(?i:(?:propos recueillis |texte |article )?(?:par|by)) {_CAPITALISED}(?: {_CAPITALISED}){{1,4}}"
    rf"(?:(?:,| et| and| &) {_CAPITALISED}(?: {_CAPITALISED}){{1,4}}){{0,4}}"
)
_LONGEST_BYLINE = 80  # characters; four names have 70


_YEAR_LINE = re.compile(rf"{_IMPRINT}, (?P<year>(?:19|20)[0-9]{{2}})")
_IMPRINT_LINES = 4  # title, subtitle, author and imprint


class Dateline(NamedTuple):
    """What one line says: `published`, with or without a word such as « publié » (`labelled`), `modified`."""

    published: PartialDate | None
    modified: PartialDate | None
    labelled: bool
    authors: tuple[str, ...] = ()


def read_dateline(line: str) -> Dateline | None:
    """Return what `line` says when the whole of it is a dateline, else None.

    >>> read_dateline("22 octobre 2018 par actency").published.date
    '2018-10-22'
    >>> read_dateline("14 mars 2007 par Claire Vasseur").authors
    ('Claire Vasseur',)
    >>> read_dateline("Publié le 1er mars 2021, mis à jour le 3 mai 2021").modified.date
    '2021-05-03'
    >>> read_dateline("Le 22 octobre 2018, le CMO prenait la parole.")
    """
    if len(line) > _LONGEST:
        return None
    flat = flatten(line)
    dates = find_dates(flat)
    labels = _labels(flat, dates) if 1 <= len(dates) <= 2 else None  # noqa: PLR2004 - published and modified
    found = _dateline(dates, labels) if labels else None
    return found and found._replace(authors=_authors(line, flat, dates))


def _authors(line: str, flat: str, dates: list[FoundDate]) -> tuple[str, ...]:
    """Return the names after « par » before or after the dates, with the accents that flattening took."""
    shown = " ".join(line.split())
    written = shown if len(shown) == len(flat) else flat
    for start, end in ((0, dates[0].start), (dates[-1].end, len(flat))):
        cue = _BY.search(flat, start, end)
        if cue:
            after = _AFTER_NAMES.search(flat, cue.end(), end)
            return read_authors(written[cue.end() : after.start() if after else end])
    return ()


def _labels(flat: str, dates: list[FoundDate]) -> list[str | None] | None:
    """Return « published », « modified » or None for each of `dates`, or None if the rest is no dateline."""
    head = _HEAD.fullmatch(flat, 0, dates[0].start)
    if not head or not _TAIL.fullmatch(flat, dates[-1].end):
        return None
    labels = [_label(head)]
    if len(dates) == 1:
        return labels
    between = _BETWEEN.fullmatch(flat, dates[0].end, dates[1].start)
    return [*labels, _label(between)] if between else None


def _label(found: re.Match[str]) -> str | None:
    return found.lastgroup.removesuffix("_after") if found.lastgroup else None


def _dateline(dates: list[FoundDate], labels: list[str | None]) -> Dateline | None:
    modified = [d.value for d, label in zip(dates, labels, strict=True) if label == "modified"]
    published = [d.value for d, label in zip(dates, labels, strict=True) if label != "modified"]
    if len(published) > 1 or len(modified) > 1:
        return None
    return Dateline(
        published[0] if published else None, modified[0] if modified else None, "published" in labels
    )


def find_dateline(text: str, characters: int, today: dt.date) -> tuple[PublicationDate | None, str | None]:
    """Return when `text` was published and modified, as lines that start in its first `characters` say.

    A line that says « publié » comes first. Bare dates that contradict each other are a chronology: no date.
    A year alone counts in an imprint under the title. Dates before 1950 or after `today` are none.
    """
    lines = list(_datelines(text, characters))
    modified = [m.date for _, m, *_ in lines if m and is_plausible(m, today)]
    published = [(p, labelled) for p, _, labelled, _ in lines if p and is_plausible(p, today)]
    chosen = [p for p, labelled in published if labelled]
    bare = {p for p, _ in published}
    if not chosen and len(bare) == 1:
        chosen = list(bare)
    found = _publication(chosen[0], labelled=any(x for _, x in published)) if chosen else None
    return found or (None if bare else _year_of_imprint(text, today)), modified[0] if modified else None


def _year_of_imprint(text: str, today: dt.date) -> PublicationDate | None:
    lines = [line for line in text[:_TOP].split("\n") if line.strip()][:_IMPRINT_LINES]
    found = [match for line in lines if (match := _YEAR_LINE.fullmatch(flatten(line)))]
    value = PartialDate(found[0]["year"], "year") if found else None
    if not value or not is_plausible(value, today):
        return None
    return PublicationDate(value.date, "year", "text", YEAR_CONFIDENCE)


def find_byline(text: str, characters: int) -> tuple[str, ...]:
    r"""Return the authors that a dateline or a line « Par … » in the first `characters` of `text` names.

    >>> find_byline("Éloge du fichier\n14 mars 2007 par Claire Vasseur\nLe fichier…", 500)
    ('Claire Vasseur',)
    >>> find_byline("Par beau temps, on vend des parasols.", 500)
    ()
    """
    start = 0
    for line in text.split("\n"):
        if start >= characters:
            break
        start += len(line) + 1
        authors = _named(line)
        if authors:
            return authors
    return ()


def _named(line: str) -> tuple[str, ...]:
    dated = read_dateline(line)
    if dated:
        return dated.authors
    is_byline = len(line) <= _LONGEST_BYLINE and _BYLINE_ONLY.fullmatch(flatten(line))
    return read_authors(line) if is_byline else ()


def _datelines(text: str, characters: int) -> Iterator[Dateline]:
    start = 0
    for line in text.split("\n"):
        if start >= characters:
            return
        start += len(line) + 1
        found = read_dateline(line)
        if found:
            yield found


def _publication(value: PartialDate, *, labelled: bool) -> PublicationDate:
    plain = DAY_CONFIDENCE if value.precision == "day" else MONTH_CONFIDENCE
    return PublicationDate(value.date, value.precision, "text", LABELLED_CONFIDENCE if labelled else plain)
