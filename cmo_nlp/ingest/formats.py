"""Which format a file has: what its name promises, then what its content shows."""

import re
from typing import Literal

__all__ = ["READ_ENDINGS", "Format", "recognise"]

Format = Literal["plain text", "markdown", "web page"]

_FORMATS: dict[str, Format] = {
    ".txt": "plain text", ".text": "plain text", ".md": "markdown", ".markdown": "markdown",
    ".html": "web page", ".htm": "web page", ".xhtml": "web page",
}  # fmt: skip
READ_ENDINGS = frozenset(_FORMATS)

# A page opens with its type or root, after comments and an XML declaration (XHTML).
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[a-zA-Z!/?][^<>]*>")


def recognise(ending: str, text: str) -> Format:
    """Return the format of `text`, found in a file whose name ends in `ending` (lower case, with its dot).

    A page is one whatever its name says; a file named as a page without a single tag is plain text.

    >>> recognise(".txt", "<!DOCTYPE html>…"), recognise(".html", "Bonjour"), recognise(".md", "# Titre")
    ('web page', 'plain text', 'markdown')
    """
    if _PAGE.match(text):
        return "web page"
    named = _FORMATS.get(ending, "plain text")
    return "plain text" if named == "web page" and not _TAG.search(text) else named
