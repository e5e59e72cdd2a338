"""Pages for readers: templates, styles and messages in French and English.

`serve` and the report share them: a template says nothing of where it is read from.
"""

from cmo_nlp.report.pages.language import LANGUAGES, Language
from cmo_nlp.report.pages.report import SECTIONS, ReportRequest, Style, write_report

__all__ = ["LANGUAGES", "SECTIONS", "Language", "ReportRequest", "Style", "write_report"]
