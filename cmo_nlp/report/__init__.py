"""What the corpus shows, for its readers."""

from cmo_nlp.report.summary import NamedChange, Summary, summarise

__all__ = ["NamedChange", "Summary", "summarise"]
