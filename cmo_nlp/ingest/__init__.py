"""Files → documents: what is there, its bytes, its text and what it says of itself."""

from cmo_nlp.ingest.discovery import ADDRESSES, Item, discover
from cmo_nlp.ingest.duplicates import families
from cmo_nlp.ingest.fetching.fetcher import Fetcher
from cmo_nlp.ingest.parsing import Parsed, parse
from cmo_nlp.ingest.paths import printable
from cmo_nlp.ingest.processing import Processed, ProcessedPart, Task, process
from cmo_nlp.ingest.reading import read
from cmo_nlp.ingest.sidecar import Sidecar, read_sidecar

__all__ = [
    "ADDRESSES", "Fetcher", "Item", "Parsed", "Processed", "ProcessedPart", "Sidecar", "Task", "discover",
    "families", "parse", "printable", "process", "read", "read_sidecar",
]  # fmt: skip
