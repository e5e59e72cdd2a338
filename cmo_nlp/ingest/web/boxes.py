"""Boxes of a page that no class name gives away: what French sites write over them and in them.

« Lire aussi : … », « À propos de l’auteur », « Partager sur Facebook », « 3 commentaires », a newsletter's
form, a notice of cookies. A sentence of the article may hold the same words: so they count only at the start
of a short block, with a colon, links or a field to fill in beside them, or as a heading over such blocks.
"""

import re
from collections.abc import Iterator
from typing import Any

import lxml.etree  # type: ignore[import-untyped]

__all__ = ["named_boxes"]

_LONGEST_OPENING = 90  # characters of a heading over a box
_LONGEST_LINE = 260  # characters of a line « Lire aussi »
_LONGEST_BOX = 600  # characters of a notice or a newsletter box; a paragraph of an article can have more
_LONGEST_NOTE = 700  # characters about an author
_LINKED_SHARE = 0.5  # of the characters of a block that is a list of links
_MOST_FOLLOWING = 12  # elements under one heading « Lire aussi »

_SEE = (
    r"(?:[àa]\s+)?(?:lire|relire|voir|[ée]couter|d[ée]couvrir|consulter|lisez)\s+(?:aussi|[ée]galement)"
    r"|[àa]\s+(?:lire|relire|voir|[ée]couter)|sur\s+le\s+m[êe]me\s+(?:sujet|th[èe]me)|dans\s+la\s+m[êe]me\s+rubrique"
    r"|articles?\s+(?:similaires?|li[ée]s?|connexes?|associ[ée]s?|recommand[ée]s?)|vous\s+aimerez\s+aussi"
    r"|(?:ces\s+articles|cet\s+article|cela|[çc]a)\s+(?:pourraient|pourrait|peut|peuvent)\s+(?:aussi\s+)?vous\s+int[ée]resser"
    r"|(?:les\s+)?(?:plus|articles\s+les\s+plus)\s+(?:lus|partag[ée]s|comment[ée]s)|(?:nos|les)\s+derniers\s+articles"
    r"|pour\s+aller\s+plus\s+loin|en\s+savoir\s+plus|recommand[ée]s?\s+pour\s+vous"
)
_TAGS = (
    r"mots?[\s-]cl[ée]s?|tags?|[ée]tiquettes?|th[ée]matiques?|class[ée]\s+(?:dans|sous)"
    r"|(?:post[ée]|publi[ée])\s+dans"
)
_AUTHOR = (
    r"[àa]\s+propos\s+(?:de\s+l[’']|des?\s+|du\s+)(?:auteure?s?|autrices?|r[ée]dact(?:eur|rice))"
    r"|l[’'](?:auteure?|autrice)"
)
_COMMENTS = (
    r"(?:laisser|laissez|ajouter|ajoutez|poster|postez|[ée]crire|[ée]crivez|publier)\s+(?:un|votre|vos)\s+commentaires?"
    r"|(?:\d{1,4}|un|une|aucune?)\s+(?:commentaires?|r[ée]actions?|r[ée]ponses?|r[ée]flexions?)(?:\s+(?:sur|[àa]|au)\s.{0,200})?"
    r"|commentaires?\s*\(\s*\d{1,4}\s*\)|(?:vos|les)\s+(?:commentaires|r[ée]actions)|commentaires|r[ée]agir|r[ée]agissez.{0,40}"
    r"|votre\s+adresse\s+(?:e-?mail|de\s+messagerie|de\s+courriel).{0,60}ne\s+sera\s+pas\s+publi[ée]e.{0,200}"
)
_SHARE_WORD = (
    r"partagez|partager|tweeter|tweetez|imprimer|enregistrer|[ée]pingler|copier\s+le\s+lien|envoyer|recommander|suivez-nous"
    r"|facebook|twitter|linked\s?in|whatsapp|pinterest|instagram|mastodon|bluesky|telegram|messenger|viadeo|google\s?\+|x"
    r"|e-?mail|mail|courriel|cet\s+article|cette\s+page|sur|par|pour|[àa]\s+un\s+ami|et|ou|via|cliquez|\(ouvre\s+dans\s+une\s+nouvelle\s+fen[êe]tre\)"
)
_LEAD = r"[\s>»→▶►•*|–—-]*"
_SEE_HEADING = re.compile(rf"{_LEAD}(?:{_SEE})\s*[:.…]?\s*", re.IGNORECASE)
_SEE_LINE = re.compile(rf"{_LEAD}[(\[]?(?P<label>{_SEE})\s*(?P<colon>[:>»→–—-])?", re.IGNORECASE)
_TAG_LINE = re.compile(rf"{_LEAD}(?:{_TAGS})\s*:?", re.IGNORECASE)
_AUTHOR_HEADING = re.compile(rf"(?:{_AUTHOR})\s*:?", re.IGNORECASE)
_COMMENTS_HEADING = re.compile(rf"(?:{_COMMENTS})\s*:?", re.IGNORECASE | re.DOTALL)
_SHARE_LINE = re.compile(rf"(?:(?<!\w)(?:{_SHARE_WORD})(?!\w)[\s|,·:/•]*)+", re.IGNORECASE)
_SHARE_START = re.compile(
    r"(?:partage|tweet|imprime|copier|envoyer|suivez|facebook|twitter|linked|cliquez\s+pour)", re.IGNORECASE
)
_ANY_START = re.compile(
    rf"{_LEAD}[(\[]?(?:{_SEE}|{_TAGS}|{_AUTHOR}|{_COMMENTS}|{_SHARE_START.pattern})", re.IGNORECASE
)
_FORM_WORDS = re.compile(
    r"\bcookies?\b|\btraceurs?\b|\bt[ée]moins\b|consentement|newsletter|infolettre|\blettre\b|abonne|inscri"
    r"|recevez|courriel|e-?mail",
    re.IGNORECASE,
)
_ALSO = re.compile(r"aussi|[ée]galement|m[êe]me|articles?", re.IGNORECASE)
_PROSE_BEFORE = lxml.etree.XPath("boolean(preceding::p[string-length(.) >= 80])")
_INLINE = frozenset({"span", "b", "strong", "label", "small"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_READ = (
    *_HEADINGS,
    "p",
    "div",
    "li",
    "span",
    "strong",
    "b",
    "dt",
    "summary",
    "legend",
    "label",
    "small",
    "td",
)
_KEPT = frozenset({"html", "body", "main", "article"})


def named_boxes(tree: Any) -> Iterator[Any]:
    """Yield the elements of the page `tree` that are such boxes; some may stand inside others."""
    commented: set[Any] = set()
    for element in tree.iter(*_READ):
        opening = _opening(element)
        if opening and _ANY_START.match(opening):
            yield from _opened_box(element, commented)
    for field in tree.iter("input", "button"):
        yield from _form_box(field)


def _opening(element: Any) -> str:
    """Return the first text of `element`, cut: that of its own or of its first descendants."""
    first = element
    while first is not None and not (first.text and first.text.strip()):
        first = first[0] if len(first) else None
    return first.text.lstrip()[:_LONGEST_OPENING] if first is not None else ""


def _opened_box(element: Any, commented: set[Any]) -> Iterator[Any]:
    text = " ".join(element.text_content().split())
    if len(text) > _LONGEST_LINE or not _ends_block(element):
        return
    if _COMMENTS_HEADING.fullmatch(text):
        yield from _with_comments(element, text, commented)
    elif _AUTHOR_HEADING.fullmatch(text):
        yield from _with_note(element)
    elif _is_line(element, text):
        yield element
    elif _SEE_HEADING.fullmatch(text):
        yield from _with_links(element)


def _ends_block(element: Any) -> bool:
    """Return whether `element` is no part of a sentence: a block, or an inline element alone in its block."""
    parent = element.getparent()
    if element.tag not in _INLINE or parent is None:
        return True
    return not any(text and text.strip() for text in (parent.text, *(child.tail for child in parent)))


def _is_line(element: Any, text: str) -> bool:
    """Return whether a short block is a box by itself: see also, tags, words of buttons to share."""
    if _SHARE_START.match(text) and _SHARE_LINE.fullmatch(text):
        return True
    linked = _linked_share(element, text)
    see = None if element.tag in _HEADINGS else _SEE_LINE.match(text)
    if see:
        is_labelled = bool(see["colon"] and _ALSO.search(see["label"]) and text[see.end() :].strip())
        return is_labelled or linked >= _LINKED_SHARE
    is_tags = bool(_TAG_LINE.match(text)) and linked >= _LINKED_SHARE / 2
    return is_tags and next(element.iterancestors("footer"), None) is None  # the metadata are read there


def _with_comments(heading: Any, text: str, commented: set[Any]) -> Iterator[Any]:
    """Yield « 3 commentaires »; where it heads what follows the article, all that stands beside it as well.

    `commented` are the elements whose comments were sought: a page of such headings takes no quadratic time.
    """
    while (parent := heading.getparent()) is not None and parent.tag not in _KEPT:
        if " ".join(parent.text_content().split()) != text:
            break
        heading = parent
    following: list[Any] = list(heading.itersiblings()) if parent not in commented else []
    commented.add(parent)
    has_field = any(e.tag == "form" or e.find(".//form") is not None for e in following)
    is_heading = any(e.tag in _HEADINGS for e in heading.iter())
    counts = len(text.split()) > 1  # « Réactions » alone may head a part of the article
    if (has_field or (is_heading and counts)) and _PROSE_BEFORE(heading):
        yield from (heading, *following)
    elif counts:
        yield heading


def _with_note(heading: Any) -> Iterator[Any]:
    """Yield a heading « À propos de l’auteur » and the one block under it."""
    note = heading.getnext()
    if note is None:
        return
    if note.tag not in _HEADINGS and len(note.text_content()) <= _LONGEST_NOTE:
        yield from (heading, note)


def _with_links(heading: Any) -> Iterator[Any]:
    """Yield a heading « Lire aussi » and the lists of links under it; one over prose stays."""
    following: list[Any] = []
    for element in heading.itersiblings():
        text = "".join(element.text_content().split())
        is_links = element.tag not in _HEADINGS and _linked_share(element, text) >= _LINKED_SHARE
        if text and (not is_links or len(following) == _MOST_FOLLOWING):
            break
        following.append(element)
    if any(element.text_content().strip() for element in following):
        yield from (heading, *following)


def _linked_share(element: Any, text: str) -> float:
    """Return the share of `text` (white space apart) that links of `element` hold, 0 to 1."""
    links = [element] if element.tag == "a" else element.iter("a")
    linked = sum(len("".join(link.text_content().split())) for link in links)
    return linked / max(1, len("".join(text.split())))


def _form_box(field: Any) -> Iterator[Any]:
    """Yield the box around a button or a field, if it speaks of cookies or of subscribing."""
    box = None
    for around in field.iterancestors():
        text = around.text_content()
        if around.tag in _KEPT or len(text) > _LONGEST_BOX or around.find(".//h1") is not None:
            break
        box = around if _FORM_WORDS.search(text) else box
    if box is not None:
        yield box
