"""The line near the top of a text that says when it was published: « Paris, le 22 octobre 2018 ».

A date inside a sentence never counts: all of the line must read as a dateline. The confidences are a ranking,
not a measure: a line that says « publié le » is worth more than a bare date, a day more than a month.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cmo_nlp.ingest.authors import read_authors
from cmo_nlp.ingest.dates import (
    FoundDate,
    PartialDate,
    find_dates,
    find_period,
    flatten,
    is_plausible,
    read_relative_date,
    relative_end,
)
from cmo_nlp.records import PublicationDate

__all__ = [
    "Dateline",
    "DatesOfText",
    "find_byline",
    "find_dateline",
    "is_relative_dateline",
    "read_dateline",
    "read_relative_dateline",
]

LABELLED_CONFIDENCE = 0.9
DAY_CONFIDENCE = 0.8
MONTH_CONFIDENCE = 0.7
YEAR_CONFIDENCE = 0.5
_PLAIN_CONFIDENCE = {"day": DAY_CONFIDENCE, "month": MONTH_CONFIDENCE, "year": YEAR_CONFIDENCE}
# Every date has one, most lines of a text have none.
_YEAR_DIGITS = re.compile(r"(?:19|20)[0-9]{2}|[0-9]([/.])[0-9]{1,2}\1[0-9]{2}")
_TOP = 2_000  # characters in which an imprint can stand
_LONGEST = 160  # characters; with author, update and reading time a dateline has 120 at most

_PUBLISHED = (
    r"(?i:(?:(?:article|texte|billet|communique|tribune|note|post|document|annonce|offre|depeche|entretien|interview"
    r"|chronique|enquete|dossier|etude|livre blanc) )?"
    r"(?:edition|numero|publiee?s?|postee?|parue?|ecrite?|redigee?|diffusee?|mise? en ligne"
    r"|parution|publication|date(?: de (?:publication|parution|mise en ligne))?)\b)"
)
_MODIFIED = r"(?i:(?:derni?ere )?(?:mise? a jour|maj|modifiee?|modification|actualisee?|actualisation)\b)"
_WORD = r"@?\w[\w.&'-]*"  # never a lone dash: a dash between spaces parts the line
_BYLINE = rf"(?i:par|by) {_WORD}(?: {_WORD}){{0,8}}?(?:, {_WORD}(?: {_WORD}){{0,5}}?)?"
_PLACE = rf"[A-Z][\w'.-]*(?: {_WORD}){{0,3}}(?: ?\([^()]{{1,30}}\))?"
_IMPRINT = rf"[A-Z][\w'.&-]*(?: (?:&|{_WORD})){{0,8}}"  # « Cabinet Lestrange & Fil, 2012 »
_CAPITALISED = r"(?:[A-Z][\w.'-]*|d'[A-Z][\w'-]*|(?:de|du|la|le|van|von) [A-Z][\w'-]*)"
_PERSON = (  # « Jean Le Goff 14 décembre 2018 »; « Salon Rayon 14 décembre 2018 » is the day of the event
    r"(?!(?i:salons?|forum|conferences?|congres|colloque|journees?|sommet|webinaires?|convention|assises"
    r"|rencontres?|festival|seminaire|ateliers?|agenda|barometre|programme|rapport|bilan|prix|trophees)\b)"
    rf"{_CAPITALISED}(?: {_CAPITALISED}){{1,3}}"
)
_ISSUE = r"(?i:(?:no|n°|nº|num|numero)\.? ?[0-9]{1,6}(?:[-/][0-9]{1,6})?)"  # « Stratégies n°1975 du … »
_READING = r"(?i:(?:temps de )?lecture ?:? ?[0-9]+ ?min(?:ute)?s?\.?)"
_ARTICLE = r"(?i:le|du|en|au)"
_TIME = r"(?i:,? ?(?:a |- ?|@ ?)?[0-2]?[0-9] ?[h:] ?(?:[0-5][0-9])?(?: ?min)?)"
_LABEL = rf"(?:(?P<published>{_PUBLISHED})|(?P<modified>{_MODIFIED}))"
_LEAD = rf"(?:{_LABEL}(?: {_BYLINE})?,? ?:? ?(?:{_ARTICLE}(?: ?:)? )?)"
_REPEATED_LEAD = _LEAD.replace("?P<published>", "?P<published_after>").replace(
    "?P<modified>", "?P<modified_after>"
)
_HEAD = re.compile(
    rf"[(\[]?(?:{_READING} ?[,|·•/-]? ?)?(?:{_LEAD}|(?i:le) "
    rf"|(?:{_IMPRINT} ?[,|·•-]? ?)?{_ISSUE} ?[,|·•:-]? ?(?:{_ARTICLE} |d')?"
    rf"|(?:(?:{_PLACE}|{_BYLINE}) ?[,|·•:-] ?|{_BYLINE} |{_PERSON} |{_IMPRINT}, ?)"
    rf"(?:{_REPEATED_LEAD}|(?i:le) )?)?"
)
_BETWEEN = re.compile(rf"{_TIME}? ?[,;|·•(/-]? ?(?i:et )?{_LABEL} ?:? ?(?:{_ARTICLE} )?")
_NOTE = (
    rf"(?:{_BYLINE}|{_READING}|{_ISSUE}|(?i:(?:pp?\.|pages?) ?[0-9]{{1,4}}(?: ?(?:-|,|et|a) ?[0-9]{{1,4}})?)"
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
    r" ?[|·•()\[\]:/]| - |,? (?:[Ll]e|[Dd]u|[Ee]n) ?$|,? (?=(?:a|dans|on) )|,? ?(?=[0-9])"
    r"|,? (?=(?i:publiee?|postee?|parue?|mise?|maj|modifiee?|lecture|temps|dans)\b)"
)
_BYLINE_ONLY = re.compile(
    r"(?i:(?:(?:propos |entretien |interview )?recueillie?s? |texte |article )?(?:par|by)) "
    rf"{_CAPITALISED}(?: {_CAPITALISED}){{1,4}}"
    rf"(?:(?:,| et| and| &) {_CAPITALISED}(?: {_CAPITALISED}){{1,4}}){{0,4}}"
)
_LONGEST_BYLINE = 80  # characters; four names have 70
_PERSON_ALONE = re.compile(rf"(?!(?:New|Saint|Sainte|San|Los|Le|La|Les)\b)(?P<name>{_PERSON}),? (?:[Ll]e )?")
_PERIOD_HEAD = re.compile(
    rf"[(\[]?(?:{_LABEL},? ?:? ?|(?:{_IMPRINT} ?[,|·•-]? ?)?{_ISSUE} ?[,|·•:-]? ?)?"
    r"(?:(?i:le|du|en|au|de l') ?)?"
)
_PERIOD_TAIL = re.compile(rf"(?: ?[,|·•-] ?(?:{_NOTE}|{_ISSUE})){{0,3}}[ .)\]]*")
# « PARIS, 11 juin 2009 (Reuters) - Il est… »: place, day, agency and dash before the first words of the text
_OPENING_HEAD = re.compile(
    r"(?!(?i:depuis|entre|apres|avant|jusqu|vers|dans|pour|ne|nee|mort|morte|reunis?)\b)"
    r"[A-Z][\w'.-]*(?:[ /](?:[A-Z][\w'.-]*|(?:de|du|la|le|les|sur|sous|en|et|aux) (?=[A-Z])[\w'.-]+)){0,3}"
    r"(?: ?\([^()]{1,40}\))? ?[,-]? ?(?:[Ll]e )?"
)
_OPENING_TAIL = re.compile(
    rf"{_TIME}?(?: ?\([^()]{{1,40}}\)| ?/[^/]{{1,30}}/)? ?-{{1,2}} ?(?=[A-Z\"«“‘'\[(])"
)
_OPENING = 120  # characters that such an opening can take
_OPENING_LINES = 6  # kicker, title, subtitle, author, summary and first paragraph
_IMPOSSIBLE_YEAR = re.compile(r"(?<![0-9])(?:1[0-8]|2[1-9])[0-9]{2}(?![0-9])")
_LEAP_YEAR_TOO_OLD = "1904"


_YEAR_LINE = re.compile(rf"{_IMPRINT}, (?P<year>(?:19|20)[0-9]{{2}})")
_IMPRINT_LINES = 4  # title, subtitle, author and imprint


class Dateline(NamedTuple):
    """What one line says: `published`, with or without a word such as « publié » (`labelled`), `modified`."""

    published: PartialDate | None
    modified: PartialDate | None
    labelled: bool
    authors: tuple[str, ...] = ()


@lru_cache(maxsize=256)  # a line of a page is asked for dates, authors and the title
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
    if len(line) > _LONGEST or not _YEAR_DIGITS.search(line):
        return None
    flat = flatten(line)
    period = _read_period(flat)
    if period:
        return period
    dates = find_dates(flat)
    labels = _labels(flat, dates) if 1 <= len(dates) <= 2 else None  # noqa: PLR2004 - published and modified
    found = _dateline(dates, labels) if labels else None
    return found and found._replace(authors=_authors(line, flat, dates))


def _read_period(flat: str) -> Dateline | None:
    """Return what a line that is a quarter, a season or an issue of two months says: its year."""
    period = find_period(flat)
    head = _PERIOD_HEAD.fullmatch(flat, 0, period.start) if period else None
    if not period or not head or not _PERIOD_TAIL.fullmatch(flat, period.end):
        return None
    return _dateline([period], [_label(head)])


def _authors(line: str, flat: str, dates: list[FoundDate]) -> tuple[str, ...]:
    """Return the names after « par » before or after the dates, with the accents that flattening took."""
    shown = " ".join(unicodedata.normalize("NFC", line).split())
    written = shown if len(shown) == len(flat) else flat
    for start, end in ((0, dates[0].start), (dates[-1].end, len(flat))):
        cue = _BY.search(flat, start, end)
        if cue:
            after = _AFTER_NAMES.search(flat, cue.end(), end)
            return read_authors(written[cue.end() : after.start() if after else end])
    person = _PERSON_ALONE.fullmatch(flat, 0, dates[0].start)
    is_name = person and not person["name"].isupper()  # « PARIS LA DÉFENSE »
    return read_authors(written[: person.end("name")]) if person and is_name else ()


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


class DatesOfText(NamedTuple):
    """What the lines near the top of a text say of it.

    `refused` are the lines whose date is before 1950 or to come; `relative` is one such as « il y a 3 jours »
    where the day of the crawl is not known.
    """

    published: PublicationDate | None
    modified: str | None
    refused: tuple[str, ...] = ()
    relative: str | None = None


def find_dateline(text: str, characters: int, today: dt.date, crawled: dt.date | None = None) -> DatesOfText:
    """Return when `text` was published and modified, as lines that start in its first `characters` say.

    A line that says « publié » comes first. Bare dates that contradict each other are a chronology: no date.
    A year alone counts in an imprint under the title. Dates before 1950 or after `today` are none. `crawled`
    is the day on which the text was collected, from which « il y a 3 jours » counts.
    """
    top = list(_top_lines(text, characters))
    lines = list(_datelines(top, crawled))
    modified = [m.date for _, m, *_ in lines if m and is_plausible(m, today)]
    published = [(p, labelled) for p, _, labelled, _ in lines if p and is_plausible(p, today)]
    chosen = [p for p, labelled in published if labelled] or _agreed([p for p, _ in published])
    found = _publication(chosen[0], labelled=any(x for _, x in published)) if chosen else None
    return DatesOfText(
        found or (None if published else _year_of_imprint(text, today)),
        modified[0] if modified else None,
        tuple(line for line in top if _is_refused(line, today)),
        None if crawled else next(filter(is_relative_dateline, top), None),
    )


def _agreed(values: Sequence[PartialDate]) -> list[PartialDate]:
    """Return the finest of `values` alone where the others are its month or its year, else nothing."""
    finest = max(values, key=lambda value: len(value.date), default=None)
    agree = finest and all(finest.date.startswith(value.date) for value in values)
    return [finest] if finest and agree else []


def _is_refused(line: str, today: dt.date) -> bool:
    """Return whether `line` is a dateline with a date that is before 1950 or to come."""
    said = read_dateline(line) or (
        read_dateline(_IMPOSSIBLE_YEAR.sub(_LEAP_YEAR_TOO_OLD, line)) if len(line) <= _LONGEST else None
    )
    return said is not None and any(date and not is_plausible(date, today) for date in said[:2])


@lru_cache(maxsize=256)
def is_relative_dateline(line: str) -> bool:
    """Return whether the whole of `line` says when it was published, counted from an unknown day.

    >>> is_relative_dateline("Publié il y a 3 jours par Léa"), is_relative_dateline("Hier, tout changeait.")
    (True, False)
    """
    if len(line) > _LONGEST:
        return False
    flat = flatten(line)
    end = relative_end(flat)
    return bool(end) and bool(_TAIL.fullmatch(flat, end))


def _year_of_imprint(text: str, today: dt.date) -> PublicationDate | None:
    lines = [line for line in text[:_TOP].split("\n") if line.strip()][:_IMPRINT_LINES]
    found = [
        match for line in filter(_YEAR_DIGITS.search, lines) if (match := _YEAR_LINE.fullmatch(flatten(line)))
    ]
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
    return next(filter(None, map(_named, _top_lines(text, characters))), ())


def _named(line: str) -> tuple[str, ...]:
    dated = read_dateline(line)
    if dated:
        return dated.authors
    is_byline = len(line) <= _LONGEST_BYLINE and _BYLINE_ONLY.fullmatch(flatten(line))
    return read_authors(line) if is_byline else ()


def read_relative_dateline(line: str, crawled: dt.date) -> PublicationDate | None:
    """Return the date that a relative dateline means on the day `crawled`."""
    value = _counted_from(crawled, line) if is_relative_dateline(line) else None
    return _publication(value, labelled=False) if value and is_plausible(value, crawled) else None


def _counted_from(crawled: dt.date, line: str) -> PartialDate | None:
    flat = flatten(line)
    return read_relative_date(flat[: relative_end(flat)], crawled)


def _top_lines(text: str, characters: int) -> Iterator[str]:
    """Yield the lines that start in the first `characters` of `text` and hold something."""
    start = 0
    for line in text.split("\n"):
        if start >= characters:
            return
        start += len(line) + 1
        if line.strip():
            yield line


def _datelines(lines: Sequence[str], crawled: dt.date | None) -> Iterator[Dateline]:
    for number, line in enumerate(lines):
        found = read_dateline(line) or (_read_opening(line) if number < _OPENING_LINES else None)
        if not found and crawled and is_relative_dateline(line):
            found = Dateline(_counted_from(crawled, line), None, labelled=False)
        if found:
            yield found


def _read_opening(line: str) -> Dateline | None:
    """Return the day in a dateline of an agency or a release, with which its first paragraph opens."""
    if not _YEAR_DIGITS.search(line, 0, 2 * _OPENING):
        return None
    flat = flatten(line[: 2 * _OPENING])
    date = next(iter(find_dates(flat[:_OPENING])), None)
    is_opening = date and _OPENING_HEAD.fullmatch(flat, 0, date.start) and _OPENING_TAIL.match(flat, date.end)
    return Dateline(date.value, None, labelled=False) if date and is_opening else None


def _publication(value: PartialDate, *, labelled: bool) -> PublicationDate:
    confidence = LABELLED_CONFIDENCE if labelled else _PLAIN_CONFIDENCE[value.precision]
    return PublicationDate(value.date, value.precision, "text", confidence)
