"""What trafilatura does not know of French pages: the names of their boxes, and where their article stands.

trafilatura tells an article from its frame by the names of classes, and its names are English. On a page
whose divisions are called « contenu », « texte », « commentaires », version 2.3 keeps the boxes and, falling
back to bare paragraphs, loses every heading and list. So the boxes are taken out first, and the element that
holds the paragraphs is marked `itemprop="articleBody"`, which it knows. Where they stand in `<body>` itself,
as in pages that Word and LibreOffice write, or in a cell that lays out an old page, a division is put around
them: it knows no mark on those.
"""

import re
from collections import Counter
from typing import Any

import lxml.html  # type: ignore[import-untyped]

from cmo_nlp.ingest.web.boxes import named_boxes

__all__ = ["strip_frame"]

_BOX_TEXT = (
    500  # characters; a newsletter box or a row of share buttons has less, a section of an article more
)
_LONG_PARAGRAPH = 80  # characters; captions, notices and items of menus are shorter
_MARKED = "//article | //main | //*[@role='main'] | //*[@itemprop='articleBody']"
_CONTAINERS = ("div", "section", "aside", "ul", "ol", "form", "p", "dialog")
_FRAME = frozenset({"footer", "nav", "aside", "form", "dialog"})
_ROOTS = frozenset({"html", "body"})
_KNOWN = frozenset({"article", "main", "div", "section"})  # that trafilatura finds by their mark
_START = r"(?:^|[\s_-])"
_COMMENTS = re.compile(
    rf"{_START}(?:commentaires?|comments?|discussions?|reactions?|respond|reponses)(?![a-z])"
)
_BOX = re.compile(
    rf"{_START}(?:partage|share|newsletter|infolettre|lettre|abonne|inscri|cookie|consent|cmp|bandeau|rgpd|a-lire"
    r"|lire-aussi|voir-aussi|meme-sujet|similaires|recommand|articles-lies|plus-lus|encart|publicite|pub(?![a-z])"
    r"|promo|mots-cles|fil-ariane|outils|related|breadcrumb|social|reseaux-sociaux|soutien|paywall|etiquettes"
    r"|(?:(?:post|entry|article)-)?tags(?![a-z])|tag-(?:list|cloud)|author-(?:box|bio|info|card|description)"
    r"|about-(?:the-)?author|auteur-(?:bio|box|fiche|description)|bio-auteur|fiche-auteur|a-propos-auteur)"
)


def strip_frame(tree: Any) -> Any | None:
    """Take the boxes out of the page `tree` (an lxml element), mark its article and return that, or None."""
    boxes = {element for element in tree.iter(*_CONTAINERS) if _is_box(element)} | set(named_boxes(tree))
    body = _article_body(tree, boxes)
    kept = {tree, body, *(body.iterancestors() if body is not None else ())}
    for box in boxes - kept:
        if box.getparent() is not None:
            box.drop_tree()
    if body is None or tree.xpath(_MARKED):
        return None if body is None or body.tag in _ROOTS else body
    article = body if body.tag in _KNOWN else _wrapped(body)
    article.set("itemprop", "articleBody")
    return article


def _wrapped(body: Any) -> Any:
    """Put a division around what stands in `body` itself, menus and feet aside, and return it."""
    article = lxml.html.Element("div")
    article.text, body.text = body.text, None
    for child in list(body):
        is_frame = child.tag in _FRAME or (child.tag == "header" and child.find(".//h1") is None)
        if not is_frame:
            article.append(child)
    body.append(article)
    return article


def _is_box(element: Any) -> bool:
    names = " ".join(filter(None, (element.get("class"), element.get("id")))).lower()
    if not names:
        return False
    is_comments = bool(_COMMENTS.search(names))
    if not is_comments and not _BOX.search(names):
        return False
    if element.find(".//h1") is not None or element.find(".//article") is not None:
        return False
    return is_comments or len(element.text_content()) <= _BOX_TEXT


def _article_body(tree: Any, boxes: set[Any]) -> Any | None:
    """Return the element that holds all long paragraphs; if that is the page, the one with most in itself.

    Where no paragraph is long, it is a `<body>` that holds the text itself, with line breaks.
    """
    around = [list(p.iterancestors()) for p in tree.iter("p") if _is_long(p)]
    around = [elements for elements in around if not any(e.tag in _FRAME or e in boxes for e in elements)]
    if not around:
        return next(filter(_has_long_line, tree.iter("body")), None)
    shared = set(around[0]).intersection(*around[1:])
    nearest = next(element for element in around[0] if element in shared)
    densest, _ = Counter(elements[0] for elements in around).most_common(1)[0]
    return densest if nearest.tag in _ROOTS else nearest


def _is_long(paragraph: Any) -> bool:
    return len(paragraph.text_content().strip()) >= _LONG_PARAGRAPH


def _has_long_line(body: Any) -> bool:
    return any(len((text or "").strip()) >= _LONG_PARAGRAPH for text in (body.text, *(c.tail for c in body)))
