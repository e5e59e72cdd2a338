"""Lines of JSON from standard input, each a file of its own: read in blocks and judged one by one."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from cmo_nlp.pipeline.fingerprints import ingest_fingerprint
from cmo_nlp.records import Document, Refusal
from cmo_nlp.settings import Settings
from cmo_nlp.store import write
from cmo_nlp.store.codec import digest

if TYPE_CHECKING:
    from cmo_nlp.ingest import Processed, ProcessedPart, Task

__all__ = ["STANDARD_INPUT", "entries", "tasks"]

STANDARD_INPUT = "stdin"

_BLOCK_LINES = 100


class _Block(NamedTuple):
    """Lines that one task reads, with the number of those before them; none is one line that is too large."""

    before: int
    lines: list[bytes]


def tasks(lines: Iterable[str], settings: Settings) -> Iterator["Task"]:
    """Yield a task for every hundred lines of JSON, fewer where they are long; blank lines are none."""
    from cmo_nlp import ingest as stage

    code = digest(ingest_fingerprint(settings))
    item = stage.Item(STANDARD_INPUT, f"{STANDARD_INPUT}.jsonl")
    maximum = settings.ingest.maximum_bytes
    limit = f"{maximum:,}".replace(",", " ")
    too_large = Refusal(
        STANDARD_INPUT, "too-large", f"the line is larger than {limit} bytes (maximum_bytes under [ingest])"
    )
    for block in _blocks(lines, maximum):
        content = b"\n".join(block.lines) if block.lines else too_large
        yield stage.Task(item, content, None, code, is_stream=True, first_row=block.before)


def _blocks(lines: Iterable[str], maximum: int) -> Iterator[_Block]:
    before, block, size = 0, list[bytes](), 0
    for line in filter(None, (line.removeprefix("\ufeff").strip() for line in lines)):
        written = line.encode("utf-8", "surrogatepass")
        if block and (len(block) == _BLOCK_LINES or size + len(written) > maximum):
            yield _Block(before, block)
            before, block, size = before + len(block), [], 0
        if len(written) > maximum:
            yield _Block(before, [])
            before += 1
        else:
            block.append(written)
            size += len(written)
    if block:
        yield _Block(before, block)


def entries(task: "Task", processed: "Processed") -> Iterator[write.LedgerEntry]:
    """Yield the entry of each line of a block; what is said of the block is said of every line."""
    lines = task.content.count(b"\n") + 1 if isinstance(task.content, bytes) else 1
    for part in processed.parts or ():
        row = part.suffix.rpartition("=")[2]
        for number in [int(row)] if row else range(1, lines + 1):
            yield _entry(task.first_row + number, processed.fingerprint, part)


def _entry(row: int, fingerprint: str, part: "ProcessedPart") -> write.LedgerEntry:
    """Return the entry of a line: a document is known by its text, wherever it stands."""
    source = f"{STANDARD_INPUT}#row={row}"
    if isinstance(part.outcome, Document):
        location = f"{STANDARD_INPUT}/{part.outcome.id}"
        document = dataclasses.replace(part.outcome, sources=(source,))
        return write.LedgerEntry(location, source, location, fingerprint, document, part.signature)
    location = f"{STANDARD_INPUT}/row={row}"
    return write.LedgerEntry(location, source, location, "", dataclasses.replace(part.outcome, source=source))
