"""A picture of a series on both clocks: shares with their intervals, n of N at the points, the break."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.records import Change, TrendPoint
from cmo_nlp.report.french_periods import from_on, period_name
from cmo_nlp.report.trend_view import TrendView

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["FORMATS", "plot"]

FORMATS = ("svg", "png")
_WIDTH, _HEIGHT, _DOTS = 8.0, 4.4, 160  # inches, and dots an inch
_HORIZON_WIDTH = 2.2  # inches of the second panel
_MOST_LABELS = 26
_TICK_CHARACTERS, _NARROW = 12, 4
_STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans", "font.size": 9, "svg.hashsalt": "cmo-nlp", "svg.fonttype": "path",
    "axes.spines.top": False, "axes.spines.right": False,
}  # fmt: skip


def plot(view: TrendView, file: Path) -> Path:
    """Draw the series of `view` by publication, and beside it by horizon, to `file`, SVG or PNG by its name.

    Readable in black and white: a line with points, a grey band, a dashed line at an established break. A
    clock without documents has no panel. All n of N stand in the description of the file (SVG: title and
    desc; PNG: its text), also those for which the axis has no room. Raises UsageError for another ending,
    InputError where neither clock has documents or the file cannot be written.
    """
    kind = file.suffix.lstrip(".").casefold()
    if kind not in FORMATS:
        msg = f"{file} is neither an .svg nor a .png file"
        raise UsageError(msg)
    dated, spoken = (any(point.N for point in points) for points in (view.published, view.spoken))
    if not (dated or spoken):
        msg = f"there is nothing to draw of {view.name!r}: no document has a date or speaks of a horizon"
        raise InputError(msg)
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):  # type: ignore[arg-type] # its keys are a literal type
        width = _WIDTH + (_HORIZON_WIDTH if dated and spoken else 0)
        figure = Figure(figsize=(width, _HEIGHT), layout="constrained")
        _draw(figure, view, dated=dated, spoken=spoken)
        _save(figure, view, file, kind)
    return file


def _draw(figure: "Figure", view: TrendView, *, dated: bool, spoken: bool) -> None:
    widths = [width for width, shown in ((_WIDTH, dated), (_HORIZON_WIDTH, spoken)) if shown]
    panels = list(figure.subplots(1, len(widths), width_ratios=widths, squeeze=False)[0])
    if dated:
        _draw_published(panels[0], view)
    if spoken:
        _draw_spoken(panels[-1], view, alone=not dated)
    figure.suptitle(_title(view), x=0.01, ha="left", fontsize=11)
    figure.legend(loc="outside lower left", ncols=2, frameon=False, fontsize=8)


def _title(view: TrendView) -> str:
    return f"{view.what[:1].upper()}{view.what[1:]} « {view.name} »"


def _draw_published(axes: "Axes", view: TrendView) -> None:
    points = view.published
    places = range(len(points))
    shares, lows, highs = _series(points)
    axes.fill_between(places, lows, highs, color="0.85", linewidth=0, label="intervalle de Wilson à 95 %")
    axes.vlines(places, lows, highs, color="0.65", linewidth=1)
    axes.plot(places, shares, color="black", linewidth=1.2, marker="o", markersize=4, clip_on=False, zorder=3,
              label="part des documents")  # fmt: skip
    sparse = [place for place in places if points[place].sparse and points[place].N]
    if sparse:
        axes.plot(sparse, [shares[p] for p in sparse], linestyle="none", marker="o", markersize=4,
                  markerfacecolor="white", markeredgecolor="black", clip_on=False, zorder=4,
                  label="peu de documents")  # fmt: skip
    _mark_breaks(axes, view)
    _label(axes, points)
    axes.set_xlim(-0.6, len(points) - 0.4)
    axes.set_ylim(0, _top(highs))
    axes.set_ylabel("part des documents de la période (%)")


def _draw_spoken(axes: "Axes", view: TrendView, *, alone: bool) -> None:
    """Draw the three horizons as points with their intervals: they are no course of time."""
    shares, lows, highs = _series(view.spoken)
    places = range(len(view.spoken))
    axes.vlines(places, lows, highs, color="0.65", linewidth=3)
    axes.plot(places, shares, linestyle="none", color="black", marker="s", markersize=5, clip_on=False,
              zorder=3, label="part des documents qui parlent de cet horizon")  # fmt: skip
    axes.set_xticks(list(places), [_tick(point) for point in view.spoken], fontsize=8)
    axes.set_xlim(-0.6, len(view.spoken) - 0.4)
    axes.set_ylim(0, _top(highs))
    axes.set_xlabel("ce que les textes disent\ndu rôle", fontsize=8)
    axes.set_ylabel(f"part des documents {'qui parlent de cet horizon ' if alone else ''}(%)", fontsize=8)
    moved = [change for change in view.changes if change.clock == "horizon" and change.direction != "none"]
    for change in moved:
        axes.set_title(f"écart établi (q {_q(change)})", fontsize=8)


def _series(points: tuple[TrendPoint, ...]) -> tuple[list[float], list[float], list[float]]:
    shares, lows, highs = ([_percent(getattr(p, key)) for p in points] for key in ("share", "low", "high"))
    return shares, lows, highs


def _percent(share: float | None) -> float:
    return float("nan") if share is None else 100 * share


def _top(highs: list[float]) -> float:
    known = [high for high in highs if high == high]  # noqa: PLR0124 - NaN is not
    return min(100, 5 + max(known, default=95))


def _mark_breaks(axes: "Axes", view: TrendView) -> None:
    periods = [point.period for point in view.published]
    for change in _breaks(view):
        place = periods.index(change.change_point or "") - 0.5
        label = f"rupture : {from_on(change.change_point or '')} (q {_q(change)})"
        axes.axvline(place, color="black", linestyle=(0, (5, 3)), linewidth=1.2, label=label)


def _breaks(view: TrendView) -> list[Change]:
    steps = (c for c in view.changes if c.test == "step" and c.clock == "publication")
    return [c for c in steps if c.stratum is None and c.direction != "none"]


def _q(change: Change) -> str:
    q = change.q or 0.0
    return "< 0,001" if q < 0.001 else f"= {q:.3f}".replace(".", ",")  # noqa: PLR2004


def _label(axes: "Axes", points: tuple[TrendPoint, ...]) -> None:
    """Write under each point its period, and how many of how many documents.

    Where there is no room for all periods, n of N stands at the points above zero instead.
    """
    every = -(-len(points) // _MOST_LABELS)
    shown = range(0, len(points), every)
    texts = [
        _tick(points[place]) if every == 1 else _wrapped(points[place].period, _NARROW) for place in shown
    ]
    narrow = len(texts) > _MOST_LABELS // 2
    axes.set_xticks(list(shown), texts, fontsize=6.5 if narrow else 8)
    if every == 1:
        axes.set_xlabel("période, et dessous : documents qui en parlent / documents", fontsize=8)
        return
    above = [(place, point) for place, point in enumerate(points) if point.n]
    for place, point in above:
        axes.annotate(
            f"{point.n}/{point.N}", (place, _percent(point.share)), (0, 4), textcoords="offset points",
            fontsize=5, ha="center", va="bottom", rotation=90, annotation_clip=False,
        )  # fmt: skip
    axes.set_xlabel(
        f"période (une sur {every}) ; aux points : documents qui en parlent / documents\n"
        "(tous les effectifs sont dans la description du fichier)", fontsize=8,
    )  # fmt: skip


def _tick(point: TrendPoint) -> str:
    return f"{_wrapped(point.period)}\n{point.n}/{point.N}"


def _wrapped(period: str, characters: int = _TICK_CHARACTERS) -> str:
    """Return the name of a period on lines that leave room for its neighbours."""
    name = period_name(period).replace("\u00a0", " ")
    lines = wrap(name.replace("–", "– ").replace(" – ", "– "), characters, break_long_words=False)
    return "\n".join(line.replace("– ", "–") for line in lines)


def _save(figure: "Figure", view: TrendView, file: Path, kind: str) -> None:
    told = {"Title": _title(view), "Description": "\n".join(_description(view))}
    metadata = {"Date": None} if kind == "svg" else {"Software": None, **told}
    try:
        figure.savefig(file, format=kind, dpi=_DOTS, metadata=metadata)
        if kind == "svg":
            head, opening, rest = file.read_text(encoding="utf-8").partition("<svg ")
            tag, closing, body = rest.partition(">")
            said = f"\n <title>{escape(told['Title'])}</title>\n <desc>{escape(told['Description'])}</desc>"
            file.write_text(head + opening + tag + closing + said + body, encoding="utf-8")
    except OSError as error:
        msg = f"cannot write the picture to {file}: {error.strerror}"
        raise InputError(msg) from error


def _description(view: TrendView) -> Iterator[str]:
    """Yield the numbers of the picture, a line for each point."""
    for point in (*view.published, *view.spoken):
        share = "" if point.share is None else (
            f" ({_percent(point.share):.0f} %, de {_percent(point.low):.0f} à {_percent(point.high):.0f} %)"
        )  # fmt: skip
        yield f"{period_name(point.period)} : {point.n}/{point.N}{share}"
    for change in _breaks(view):
        yield f"Rupture {from_on(change.change_point or '')} : q {_q(change)}"
