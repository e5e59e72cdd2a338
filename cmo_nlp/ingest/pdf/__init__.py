"""PDF → Article: words with their places, then lines, columns and paragraphs as a reader sees them.

PDFium reads the file (docs of the choice: the report of issue 5); everything after `words.py` is geometry.
"""

from cmo_nlp.ingest.pdf.reader import read_pdf

__all__ = ["read_pdf"]
