"""What there is to read in a workspace: what the stages left, as records."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from cmo_nlp import pipeline
from cmo_nlp.errors import UsageError
from cmo_nlp.pipeline import Progress, Silence, StageState, ThemeCount, ThemeKind, TopicList, TopicsOverTime
from cmo_nlp.query import TopicView, topic_view
from cmo_nlp.query.arguments import require_choice
from cmo_nlp.records import Refusal
from cmo_nlp.report import (
    NamedChange,
    NamedDistance,
    NamedPoint,
    PeriodProfile,
    Summary,
    TrendView,
    distances,
    named_changes,
    named_points,
    profiles,
    summarise,
    thing_names,
    trend_view,
)
from cmo_nlp.settings import Settings, read_settings
from cmo_nlp.store import FILE_NAME, open_store, read, snapshot, transaction
from cmo_nlp.workspace.frames import Records

if TYPE_CHECKING:
    from cmo_nlp.export import Exported, Selection
    from cmo_nlp.report.pages import Style
    from cmo_nlp.topics import PeriodLength
    from cmo_nlp.trends import Contrast

__all__ = ["Results"]


class Results:
    """A workspace that is there: opened for reading, in one snapshot per call."""

    def __init__(
        self,
        folder: Path | str = "outputs",
        settings: Settings | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.folder = Path(folder)
        self.settings = settings or read_settings(self._settings_file())
        self._progress: Progress = progress or Silence()

    def _settings_file(self) -> Path | None:
        file = self.folder / "cmo-nlp.toml"
        return file if os.path.lexists(file) else None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with open_store(self.folder, write=False) as connection, snapshot(connection):
            yield connection

    def topic_list(self) -> TopicList:
        """Return the free topics as the user sees them, how far each holds, and all edits."""
        with self._reading() as connection:
            return pipeline.topic_list(connection)

    def topic_view(self, topic: str) -> TopicView:
        """Return one topic from near; UsageError when there is none of that id."""
        with self._reading() as connection:
            return topic_view(connection, topic)

    def topics_over_time(self, length: "PeriodLength" = "year") -> TopicsOverTime:
        """Return each topic in each calendar period, with its documents, words and passages.

        `length` is "year", "quarter" or "month".
        """
        require_choice("length", length, ("year", "quarter", "month"))
        with self._reading() as connection:
            return pipeline.topics_over_time(connection, length, self.settings)

    def themes(self, kind: ThemeKind = "all") -> Records[ThemeCount]:
        """Return guided themes and free topics with the share of documents that speak of each."""
        require_choice("kind", kind, get_args(ThemeKind))
        with self._reading() as connection:
            return Records(ThemeCount, pipeline.theme_counts(connection, kind))

    def export(
        self,
        place: Path | str,
        style: str = "json",
        *,
        force: bool = False,
        selection: "Selection | None" = None,
    ) -> "Exported":
        """Write the analysis, or what `selection` leaves of it, to `place` in the format `style`.

        Raises UsageError when something is there and `force` is not set, and InputError when it cannot be
        written; what was there is kept.
        """
        from cmo_nlp.export import Selection, export

        with self._reading() as connection:
            stages = {state.name: state.state for state in pipeline.states(connection, self.settings)}
            return export(
                connection, Path(place), style, self.settings, stages, force=force,
                selection=selection or Selection(),
            )  # fmt: skip

    def report(
        self,
        file: Path | str,
        *,
        language: str = "fr",
        style: "Style" = "colour",
        force: bool = False,
        today: date | None = None,
    ) -> None:
        """Write one HTML page with the whole analysis to `file`, in French or English ("en").

        It holds everything that it shows. `style` "mono" is for printing in black and white; `today` is the
        day that the page says it was written on. Raises UsageError when something is there and `force` is not
        set, and InputError when it cannot be written; what was there is kept.
        """
        from cmo_nlp.export import describe_results
        from cmo_nlp.report.pages import SECTIONS, ReportRequest, write_report

        if os.path.realpath(file).startswith(os.path.realpath(self.folder / FILE_NAME)):
            msg = f"{file} is the workspace itself; choose another place"
            raise UsageError(msg)
        with self._reading() as connection:
            stages = {state.name: state.state for state in pipeline.states(connection, self.settings)}
            run = describe_results(connection, self.settings, stages)
            self._progress.start("report", len(SECTIONS))
            try:
                request = ReportRequest(run, language, style, today, self._progress.advance)
                write_report(connection, Path(file), request, force=force)
            finally:
                self._progress.finish()

    def states(self) -> Records[StageState]:
        """Return which stage is up to date, stale or missing."""
        with self._reading() as connection:
            return Records(StageState, pipeline.states(connection, self.settings))

    def sizes(self) -> read.Sizes:
        """Return how many documents, refusals, mentions, segments and topics there are."""
        with self._reading() as connection:
            return read.sizes(connection)

    def refusals(self) -> Records[Refusal]:
        """Return what did not come in, by source."""
        with self._reading() as connection:
            return Records(Refusal, read.refusals(connection))

    def summary(self) -> Summary:
        """Return what a writer wants to know first: the corpus, its skills, tools, topics and changes."""
        with self._reading() as connection:
            return summarise(connection)

    def changes(self) -> Records[NamedChange]:
        """Return all tests, of series, then of profiles, the surest first; those not made say why, last."""
        with self._reading() as connection:
            return Records(NamedChange, named_changes(connection, read.changes(connection)))

    def series(self) -> Records[NamedPoint]:
        """Return the points of all series, with the names of their things."""
        with self._reading() as connection:
            return Records(NamedPoint, named_points(connection))

    def profiles(self) -> Records[PeriodProfile]:
        """Return the portrait of the role in each period of publication."""
        with self._reading() as connection:
            return Records(PeriodProfile, profiles(connection))

    def distances(self) -> Records[NamedDistance]:
        """Return how far the profile is from one period, and from one horizon, to the next."""
        with self._reading() as connection:
            return Records(NamedDistance, distances(connection))

    def contrasts(self, first: str, second: str) -> "Records[Contrast]":
        """Return what differs between two spans FIRST..LAST of periods, the surest first."""
        from cmo_nlp.trends import Contrast

        with self._reading() as connection:
            return Records(Contrast, pipeline.contrasts(connection, self.settings, (first, second)))

    def thing_names(self) -> dict[str, str]:
        """Return the French name of everything that can have a series, by id."""
        with self._reading() as connection:
            return {identity: name for (_, identity), (name, _) in thing_names(connection).items()}

    def trend_view(self, thing: str, quotations: int | None = 3) -> TrendView:
        """Return one thing from near, by its id or its French name; UsageError when it has no series.

        `quotations` documents are quoted on each side of the change and for each horizon, one sentence of
        each; None is all documents with all their sentences.
        """
        with self._reading() as connection:
            years = pipeline.period_years(connection, self.settings)
            return trend_view(connection, thing, years, quotations)

    def stale_series(self) -> str:
        """Return what changed since the series were counted, "" where they are up to date."""
        with self._reading() as connection:
            return pipeline.why_stale(connection, self.settings)

    def check(self) -> None:
        """Read everything; DamagedWorkspaceError at the first byte that we did not write.

        The full-text index is left out where the disk is read-only: its check wants to write.
        """
        with open_store(self.folder, write=False) as connection:
            with snapshot(connection):
                read.check(connection)
            if os.access(self.folder, os.W_OK) and os.access(self.folder / FILE_NAME, os.W_OK):
                with transaction(connection):
                    read.check_search(connection)
