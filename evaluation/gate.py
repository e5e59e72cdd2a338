"""Figures of a model against the limits of `floors.toml`: a row for each, and an exit code for all."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Row", "floors", "gate", "rows"]

_FLOORS = Path(__file__).with_name("floors.toml")
_CEILING = "_at_most"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure and its limit: a floor, or a ceiling where the name in `floors.toml` ends in `_at_most`.

    `figure` is None where the measure was not taken, which reaches nothing.
    """

    measure: str
    figure: float | None
    limit: float
    is_ceiling: bool

    @property
    def reached(self) -> bool:
        """Whether the figure is on the right side of the limit; NaN never is."""
        if self.figure is None:
            return False
        return self.figure <= self.limit if self.is_ceiling else self.figure >= self.limit

    def __str__(self) -> str:
        figure = "not measured" if self.figure is None else f"{self.figure:,.4g}"
        if self.figure is not None and abs(self.figure) >= 1000:  # noqa: PLR2004 a speed, no share
            figure = f"{self.figure:,.0f}"
        limit = f"{'at most' if self.is_ceiling else 'floor'} {self.limit:,g}"
        return f"{self.measure:<28} {figure:>12}  {limit:<14} {'ok' if self.reached else 'MISSED'}"


def floors(model: str) -> dict[str, float]:
    """Return the limits of `model` as `floors.toml` has them, by name."""
    table: dict[str, float] = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))[model]
    return table


def rows(found: Mapping[str, float], limits: Mapping[str, float]) -> list[Row]:
    """Return a row for each limit, in their order."""
    measures = (
        (name.removesuffix(_CEILING), name.endswith(_CEILING), limit) for name, limit in limits.items()
    )
    return [Row(measure, found.get(measure), limit, ceiling) for measure, ceiling, limit in measures]


def gate(model: str, found: Mapping[str, float]) -> int:
    """Print a row for each limit of `model`; return 1 when one is missed, else 0: the exit code."""
    judged = rows(found, floors(model))
    for row in judged:
        print(f"{model}  {row}")
    return int(not all(row.reached for row in judged))
