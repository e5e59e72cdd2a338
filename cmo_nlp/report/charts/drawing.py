"""A matplotlib figure whose parts carry roles, from which the page takes their colours."""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.transforms import Transform

from cmo_nlp.report.charts.svg import COLOURS, Role, inlined

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

__all__ = ["Box", "Caption", "Chart", "Drawing", "Label"]

_STYLE: dict[str, Any] = {"svg.fonttype": "none", "svg.hashsalt": "cmo-nlp", "path.simplify": False}
_DOTS = 72  # an inch: one unit of the picture is one CSS pixel


class Chart(NamedTuple):
    """An `<svg>` element, and the (width, height) that it was drawn for, in CSS pixels."""

    svg: Markup
    width: float
    height: float


class Caption(NamedTuple):
    """The name of a picture and what it says in words; `identity` is its own in the page."""

    title: str
    description: str
    identity: str


class Box(NamedTuple):
    """What stands around the axes, in pixels."""

    left: float
    right: float
    top: float
    bottom: float


class Label(NamedTuple):
    """A text at a place of the axes; `x` and `y` are moved by so many pixels."""

    x: float
    y: float
    text: str
    dx: float = 0
    dy: float = 0


class _Labels(Artist):
    """Texts that are written as they are; matplotlib's own measures each, which takes most of its time."""

    def __init__(self, labels: Iterable[Label], role: Role, size: float, anchor: str, at: Transform) -> None:
        super().__init__()
        self._labels = list(labels)
        self._role, self._anchor, self._at = role, anchor, at
        self._font = FontProperties(size=size)

    def draw(self, renderer: "RendererBase") -> None:
        """Write the texts in a group that says their role and where they are anchored."""
        renderer.open_group("text", gid=f"{self._role} {self._anchor}")
        for label in self._labels:
            x, y = self._at.transform((label.x, label.y))
            _, height = renderer.get_canvas_width_height()
            gc = renderer.new_gc()
            gc.set_foreground(COLOURS[self._role])
            renderer.draw_text(gc, x + label.dx, height - y + label.dy, label.text, self._font, 0)
            gc.restore()
        renderer.close_group("text")


class Drawing:
    """Axes without ticks or frame, in a picture of `width` by `height` pixels."""

    def __init__(self, width: float, height: float, box: Box) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / _DOTS, height / _DOTS), dpi=_DOTS, frameon=False)
        self._canvas = FigureCanvasSVG(self._figure)
        inner = width - box.left - box.right, height - box.top - box.bottom
        places = (box.left / width, box.bottom / height, inner[0] / width, inner[1] / height)
        self.axes: Axes = self._figure.add_axes(places, frameon=False)
        self.axes.set_axis_off()

    def write(
        self, labels: Iterable[Label], role: Role, *, size: float = 11, anchor: str = "middle",
        at: Transform | None = None,
    ) -> None:  # fmt: skip
        """Write texts at places of the axes, or of the transformation `at`."""
        self.axes.add_artist(_Labels(labels, role, size, anchor, at or self.axes.transData))

    def chart(self, caption: Caption) -> Chart:
        """Return the picture with its name and its description, which no other in the page shares."""
        stream = io.BytesIO()
        with rc_context(_STYLE):  # type: ignore[arg-type] # its keys are a literal type
            self._canvas.print_svg(stream, metadata={"Date": None})  # type: ignore[no-untyped-call]
        svg = inlined(stream.getvalue(), *caption)
        return Chart(Markup(svg), self.width, self.height)  # noqa: S704 - its texts are escaped
