"""What a worker does: one shard of one stage, from the shard that it is made of to the one that it writes."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

from cmo_nlp.errors import InputError
from cmo_nlp.lake.places import Place, place_at
from cmo_nlp.lake.shards import Kind
from cmo_nlp.settings import Settings
from cmo_nlp.store.codec import digest

__all__ = ["STAGES", "Job", "Made", "Stage", "StageName", "make_shard", "required"]

StageName = Literal["ingest", "annotate"]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a shard: how many of its documents came in or were annotated, and how many refused."""

    documents: int
    refused: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage over shards: of which kind it makes which, what that hangs on, and how.

    `fingerprint` and `make` import the stage when they are called. `make` is given the place, the name of the
    shard, the settings and the fingerprint.
    """

    name: StageName
    reads: Kind
    writes: Kind
    fingerprint: Callable[[Settings], dict[str, str]]
    make: Callable[[Place, str, Settings, Mapping[str, str]], Made]


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is told beside the name of a shard: lake, stage, and what must be the same there."""

    address: str
    stage: StageName
    settings: Settings
    fingerprint: Mapping[str, str]
    required: Mapping[str, str]


def make_shard(job: Job, name: str) -> Made:
    """Make one shard. Raises UserError where it cannot be made, or must not be made here."""
    stage = STAGES[job.stage]
    _require_same(job, stage)
    return stage.make(place_at(job.address), name, job.settings, job.fingerprint)


def required(stage: Stage, settings: Settings) -> dict[str, str]:
    """Return what two processes must have in common to make the same bytes of a shard."""
    return stage.fingerprint(settings) | {"release of pyarrow": version("pyarrow")}


def _require_same(job: Job, stage: Stage) -> None:
    """Raise InputError where this process would make other shards than the one that asks for them."""
    key = digest(job.stage, job.settings)
    if key not in _OWN:
        _OWN[key] = required(stage, job.settings)
    differing = [part for part, value in job.required.items() if _OWN[key].get(part) != value]
    if differing:
        msg = (
            f"the worker on {socket.gethostname()} has another {' and '.join(differing)} than this machine; "
            "install the same cmo-nlp, libraries, models and lexicon there"
        )
        raise InputError(msg)


_OWN: dict[str, dict[str, str]] = {}
"""The fingerprints of this process, by stage and settings: the digest of a model takes a while."""


def _ingest_fingerprint(settings: Settings) -> dict[str, str]:
    from cmo_nlp.pipeline.fingerprints import ingest_fingerprint, shards_code

    shards = shards_code("columns.py", "source_rows.py", "document_rows.py", "reading.py")
    return ingest_fingerprint(settings) | {"shards": shards}


def _annotate_fingerprint(settings: Settings) -> dict[str, str]:
    from cmo_nlp.pipeline.fingerprints import annotate_fingerprint, shards_code

    shards = shards_code("columns.py", "document_rows.py", "annotation_rows.py", "annotating.py")
    return annotate_fingerprint(settings) | {"shards": shards}


def _ingest(place: Place, name: str, settings: Settings, fingerprint: Mapping[str, str]) -> Made:
    from cmo_nlp.lake.reading import read_shard

    return Made(*read_shard(place, name, settings, fingerprint))


def _annotate(place: Place, name: str, settings: Settings, fingerprint: Mapping[str, str]) -> Made:
    from cmo_nlp.lake.annotating import annotate_shard

    return Made(*annotate_shard(place, name, settings, fingerprint))


STAGES: dict[str, Stage] = {
    "ingest": Stage("ingest", "sources", "documents", _ingest_fingerprint, _ingest),
    "annotate": Stage("annotate", "documents", "annotations", _annotate_fingerprint, _annotate),
}
"""The stages that run shard by shard, in order."""
