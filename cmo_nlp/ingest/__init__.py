"""Files → documents: what is there, its bytes, its text and what it says of itself."""

from cmo_nlp.ingest.discovery import Item, discover
from cmo_nlp.ingest.parsing import parse
from cmo_nlp.ingest.reading import read

__all__ = ["Item", "discover", "parse", "read"]
