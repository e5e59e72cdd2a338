"""A series over time: shares with their interval band, and under each point how many of how many."""

from collections.abc import Callable, Sequence
from textwrap import shorten
from typing import Any, NamedTuple

from cmo_nlp.report.charts.drawing import Box, Caption, Chart, Drawing, Label
from cmo_nlp.report.charts.svg import COLOURS, clean_text

__all__ = ["LinePoint", "lines"]

_WIDTH, _HEIGHT = 440, 210
_BOX = Box(left=40, right=10, top=16, bottom=58)
_MOST_COUNTS = 26
"""periods under which both counts are written; of more, every second, third…"""
_LABEL_WIDTH = 52  # pixels that the name of a period needs, at least
_LETTER = 7  # pixels
_LONGEST_PERIOD = 18  # characters
_TOPS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


class LinePoint(NamedTuple):
    """A period, as it is called, with n of N documents; no share where N is 0."""

    period: str
    n: int
    N: int
    share: float | None
    low: float | None
    high: float | None
    is_sparse: bool


def lines(
    points: Sequence[LinePoint], caption: Caption, *, percent: Callable[[float], str],
    breaks: Sequence[int] = (),
) -> Chart:  # fmt: skip
    """Draw a series; a dashed line stands before each place of `breaks`.

    `percent` writes a share. A point of few documents is hollow; where a
    period has no document the line stops.
    """
    drawing = Drawing(_WIDTH, _HEIGHT, _BOX)
    axes = drawing.axes
    top = next((t for t in _TOPS if t >= max([p.high or 0 for p in points] or [0])), 1.0)
    axes.set_xlim(-0.5, max(len(points) - 0.5, 0.5))
    axes.set_ylim(0, top)
    _grid(drawing, top, percent)
    places = range(len(points))
    shares, lows, highs = (
        [float("nan") if (value := getattr(p, key)) is None else value for p in points]
        for key in ("share", "low", "high")
    )
    still: dict[str, Any] = {"clip_on": False, "zorder": 1}
    if points:
        band = COLOURS["fill-band"]
        axes.fill_between(places, lows, highs, color=band, linewidth=0, gid="fill-band", **still)
        axes.vlines(places, lows, highs, color=band, linewidth=3, gid="line-band", **still)
    accent = COLOURS["line-accent"]
    axes.plot(places, shares, color=accent, linewidth=1.75, gid="line-accent", clip_on=False, zorder=2)
    for is_sparse, role, inside in ((False, "fill-accent", accent), (True, "hollow-accent", "white")):
        chosen = [p for p in places if points[p].N and points[p].is_sparse == is_sparse]
        axes.plot(chosen, [shares[p] for p in chosen], linestyle="none", marker="o", markersize=5.5, gid=role,
                  markerfacecolor=inside, markeredgecolor=accent, markeredgewidth=1.5, clip_on=False,
                  zorder=3)  # fmt: skip
    for place in breaks:
        axes.vlines([place - 0.5], 0, top, color=COLOURS["line-ink"], linewidth=1.25, linestyle=(0, (4, 3)),
                    gid="line-ink", clip_on=False)  # fmt: skip
        drawing.write([Label(place - 0.5, top, points[place].period, dy=-5)], "text-strong", size=10.5)
    _counts(drawing, points)
    return drawing.chart(caption)


def _grid(drawing: Drawing, top: float, percent: Callable[[float], str]) -> None:
    shown = [(value, percent(value)) for value in (0.0, top / 2, top)]
    right = drawing.axes.get_xlim()[1]
    drawing.axes.hlines([value for value, _ in shown], -0.5, right, color=COLOURS["line-grid"], linewidth=1,
                        gid="line-grid", clip_on=False, zorder=0)  # fmt: skip
    told = [Label(-0.5, value, name, dx=-6, dy=4) for value, name in shown]
    drawing.write(told, "text-muted", size=10.5, anchor="end")


def _counts(drawing: Drawing, points: Sequence[LinePoint]) -> None:
    """Write under each point its n and its N, and as many names of periods as there is room for."""
    room = (_WIDTH - _BOX.left - _BOX.right) / max(len(points), 1)
    every = -(-len(points) // _MOST_COUNTS) or 1
    counted = range(0, len(points), every)
    size = 10.5 if room * every > 20 else 9  # noqa: PLR2004 - pixels for two digits
    names = [shorten(clean_text(point.period), _LONGEST_PERIOD, placeholder="…") for point in points]
    wanted = max(_LABEL_WIDTH, _LETTER * max(map(len, names), default=0))
    step = every * max(1, -(-wanted // max(1, int(room * every))))
    named = range(0, len(points), step)
    drawing.write([Label(p, 0, names[p], dy=16) for p in named], "text-muted", size=10.5)
    drawing.write([Label(p, 0, str(points[p].n), dy=34) for p in counted], "text-strong", size=size)
    drawing.write([Label(p, 0, str(points[p].N), dy=50) for p in counted], "text-muted", size=size)
    left = drawing.axes.get_xlim()[0]
    drawing.write([Label(left, 0, "n", dx=-6, dy=34)], "text-strong", size=10.5, anchor="end")
    drawing.write([Label(left, 0, "N", dx=-6, dy=50)], "text-muted", size=10.5, anchor="end")
