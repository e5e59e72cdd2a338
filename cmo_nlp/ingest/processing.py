"""All that is done to one file away from the store: in a process that can be ended when it takes too long."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.ingest.discovery import Item
from cmo_nlp.ingest.parsing import Parsed, parse
from cmo_nlp.ingest.reading import read
from cmo_nlp.records import Document, Refusal
from cmo_nlp.settings import IngestSettings

__all__ = ["Processed", "ProcessedPart", "Task", "process"]


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read.

    `content` are its bytes where they were fetched, or why they were not; None where they are to be read.
    `known` is the fingerprint under which it came in before; `code` stands for all that a fingerprint depends
    on besides the bytes. `first_row` rows of the same stream went before.
    """

    item: Item
    content: bytes | Refusal | None
    known: str | None
    code: str
    first_row: int = 0


class ProcessedPart(NamedTuple):
    """What one part of a file became, with the signature that tells near-duplicates, empty for a refusal."""

    suffix: str
    outcome: Document | Refusal
    signature: bytes


@dataclass(frozen=True, slots=True)
class Processed:
    """What a file held; `parts` is None where its bytes are those of the last time.

    `fingerprint` is empty where the bytes could not be read.
    """

    fingerprint: str
    parts: tuple[ProcessedPart, ...] | None

    @classmethod
    def refused(cls, source: str, reason: str, detail: str) -> "Processed":
        """Return what a file that could not be read became."""
        return cls("", (ProcessedPart("", Refusal(source, reason, detail), b""),))


def process(task: Task, settings: IngestSettings, today: dt.date) -> Processed:
    """Read and parse a file, unless it holds the same bytes as before."""
    content = read(task.item, settings) if task.content is None else task.content
    if isinstance(content, Refusal):
        return Processed("", (ProcessedPart("", content, b""),))
    fingerprint = _fingerprint(task, content)
    if fingerprint == task.known:
        return Processed(fingerprint, None)
    return Processed(fingerprint, tuple(map(_signed, parse(task.item, content, settings, today))))


def _signed(parsed: Parsed) -> ProcessedPart:
    from cmo_nlp.ingest.duplicates import signature

    found = signature(parsed.outcome.text) if isinstance(parsed.outcome, Document) else b""
    return ProcessedPart(parsed.suffix, parsed.outcome, found)


def _fingerprint(task: Task, content: bytes) -> str:
    summary = hashlib.sha256(f"{task.code}\x1f{task.item.sidecar!r}\x1f".encode("utf-8", "surrogatepass"))
    summary.update(content)
    return summary.hexdigest()[:16]
