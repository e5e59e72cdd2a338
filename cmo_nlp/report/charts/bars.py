"""Counts over time, a row of bars for each kind."""

from collections.abc import Sequence
from typing import NamedTuple

from cmo_nlp.report.charts.drawing import Box, Caption, Chart, Drawing, Label
from cmo_nlp.report.charts.svg import COLOURS, Role, clean_text

__all__ = ["BarRow", "bars"]

_WIDTH, _ROW, _TALLEST = 440, 38, 0.68
_BOX = Box(left=122, right=34, top=6, bottom=26)
_LONGEST = 19
_LABEL_WIDTH = 44
_MOST_COUNTS = 26


class BarRow(NamedTuple):
    """A kind with its count in each period, and their sum as it is written."""

    name: str
    counts: tuple[int, ...]
    end: str
    is_total: bool = False


def bars(periods: Sequence[str], rows: Sequence[BarRow], caption: Caption) -> Chart:
    """Draw the rows on one scale, the first on top; over each bar stands its count where there is room."""
    drawing = Drawing(_WIDTH, _BOX.top + _BOX.bottom + _ROW * max(len(rows), 1), _BOX)
    axes = drawing.axes
    axes.set_xlim(-0.5, max(len(periods) - 0.5, 0.5))
    axes.set_ylim(0, max(len(rows), 1))
    tallest = max([count for row in rows for count in row.counts] or [1]) or 1
    for place, row in enumerate(rows):
        foot = len(rows) - 1 - place
        role: Role = "fill-accent" if row.is_total else "fill-muted"
        filled = [(x, count) for x, count in enumerate(row.counts) if count]
        if filled:
            heights = [_TALLEST * count / tallest for _, count in filled]
            axes.bar([x for x, _ in filled], heights, bottom=foot, width=0.72, color=COLOURS[role], gid=role,
                     linewidth=0, clip_on=False)  # fmt: skip
            for bar in axes.containers[-1]:
                bar.set_gid(role)
        axes.hlines([foot], -0.5, max(len(periods) - 0.5, 0.5), color=COLOURS["line-grid"], linewidth=1,
                    gid="line-grid", clip_on=False, zorder=0)  # fmt: skip
        if len(periods) <= _MOST_COUNTS:
            told = [Label(x, foot + _TALLEST * n / tallest, str(n), dy=-3) for x, n in filled]
            drawing.write(told, "text-muted", size=8.5)
        heading = Label(-0.5, foot, _cut(row.name), dx=-10, dy=-4)
        drawing.write([heading], "text-strong" if row.is_total else "text-ink", size=12, anchor="end")
        drawing.write([Label(axes.get_xlim()[1], foot, row.end, dx=_BOX.right, dy=-4)], "text-muted", size=11,
                      anchor="end")  # fmt: skip
    room = (_WIDTH - _BOX.left - _BOX.right) / max(len(periods), 1)
    step = max(1, -(-_LABEL_WIDTH // max(1, int(room))))
    named = [Label(x, 0, periods[x], dy=18) for x in range(0, len(periods), step)]
    drawing.write(named, "text-muted", size=10.5)
    return drawing.chart(caption)


def _cut(name: str) -> str:
    clean = clean_text(name)
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 1].rstrip()}…"
