"""The text of a Word document: what a reader of the final version sees, in the order of the file.

python-docx opens the package; its own paragraphs and tables know neither text boxes nor notes, list numbers,
tracked changes or hidden text, so the body is walked here (ECMA-376, part 1). Tracked changes count as
accepted. Text boxes, then footnotes and endnotes follow the body, as far as it refers to them. Headers,
footers, comments and tables of contents stay out.
"""

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from cmo_nlp.ingest.article import Block
from cmo_nlp.ingest.office.text import OfficeText, row_blocks, trimmed
from cmo_nlp.ingest.office.word_styles import Lists, Style, Styles, W, child_of, integer, is_on

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["read_word_text"]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DRAWN = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
        "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
    }
)
_SKIPPED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr",  # what it looks like
        "del", "moveFrom", "delText", "instrText", "delInstrText",  # what is no longer, or never was, text
        "rt",  # the reading printed above a word
    )
)  # fmt: skip
_TEXTS = frozenset({W + "t", _MATH + "t"})
_SIGNS = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n",
    W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad",
}  # fmt: skip
_NOTES = {
    W + "footnoteReference": RELATIONSHIP_TYPE.FOOTNOTES,
    W + "endnoteReference": RELATIONSHIP_TYPE.ENDNOTES,
}


def read_word_text(document: "Document") -> OfficeText:
    """Return the text of a Word document that python-docx has opened."""
    return _Reader(document).read()


class _Reader:
    """One reading of one document: what was met so far, and what is to follow the body."""

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._styles = Styles(document.styles.element)
        self._lists = Lists(_related(document, RELATIONSHIP_TYPE.NUMBERING))
        self._text = OfficeText()
        self._boxes: deque[Any] = deque()
        self._references: dict[str, dict[str, None]] = {kind: {} for kind in _NOTES.values()}
        self._fields: list[bool] = []  # the fields that are open; true before their separator
        self._instructions = 0  # how many of them are true

    def read(self) -> OfficeText:
        self._text.blocks.extend(self._blocks(self._document.element.body))
        self._read_boxes()
        for kind in _NOTES.values():
            self._read_notes(kind)
            self._read_boxes()
        return self._text

    def _read_boxes(self) -> None:
        while self._boxes:
            self._text.blocks.extend(self._blocks(self._boxes.popleft()))

    def _read_notes(self, kind: str) -> None:
        """Read the notes that were referred to; one that refers to another brings it in, once."""
        root = _related(self._document, kind) if self._references[kind] else None
        notes = {} if root is None else {note.get(W + "id"): note for note in root.iterchildren()}
        read: set[str] = set()
        while waiting := [key for key in self._references[kind] if key not in read]:
            for key in waiting:
                read.add(key)
                if key in notes:
                    self._text.blocks.extend(self._blocks(notes[key]))

    def _blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks of a body, cell, note or text box."""
        carried: list[str] = []
        for child in _visible(parent):
            if child.tag == W + "p":
                carried.append(self._paragraph_text(child))
                if not _mark_is_deleted(child):
                    yield from self._paragraph(child, "".join(carried))
                    carried = []
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag == W + "altChunk":
                self._text.left_out["foreign"] += 1
            else:
                yield from self._blocks(child)
        yield Block("".join(carried))

    def _table(self, table: Any) -> Iterator[Block]:
        for row in _within(table, W + "tr"):
            if not is_on(row, "trPr", "del") and not is_on(row, "trPr", "hidden"):
                cells = (cell for cell in _within(row, W + "tc") if not _is_swallowed(cell))
                yield from row_blocks([list(self._blocks(cell)) for cell in cells])

    def _paragraph(self, paragraph: Any, text: str) -> Iterator[Block]:
        text = trimmed(text)
        style = self._style(paragraph)
        if not text:
            return
        if style.is_contents:
            self._text.left_out["contents"] += 1
            return
        if style.is_title:
            self._text.title = self._text.title or text
        elif style.level == 0:
            self._text.heading = self._text.heading or text
        numbered = self._lists.numbered(paragraph, style) if style.level is None else None
        yield Block(self._lists.label(*numbered) + text, is_item=True) if numbered else Block(text)

    def _style(self, paragraph: Any) -> Style:
        named = child_of(paragraph, "pPr", "pStyle")
        style = self._styles[None if named is None else named.get(W + "val")]
        outline = child_of(paragraph, "pPr", "outlineLvl")
        return style if outline is None else style.at_level(integer(outline.get(W + "val")))

    def _paragraph_text(self, paragraph: Any) -> str:
        self._fields, self._instructions = [], 0
        pieces: list[str] = []
        self._inline(paragraph, pieces, hidden=self._style(paragraph).hidden or False)
        return "".join(pieces)

    def _inline(self, element: Any, pieces: list[str], *, hidden: bool) -> None:
        """Append the text inside `element` to `pieces`, and set aside what follows the body."""
        for child in _visible(element):
            tag = child.tag
            if tag in _TEXTS or tag in _SIGNS:
                self._say(_SIGNS.get(tag) or _written(child), pieces, hidden=hidden)
            elif tag == W + "r":
                self._inline(child, pieces, hidden=self._styles.hides(child, otherwise=hidden))
            elif tag == W + "fldChar":
                self._field(child.get(W + "fldCharType"))
            elif not self._set_aside(child, hidden=hidden):
                self._inline(child, pieces, hidden=hidden)

    def _say(self, text: str, pieces: list[str], *, hidden: bool) -> None:
        if hidden:
            self._text.left_out["hidden"] += bool(text.strip())
        elif not self._instructions:
            pieces.append(text)

    def _field(self, kind: str | None) -> None:
        """Follow a field: what stands between its begin and its separator is an instruction, not text."""
        if self._fields and kind in {"separate", "end"}:
            self._instructions -= self._fields.pop()
        if kind in {"begin", "separate"}:
            self._fields.append(kind == "begin")
            self._instructions += kind == "begin"

    def _set_aside(self, element: Any, *, hidden: bool) -> bool:
        """Return whether `element` is something that stands outside its line, or cannot be read."""
        tag = element.tag
        if tag == W + "txbxContent":
            self._boxes.extend([] if hidden else [element])
        elif tag in _NOTES:
            self._references[_NOTES[tag]].update({} if hidden else {element.get(W + "id"): None})
        elif tag == W + "sym" or tag in _DRAWN:
            self._text.left_out["symbol" if tag == W + "sym" else "drawing"] += 1
        else:
            return False
        return True


def _related(document: "Document", kind: str) -> Any | None:
    """Return the root of the part that stands in the relation `kind` to the document, or None."""
    parts = [r.target_part for r in document.part.rels.values() if r.reltype == kind and not r.is_external]
    return parse_xml(parts[0].blob) if parts else None


def _visible(element: Any) -> Iterator[Any]:
    """Yield the children of `element` that can hold text; of alternatives, the first."""
    for child in element.iterchildren():
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == _MC + "AlternateContent":
            choice = child.find(_MC + "Choice")
            yield child.find(_MC + "Fallback") if choice is None else choice
        elif child.tag != W + "sdt" or not is_on(child, "sdtPr", "showingPlcHdr"):
            yield child


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those inside content controls too."""
    for child in _visible(parent):
        if child.tag == tag:
            yield child
        elif child.tag not in {W + "p", W + "tbl"}:
            yield from _within(child, tag)


def _mark_is_deleted(paragraph: Any) -> bool:
    """Return whether a tracked change joins `paragraph` with the one after it."""
    return is_on(paragraph, "pPr", "rPr", "del") or is_on(paragraph, "pPr", "rPr", "moveFrom")


def _is_swallowed(cell: Any) -> bool:
    """Return whether a cell goes on the merged one above it or before it, or was deleted."""
    merged = (child_of(cell, "tcPr", name) for name in ("vMerge", "hMerge"))
    swallowed = any(m is not None and m.get(W + "val") != "restart" for m in merged)
    return swallowed or is_on(cell, "tcPr", "cellDel")


def _written(element: Any) -> str:
    """Return the text of a `w:t`; spaces at its ends count where it says so."""
    text = (element.text or "").replace("\r", " ").replace("\n", " ")
    return text if element.get(_XML_SPACE) == "preserve" else trimmed(text)
