"""« La méthode »: what was run on what, what the words mean, what to beware of, how to cite."""

import json
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cmo_nlp import __version__
from cmo_nlp.report.pages.figure import Cell, Column, Table
from cmo_nlp.report.pages.language import Language
from cmo_nlp.report.view.evidence import shortened
from cmo_nlp.report.view.readings import Readings
from cmo_nlp.report.view.sources import without_folders
from cmo_nlp.store import read

__all__ = ["MethodSection", "method_section"]

_DEFINED = (
    "document", "mention", "statement", "horizon", "share", "interval", "period", "trend", "odds", "break",
    "q", "no_change", "topic", "guided", "stability", "family", "offtopic",
)  # fmt: skip
_CAVEATS = ("corpus", "few", "cause", "extraction", "negated", "themes", "horizons", "topics", "quoted")
_LONGEST = 2_000  # characters of a remark


@dataclass(frozen=True, slots=True)
class MethodSection:
    """The section, part by part."""

    stages: Sequence[str]
    remarks: Sequence[str]
    definitions: Sequence[tuple[str, str]]
    caveats: Sequence[str]
    cite: str
    again: str
    versions: Table
    settings: Table


def method_section(
    readings: Readings, run: Mapping[str, Any], today: date, language: Language
) -> MethodSection:
    """Return how the results came about; `run` is what `describe_results` returns."""
    notes = [read.stage(readings.connection, name) for name in ("topics", "trends")]
    digest = run["input_digest"][:16]
    return MethodSection(
        _stages(run["stages"], language),
        [shortened(without_folders(remark), _LONGEST) for note in notes if note for remark in note.remarks],
        [(language.t(f"define.{key}.term"), _defined(key, run, language)) for key in _DEFINED],
        [language.t(f"caveat.{key}") for key in _CAVEATS],
        language.t("method.cite", version=__version__, day=language.day(today), year=str(today.year),
                   digest=digest, n=len(readings.documents)),
        language.t("method.again"),
        _versions(run, language),
        _settings(run["settings"], language),
    )  # fmt: skip


def _stages(stages: Mapping[str, str], language: Language) -> list[str]:
    """Return which stages are stale and which were not run, or that all are up to date."""
    told = []
    for state in ("stale", "missing"):
        names = [language.t(f"method.stages.{name}") for name, of in stages.items() if of == state]
        if names:
            told.append(language.t(f"method.stage.{state}", n=len(names), names=", ".join(names)))
    return told or [language.t("method.stage.all_done")]


def _defined(key: str, run: Mapping[str, Any], language: Language) -> str:
    trends, topics = run["settings"]["trends"], run["settings"]["topics"]
    return language.t(
        f"define.{key}.text",
        few=trends["minimum_documents"],
        sightings=trends["minimum_sightings"],
        confidence=language.share(trends["confidence"]),
        level=language.number(trends["false_discovery_rate"], 2),
        runs=topics["runs"],
        score=language.number(topics["theme_score"], 2),
    )


def _versions(run: Mapping[str, Any], language: Language) -> Table:
    columns = [Column(language.t("table.name"), "name"), Column(language.t("table.version"), "version")]
    rows = [
        [Cell("cmo-nlp"), Cell(run["cmo_nlp_version"])],
        [Cell("Python"), Cell(platform.python_version())],
        [Cell("SQLite"), Cell(sqlite3.sqlite_version)],
        [Cell(language.t("method.documents_digest")), Cell(run["input_digest"])],
    ]
    rows += [
        [Cell(language.t("method.model", name=shortened(str(model["name"])))), Cell(str(model["sha256"]))]
        for model in run["models"]
    ]
    return Table(language.t("method.versions_caption"), columns, rows)


def _value(value: Any) -> str:
    return without_folders(json.dumps(value, ensure_ascii=False, default=str))


def _settings(settings: Mapping[str, Mapping[str, Any]], language: Language) -> Table:
    columns = [
        Column(language.t("table.setting"), "setting"),
        Column(language.t("table.stage"), "stage"),
        Column(language.t("table.value"), "value"),
    ]
    rows = [
        [Cell(name), Cell(stage), Cell(shortened(_value(value)))]
        for stage, table in settings.items()
        for name, value in table.items()
    ]
    return Table(language.t("method.settings_caption"), columns, rows)
