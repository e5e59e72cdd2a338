"""Vectors of segments become topics that a French reader understands, and every segment is accounted for."""

from cmo_nlp.topics.content_words import content_terms, telling_text
from cmo_nlp.topics.fitting import fit
from cmo_nlp.topics.matching import jaccard, matching_topics
from cmo_nlp.topics.meaning import Meaning
from cmo_nlp.topics.outliers import add_unassigned, assign_outliers
from cmo_nlp.topics.over_time import DatedUnit, PeriodLength, over_time, period_of
from cmo_nlp.topics.themes import EncodedThemes, Theme, add_themes, encode_themes, read_themes, theme_texts
from cmo_nlp.topics.units import Unit

__all__ = [
    "DatedUnit", "EncodedThemes", "Meaning", "PeriodLength", "Theme", "Unit", "add_themes", "add_unassigned",
    "assign_outliers", "content_terms", "encode_themes", "fit", "jaccard", "matching_topics", "over_time",
    "period_of", "read_themes", "telling_text", "theme_texts",
]  # fmt: skip
