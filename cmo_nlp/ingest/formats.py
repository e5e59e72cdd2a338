"""Which format a file has: what its bytes show, then what its name promises, then what its text shows."""

import io
import re
import zipfile
from typing import Literal

__all__ = [
    "ARCHIVE_ENDINGS", "READ_ENDINGS", "ROW_ENDINGS", "BinaryFormat", "TextFormat", "binary_format",
    "text_format",
]  # fmt: skip

BinaryFormat = Literal["pdf", "docx", "odt", "zip"]
TextFormat = Literal["plain text", "markdown", "web page", "table", "json lines", "xml"]

_TEXT_FORMATS: dict[str, TextFormat] = {
    ".txt": "plain text", ".text": "plain text", ".md": "markdown", ".markdown": "markdown",
    ".html": "web page", ".htm": "web page", ".xhtml": "web page", ".xml": "xml",
    ".csv": "table", ".tsv": "table", ".jsonl": "json lines", ".ndjson": "json lines",
}  # fmt: skip
ARCHIVE_ENDINGS = frozenset({".zip"})
ROW_ENDINGS = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
READ_ENDINGS = frozenset({*_TEXT_FORMATS, ".pdf", ".docx", ".odt"})

# A page opens with its type or root, after comments and an XML declaration (XHTML).
_PROLOGUE = r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
_PAGE = re.compile(rf"{_PROLOGUE}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(r"\s*<\?xml\b")
_TAG = re.compile(r"<[a-zA-Z!/?][^<>]*>")
_OFFICE_PARTS: dict[str, BinaryFormat] = {"word/document.xml": "docx", "content.xml": "odt"}


def binary_format(content: bytes) -> BinaryFormat | None:
    """Return the format that is no text, by the bytes alone; None for what may be text.

    >>> binary_format(b"%PDF-1.7"), binary_format(b"Bonjour")
    ('pdf', None)
    """
    if b"%PDF-" in content[:1024]:  # readers allow what mail and web servers put before it
        return "pdf"
    return _zipped_format(content) if content.startswith(b"PK\x03\x04") else None


def _zipped_format(content: bytes) -> BinaryFormat:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return "zip"
    return next((form for part, form in _OFFICE_PARTS.items() if part in names), "zip")


def text_format(ending: str, text: str) -> TextFormat:
    """Return the format of `text`, found in a file whose name ends in `ending` (lower case, with its dot).

    A page is one whatever its name says; a file named as a page without a single tag is plain text.

    >>> text_format(".txt", "<!DOCTYPE html>…"), text_format(".html", "Bonjour"), text_format(".md", "# A")
    ('web page', 'plain text', 'markdown')
    """
    if _PAGE.match(text):
        return "web page"
    named = _TEXT_FORMATS.get(ending, "plain text")
    if named == "plain text" and _XML.match(text):
        return "xml"
    return "plain text" if named in {"web page", "xml"} and not _TAG.search(text) else named
