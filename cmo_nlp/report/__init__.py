"""What the corpus shows, for its readers."""

from cmo_nlp.report.distances import NamedDistance, ProfileShift, distances
from cmo_nlp.report.evidence import DatedQuotation
from cmo_nlp.report.profile import Attested, PeriodProfile, ProfileThing, profiles
from cmo_nlp.report.summary import (
    Half,
    NamedChange,
    NamedPoint,
    Summary,
    named_changes,
    named_points,
    summarise,
    thing_names,
)
from cmo_nlp.report.trend_plot import plot
from cmo_nlp.report.trend_view import PeriodSpecificity, TrendView, trend_view

__all__ = [
    "Attested", "DatedQuotation", "Half", "NamedChange", "NamedDistance", "NamedPoint", "PeriodProfile",
    "PeriodSpecificity", "ProfileShift", "ProfileThing", "Summary", "TrendView", "distances",
    "named_changes", "named_points", "plot", "profiles", "summarise", "thing_names", "trend_view",
]  # fmt: skip
