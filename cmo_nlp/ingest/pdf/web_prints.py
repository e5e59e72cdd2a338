"""Web pages printed by a browser: their menus, share buttons and comments, told by their words alone.

The print has no classes or links, so only what is sure by its words goes: what stands above the title, a row
of share buttons, « À lire aussi » over a list, a newsletter's box, a line with ©, all from the comments on.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cmo_nlp.ingest.article import PAGE_MARK, Block
from cmo_nlp.ingest.cleaning import clean_line

__all__ = ["Stripped", "is_web_print", "strip_frame", "without_site"]

_LONGEST_ABOVE = 1_500  # characters of menus and notices above a title
_LONG_PARAGRAPH = 80  # characters; captions and items of menus are shorter
_LONGEST_LINE = 200  # characters of a line or a heading of the frame
_LONGEST_LINK = 160  # characters of a headline under « À lire aussi »
_MOST_LINKS = 12  # under one heading
_ADDRESS = re.compile(r"(?:https?|file)://\S+")
_PRINT_TIME = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? (?:à )?\d{1,2}[:h]\d{2}.{0,8}")
_SITE = re.compile(r"\s*(?:\s[-–—:·•]|[|»<])\s*\S.*")
_COMMENTS = re.compile(
    r"(?:laisse[rz]|ajoute[rz]|poste[rz]|écri(?:re|vez)|publie[rz])\s+(?:un|votre|vos)\s+commentaires?\s*:?"
    r"|(?:\d{1,4}|un|aucun)\s+commentaires?(?:\s+(?:sur|à|au)\s.{0,150})?|commentaires?\s*\(\s*\d{1,4}\s*\)"
    r"|(?:\d{1,4}|une|aucune)\s+(?:réactions?|réponses?)(?:\s+(?:sur|à|au)\s.{0,150})?",
    re.IGNORECASE,
)
_SHARE_START = re.compile(
    r"(?:partage|tweet|imprime|copier|envoyer|suivez|facebook|twitter|linked)", re.IGNORECASE
)
_SHARE = re.compile(
    r"(?:(?<!\w)(?:partage[rz]|tweete[rz]|imprimer|enregistrer|copier\s+le\s+lien|envoyer|suivez-nous|facebook"
    r"|twitter|linked\s?in|whatsapp|pinterest|instagram|mastodon|bluesky|telegram|messenger|viadeo|x|e-?mail|mail"
    r"|courriel|cet\s+article|cette\s+page|sur|par|et|ou|via)(?!\w)[\s|,·:/•]*)+",
    re.IGNORECASE,
)
_SEE_ALSO = re.compile(
    r"(?:[àa]\s+)?(?:lire|relire|voir|découvrir)\s+(?:aussi|également)\s*:?|sur\s+le\s+même\s+(?:sujet|thème)\s*:?"
    r"|articles?\s+(?:similaires?|liés?|connexes?|associés?|recommandés?)\s*:?|vous\s+aimerez\s+aussi\s*:?"
    r"|(?:articles\s+)?les\s+plus\s+(?:lus|partagés|commentés)\s*:?",
    re.IGNORECASE,
)
_NEWSLETTER = re.compile(
    r".{0,60}\b(?:newsletter|infolettre|lettre\s+d[’']information)\b.{0,60}", re.IGNORECASE
)
_SUBSCRIBE = re.compile(r"(?:inscri|abonne|receve)", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s.{0,200}", re.IGNORECASE)


class Stripped(NamedTuple):
    """The blocks of an article, how many pages start after the last, and what was left out around it."""

    blocks: list[Block]
    left_over: int
    left_out: list[str]


def is_web_print(running_lines: Sequence[str]) -> bool:
    """Return whether the lines that pages repeat are a browser's: an address and the time of the print."""
    return any(map(_ADDRESS.match, running_lines)) and any(map(_PRINT_TIME.match, running_lines))


def without_site(title: str | None, largest: str | None) -> str | None:
    """Return `title`, as the page's window has it, without the site's name behind the headline `largest`.

    >>> without_site("Le prix du lait | Le Journal du Rayon", "Le prix du lait")
    'Le prix du lait'
    """
    if title and largest and title.startswith(largest) and _SITE.fullmatch(title[len(largest) :]):
        return largest
    return title


def strip_frame(blocks: Sequence[Block], title: str | None) -> Stripped:
    """Return the blocks of the article called `title` on a printed web page."""
    texts = [clean_line(block.text.replace(PAGE_MARK, "")) for block in blocks]
    start = _start(texts, title)
    end = _end(texts, start)
    outside = {*range(start), *range(end, len(blocks))}
    outside.update(_boxes(blocks[:end], texts[:end], start))
    kept: list[Block] = []
    pending = 0
    for index, block in enumerate(blocks):
        if index in outside:
            pending += block.text.count(PAGE_MARK)
        else:
            kept.append(block._replace(text=PAGE_MARK * pending + block.text))
            pending = 0
    return Stripped(kept, pending, [texts[index] for index in sorted(outside)])


def _start(texts: Sequence[str], title: str | None) -> int:
    """Return where the title stands, if only a menu's length is above it, else 0."""
    above = 0
    for index, text in enumerate(texts):
        if title and text == title:
            return index
        above += len(text)
        if above > _LONGEST_ABOVE:
            break
    return 0


def _end(texts: Sequence[str], start: int) -> int:
    """Return where the comments start: at the first heading that says so below a paragraph of text."""
    has_prose = False
    for index in range(start, len(texts)):
        if has_prose and len(texts[index]) <= _LONGEST_LINE and _COMMENTS.fullmatch(texts[index]):
            return index
        has_prose = has_prose or len(texts[index]) >= _LONG_PARAGRAPH
    return len(texts)


def _boxes(blocks: Sequence[Block], texts: Sequence[str], start: int) -> Iterator[int]:
    """Yield the places of the frame's lines and boxes between `start` and the end."""
    for index in range(start, len(texts)):
        text = texts[index]
        if len(text) > _LONGEST_LINE:
            continue
        is_share = _SHARE_START.match(text) and _SHARE.fullmatch(text)
        if is_share or _COPYRIGHT.fullmatch(text) or _COMMENTS.fullmatch(text):
            yield index
        elif _SEE_ALSO.fullmatch(text):
            yield from _with_links(blocks, texts, index)
        elif _NEWSLETTER.fullmatch(text) and not text.endswith("."):
            below = texts[index + 1] if index + 1 < len(texts) else ""
            if _SUBSCRIBE.match(text) or _SUBSCRIBE.match(below[:_LONGEST_LINE]):
                yield index
            if _SUBSCRIBE.match(below) and len(below) <= _LONGEST_LINE:
                yield index + 1


def _with_links(blocks: Sequence[Block], texts: Sequence[str], heading: int) -> Iterator[int]:
    """Yield a heading « À lire aussi » and the list under it; one over prose stays."""
    links = 0
    for index in range(heading + 1, min(len(blocks), heading + 1 + _MOST_LINKS)):
        if not blocks[index].is_item or len(texts[index]) > _LONGEST_LINK:
            break
        links += 1
    if links:
        yield from range(heading, heading + 1 + links)
