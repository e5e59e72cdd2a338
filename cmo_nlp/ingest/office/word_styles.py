"""The styles and lists of a Word document: what a paragraph is, and whether it shows."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cmo_nlp.ingest.article import BULLET
from cmo_nlp.ingest.office.text import label

__all__ = ["Lists", "Style", "Styles", "W", "child_of", "integer", "is_on"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_LONGEST_CHAIN = 20  # styles based on each other; Word's own go 4 deep, and a hostile chain may be a circle
_LEVELS = 9  # of a list or an outline
_BODY_LEVEL = 9  # an outline level of 9 says « no heading »
_MOST_DIGITS = 9
_CONTENTS = ("toc ", "table of figures")


def child_of(element: Any, *path: str) -> Any | None:
    """Return the child of a child … of `element` with these local names, or None."""
    for name in path:
        element = element.find(W + name)
        if element is None:
            return None
    return element


def is_on(element: Any, *path: str) -> bool:
    """Return whether the property at `path` is there and not switched off."""
    found = child_of(element, *path)
    return found is not None and found.get(W + "val") not in _OFF


def integer(written: str | None) -> int:
    """Return a number that is written in an attribute; 0 for what is none."""
    plain = written or ""
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS else 0


class Style(NamedTuple):
    """What a style and those that it is based on say; None where they say nothing.

    `level` is the outline level from 0, `list_id` and `list_level` the list that its paragraphs belong to.
    """

    is_title: bool = False
    is_contents: bool = False
    hidden: bool | None = None
    level: int | None = None
    list_id: str | None = None
    list_level: int = 0

    def at_level(self, level: int) -> "Style":
        """Return this style with another outline level."""
        return self._replace(level=level if level < _BODY_LEVEL else None)


class Styles:
    """The styles of a document by their id, each read when it is first asked for."""

    def __init__(self, root: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._read: dict[str | None, Style] = {}
        self._default: str | None = None
        for element in root.iterchildren(W + "style"):
            key = element.get(W + "styleId")
            self._elements.setdefault(key, element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
                self._default = key

    def __getitem__(self, key: str | None) -> Style:
        if key not in self._read:
            self._read[key] = self._resolved(self._default if key is None else key)
        return self._read[key]

    def hides(self, run: Any, *, otherwise: bool) -> bool:
        """Return whether `run` is hidden: by itself, by its style, or as its paragraph is (`otherwise`)."""
        own = child_of(run, "rPr", "vanish")
        if own is not None:
            return own.get(W + "val") not in _OFF
        named = child_of(run, "rPr", "rStyle")
        styled = None if named is None else self[named.get(W + "val")].hidden
        return otherwise if styled is None else styled

    def _resolved(self, key: str | None) -> Style:
        style = Style()
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(key or "")
            if element is None:
                break
            style = _completed(style, element)
            base = element.find(W + "basedOn")
            key = None if base is None else base.get(W + "val")
        return style


def _completed(style: Style, element: Any) -> Style:
    """Return `style` with what it does not say taken from `element`, a style that it is based on."""
    named = child_of(element, "name")
    name = (named.get(W + "val") or "").lower() if named is not None else ""
    vanish = child_of(element, "rPr", "vanish")
    outline = child_of(element, "pPr", "outlineLvl")
    number = child_of(element, "pPr", "numPr", "numId")
    level = child_of(element, "pPr", "numPr", "ilvl")
    says_list = style.list_id is None and number is not None
    return Style(
        is_title=style.is_title or name == "title",
        is_contents=style.is_contents or name.startswith(_CONTENTS),
        hidden=vanish.get(W + "val") not in _OFF
        if style.hidden is None and vanish is not None
        else style.hidden,
        level=_level(name, outline) if style.level is None else style.level,
        list_id=number.get(W + "val") if says_list and number is not None else style.list_id,
        list_level=integer(level.get(W + "val")) if says_list and level is not None else style.list_level,
    )


def _level(name: str, outline: Any | None) -> int | None:
    if outline is not None:
        level = integer(outline.get(W + "val"))
        return level if level < _BODY_LEVEL else None
    heading, _, rank = name.partition(" ")
    return integer(rank) - 1 if heading == "heading" and integer(rank) else None


class _Level(NamedTuple):
    """One level of a list: Word's name of its numbers, its pattern (`%1.`) and its first number."""

    format: str
    pattern: str
    start: int


_PLAIN = _Level("bullet", "", 1)


class Lists:
    """The lists of a document and how far each has been counted."""

    def __init__(self, root: Any | None) -> None:
        self._definitions: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, Any] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        if root is None:
            return
        for element in root.iterchildren(W + "abstractNum"):
            self._definitions[element.get(W + "abstractNumId") or ""] = _levels(element)
        for element in root.iterchildren(W + "num"):
            self._lists[element.get(W + "numId") or ""] = element

    def numbered(self, paragraph: Any, style: Style) -> tuple[str, int] | None:
        """Return the list and the level that a paragraph is an item of, or None."""
        own = child_of(paragraph, "pPr", "numPr", "numId")
        depth = child_of(paragraph, "pPr", "numPr", "ilvl")
        key = style.list_id if own is None else own.get(W + "val")
        level = style.list_level if depth is None else integer(depth.get(W + "val"))
        return (key, min(level, _LEVELS - 1)) if key and key != "0" else None

    def label(self, key: str, level: int) -> str:
        """Count one item of the list `key` and return what stands before it."""
        element = self._lists.get(key)
        abstract = None if element is None else child_of(element, "abstractNumId")
        name = None if abstract is None else abstract.get(W + "val")
        if element is None or name is None:
            return BULLET
        levels = self._definitions.get(name, {})
        counts = self._counts.setdefault(name, [None] * _LEVELS)
        if key not in self._started:
            self._started.add(key)
            _restart(counts, element)
        numbers = _count(counts, levels, level)
        shown = [levels.get(n, _PLAIN) for n in range(level + 1)]
        return label(shown[-1].pattern, numbers, [one.format for one in shown])


def _levels(definition: Any) -> dict[int, _Level]:
    return {
        integer(element.get(W + "ilvl")): _Level(
            _value(element, "numFmt") or "decimal",
            _value(element, "lvlText"),
            integer(_value(element, "start") or "1"),
        )
        for element in definition.iterchildren(W + "lvl")
    }


def _value(element: Any, name: str) -> str:
    found = child_of(element, name)
    return "" if found is None else found.get(W + "val") or ""


def _restart(counts: list[int | None], element: Any) -> None:
    """Set `counts` back where the list `element` says that it starts anew."""
    for override in element.iterchildren(W + "lvlOverride"):
        level, start = integer(override.get(W + "ilvl")), _value(override, "startOverride")
        if start and level < _LEVELS:
            counts[level] = integer(start) - 1


def _count(counts: list[int | None], levels: Mapping[int, _Level], level: int) -> list[int]:
    """Count one item at `level` and return the numbers down to it; deeper levels begin again.

    A shallower level that had no item yet stands at its first number, as Word shows it.
    """
    numbers = [levels.get(n, _PLAIN).start if counts[n] is None else counts[n] or 0 for n in range(level + 1)]
    numbers[level] += counts[level] is not None
    counts[:] = [*numbers, *[None] * (_LEVELS - level - 1)]
    return numbers
