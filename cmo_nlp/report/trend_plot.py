"""A picture of a series: shares with their interval band, n under each point, the change point marked."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.report.trend_view import TrendView

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FORMATS", "plot"]

FORMATS = ("svg", "png")
_WIDTH, _HEIGHT, _DOTS = 8.0, 4.2, 160  # inches, and dots an inch
_MOST_LABELS = 26
_STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans", "font.size": 9, "svg.hashsalt": "cmo-nlp", "svg.fonttype": "path",
    "axes.spines.top": False, "axes.spines.right": False,
}  # fmt: skip


def plot(view: TrendView, file: Path) -> Path:
    """Draw the series of `view` by publication to `file`, SVG or PNG by its ending.

    Readable in black and white: a line with points, a grey band, a dashed line at an established break.
    Raises UsageError for another ending, InputError where nothing is dated or the file cannot be written.
    """
    kind = file.suffix.lstrip(".").casefold()
    if kind not in FORMATS:
        msg = f"{file} is neither an .svg nor a .png file"
        raise UsageError(msg)
    if not any(point.N for point in view.published):
        msg = f"there is nothing to draw: no document with {view.name!r} in it has a date"
        raise InputError(msg)
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):  # type: ignore[arg-type] # its keys are a literal type
        figure = Figure(figsize=(_WIDTH, _HEIGHT), layout="constrained")
        _draw(figure.add_subplot(), view)
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        try:
            figure.savefig(file, format=kind, dpi=_DOTS, metadata=metadata)
        except OSError as error:
            msg = f"cannot write the picture to {file}: {error.strerror}"
            raise InputError(msg) from error
    return file


def _draw(axes: "Axes", view: TrendView) -> None:
    places = range(len(view.published))
    shares, lows, highs = (
        [_percent(getattr(point, key)) for point in view.published] for key in ("share", "low", "high")
    )
    axes.fill_between(places, lows, highs, color="0.85", linewidth=0, label="intervalle de Wilson à 95 %")
    axes.vlines(places, lows, highs, color="0.65", linewidth=1)
    axes.plot(
        places,
        shares,
        color="black",
        linewidth=1.2,
        marker="o",
        markersize=4,
        clip_on=False,
        zorder=3,
        label="part des documents",
    )
    sparse = [place for place in places if view.published[place].sparse and view.published[place].N]
    if sparse:
        axes.plot(sparse, [shares[p] for p in sparse], linestyle="none", marker="o", markersize=4,
                  markerfacecolor="white", markeredgecolor="black", clip_on=False, zorder=4,
                  label="peu de documents")  # fmt: skip
    _mark_breaks(axes, view)
    _label(axes, view)
    axes.set_xlim(-0.6, len(view.published) - 0.4)
    axes.set_ylim(0, min(100, 5 + max(high for high in highs if high == high)))  # noqa: PLR0124 - NaN is not
    axes.set_ylabel("part des documents de la période (%)")
    title = f"{view.what[:1].upper()}{view.what[1:]} « {view.name} »"
    axes.set_title(title, loc="left", fontsize=11, pad=24)
    axes.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=4, frameon=False, fontsize=8)


def _percent(share: float | None) -> float:
    return float("nan") if share is None else 100 * share


def _mark_breaks(axes: "Axes", view: TrendView) -> None:
    periods = [point.period for point in view.published]
    for change in view.changes:
        if change.test == "step" and change.stratum is None and change.direction != "none":
            place = periods.index(change.change_point or "") - 0.5
            q = "< 0,001" if (change.q or 0) < 0.001 else f"= {change.q:.3f}".replace(".", ",")  # noqa: PLR2004
            label = f"rupture : {change.change_point} (q {q})"
            axes.axvline(place, color="black", linestyle=(0, (5, 3)), linewidth=1.2, label=label)


def _label(axes: "Axes", view: TrendView) -> None:
    """Write under each point its period, and how many of how many documents."""
    every = -(-len(view.published) // _MOST_LABELS)
    shown = range(0, len(view.published), every)
    texts = [f"{_short(p.period)}\n{p.n}/{p.N}" for p in (view.published[place] for place in shown)]
    narrow = len(texts) > _MOST_LABELS // 2
    axes.set_xticks(list(shown), texts, fontsize=6.5 if narrow else 8)
    more = "" if every == 1 else f" (une période sur {every})"
    axes.set_xlabel(f"période, et dessous : documents qui en parlent / documents{more}", fontsize=8)


def _short(period: str) -> str:
    """Return a period with its quarter as French writes it, long names on several lines."""
    return re.sub(r"[ –]", "\n", period.replace("-Q", " T"))
