"""What the corpus shows, for its readers."""

from cmo_nlp.report.summary import NamedChange, Summary, named_changes, summarise

__all__ = ["NamedChange", "Summary", "named_changes", "summarise"]
