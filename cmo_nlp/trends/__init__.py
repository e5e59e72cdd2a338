"""Sightings in dated documents become series of shares, and a verdict on each: rise, fall, or no change."""

from cmo_nlp.trends.computing import compute
from cmo_nlp.trends.sightings import DatedDocument, Families, Sighting, families

__all__ = ["DatedDocument", "Families", "Sighting", "compute", "families"]
