"""What the texts say of the past, the present and the future of the role, whenever they were published."""

from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.records import Change, Horizon, TrendPoint
from cmo_nlp.report.view.evidence import Evidence, Quotes
from cmo_nlp.report.view.readings import Readings, Series, Thing

__all__ = ["HORIZONS", "Balance", "HorizonsView", "horizons_view"]

HORIZONS: tuple[Horizon, ...] = ("past", "present", "future")
_LEAST = 3
"""documents, over the three horizons, under which a balance says nothing."""
_SHOWN = 20
_ROWS = 300
_QUOTED = 2
"""sentences of each horizon."""


class Balance(NamedTuple):
    """A thing in what is said of each horizon, with its test and sentences of each."""

    thing: Thing
    points: tuple[TrendPoint, ...]
    change: Change | None
    quotes: dict[Horizon, Quotes]

    @property
    def n(self) -> int:
        """Documents over the three horizons; one that speaks of two counts twice."""
        return sum(point.n for point in self.points)


@dataclass(frozen=True, slots=True)
class HorizonsView:
    """`documents` that speak of each horizon. `shown` are in the picture, `rows` in the table, by documents.

    `rare` counts the things with fewer than three documents, `more` those that are left out of the table.
    """

    documents: dict[Horizon, int]
    shown: tuple[Balance, ...]
    established: int
    rows: tuple[Balance, ...]
    more: int
    rare: int


def horizons_view(readings: Readings, evidence: Evidence) -> HorizonsView | None:
    """Return the balance of every thing between the horizons; None where nothing is said of any."""
    spoken = [one for one in readings.series if one.spoken and one.thing.kind != "horizon"]
    if not spoken or not any(point.N for point in spoken[0].spoken):
        return None
    balances = [_balance(one) for one in spoken]
    often = sorted((b for b in balances if b.n >= _LEAST), key=lambda b: (-b.n, b.thing))
    sure = [b for b in often if b.change and b.change.direction != "none"]
    first = [*sure, *(b for b in often if b not in sure)][:_SHOWN]
    return HorizonsView(
        {p.period: p.N for p in spoken[0].spoken},  # type: ignore[misc] # its periods are horizons
        tuple(_quoted(one, evidence) for one in first),
        len(sure),
        tuple(often[:_ROWS]),
        max(0, len(often) - _ROWS),
        sum(0 < b.n < _LEAST for b in balances),
    )


def _balance(series: Series) -> Balance:
    return Balance(series.thing, series.spoken, series.change("horizon", "trend"), {})


def _quoted(balance: Balance, evidence: Evidence) -> Balance:
    quotes: dict[Horizon, Quotes] = {}
    for point in balance.points:
        horizon: Horizon = point.period  # type: ignore[assignment] # the periods of this clock are horizons
        quotes[horizon] = evidence.of(balance.thing, point.documents, _QUOTED, horizon)
    return balance._replace(quotes=quotes)
