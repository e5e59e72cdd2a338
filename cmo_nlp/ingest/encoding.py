"""Bytes → text: UTF-8 first, then UTF-16 and UTF-32, then the one-byte encodings that French was written in.

A short text gives a statistical detector too little to go on: of 300 sentences of UD French Sequoia in
Latin-1, charset-normalizer 3.5 alone read 61 % right, the letters that French uses all of them (Mac Roman 59
and 99 %, DOS 33 and 99 %). So the letters decide, and the detector is asked where they do not.
"""

import codecs
import re
from collections.abc import Iterator

from cmo_nlp.ingest.article import RefusedContentError

__all__ = ["declared_encoding", "decode"]

# UTF-32 before UTF-16: the mark of UTF-16-LE opens that of UTF-32-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_ONE_BYTE = ("cp1252", "iso8859_15", "mac_roman", "cp850")  # most common first: it wins a tie
_LETTERS = frozenset("àâçéèêëîïôœùûü")
_FRENCH = _LETTERS | frozenset("äöÿæáíóúñãåøÀÂÄÇÉÈÊËÎÏÔÖŒÙÛÜŸÆ«»“”‘’…–—•·°€§©®™²³½\u00a0\u00ad")
_SAMPLE_BYTES = 65_536
_ZEROS_SHARE = 0.3  # of the even or odd bytes; Latin script in UTF-16 has over 0.9, UTF-8 none
_CONTROLS_SHARE = 0.01  # of all bytes; text has none but tabs, line ends and form feeds, compressed data 0.1
_DAMAGED_SHARE = 0.25  # of the letters beyond ASCII; one-byte text read as UTF-8 has nearly 1
_FRENCH_SHARE = 0.5  # of the characters beyond ASCII; right readings have 0.9 and more, Cyrillic under 0.3
_LATIN_SHARE = 0.3  # of all characters; French has 0.05 beyond ASCII, Cyrillic 0.8
_SHORT = 50  # characters; under that the share says nothing
_COMMONEST_BONUS = 0.3  # likeness; cp1252 is by far the commonest of the four
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARATION = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def declared_encoding(content: bytes) -> str | None:
    """Return the encoding that the first 1,024 bytes of a page name (WHATWG HTML), or None."""
    if not content.lstrip().startswith(b"<"):
        return None
    found = _DECLARATION.search(content[:1024])
    return found[1].decode("ascii", "ignore") if found else None


def decode(content: bytes, declared: str | None = None, *, by_line: bool = False) -> str:
    """Return the text of `content`. `declared` is the encoding that the content itself names, if any.

    With `by_line`, lines that are no text are kept as they are, for whoever reads the lines one by one.
    Damaged UTF-8 keeps a replacement character for each bad byte. Raises RefusedContentError with
    `binary` or `unsupported-format`.
    """
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    encoding = marked or _unmarked_utf16(content)
    if encoding:
        return _wide(content, encoding)
    _refuse_other_formats(content, by_line=by_line)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(content) or _declared(content, declared) or _one_byte(content)


def _unmarked_utf16(content: bytes) -> str | None:
    """Return the UTF-16 whose zeros `content` shows: Latin letters have one in every second byte."""
    sample = content[:_SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = max(1, _ZEROS_SHARE * len(sample) / 2)
    if len(content) % 2 or max(even, odd) < enough or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _wide(content: bytes, encoding: str) -> str:
    text = content.decode(encoding, errors="replace")
    controls = sum(c < " " and c not in "\t\n\r\f\v" for c in text[:_SAMPLE_BYTES])
    if controls + text[:_SAMPLE_BYTES].count("\ufffd") > _CONTROLS_SHARE * len(text[:_SAMPLE_BYTES]):
        raise RefusedContentError(reason="binary", detail="the content is not text")
    return text


def _refuse_other_formats(content: bytes, *, by_line: bool) -> None:
    for start, name in _FORMATS:
        if content.startswith(start):
            detail = f"the content is {name}, whatever the file is called; save it as DOCX, ODT, PDF or text"
            raise RefusedContentError(reason="unsupported-format", detail=detail)
    sample = content[:_SAMPLE_BYTES]
    if _has_binary_lines(sample) if by_line else _is_binary(sample):
        raise RefusedContentError(reason="binary", detail="the content is not text")


def _is_binary(sample: bytes) -> bool:
    return b"\x00" in sample or len(_CONTROLS.findall(sample)) > _CONTROLS_SHARE * len(sample)


def _has_binary_lines(sample: bytes) -> bool:
    """Return whether half of the lines are no text; one that a program spoiled leaves the others."""
    lines = sample.split(b"\n")
    return 2 * sum(map(_is_binary, lines)) >= len(lines)


def _damaged_utf8(content: bytes) -> str | None:
    """Return `content` as UTF-8 if nearly all of its accents are, so that one bad byte costs one sign."""
    text = content.decode("utf-8", errors="replace")
    beyond = _BEYOND_ASCII.findall(text)
    return text if beyond.count("\ufffd") <= _DAMAGED_SHARE * len(beyond) else None


def _declared(content: bytes, declared: str | None) -> str | None:
    """Return `content` in the encoding it names; what calls itself Latin-1 is cp1252 (WHATWG Encoding)."""
    try:
        name = codecs.lookup(declared or "").name
        return content.decode("cp1252" if name in {"iso8859-1", "ascii"} else name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _one_byte(content: bytes) -> str:
    scores = [(_likeness(text) + bonus, text) for text, bonus in _readings(content)]
    best = max(scores, key=lambda scored: scored[0])[1]
    return best if _looks_french(best) else _detected(content) or best


def _looks_french(text: str) -> bool:
    is_latin = len(text) < _SHORT or len(_BEYOND_ASCII.findall(text)) <= _LATIN_SHARE * len(text)
    return is_latin and _french_share(text) >= _FRENCH_SHARE


def _readings(content: bytes) -> Iterator[tuple[str, float]]:
    for name in _ONE_BYTE:
        try:
            yield content.decode(name), _COMMONEST_BONUS if name == "cp1252" else 0.0
        except UnicodeDecodeError:
            continue


def _french_share(text: str) -> float:
    beyond = _BEYOND_ASCII.findall(text)
    return sum(c in _FRENCH for c in beyond) / len(beyond)


def _likeness(text: str) -> float:
    """Return how French `text` looks; a capital or a sign counts half: « Ç » in a word is a wrong guess."""
    return _french_share(text) + sum(c in _LETTERS for c in text) / len(_BEYOND_ASCII.findall(text))


def _detected(content: bytes) -> str | None:
    import charset_normalizer

    best = charset_normalizer.from_bytes(content).best()
    return str(best) if best else None
