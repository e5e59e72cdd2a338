"""Which stage is up to date, which is stale and why, which was never run."""

import dataclasses
import sqlite3
from dataclasses import dataclass
from typing import Literal

from cmo_nlp.pipeline.fingerprints import (
    annotate_fingerprint,
    ingest_fingerprint,
    topics_fingerprint,
    trends_fingerprint,
    what_changed,
)
from cmo_nlp.settings import Settings
from cmo_nlp.store import read
from cmo_nlp.store.codec import digest

__all__ = ["STAGES", "StageState", "states"]

State = Literal["done", "stale", "missing"]
STAGES = ("ingest", "annotate", "topics", "trends")


@dataclass(frozen=True, slots=True)
class StageState:
    """Where a stage stands; `why` says what changed when it is stale."""

    name: str
    state: State
    why: str


def states(connection: sqlite3.Connection, settings: Settings) -> tuple[StageState, ...]:
    """Return the state of each stage, in order; a stage whose input is stale is stale."""
    if not read.document_ids(connection):
        return tuple(StageState(name, "missing", "") for name in STAGES)
    found: list[StageState] = []
    for name in STAGES:
        why = _why(connection, name, settings)
        stale = next((before.name for before in found if before.state == "stale"), None)
        if not why and stale:
            why = f"{stale} is stale"
        state: State = "missing" if why == "missing" else "stale" if why else "done"
        found.append(StageState(name, state, "" if state == "missing" else why))
    return tuple(found)


def _why(connection: sqlite3.Connection, name: str, settings: Settings) -> str:
    if name == "ingest":
        return what_changed(connection, name, ingest_fingerprint(settings))
    if name == "annotate":
        return _why_annotate(connection, settings)
    if name == "topics":
        why = what_changed(connection, name, topics_fingerprint(connection, settings))
        return f"{why}{_other_options(connection, settings)}" if "settings" in why else why
    return what_changed(connection, name, trends_fingerprint(connection, settings))


def _other_options(connection: sqlite3.Connection, settings: Settings) -> str:
    """Return which options the last fit had that the settings have not, and how to keep them."""
    noted = read.stage(connection, "topics")
    fitted = noted.settings.get("topics", {}) if noted else {}
    now = dataclasses.asdict(settings.topics)
    told = [f"{name} = {value!r}" for name, value in fitted.items() if name in now and value != now[name]]
    where = "to keep them, put them under [topics] in cmo-nlp.toml"
    return f": fitted with {', '.join(told)}; {where}" if told else ""


def _why_annotate(connection: sqlite3.Connection, settings: Settings) -> str:
    fingerprint = annotate_fingerprint(settings)
    waiting = len(read.pending(connection, digest(fingerprint)))
    why = what_changed(connection, "annotate", fingerprint)
    if why == "missing" or not waiting:
        return why
    return f"{why + '; ' if why else ''}{waiting} documents to annotate"
