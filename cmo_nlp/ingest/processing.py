"""All that is done to one file away from the store: in a process that can be ended when it takes too long."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from cmo_nlp.ingest.article import Part
from cmo_nlp.ingest.discovery import Item
from cmo_nlp.ingest.parsing import parse_part, read_parts
from cmo_nlp.ingest.reading import read
from cmo_nlp.ingest.warming import warm
from cmo_nlp.records import Document, Refusal
from cmo_nlp.settings import IngestSettings

__all__ = ["Fault", "Processed", "ProcessedPart", "Step", "Task", "Watch", "process"]

_OVER_A_LIMIT = frozenset({"too-large", "too-slow"})


class Fault(NamedTuple):
    """Why something is refused: a slug and a sentence."""

    reason: str
    detail: str


class Step(NamedTuple):
    """How far the reading of a file is: at its part `number`, from 0, that is looked for or was `found`."""

    number: int
    found: bool


class Watch(Protocol):
    """Whoever ends this process when a step takes too long, and wants to know then which one it was."""

    def begin(self, step: Step) -> None:
        """Take note that `step` begins and the one before it is done."""

    def pause(self) -> None:
        """Take note that what comes is no step of any document."""


class _Unwatched:
    def begin(self, step: Step) -> None:
        """Let it take its time."""

    def pause(self) -> None:
        """Let it take its time."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read.

    `content` are its bytes where they were fetched, or why they were not; None where they are to be read.
    `known` is the fingerprint under which it came in before; `code` stands for all that a fingerprint depends
    on besides the bytes. Where `is_stream`, the bytes are lines of a stream, none of them blank, and
    `first_row` lines went before. `lost` holds the parts that ended a process that read them, by number;
    from `end` on, itself one of them, none can be reached.
    """

    item: Item
    content: bytes | Refusal | None
    known: str | None
    code: str
    is_stream: bool = False
    first_row: int = 0
    lost: Mapping[int, Fault] = field(default_factory=dict)
    end: int | None = None


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


def process(task: Task, settings: IngestSettings, today: dt.date, watch: Watch | None = None) -> Processed:
    """Read and parse a file, unless it holds the same bytes as before, telling each step to `watch`."""
    watch = watch or _Unwatched()
    watch.begin(Step(0, found=False))
    content = read(task.item, settings) if task.content is None else task.content
    if isinstance(content, Refusal):
        return Processed.refused(content.source, content.reason, content.detail)
    fingerprint = _fingerprint(task, content)
    limited = _under_limits(fingerprint, settings)
    if task.known in {fingerprint, limited}:
        return Processed(str(task.known), None)
    watch.pause()
    warm(task.item)
    parts = tuple(_processed(task, _parts(task, content, settings, today), settings, today, watch))
    return Processed(limited if any(map(_is_over_a_limit, parts)) else fingerprint, parts)


def _parts(task: Task, content: bytes, settings: IngestSettings, today: dt.date) -> Iterator[Part]:
    """Yield the parts of a file. Lines of a stream that are refused together are judged one by one."""
    parts = read_parts(task.item, content, settings, today)
    if not task.is_stream:
        yield from parts
        return
    rows = list(parts)
    if all(row.suffix for row in rows):
        yield from rows
        return
    for number, line in enumerate(content.split(b"\n"), 1):
        for part in read_parts(task.item, line, settings, today):
            yield Part(f"#row={number}", part.content)


def _processed(
    task: Task, parts: Iterator[Part], settings: IngestSettings, today: dt.date, watch: Watch
) -> Iterator[ProcessedPart]:
    number = 0
    while number != task.end:
        watch.begin(Step(number, found=False))
        part = next(parts, None)
        if part is None:
            return
        if number in task.lost:
            yield _lost(task, number, part.suffix)
        else:
            watch.begin(Step(number, found=True))
            yield _signed(part.suffix, parse_part(task.item, part, settings, today))
        number += 1
    yield _lost(task, number, "")


def _lost(task: Task, number: int, suffix: str) -> ProcessedPart:
    return ProcessedPart(suffix, Refusal(task.item.source + suffix, *task.lost[number]), b"")


def _signed(suffix: str, outcome: Document | Refusal) -> ProcessedPart:
    from cmo_nlp.ingest.duplicates import signature

    found = signature(outcome.text) if isinstance(outcome, Document) else b""
    return ProcessedPart(suffix, outcome, found)


def _is_over_a_limit(part: ProcessedPart) -> bool:
    return isinstance(part.outcome, Refusal) and part.outcome.reason in _OVER_A_LIMIT


def _fingerprint(task: Task, content: bytes) -> str:
    own = f"{task.item.is_own}\x1f{task.item.parts!r}\x1f" if task.item.is_own or task.item.parts else ""
    said = f"{task.code}\x1f{task.item.sidecar!r}\x1f{own}"
    summary = hashlib.sha256(said.encode("utf-8", "surrogatepass"))
    summary.update(content)
    return summary.hexdigest()[:16]


def _under_limits(fingerprint: str, settings: IngestSettings) -> str:
    """Return the fingerprint of a file with parts over a limit: with other limits it is read again."""
    limits = (settings.maximum_bytes, settings.seconds_per_file, settings.bytes_of_memory)
    return hashlib.sha256(f"{fingerprint}\x1f{limits}".encode()).hexdigest()[:16]
