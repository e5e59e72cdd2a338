"""What every format hands over: blocks of text laid out on lines, and what the source says of itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.records import Description

__all__ = ["BULLET", "PAGE_MARK", "Article", "Block", "Part", "RefusedContentError", "lay_out"]

BULLET = "- "
PAGE_MARK = "\uf8ff"
"""Stands before the first character of each page in the text of a paged format, until offsets are counted."""


@dataclass(frozen=True, slots=True)
class Article:
    """The text of one source, not yet cleaned, and its description.

    `warnings` are sentences about what was left out or could not be used; they stay with the document.
    """

    text: str
    description: Description
    warnings: tuple[str, ...] = ()


class Part(NamedTuple):
    """One of several documents in a file: `suffix` (`#2`, `#row=3`) is what its source adds to the file's.

    `content` is its article, or why there is none: one bad part leaves the others alone.
    """

    suffix: str
    content: "Article | RefusedContentError"


class Block(NamedTuple):
    """A paragraph, heading or list item. Items of one list stand on consecutive lines."""

    text: str
    is_item: bool = False


class RefusedContentError(Exception):
    """The bytes cannot become a document: `reason` is a slug, `detail` a sentence."""

    def __init__(self, *, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def lay_out(blocks: Iterable[Block]) -> str:
    r"""Return `blocks` on lines, with a blank line between any two that are not items of a list.

    >>> lay_out([Block("Les enjeux"), Block("- la data", True), Block("- la marque", True), Block("Enfin.")])
    'Les enjeux\n\n- la data\n- la marque\n\nEnfin.'
    """
    laid: list[str] = []
    after_item = False
    for block in blocks:
        if not block.text.strip():
            continue
        if laid:
            laid.append("\n" if block.is_item and after_item else "\n\n")
        laid.append(block.text.strip("\n"))
        after_item = block.is_item
    return "".join(laid)
