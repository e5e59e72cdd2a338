"""Files read in processes of their own: whatever happens to one, its neighbours come in."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any, cast

import pytest

from cmo_nlp.ingest import Item, Processed, Task
from cmo_nlp.pipeline.readers import read_all
from cmo_nlp.records import Refusal
from cmo_nlp.settings import IngestSettings

TODAY = dt.date(2024, 6, 15)
PROSE = b"Le directeur marketing lit les tableaux de bord, et il en tire ses choix pour la marque. " * 2


def task(name: str, content: bytes) -> Task:
    return Task(Item(name, f"/corpus/{name}"), content, None, "code")


def outcomes(*tasks: Task, **settings: Any) -> list[str]:
    """Return what became of each part of each task: its suffix and the reason of its refusal, if any."""
    return [
        f"{given.item.source}{part.suffix}"
        + (f" {part.outcome.reason}" if isinstance(part.outcome, Refusal) else "")
        for given, processed in read_all(tasks, IngestSettings(**settings), TODAY)
        for part in processed.parts or ()
    ]


def test_fault_of_ours_costs_one_file_and_not_the_run() -> None:
    no_bytes = task("b.txt", cast("bytes", 3))
    assert outcomes(no_bytes, task("a.txt", PROSE)) == ["b.txt unreadable", "a.txt"]


def stream(*lines: bytes, before: int = 0) -> Task:
    item = Item("stdin", "stdin.jsonl")
    return Task(item, b"\n".join(lines), None, "code", is_stream=True, first_row=before)


def row(words: str = "") -> bytes:
    return json.dumps({"text": PROSE.decode() + words}).encode()


def test_bad_line_of_a_stream_costs_that_line() -> None:
    bad = [b"\x00" * 600, b"[" * 100_000, b"3"]
    assert outcomes(stream(row("a"), *bad, row("b"))) == [
        "stdin#row=1",
        *(f"stdin#row={number} bad-row" for number in (2, 3, 4)),
        "stdin#row=5",
    ]
    mostly_bad = outcomes(stream(*bad[:1] * 3, row()))
    assert [line.split(" ")[0] for line in mostly_bad] == [f"stdin#row={n}" for n in range(1, 5)]
    assert mostly_bad[-1] == "stdin#row=4"


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_row_of_zeros_costs_that_row(ending: str) -> None:
    cell = PROSE.replace(b",", b"")
    lines = [row("a"), b"\x00" * 600, row("b")]
    cells = [b"titre,texte", b"A," + cell, b"\x00" * 600, b"B," + cell]
    rows = lines if ending == "jsonl" else cells
    found = outcomes(task(f"t.{ending}", b"\n".join(rows)))
    assert found == [f"t.{ending}#row=1", f"t.{ending}#row=2 bad-row", f"t.{ending}#row=3"]


def slow_row() -> bytes:
    """Return a row whose language takes seconds to tell: 9 MB of words."""
    return json.dumps({"text": "mot d’ordre et données " * 400_000}).encode()


@pytest.mark.parametrize("kind", ["file", "stream"])
def test_row_that_takes_too_long_costs_that_row(kind: str) -> None:
    rows = [row("a"), row("b"), slow_row(), row("c")]
    given = stream(*rows) if kind == "stream" else task("t.jsonl", b"\n".join(rows))
    name = given.item.source
    expected = [f"{name}#row=1", f"{name}#row=2", f"{name}#row=3 too-slow", f"{name}#row=4"]
    assert outcomes(given, task("a.txt", PROSE), seconds_per_file=2) == [*expected, "a.txt"]


def test_row_over_a_limit_is_read_again_under_another_limit_only() -> None:
    given = task("t.jsonl", b"\n".join([row("a"), slow_row()]))

    def read_with(known: str | None, seconds: int) -> Processed:
        limits = IngestSettings(seconds_per_file=seconds)
        ((_, processed),) = read_all([replace(given, known=known)], limits, TODAY)
        return processed

    first = read_with(None, 2)
    assert [isinstance(part.outcome, Refusal) for part in first.parts or ()] == [False, True]
    assert read_with(first.fingerprint, 2).parts is None
    assert read_with(first.fingerprint, 3).parts is not None


def test_time_for_imports_does_not_count() -> None:
    page = b"<html><body><article><p>" + PROSE + b"</p></article></body></html>"
    assert outcomes(task("a.html", page), seconds_per_file=1) == ["a.html"]
