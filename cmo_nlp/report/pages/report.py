"""The report: one file that holds everything it shows, and asks no network for anything."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cmo_nlp import __version__
from cmo_nlp.export.files import replacing
from cmo_nlp.report.pages.changes import changes_section
from cmo_nlp.report.pages.corpus import corpus_section
from cmo_nlp.report.pages.environment import Style, asset, content_security_policy, environment
from cmo_nlp.report.pages.horizons import horizons_section
from cmo_nlp.report.pages.language import Language
from cmo_nlp.report.pages.method import method_section
from cmo_nlp.report.pages.today import today_section
from cmo_nlp.report.pages.topics import topics_section
from cmo_nlp.report.view.changes import changes_view
from cmo_nlp.report.view.corpus import corpus_view
from cmo_nlp.report.view.evidence import Evidence
from cmo_nlp.report.view.horizons import horizons_view
from cmo_nlp.report.view.readings import Readings
from cmo_nlp.report.view.today import today_view
from cmo_nlp.report.view.topics import topics_view

__all__ = ["SECTIONS", "ReportRequest", "Style", "report_page", "write_report"]

SECTIONS = ("corpus", "today", "changes", "horizons", "topics", "method")
"""The sections of the report, in their order."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is written from and how.

    `run` says where the results came from, as `cmo_nlp.export.describe_results` does. `advance` is called
    after each section.
    """

    run: Mapping[str, Any]
    language: str = "fr"
    style: Style = "colour"
    today: date | None = None
    advance: Callable[[], None] = lambda: None


def write_report(
    connection: sqlite3.Connection, file: Path, request: ReportRequest, *, force: bool = False
) -> None:
    """Write the report on what is in the store to `file`.

    Raises UsageError where something is there and `force` is not set, and InputError where it cannot be
    written; what was there is kept.
    """
    with replacing(file, force=force) as stream:
        stream.write(report_page(connection, request))


def report_page(connection: sqlite3.Connection, request: ReportRequest) -> str:
    """Return the report as HTML."""
    language = Language(request.language)
    readings = Readings(connection)
    parts: dict[str, Any] = {}
    today = request.today or datetime.now(UTC).date()
    for section, build in _builders(readings, request, today, language).items():
        parts[section] = build()
        request.advance()
    return environment(language, request.style).get_template("report.html").render(
        parts,
        sections=SECTIONS,
        style=request.style,
        version=__version__,
        made=language.day(today),
        standfirst=parts["corpus"].standfirst,
        policy=content_security_policy(asset("report.css"), asset("report.js")),
    )  # fmt: skip


def _builders(
    readings: Readings, request: ReportRequest, today: date, language: Language
) -> Mapping[str, Callable[[], Any]]:
    """Return what makes each section, by its name."""
    evidence = Evidence(readings)
    return {
        "corpus": lambda: corpus_section(corpus_view(readings), evidence, language),
        "today": lambda: today_section(today_view(readings, evidence), language),
        "changes": lambda: changes_section(changes_view(readings, evidence), language),
        "horizons": lambda: horizons_section(horizons_view(readings, evidence), language),
        "topics": lambda: topics_section(topics_view(readings, evidence), language),
        "method": lambda: method_section(readings, request.run, today, language),
    }
