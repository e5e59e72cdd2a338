"""Files read in processes of their own: whatever happens to one, its neighbours come in."""

import datetime as dt
from typing import Any, cast

from cmo_nlp.ingest import Item, Task
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
