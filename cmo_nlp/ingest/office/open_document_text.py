"""The text of an OpenDocument text (`.odt`): what a reader of it sees, in the order of the file.

The XML is walked here (OpenDocument 1.3, part 3). Text boxes, then notes follow the body. Deleted passages
of tracked changes stand apart in the file and stay out, as do annotations, indexes and hidden text.
"""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from cmo_nlp.ingest.article import Block
from cmo_nlp.ingest.office.open_document_styles import DRAW, OFFICE, TABLE, TEXT, Styles, integer
from cmo_nlp.ingest.office.text import OfficeText, label, row_blocks, trimmed

__all__ = ["read_open_document_text"]

_SKIPPED = frozenset(
    {
        TEXT + "tracked-changes", TEXT + "note-citation", TEXT + "ruby-text", TEXT + "sequence-decls",
        TEXT + "variable-decls", TEXT + "user-field-decls", TEXT + "dde-connection-decls",
        OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "forms", OFFICE + "event-listeners",
        TABLE + "covered-table-cell", TABLE + "shapes", DRAW + "image", DRAW + "image-map",
    }
)  # fmt: skip
_INDEXES = frozenset(
    TEXT + name
    for name in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index",
                 "alphabetical-index")
)  # fmt: skip
_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_OBJECTS = frozenset({DRAW + "object", DRAW + "object-ole"})
_SIGNS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 100  # of one `text:s`, which may ask for any number
_GONE = frozenset({"collapse", "filter"})


def read_open_document_text(content: Any, styles: Any | None) -> OfficeText:
    """Return the text of the roots of `content.xml` and, if there is one, `styles.xml`."""
    return _Reader(content, styles).read()


class _Reader:
    """One reading of one document: what was met so far, and what is to follow the body."""

    def __init__(self, content: Any, styles: Any | None) -> None:
        self._root = content
        self._styles = Styles(content, styles)
        self._text = OfficeText()
        self._boxes: deque[Any] = deque()
        self._notes: deque[Any] = deque()
        self._counts: dict[tuple[str, int], int] = {}

    def read(self) -> OfficeText:
        body = self._root.find(f"{OFFICE}body/{OFFICE}text")
        if body is not None:
            self._text.blocks.extend(self._blocks(body))
        while self._boxes or self._notes:
            waiting = self._boxes or self._notes
            self._text.blocks.extend(self._blocks(waiting.popleft()))
        return self._text

    def _blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks of a body, section, cell, note or text box."""
        for child in _visible(parent):
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, "")
            elif child.tag == TEXT + "list":
                yield from self._list(child, "", ())
            elif child.tag == TABLE + "table":
                yield from self._table(child)
            elif child.tag in _INDEXES:
                self._text.left_out["contents"] += sum(1 for _ in child.iter(TEXT + "p"))
            elif child.tag == TEXT + "section" and child.get(TEXT + "display") == "none":
                self._text.left_out["hidden"] += 1
            elif child.tag in _OBJECTS:
                self._text.left_out["drawing"] += 1
            elif child.tag.startswith(DRAW) and parent.tag == OFFICE + "text":
                self._set_aside(child, hidden=False)
            else:
                yield from self._blocks(child)

    def _list(self, element: Any, style: str, above: tuple[int, ...]) -> Iterator[Block]:
        """Yield the items of a list; `above` are the numbers of the items that it stands in."""
        style = element.get(TEXT + "style-name") or style
        depth = len(above) + 1
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(TEXT + "continue-list")
        count = self._counts.get((style, depth), 0) if goes_on else 0
        for item in _visible(element):
            if item.tag != TEXT + "list-item":
                yield from self._blocks(item)
                continue
            if next(item.iterchildren(*_PARAGRAPHS), None) is not None:
                start = integer(item.get(TEXT + "start-value"))
                count = start or (count + 1 if count else self._styles.list_level(style, depth).start)
            yield from self._item(item, style, (*above, count))
        self._counts[style, depth] = count

    def _item(self, item: Any, style: str, counts: tuple[int, ...]) -> Iterator[Block]:
        levels = [self._styles.list_level(style, depth) for depth in range(1, len(counts) + 1)]
        mark = label(levels[-1].pattern, counts, [level.format for level in levels])
        for child in _visible(item):
            if child.tag == TEXT + "list":
                yield from self._list(child, style, counts)
            elif child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, mark)
                mark = ""
            else:
                yield from self._blocks(child)

    def _table(self, table: Any) -> Iterator[Block]:
        for row in _within(table, TABLE + "table-row"):
            if row.get(TABLE + "visibility") not in _GONE:
                cells = _within(row, TABLE + "table-cell")
                yield from row_blocks([list(self._blocks(cell)) for cell in cells])

    def _paragraph(self, paragraph: Any, mark: str) -> Iterator[Block]:
        style = paragraph.get(TEXT + "style-name")
        pieces: list[str] = []
        hidden = bool(self._styles.hides("paragraph", style)) or _is_hidden_by_field(paragraph)
        self._inline(paragraph, pieces, hidden=hidden)
        text = trimmed("".join(pieces))
        is_heading = paragraph.tag == TEXT + "h"
        if self._styles.is_contents(style):
            self._text.left_out["contents"] += bool(text)
            return
        if self._styles.is_title(style):
            self._text.title = self._text.title or text
        elif self._styles.is_first_heading(style) or paragraph.get(TEXT + "outline-level") == "1":
            self._text.heading = self._text.heading or text
        if text:
            yield Block(mark + text, is_item=True) if mark and not is_heading else Block(text)

    def _inline(self, element: Any, pieces: list[str], *, hidden: bool) -> None:
        """Append the text inside `element` to `pieces`, and set aside what follows the body."""
        self._say(element.text, pieces, hidden=hidden)
        for child in element.iterchildren():
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._inside(child, pieces, hidden=hidden)
            self._say(child.tail, pieces, hidden=hidden)

    def _inside(self, child: Any, pieces: list[str], *, hidden: bool) -> None:
        tag = child.tag
        if tag in _SIGNS:
            pieces.append("" if hidden else _SIGNS[tag])
        elif tag == TEXT + "s":
            spaces = integer(child.get(TEXT + "c")) or 1
            pieces.append("" if hidden else " " * min(spaces, _MOST_SPACES))
        elif tag == TEXT + "note" or tag.startswith(DRAW):
            self._set_aside(child, hidden=hidden)
        elif tag == TEXT + "span":
            styled = self._styles.hides("text", child.get(TEXT + "style-name"))
            self._inline(child, pieces, hidden=hidden if styled is None else styled)
        else:
            self._inline(child, pieces, hidden=hidden or child.get(TEXT + "is-hidden") == "true")

    def _say(self, text: str | None, pieces: list[str], *, hidden: bool) -> None:
        if text and hidden:
            self._text.left_out["hidden"] += bool(text.strip())
        elif text:
            pieces.append(_SPACES.sub(" ", text))

    def _set_aside(self, element: Any, *, hidden: bool) -> None:
        if not hidden:
            (self._notes if element.tag == TEXT + "note" else self._boxes).append(element)


def _visible(element: Any) -> Iterator[Any]:
    """Yield the children of `element` that can hold text."""
    return (c for c in element.iterchildren() if isinstance(c.tag, str) and c.tag not in _SKIPPED)


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those of headers and groups too."""
    for child in _visible(parent):
        if child.tag == tag:
            yield child
        elif child.tag not in _PARAGRAPHS and child.tag != TABLE + "table":
            yield from _within(child, tag)


def _is_hidden_by_field(paragraph: Any) -> bool:
    return any(f.get(TEXT + "is-hidden") == "true" for f in paragraph.iterchildren(TEXT + "hidden-paragraph"))
