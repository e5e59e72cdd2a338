"""The styles and lists of an OpenDocument text: what a paragraph is, and whether it shows."""

from typing import Any, NamedTuple

__all__ = ["DRAW", "OFFICE", "TABLE", "TEXT", "ListLevel", "Styles", "integer"]

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE = (_ODF % name for name in ("office", "text", "table", "style"))
DRAW = _ODF % "drawing"
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LONGEST_CHAIN = 20  # styles with parents; a hostile chain may be a circle
_LEVELS = 9  # with numbers; the tenth that OpenDocument knows is read as a bullet
_MOST_DIGITS = 9
_NUMBERED = TEXT + "list-level-style-number"


def integer(written: str | None) -> int:
    """Return a number that is written in an attribute; 0 for what is none."""
    plain = written or ""
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS else 0


class ListLevel(NamedTuple):
    """One level of a list: Word's name of its numbers, its pattern (`%1.`) and its first number."""

    format: str = "bullet"
    pattern: str = ""
    start: int = 1


class Styles:
    """The styles of a document by family and name, its own (automatic) ones and the named ones."""

    def __init__(self, content: Any, styles: Any | None) -> None:
        self._styles: dict[tuple[str | None, str | None], Any] = {}
        self._lists: dict[str | None, dict[int, ListLevel]] = {}
        for root in (content, styles):
            for place in (
                () if root is None else root.iterchildren(OFFICE + "automatic-styles", OFFICE + "styles")
            ):
                self._collect(place)

    def _collect(self, place: Any) -> None:
        for style in place.iterchildren(STYLE + "style"):
            self._styles.setdefault((style.get(STYLE + "family"), style.get(STYLE + "name")), style)
        for style in place.iterchildren(TEXT + "list-style"):
            self._lists.setdefault(
                style.get(STYLE + "name"), dict(map(_list_level, style.iterchildren("{*}*")))
            )

    def list_level(self, name: str, depth: int) -> ListLevel:
        """Return level `depth`, counted from 1, of the list style `name`."""
        return self._lists.get(name, {}).get(depth, ListLevel())

    def hides(self, family: str, name: str | None) -> bool | None:
        """Return whether a style hides its text, or None where it and its parents do not say."""
        for style in self._chain(family, name):
            for properties in style.iterchildren(STYLE + "text-properties"):
                if display := properties.get(TEXT + "display"):
                    return bool(display == "none")
        return None

    def is_contents(self, name: str | None) -> bool:
        """Return whether a style of paragraphs is that of a table of contents, or comes from it."""
        return any(
            (s.get(STYLE + "name") or "").startswith("Contents_20_") for s in self._chain("paragraph", name)
        )

    def is_title(self, name: str | None) -> bool:
        """Return whether a style of paragraphs is the title's, or comes from it."""
        return any(style.get(STYLE + "name") == "Title" for style in self._chain("paragraph", name))

    def is_first_heading(self, name: str | None) -> bool:
        """Return whether a style of paragraphs is that of headings of the first level, or comes from it."""
        return any(style.get(STYLE + "name") == "Heading_20_1" for style in self._chain("paragraph", name))

    def _chain(self, family: str, name: str | None) -> list[Any]:
        chain: list[Any] = []
        while len(chain) < _LONGEST_CHAIN and (style := self._styles.get((family, name))) is not None:
            chain.append(style)
            name = style.get(STYLE + "parent-style-name")
        return chain


def _list_level(element: Any) -> tuple[int, ListLevel]:
    depth = integer(element.get(TEXT + "level"))
    format_name = _FORMATS.get(element.get(STYLE + "num-format") or "")
    if element.tag != _NUMBERED or not format_name or depth > _LEVELS:
        return depth, ListLevel()
    shown = min(depth, integer(element.get(TEXT + "display-levels")) or 1)
    numbers = ".".join(f"%{n}" for n in range(depth - shown + 1, depth + 1))
    pattern = f"{element.get(STYLE + 'num-prefix') or ''}{numbers}{element.get(STYLE + 'num-suffix') or ''}"
    return depth, ListLevel(format_name, pattern, integer(element.get(TEXT + "start-value")) or 1)
