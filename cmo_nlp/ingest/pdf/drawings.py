"""What a page draws besides characters: pictures, and the dots that browsers draw as bullets."""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

__all__ = ["Box", "Drawings", "read_drawings"]

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

_MOST_OBJECTS = 5_000  # looked at; a chart can have a hundred thousand
_MOST_DOTS = 300  # kept; each is compared with the words beside it
_DOT = (1.5, 9.0)  # points across


class Drawings(NamedTuple):
    """Whether a page holds anything, whether a picture may be in it, and its dots."""

    any: bool
    pictured: bool
    dots: tuple[Box, ...]


def read_drawings(page: Any) -> Drawings:
    """Return what the first objects of a PdfPage draw, in the coordinates of the file."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page)
    objects = [pdfium.FPDFPage_GetObject(page, n) for n in range(min(count, _MOST_OBJECTS))]
    kinds = [pdfium.FPDFPageObj_GetType(drawn) for drawn in objects]
    paths = [drawn for drawn, kind in zip(objects, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_PATH]
    pictured = {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM} & set(kinds)
    return Drawings(count > 0, bool(pictured), tuple(islice(_dots(paths), _MOST_DOTS)))


def _dots(paths: Sequence[Any]) -> Iterator[Box]:
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    low, high = _DOT
    for path in paths:
        if not pdfium.FPDFPageObj_GetBounds(path, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        width, height = right - left, top - bottom
        if low < width < high and 0.8 < width / max(height, 0.1) < 1.25:  # noqa: PLR2004 - round or square
            yield left, bottom, right, top
