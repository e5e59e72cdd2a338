"""Footnotes go after the text; what calls them in the text must not touch its words.

A footnote stands at the bottom of a column in smaller letters and starts with a figure or a star.
"""

import re
from collections.abc import Sequence

from cmo_nlp.ingest.pdf.columns import Line
from cmo_nlp.ingest.pdf.lines import CALL_END, CALL_START

__all__ = ["clear_calls", "note_number", "set_number", "split_notes"]

_SMALLER = 0.93  # of the body's size; notes have 0.7 to 0.9
_LONGEST_NOTES = 40  # lines at the bottom of one column
_NOTE_START = re.compile(
    rf"{CALL_START}?[(\[]?(?P<number>\d{{1,3}}(?!\d)|[*†‡]{{1,3}})[)\]]?(?P<raised>{CALL_END})?[.)]?\s*(?=\S)"
)
_CALL = re.compile(rf"{CALL_START}(?P<mark>[^{CALL_END}]*){CALL_END}")
_GLUED_NUMBER = re.compile(r"\A(\d{1,3})(?=[^\W\d_]|[«“\"])(?!(?:er|re|ère|nde?|e|ème|[kcdm]?[m²³])\b)")
_UNIT_AT_END = re.compile(r"(?<![^\W\d_])[kcdm]?m\Z")
_POWER_AT_END = re.compile(r"(?<!\d)(?:2|10)\Z")
_YEAR_AT_END = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d\Z")
_WINDOW = 6  # characters before a call that tell an exponent
_CLOSING = frozenset("., ;:)")
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def note_number(line: Line) -> str | None:
    """Return the number or star that `line` starts with as a footnote does, or None."""
    found = _NOTE_START.match(line.text)
    return found["number"] if found else None


def set_number(line: Line) -> Line:
    """Return the first line of a note with a space behind its number: some programs draw « 4Loi »."""
    number, *others = line.cells
    return line._replace(cells=(_GLUED_NUMBER.sub(r"\1 ", number, count=1), *others))


def split_notes(column: Sequence[Line], body_size: float, *, runs_on: bool) -> tuple[list[Line], list[Line]]:
    """Return the lines of a column's text and those of its notes.

    `runs_on`: whether the page before ended in a note, so that this one may start without a number.
    """
    start = len(column)
    while start and len(column) - start < _LONGEST_NOTES and column[start - 1].size < _SMALLER * body_size:
        start -= 1
    if start == 0:
        return list(column), []
    if not runs_on:
        while start < len(column) and not note_number(column[start]):
            start += 1
    return list(column[:start]), list(column[start:])


def clear_calls(text: str, numbers: frozenset[str]) -> tuple[str, int]:
    """Return `text` without its note calls, exponents as characters, and how many calls have no note.

    >>> clear_calls("nos clients\ufdd01\ufdd1 sur 500 m\ufdd02\ufdd1", frozenset("1"))
    ('nos clients sur 500 m²', 0)
    """
    parts: list[str] = []
    unknown = 0
    end = 0
    for call in _CALL.finditer(text):
        parts.append(text[end : call.start()])
        end = call.end()
        if text[end : end + 1] in _CLOSING:
            parts[-1] = parts[-1].removesuffix(" ")
        marks = set(re.findall(r"\d+|[*†‡]+", call["mark"]))
        is_known = marks <= numbers
        if _is_exponent(parts[-1][-_WINDOW:], is_known=is_known):
            parts.append(call["mark"].translate(_RAISED_DIGITS))
        elif not is_known:
            unknown += 1
    return "".join([*parts, text[end:]]), unknown


def _is_exponent(before: str, *, is_known: bool) -> bool:
    """Return whether raised figures behind `before` are an exponent; `is_known`: a note has their number.

    A unit has exponents, and so have 2 and 10; other figures only where there is no note, a year never.
    """
    if _UNIT_AT_END.search(before) or _POWER_AT_END.search(before):
        return True
    return not is_known and before[-1:].isdigit() and not _YEAR_AT_END.search(before)
