"""The characters and the layout of a text that is ready to read; the author's own characters stay."""

import re
import unicodedata

__all__ = ["clean_characters", "clean_layout", "clean_line"]

_NEWLINES = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
# What no reader sees and what hides a word from matching: controls, soft hyphen, zero-width characters, BOM,
# marks of direction, lone surrogates (a YAML escape can make one; UTF-8 cannot hold it). A zero-width joiner
# stays between emoji, where it makes one sign of several.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff]"
)
_JOINER = "\u200d"
_IN_A_WORD = re.compile(f"(?<=\\w){_JOINER}|{_JOINER}(?=\\w)")
# The stream-safe format of UAX #15 allows 30 marks on a letter; ordering longer runs takes quadratic time.
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_ANY_MARK = re.compile(_MARKS)
_TOO_MANY_MARKS = re.compile(f"({_MARKS}{{30}}){_MARKS}+")
_BLANK_LINES = re.compile(r"\n{3,}")
_SPACE = re.compile(r"\s+")


def clean_characters(text: str) -> str:
    r"""Return `text` in NFC with « \n » for every kind of line end, without characters that nobody sees.

    >>> clean_characters("l\u2019e\u0301te\u0301\r\n\ufeffmarke\u00adting\x00")
    'l’été\nmarketing'
    """
    lined = _NEWLINES.sub("\n", text.replace("\r\n", "\n"))
    seen = _INVISIBLE.sub("", lined)  # one class of characters: with the joiner it took eight times as long
    if _JOINER in seen:
        seen = _IN_A_WORD.sub("", seen)
    if _ANY_MARK.search(seen):
        seen = _TOO_MANY_MARKS.sub(r"\1", seen)
    return unicodedata.normalize("NFC", seen)


def clean_layout(text: str) -> str:
    r"""Return `text` without trailing spaces, blank lines at its ends, and more than one blank line in a row.

    >>> clean_layout("\n Un\xa0: \n \xa0\n\n\ndeux ")
    ' Un\xa0:\n\ndeux'
    """
    lines = "\n".join(line.rstrip() for line in text.split("\n"))  # a pattern took 30 s for 40,000 spaces
    return _BLANK_LINES.sub("\n\n", lines).strip("\n")


def clean_line(text: str) -> str:
    """Return `text` as one clean line, for titles, names and other metadata."""
    return _SPACE.sub(" ", clean_characters(text)).strip()
