"""The numbers of ordered lists: the text of a page refers to them (« le point 2 »), its HTML has none.

trafilatura keeps neither `start` nor `value`, and leaves items out: so each number is written into its item
before the extraction, between two signs, and read out of its block afterwards.
"""

import re
from typing import Any

__all__ = ["number_items", "split_number"]

_OPEN, _CLOSE = "\ue000", "\ue001"  # for private use: clean text and pages have none
_NUMBERED = re.compile(rf"{_OPEN}(?P<number>-?[0-9]+){_CLOSE}[ \t\n]*")
_INTEGER = re.compile(r"\s*(-?[0-9]{1,6})\s*")
_OWN_NUMBER = re.compile(r"\s*(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\s?[.)°]")  # the author wrote one


def number_items(tree: Any) -> None:
    """Write into each item of the ordered lists of the page `tree` its number."""
    for ordered in tree.iter("ol"):
        number = _integer(ordered.get("start"), 1)
        for item in ordered.iterchildren("li"):
            number = _integer(item.get("value"), number)
            first = _first_text(item)
            if first is not None and not _OWN_NUMBER.match(first.text):
                first.text = f"{_OPEN}{number}{_CLOSE}{first.text.lstrip()}"
            number += 1


def split_number(text: str) -> tuple[str, str]:
    """Return « 3. » and the space after it for the block of a numbered item, "" for others, and the text."""
    if _OPEN not in text:
        return "", text
    found = _NUMBERED.match(text)
    number, rest = (f"{found['number']}. ", text[found.end() :]) if found else ("", text)
    return number, _NUMBERED.sub(r"\g<number>. ", rest)


def _integer(written: str | None, otherwise: int) -> int:
    found = _INTEGER.fullmatch(written or "")
    return int(found[1]) if found else otherwise


def _first_text(item: Any) -> Any | None:
    """Return the element that holds the first text of `item`, None where a list inside it comes first."""
    element = item
    while not (element.text or "").strip():
        if not len(element) or element.tag in {"ul", "ol"}:
            return None
        element = element[0]
    return None if element.tag in {"ul", "ol"} else element
