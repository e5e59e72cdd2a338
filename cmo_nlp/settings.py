"""Every threshold of the project, with its unit, its default and where the default comes from.

A workspace may hold a `cmo-nlp.toml` with one table per stage, or `--config FILE` names one:

    [trends]
    minimum_documents = 5
"""

import dataclasses
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cmo_nlp.errors import InputError

__all__ = [
    "AnnotateSettings", "IngestSettings", "QuerySettings", "SegmentSettings", "Settings", "TopicSettings",
    "TrendSettings", "changed_settings", "read_settings",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """What comes in."""

    maximum_bytes: int = 20_000_000
    """bytes of one file; a saved press page weighs 0.1 to 2 MB, a long white paper 10."""
    minimum_words: int = 20
    """words; under 20 there is a title or a caption, not an article."""
    dateline_characters: int = 600
    """characters from the top of the text where a date counts as the dateline."""
    language: str = "fr"
    """two-letter code of the language that documents must have; "any" takes all in."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """field of a document → column of a table or key of a JSON line, where the names are not ours."""
    seconds_per_file: int = 120
    """seconds for one document, be it a row; a press page takes 0.05, a white paper of 100 pages 5."""
    bytes_of_memory: int = 2_000_000_000
    """bytes that reading one file may need; 20 MB of HTML take 0.6 GB."""
    batch_jobs: int = 1
    """processes that read; the result does not depend on it."""


@dataclass(frozen=True, slots=True)
class AnnotateSettings:
    """What is found in a document."""

    model: str = "fr_cmo"
    """spaCy pipeline: a shipped name, a folder, or an installed package."""
    batch_documents: int = 32
    """documents between two commits: what an interruption can cost."""
    discovery: bool = True
    """whether competences and tools outside the lexicon are looked for."""
    lexicon: str = ""
    """folder of a user's lexicon, which goes over the shipped one; none where it is empty."""


@dataclass(frozen=True, slots=True)
class SegmentSettings:
    """How sentences are joined into segments."""

    minimum_words: int = 40
    """words; shorter segments share too few words with any other to be clustered."""
    maximum_words: int = 120
    """words; a longer segment speaks of several things (a press paragraph has 60 to 100)."""


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """How topics are fitted."""

    encoder: str = "fr_cmo_sentences"
    """sentence encoder: a shipped name, a folder, or a sentence-transformers model downloaded before."""
    topics: int = 0
    """number of topics; 0 chooses it on the scale of `granularity`, by stability and coherence."""
    granularity: str = "medium"
    """how finely topics are cut: "medium" looks for some n^0.4 topics in n segments (4 in 28, 13 in 650, 52
    in 20,000), "coarse" for half, "fine" for twice as many."""
    runs: int = 5
    """fits with other seeds that a topic's stability is measured over."""
    seed: int = 20_041
    """seed of the first run; the others count up from it."""
    dimensions: int = 100
    """dimensions of the latent semantic space; 100 to 300 is usual (Deerwester et al. 1990)."""
    terms: int = 10
    """terms shown for a topic."""
    quotations: int = 3
    """central passages quoted for a topic."""
    themes: str = "shipped"
    """guided themes: "shipped", "none", or a TOML file of one's own."""
    theme_score: float = 0.4
    """least score of a passage that speaks of a guided theme (docs/topics.md says how it was chosen)."""
    assign_outliers: bool = False
    """whether each outlier is given its nearest topic, and marked as such."""
    outlier_cosine: float = 0.0
    """cosine to the centre of the nearest topic over which an outlier is given it; at 0 it shares nothing."""


@dataclass(frozen=True, slots=True)
class TrendSettings:
    """How shares and changes are computed."""

    period: str = "year"
    """how time is cut: "year", "quarter", "month", or a file with the dates on which periods begin."""
    minimum_documents: int = 3
    """documents; a period with fewer is marked sparse."""
    about_role: int = 1
    """mentions of the role under which a document is left out; 0 takes all."""
    by: str = ""
    """field that series are also told apart by: publisher, source_type, language or one of the metadata."""
    minimum_sightings: int = 5
    """documents that hold a thing, and that do not, under which it is not tested: with fewer, no p-value can
    be small enough, and the test only weakens those of the others (Bourgon et al. 2010)."""
    confidence: float = 0.95
    """coverage of the intervals."""
    false_discovery_rate: float = 0.05
    """q under which a change is called one (Benjamini and Hochberg 1995)."""
    permutations: int = 200_000
    """permutations at the most; a family of m tests asks for m / false_discovery_rate."""
    seed: int = 20_041
    """seed of the permutations."""


@dataclass(frozen=True, slots=True)
class QuerySettings:
    """How a search answers."""

    limit: int = 10
    """quotations shown."""
    candidates: int = 200
    """passages that words and meaning each bring to the joint ranking."""
    fusion: int = 60
    """ranks; what is added to a rank before its reciprocal is taken (Cormack, Clarke and Büttcher 2009)."""
    least_cosine: float = 0.35
    """cosine (-1 to 1) to the query under which a passage is not near in meaning."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, one table per stage."""

    ingest: IngestSettings = field(default_factory=IngestSettings)
    annotate: AnnotateSettings = field(default_factory=AnnotateSettings)
    segment: SegmentSettings = field(default_factory=SegmentSettings)
    topics: TopicSettings = field(default_factory=TopicSettings)
    trends: TrendSettings = field(default_factory=TrendSettings)
    query: QuerySettings = field(default_factory=QuerySettings)


_RANGES: dict[str, tuple[float, float]] = {
    "maximum_bytes": (1, math.inf),
    "minimum_words": (0, math.inf),
    "dateline_characters": (0, math.inf),
    "seconds_per_file": (1, math.inf),
    "bytes_of_memory": (500_000_000, math.inf),
    "batch_jobs": (1, 1024),
    "batch_documents": (1, math.inf),
    "maximum_words": (1, math.inf),
    "topics": (0, math.inf),
    "runs": (1, math.inf),
    "seed": (0, 2**31),
    "dimensions": (1, math.inf),
    "terms": (1, math.inf),
    "quotations": (0, math.inf),
    "theme_score": (0, 1),
    "outlier_cosine": (-1, 1),
    "minimum_documents": (1, math.inf),
    "about_role": (0, math.inf),
    "minimum_sightings": (1, math.inf),
    "permutations": (1_000, 100_000_000),
    "confidence": (0.5, 0.999_999),
    "false_discovery_rate": (0.000_001, 1),
    "limit": (1, 10_000),
    "candidates": (1, 10_000),
    "fusion": (0, math.inf),
    "least_cosine": (-1, 1),
}
"""least and greatest value of each number."""

_CHOICES: dict[str, tuple[str, ...]] = {"granularity": ("coarse", "medium", "fine")}
"""what a setting that is a word may be."""


def read_settings(path: Path | None) -> Settings:
    """Return the defaults, changed by the TOML file at `path` if one is given.

    Raises InputError for a file that cannot be read, a table or a key that is not one of ours, and a value of
    another type than the default's or out of its range.
    """
    if path is None:
        return Settings()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"cannot read the settings in {path}: {error}"
        raise InputError(msg) from error
    settings = Settings()
    for name, table in tables.items():
        if name not in _names(settings):
            raise InputError(_unknown(path, name, _names(settings)))
        if not isinstance(table, dict):
            msg = f"{path}: {name} must be a table: write [{name}] on a line of its own"
            raise InputError(msg)
        changed = _changed(getattr(settings, name), table, f"{path}: [{name}]")
        settings = dataclasses.replace(settings, **{name: changed})
    return settings


def changed_settings(settings: Settings, changes: Mapping[str, Mapping[str, Any]]) -> Settings:
    """Return `settings` with the given values by stage and name; a value of None changes nothing.

    Raises InputError for a value of another type or out of its range.
    """
    for stage, table in changes.items():
        given = {name: value for name, value in table.items() if value is not None}
        changed = _changed(getattr(settings, stage), given, f"[{stage}]")
        settings = dataclasses.replace(settings, **{stage: changed})
    return settings


def _names(record: Any) -> list[str]:
    return [f.name for f in dataclasses.fields(record)]


def _changed(record: Any, table: dict[str, Any], place: str) -> Any:
    for key, value in table.items():
        if key not in _names(record):
            raise InputError(_unknown(place, key, _names(record)))
        default = getattr(record, key)
        wanted = (float, int) if isinstance(default, float) else (type(default),)
        if not isinstance(value, wanted) or (isinstance(value, bool) and not isinstance(default, bool)):
            msg = f"{place} {key} = {value!r}: a value of type {type(default).__name__} is needed"
            raise InputError(msg)
        if key in _RANGES and not _RANGES[key][0] <= value <= _RANGES[key][1]:
            msg = f"{place} {key} = {value!r}: it must lie between {_RANGES[key][0]} and {_RANGES[key][1]}"
            raise InputError(msg)
        if key in _CHOICES and value not in _CHOICES[key]:
            msg = f"{place} {key} = {value!r}: it must be one of {', '.join(_CHOICES[key])}"
            raise InputError(msg)
    return dataclasses.replace(record, **table)


def _unknown(place: object, name: str, known: list[str]) -> str:
    return f"{place}: there is no setting {name!r}; the settings are {', '.join(known)}"
