"""Shares of several things side by side: a row each, with one to three marks and their intervals."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cmo_nlp.report.charts.drawing import Box, Caption, Chart, Drawing, Label
from cmo_nlp.report.charts.svg import COLOURS, Role, clean_text

__all__ = ["Dot", "DotRow", "dots"]

_WIDTH, _ROW = 440, 26
_BOX = Box(left=188, right=56, top=24, bottom=8)
_LONGEST = 27  # characters of a name: what 170 pixels hold
_TOPS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


class Dot(NamedTuple):
    """A share with its interval, None where there is none, and the place of its mark in `marks`."""

    mark: int
    share: float | None
    low: float | None = None
    high: float | None = None


class DotRow(NamedTuple):
    """A thing with its marks, and what is written after them."""

    name: str
    dots: tuple[Dot, ...]
    end: str


_MARKS: dict[str, tuple[str, Role]] = {
    "now": ("o", "fill-accent"),
    "before": ("o", "hollow-ink"),
    "past": ("s", "hollow-ink"),
    "present": ("o", "fill-muted"),
    "future": ("^", "fill-accent"),
}
"""marks differ by shape or by being hollow, never by colour alone."""


def dots(
    rows: Sequence[DotRow], caption: Caption, *, marks: Sequence[str],
    percent: Callable[[float], str],
) -> Chart:  # fmt: skip
    """Draw the rows, the first on top; `marks` name the series, of "now", "before", "past" and so on."""
    height = _BOX.top + _BOX.bottom + _ROW * max(len(rows), 1)
    drawing = Drawing(_WIDTH, height, _BOX)
    axes = drawing.axes
    every = [dot for row in rows for dot in row.dots]
    top = next((t for t in _TOPS if t >= max([d.high or d.share or 0 for d in every] or [0])), 1.0)
    axes.set_xlim(0, top)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    _grid(drawing, top, len(rows), percent)
    for number, mark in enumerate(marks):
        _series(drawing, rows, number, mark)
    names = [_cut(row.name) for row in rows]
    drawing.write([Label(0, y, name, dx=-10, dy=4) for y, name in enumerate(names)], "text-ink", size=12,
                  anchor="end")  # fmt: skip
    ends = [Label(top, y, row.end, dx=_BOX.right, dy=4) for y, row in enumerate(rows)]
    drawing.write(ends, "text-muted", size=11, anchor="end")
    return drawing.chart(caption)


def _cut(name: str) -> str:
    clean = clean_text(name)
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 1].rstrip()}…"


def _grid(drawing: Drawing, top: float, rows: int, percent: Callable[[float], str]) -> None:
    values = [0.0, top / 2, top]
    drawing.axes.vlines(values, -0.5, rows - 0.5, color=COLOURS["line-grid"], linewidth=1, gid="line-grid",
                        clip_on=False, zorder=0)  # fmt: skip
    told = [Label(value, -0.5, percent(value), dy=-6) for value in values]
    drawing.write(told, "text-muted", size=10.5)


def _series(drawing: Drawing, rows: Sequence[DotRow], number: int, mark: str) -> None:
    shape, role = _MARKS[mark]
    found = [(y, dot) for y, row in enumerate(rows) for dot in row.dots if dot.mark == number]
    told = [(y, dot) for y, dot in found if dot.share is not None]
    wide = [(y, dot) for y, dot in told if dot.low is not None]
    colour = COLOURS[role]
    if wide:
        drawing.axes.hlines([y for y, _ in wide], [d.low or 0 for _, d in wide],
                            [d.high or 0 for _, d in wide], color=COLOURS["fill-band"], linewidth=5,
                            gid="line-band", clip_on=False, zorder=1)  # fmt: skip
    inside = "white" if role.startswith("hollow") else colour
    drawing.axes.plot([d.share or 0 for _, d in told], [y for y, _ in told], linestyle="none", marker=shape,
                      markersize=7, markerfacecolor=inside, markeredgecolor=colour, markeredgewidth=1.5,
                      gid=role, clip_on=False, zorder=3 + number)  # fmt: skip
