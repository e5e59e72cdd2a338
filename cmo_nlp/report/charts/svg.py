"""matplotlib's SVG made fit for a page: no ids, no style attributes, classes instead of fixed colours.

A page whose Content-Security-Policy allows no inline style ignores `style="…"`; two pictures in one page
must not share ids; and colours must follow the reader's light or dark scheme. Colours stay in the picture as
attributes, which a file of its own keeps and a class in a page goes over.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, get_args
from xml.etree import ElementTree as ET

__all__ = ["COLOURS", "Role", "clean_text", "in_greys", "inlined"]

Role = Literal[
    "line-grid", "line-ink", "line-accent", "line-band", "fill-band", "fill-accent", "fill-ink", "fill-muted",
    "hollow-accent", "hollow-ink", "text-ink", "text-muted", "text-strong",
]  # fmt: skip
"""What a part of a picture is; the style sheet has a rule for each."""

COLOURS: dict[Role, str] = {
    "line-grid": "#dfe2e6",
    "line-ink": "#1a1c20",
    "line-accent": "#0b57a4",
    "line-band": "#cfe0f2",
    "fill-band": "#cfe0f2",
    "fill-accent": "#0b57a4",
    "fill-ink": "#1a1c20",
    "fill-muted": "#8b9099",
    "hollow-accent": "#0b57a4",
    "hollow-ink": "#1a1c20",
    "text-ink": "#1a1c20",
    "text-muted": "#565b64",
    "text-strong": "#1a1c20",
}
_GREYS = {
    "#dfe2e6": "#dedede", "#1a1c20": "#000000", "#0b57a4": "#000000", "#cfe0f2": "#d6d6d6",
    "#8b9099": "#8c8c8c", "#565b64": "#4a4a4a",
}  # fmt: skip
_ROLES = frozenset(get_args(Role))
_ANCHORS = frozenset({"start", "middle", "end"})
_SVG, _LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_FONT = "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"
_COLOUR = re.compile("|".join(_GREYS))
_NUMBER = re.compile(r"-?\d+\.\d+")
_MOVED = re.compile(r"translate\((\S+) (\S+)\)")
_NO_TURN = re.compile(r"\s*rotate\(-?0[ )][^)]*\)?\s*")
# Controls, bidirectional marks (one that is not closed turns what follows), and what no XML may hold.
_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+"
)
_KEPT = frozenset({
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity",
    "font-size", "font-weight",
})  # fmt: skip


def in_greys(svg: str) -> str:
    """Return a picture of ours in black, white and grey."""
    return _COLOUR.sub(lambda found: _GREYS[found[0]], svg)


def clean_text(text: str) -> str:
    r"""Return `text` on one line, without signs that would break a picture or turn its direction.

    >>> clean_text("chef\u202e de\n produit")
    'chef de produit'
    """
    return " ".join(_UNFIT.sub(" ", text).split())


def inlined(source: bytes, title: str, description: str, identity: str) -> str:
    """Return the `<svg>` of matplotlib's file `source`, named by `title` and `description`.

    `identity` begins every id that is left.
    """
    ET.register_namespace("", _SVG)
    root = ET.fromstring(source)  # noqa: S314 - written a moment ago, by matplotlib
    page = _Picture(root, identity)
    made = ET.Element(_tag("svg"), {
        "viewBox": root.get("viewBox", ""), "role": "img", "class": "chart", "font-family": _FONT,
        "aria-labelledby": f"{identity}-t {identity}-d",
    })  # fmt: skip
    for name, text, end in (("title", title, "t"), ("desc", description, "d")):
        ET.SubElement(made, _tag(name), {"id": f"{identity}-{end}"}).text = clean_text(text)
    parts = _joined(part for child in root for part in page.fit(child))
    for part in parts:
        _share_attributes(part)
    if page.markers:
        ET.SubElement(made, _tag("defs")).extend(page.markers.values())
    made.extend(parts)
    return ET.tostring(made, encoding="unicode")


class _Picture:
    """A picture that is being made fit; `markers` are the shapes of its points, by the ids they had."""

    def __init__(self, root: ET.Element, identity: str) -> None:
        self._shapes = {shape.get("id", ""): shape for defs in root.iter(_tag("defs")) for shape in defs}
        self._identity = identity
        self.markers: dict[str, ET.Element] = {}

    def fit(self, element: ET.Element) -> Iterator[ET.Element]:
        """Yield what stands in the page for `element`: groups that say nothing give way to what they hold."""
        name = element.tag.removeprefix(f"{{{_SVG}}}")
        if name in {"metadata", "defs"}:
            return
        if name != "g":
            yield self._shape(element, name)
            return
        inside = list(_joined(part for child in element for part in self.fit(child)))
        role, _, anchor = element.get("id", "").partition(" ")
        if role not in _ROLES or not inside:
            yield from inside
            return
        group = ET.Element(_tag("g"), {"class": role})
        if anchor in _ANCHORS - {"start"}:
            group.set("text-anchor", anchor)
        group.extend(inside)
        yield group

    def _shape(self, element: ET.Element, name: str) -> ET.Element:
        attributes = dict(element.attrib)
        style = _style(attributes)
        if name == "use":
            shape = self._shapes[attributes.pop(f"{{{_LINK}}}href", "").lstrip("#")]
            attributes["href"] = f"#{self._marker(shape)}"
        turned = attributes.get("transform", "")
        if moved := _MOVED.fullmatch(turned):
            attributes |= {"x": moved[1], "y": moved[2]}
        if moved or _NO_TURN.fullmatch(turned):
            attributes.pop("transform", None)
        for unwanted in ("id", "style", "clip-path"):
            attributes.pop(unwanted, None)
        made = ET.Element(_tag(name), {key: _tidy(value) for key, value in attributes.items()} | style)
        made.text = clean_text(element.text or "") or None
        return made

    def _marker(self, shape: ET.Element) -> str:
        old = shape.get("id", "")
        if old not in self.markers:
            identity = f"{self._identity}-m{len(self.markers)}"
            self.markers[old] = ET.Element(_tag("path"), {"id": identity, "d": _tidy(shape.get("d", ""))})
        return self.markers[old].get("id", "")


def _joined(parts: Iterable[ET.Element]) -> list[ET.Element]:
    """Return the parts in order, groups of one role that follow each other as one."""
    found: list[ET.Element] = []
    for part in parts:
        if found and part.tag == _tag("g") and (found[-1].tag, found[-1].attrib) == (part.tag, part.attrib):
            found[-1].extend(part)
        else:
            found.append(part)
    return found


def _share_attributes(group: ET.Element) -> None:
    """Say once, at the group, what all that it holds have in common."""
    if not len(group):
        return
    first, *others = list(group)
    for key in _KEPT & set(first.attrib):
        value = first.get(key, "")
        if all(other.get(key) == value for other in others):
            group.set(key, value)
            for part in (first, *others):
                del part.attrib[key]
    group.attrib = dict(sorted(group.attrib.items()))


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"


def _tidy(value: str) -> str:
    return " ".join(_NUMBER.sub(_rounded, value).split())


def _style(attributes: dict[str, str]) -> dict[str, str]:
    pairs = (part.partition(":") for part in attributes.get("style", "").split(";") if part.strip())
    return {key.strip(): value.strip() for key, _, value in pairs if key.strip() in _KEPT}


def _rounded(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")
