"""Taking marked fields out of an entry's tree, so that what is left is what no rule read."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import lxml.etree  # type: ignore[import-untyped]

from cmo_nlp.ingest.web.tree import html_blocks

__all__ = ["flat_text", "left_over", "take", "take_text"]

_INLINE = ("a", "b", "br", "em", "font", "i", "mark", "small", "strong", "sub", "sup", "u")


@cache
def _path(names: str) -> Any:
    """Return the search for elements with one of the classes `names` (parted by spaces) below an element."""
    tests = " or ".join(
        f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names.split()
    )
    return lxml.etree.XPath(f".//*[{tests}]")


def take(tree: Any, classes: str) -> list[Any]:
    """Return the elements of the first of `classes` that `tree` has, none inside another, taken out of it."""
    for name in classes.split():
        found = _path(name)(tree)
        if found:
            outer = [element for element in found if not any(e in found for e in element.iterancestors())]
            return [_taken(element) for element in outer]
    return []


def _taken(element: Any) -> Any:
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if parent is None:
        return element
    element.tail = None
    parent.remove(element)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    return element


def take_text(tree: Any, classes: str) -> str:
    """Return the text of the first element of `classes`, which is taken out of `tree`; the others stay."""
    for name in classes.split():
        for element in _path(name)(tree):
            if flat_text(element):
                return flat_text(_taken(element))
    return ""


def flat_text(element: Any) -> str:
    """Return the text of `element`, a line break for each block in it."""
    return "\n".join(block.text for block in html_blocks(element))


def left_over(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield (name, text) for each element of `tree` with text of its own. `tree` is of no use after."""
    lxml.etree.strip_tags(tree, *_INLINE)
    for element in tree.iter():
        own = [element.text, *(child.tail for child in element)]
        words = " ".join(" ".join(filter(None, own)).split())
        if words:
            yield _name(element), words


def _name(element: Any) -> str:
    classed = next((e for e in (element, *element.iterancestors()) if e.get("class") or e.get("id")), element)
    label = (classed.get("class") or classed.get("id") or "").split()
    return f"{classed.tag}.{label[0]}"[:60] if label else str(classed.tag)
