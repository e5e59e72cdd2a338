"""The blocks of a text: paragraphs, headings and list items, read from its lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cmo_nlp.records import BlockKind

__all__ = ["Block", "blocks"]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(
    r"\s*(?:[•◦▪‣●○■□➤➢►▶✓✔→·*](?=\s)|[•▪●■✓✔]|[-–—](?=\s|[^\W\d])|\(?\d{1,2}[.)](?=\s)|[a-z]\)(?=\s))\s*"
)
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s")
_MARKDOWN_HEADING = re.compile(r"\s*#{1,6}\s+")
_INLINE_BULLET = re.compile(r"(?<=\s)(?=[•▪●]\s)")
_CLOSED = re.compile(r"[.!?…:;][»”\")\]\s]*$")
_ENDS_SENTENCE = re.compile(r"[.…;,:][»”\")\]\s]*\d*\s*$")
# A heading of the French press rarely has more than 15 words; a paragraph of one sentence rarely fewer.
_HEADING_WORDS = 16
_ITEM_WORDS = 16
# Text that was wrapped by hand or by a converter has lines of 60 to 100 characters.
_WRAPPED_FROM, _WRAPPED_TO = 50, 110
_WRAPPED_SHARE = 0.6


class Block(NamedTuple):
    """A paragraph, a heading or a list item; `start` is after the bullet, `end` before trailing space."""

    start: int
    end: int
    kind: BlockKind


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    mark: int  # length of bullet or heading mark; 0 when there is none
    after_blank: bool


def blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order. They hold every letter and digit outside bullets and marks."""
    lines = list(_lines(text))
    wrapped = _is_wrapped(lines)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], groups[-1][0], line, wrapped=wrapped):
            groups[-1].append(line)
        else:
            groups.append([line])
    kinds = _kinds(groups)
    return [
        Block(group[0].start + group[0].mark, group[-1].end, kind)
        for group, kind in zip(groups, kinds, strict=True)
    ]


def _lines(text: str) -> Iterator[_Line]:
    blank = True
    end_before = 0
    for found in _LINE.finditer(text):
        blank = blank or _is_gap(text[end_before : found.start()])
        end_before = found.end()
        for start, end in _inline_items(found.group(), found.start()):
            piece = text[start:end]
            stripped = piece.strip()
            if not any(c.isalnum() for c in stripped):
                blank = True
                continue
            first = start + len(piece) - len(piece.lstrip())
            body = text[first : first + len(stripped)]
            yield _Line(first, first + len(body), body, _mark(body), blank)
            blank = False


def _is_gap(between: str) -> bool:
    return between.count("\n") > 1 or between.count("\r") > 1 or "\f" in between or "\u2029" in between


def _inline_items(line: str, offset: int) -> Iterator[tuple[int, int]]:
    cuts = [0, *(found.start() for found in _INLINE_BULLET.finditer(line)), len(line)]
    yield from ((offset + a, offset + b) for a, b in pairwise(cuts) if a < b)


def _mark(body: str) -> int:
    found = _MARKDOWN_HEADING.match(body) or _BULLET.match(body)
    return found.end() if found and found.end() < len(body) else 0


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    """Tell whether most lines that another one follows at once stop in mid-sentence at about one width."""
    followed = [a for a, b in pairwise(lines) if not b.after_blank and not b.mark]
    open_ended = [a for a in followed if _in_mid_sentence(a)]
    return len(followed) > 1 and len(open_ended) >= _WRAPPED_SHARE * len(followed)


def _in_mid_sentence(line: _Line) -> bool:
    return not _CLOSED.search(line.text) and _WRAPPED_FROM <= len(line.text) <= _WRAPPED_TO


def _continues(last: _Line, first: _Line, line: _Line, *, wrapped: bool) -> bool:
    if line.after_blank or line.mark or _MARKDOWN_HEADING.match(first.text):
        return False
    if line.text[0].islower():
        return not _CLOSED.search(last.text) and len(last.text) >= _WRAPPED_FROM
    return wrapped and _WRAPPED_FROM <= len(last.text) <= _WRAPPED_TO


def _kinds(groups: Sequence[Sequence[_Line]]) -> list[BlockKind]:
    kinds: list[BlockKind] = []
    for k, group in enumerate(groups):
        follower = groups[k + 1][0] if k + 1 < len(groups) else None
        before = (groups[k - 1], kinds[k - 1]) if k else None
        kinds.append(_kind(group, before, follower))
    return kinds


def _kind(
    group: Sequence[_Line], before: tuple[Sequence[_Line], BlockKind] | None, follower: _Line | None
) -> BlockKind:
    first, text = group[0], group[-1].text
    if _MARKDOWN_HEADING.match(first.text):
        return "heading"
    if first.mark and not (_NUMBERED.match(first.text) and _heads_prose(group, follower)):
        return "item"
    if before is not None and _is_bare_item(first, before, follower):
        return "item"
    short = len(group) == 1 and len(text.split()) <= _HEADING_WORDS
    return "heading" if short and not _ENDS_SENTENCE.search(text) else "prose"


def _heads_prose(group: Sequence[_Line], follower: _Line | None) -> bool:
    """Tell whether « 1. Devenir stratège » is the heading of what follows rather than an item of a list."""
    text = group[0].text
    short = len(group) == 1 and len(text.split()) <= _HEADING_WORDS and not _ENDS_SENTENCE.search(text)
    return (
        short and follower is not None and not follower.mark and len(follower.text.split()) > _HEADING_WORDS
    )


def _is_bare_item(line: _Line, before: tuple[Sequence[_Line], BlockKind], follower: _Line | None) -> bool:
    """Tell whether a short line without a bullet opens a list after a final « : », or goes on one.

    The lines of a list without bullets are built alike: they open with the same case and end with the same
    mark, the last one also with a full stop. `follower` is the line after it, None at the end.
    """
    group, kind = before
    if line.mark or len(line.text.split()) > _ITEM_WORDS:
        return False
    last = group[-1]
    if last.text.endswith(":"):
        alone = follower is None or not _are_alike(line, follower)
        return not (line.after_blank or line.text.endswith(".")) or not alone
    goes_on = kind == "item" and not group[0].mark and (not line.after_blank or group[0].after_blank)
    return goes_on and _are_alike(last, line)


def _are_alike(one: _Line, other: _Line) -> bool:
    """Tell whether two short lines without bullets may be items of one list."""
    if other.mark or len(other.text.split()) > _ITEM_WORDS or other.text.endswith((":", "?", "!")):
        return False
    if one.text[0].islower() != other.text[0].islower() or not one.text[0].isalpha():
        return False
    mark, after = one.text[-1], other.text[-1]
    if mark in ",;" or (other.after_blank and one.text[0].islower()):
        return True
    if other.after_blank:  # a heading may stand there
        return False
    return after == mark if mark == "." else after != "."
