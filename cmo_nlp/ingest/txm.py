"""XML texts as TXM imports and exports them: `<text id=…>` with its metadata as attributes, words in `<w>`.

TXM parts a text into words and forgets the spaces between them. Where a file kept them they are taken as they
stand; elsewhere the words are joined by the rules of French, with common spaces: which of them could not
break is lost. Format: the manual of TXM 0.8 (import XML/w and XTZ, exported XML-TXM) and Europarser's export.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import lxml.etree  # type: ignore[import-untyped]

from cmo_nlp.ingest.article import BULLET, Article, Block, Part, RefusedContentError, lay_out
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.tables.rows import describe_row

__all__ = ["read_txm_corpus", "read_txm_text"]

_BLOCKS = frozenset({"text", "body", "front", "back", "div", "div1", "div2", "p", "ab", "head", "list",
                     "item", "lg", "l", "sp", "speaker", "note", "table", "row", "u"})  # fmt: skip
_SKIPPED = frozenset({"teiHeader", "ana", "interp"})
_XML_SPACE = re.compile(r"[ \t\n\r]+")
_LINE_ENDS = re.compile(r"\n{2,}")
_BREAK = "\u2028"  # stands for <lb/> until white space is folded
_NO_SPACE_BEFORE = ",.…)]}”’'/"
_NO_SPACE_AFTER = "'’‘([{“/"
_QUOTE = '"'


class _Piece(NamedTuple):
    """A word of `<w>`, or text as it stands in and between other elements."""

    text: str
    is_word: bool


def read_txm_text(content: bytes, today: dt.date) -> Article:
    """Return the text of a file with one `<text>`.

    Raises RefusedContentError with `unreadable`, `unsafe-xml` (it declares entities), `too-deep`,
    `unsupported-format` (another root) and `empty`.
    """
    return _article(next(_texts(_root(content))), today)


def read_txm_corpus(content: bytes, today: dt.date) -> Iterator[Part]:
    """Yield the texts of a file with several `<text>`, with the suffix `#1`…; an empty one is refused.

    Raises RefusedContentError as `read_txm_text` does.
    """
    for number, text in enumerate(_texts(_root(content)), 1):
        try:
            yield Part(f"#{number}", _article(text, today))
        except RefusedContentError as refused:
            yield Part(f"#{number}", refused)


def _root(content: bytes) -> Any:
    if b"<!ENTITY" in content.replace(b"\x00", b""):  # zeros: the same in UTF-16
        raise _unsafe()
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = lxml.etree.fromstring(content, parser=parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        reason = "too-deep" if "depth" in str(error) else "unreadable"
        detail = clean_line(f"the XML cannot be read: {error}")
        raise RefusedContentError(reason=reason, detail=detail) from error
    entity = next(root.iter(lxml.etree.Entity), None)
    if entity is not None:
        detail = f"it uses {clean_line(entity.text)[:60]}, an entity that it does not declare"
        raise RefusedContentError(reason="unreadable", detail=detail)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise _unsafe()
    return root


def _unsafe() -> RefusedContentError:
    detail = "it declares entities, which can unfold to gigabytes or fetch files; TXM needs none"
    return RefusedContentError(reason="unsafe-xml", detail=detail)


def _texts(root: Any) -> Iterator[Any]:
    """Yield the outermost elements `<text>`, of which there is one at least."""
    found = 0
    inside = None
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        if event == "start" and inside is None and _name(element) == "text":
            inside, found = element, found + 1
            yield element
        elif event == "end" and element is inside:
            inside = None
    if not found:
        detail = f"its root is <{_name(root)[:60]}>; a text of TXM stands in <text>"
        raise RefusedContentError(reason="unsupported-format", detail=detail)


def _name(element: Any) -> str:
    """Return the name of an element or attribute without its namespace; "" for what is no element."""
    tag = element if isinstance(element, str) else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _article(element: Any, today: dt.date) -> Article:
    attributes = {_name(key): value for key, value in element.attrib.items()}
    description, warnings = describe_row(attributes, today, {})
    text = lay_out(_blocks(element))
    if not text.strip():
        raise RefusedContentError(reason="empty", detail="there is no text in it")
    return Article(text, description, warnings)


def _blocks(element: Any) -> Iterator[Block]:
    """Yield the blocks of a text, with their words joined."""
    collected = list(_pieces(element))
    words = any(piece.is_word for _, pieces in collected for piece in pieces)
    spaced = words and _keeps_spaces(pieces for _, pieces in collected)
    for bullet, pieces in collected:
        joined = _joined_words(pieces, spaced=spaced) if words else _joined_text(pieces)
        for number, paragraph in enumerate(joined.split("\n\n")):
            yield Block(paragraph if number else bullet + paragraph, is_item=bool(bullet))


def _pieces(element: Any) -> Iterator[tuple[str, list[_Piece]]]:
    """Yield the bullet and the pieces of every block, in one pass."""
    pieces: list[_Piece] = []
    bullet = ""
    skipped = None
    for event, node in lxml.etree.iterwalk(element, events=("start", "end")):
        name = _name(node)
        if skipped is not None and node is not skipped:
            continue
        if name in _BLOCKS:
            if any(piece.text.strip() for piece in pieces):
                yield bullet, pieces
                bullet = ""
            pieces = []
            bullet = (BULLET if event == "start" else "") if name == "item" else bullet
        if event == "start":
            skipped = node if name in _SKIPPED or name == "w" else None
            pieces += _opening(node, name)
        else:
            skipped = None
            pieces += [_Piece(node.tail, is_word=False)] if node.tail and node is not element else []


def _opening(node: Any, name: str) -> list[_Piece]:
    """Return what an element brings at its start: a whole word, a line break, or its first text."""
    if name == "w":
        form = next((inner for inner in node.iter() if _name(inner) == "form"), node)
        word = _XML_SPACE.sub(" ", "".join(form.itertext())).strip(" ")
        return [_Piece(word, is_word=True)] if word else []
    if name == "lb":
        return [_Piece(_BREAK, is_word=False)]
    return [_Piece(node.text, is_word=False)] if node.text and name not in _SKIPPED else []


def _joined_text(pieces: list[_Piece]) -> str:
    """Return text without words of its own: blank lines and two line breaks part paragraphs."""
    text = "".join(piece.text for piece in pieces)
    folded = _XML_SPACE.sub(lambda found: 2 * _BREAK if found[0].count("\n") > 1 else " ", text)
    lines = "\n".join(line.strip(" ") for line in folded.split(_BREAK))
    return _LINE_ENDS.sub("\n\n", lines).strip("\n")


def _keeps_spaces(blocks: Iterable[list[_Piece]]) -> bool:
    """Return whether most words that French parts are parted in the file, and most others are not."""
    gaps = {True: [0, 0], False: [0, 0]}  # whether French wants a space: gaps, and those with a space
    for pieces in blocks:
        for left, found, right in _gaps(pieces):
            if _QUOTE not in (left, right):
                counts = gaps[_wants_space(left, right)]
                counts[0] += 1
                counts[1] += bool(found)
    parted, joined = gaps[True], gaps[False]
    return 2 * parted[1] > parted[0] and 2 * joined[1] <= joined[0]


def _gaps(pieces: list[_Piece]) -> Iterator[tuple[str, str, str]]:
    """Yield every word that only white space parts from the next, that white space, and the next."""
    left, found = "", ""
    for piece in pieces:
        if piece.is_word:
            if left:
                yield left, found, piece.text
            left, found = piece.text, ""
        elif piece.text.strip():
            left = ""
        else:
            found += piece.text


def _wants_space(left: str, right: str) -> bool:
    """Return whether French writes a space between two words.

    >>> [_wants_space(*pair) for pair in (("l’", "art"), ("art", ","), ("dit", "-il"), ("art", "?"))]
    [False, False, False, True]
    """
    if right[0] in _NO_SPACE_BEFORE or (right[0] == "-" and right[1:2].isalpha()):
        return False
    return left[-1] not in _NO_SPACE_AFTER and not (left[-1] == "-" and left[:-1])


def _joined_words(pieces: list[_Piece], *, spaced: bool) -> str:
    """Return the words of a block on one line; text between them stands as it is found."""
    written: list[str] = []
    left, found, is_quoted = "", "", False
    for piece in pieces:
        if not piece.is_word:
            found += piece.text
            continue
        if spaced or not left or found.strip(" \t\n\r\u2028"):
            gap = found
        else:
            gap = " " if _parts(left, piece.text, is_quoted=is_quoted) else ""
        written += [gap, piece.text]
        is_quoted ^= piece.text == _QUOTE
        left, found = piece.text, ""
    return _XML_SPACE.sub(" ", "".join([*written, found]).replace(_BREAK, " ")).strip(" ")


def _parts(left: str, right: str, *, is_quoted: bool) -> bool:
    """Return whether a space parts two words; a straight quotation mark opens and closes in turn."""
    if left == _QUOTE:
        return not is_quoted
    if right == _QUOTE:
        return not is_quoted and left[-1] not in _NO_SPACE_AFTER
    return _wants_space(left, right)
