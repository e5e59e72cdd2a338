"""Charts as SVG that stands in a page or in a file of its own (docs/decisions/0014)."""

from cmo_nlp.report.charts.bars import BarRow, bars
from cmo_nlp.report.charts.dots import Dot, DotRow, dots
from cmo_nlp.report.charts.drawing import Caption, Chart
from cmo_nlp.report.charts.lines import LinePoint, lines
from cmo_nlp.report.charts.svg import in_greys

__all__ = ["BarRow", "Caption", "Chart", "Dot", "DotRow", "LinePoint", "bars", "dots", "in_greys", "lines"]
