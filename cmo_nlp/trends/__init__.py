"""Sightings in dated documents become series of shares, and a verdict on each: rise, fall, or no change."""

from cmo_nlp.trends.computing import compute
from cmo_nlp.trends.contrast import Contrast, contrast
from cmo_nlp.trends.sightings import DatedDocument, Families, Sighting, Thing, Unplaced, families

__all__ = [
    "Contrast",
    "DatedDocument",
    "Families",
    "Sighting",
    "Thing",
    "Unplaced",
    "compute",
    "contrast",
    "families",
]
