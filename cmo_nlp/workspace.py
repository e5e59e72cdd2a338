"""The Python API, which is the command line's own.

A workspace is a folder with one SQLite file. Every method opens it, works, and closes it again, so that
nothing stays locked between two calls.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_nlp import pipeline
from cmo_nlp.errors import InputError
from cmo_nlp.pipeline import IngestReport, Progress, Silence, StageReport, StageState, ThemeCount
from cmo_nlp.query import Answer, Suggestions, TopicView, search, suggest, topic_view
from cmo_nlp.records import Refusal, Topic, TopicEdit, TopicFigures, TopicPeriod
from cmo_nlp.report import NamedChange, Summary, named_changes, summarise
from cmo_nlp.settings import Settings, read_settings
from cmo_nlp.store import FILE_NAME, check_structure, open_store, read, snapshot, transaction

if TYPE_CHECKING:
    from cmo_nlp.ingest import Sidecar
    from cmo_nlp.topics import PeriodLength

__all__ = ["Workspace"]


class Workspace:
    """The corpus in a folder, and what was found in it.

    `settings` are those of `cmo-nlp.toml` in the folder when it is there and none are given; `progress` is
    told how far a stage is.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     Workspace(folder).states()
    Traceback (most recent call last):
      ...
    cmo_nlp.errors.WorkspaceError: there is no workspace in ...; make one with: ...
    """

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

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Open for a stage. A broken page is found before anything is written beside it."""
        with open_store(self.folder, write=True) as connection:
            check_structure(connection)
            try:
                yield connection
            finally:
                self._progress.finish()

    def ingest(  # noqa: PLR0913 - options by name
        self,
        *sources: str,
        lines: Iterable[str] = (),
        metadata: Path | str | None = None,
        keep_duplicates: bool | None = None,
        allow_private: bool = False,
        strict: bool = False,
        ledger: Path | str | None = None,
        today: date | None = None,
    ) -> IngestReport:
        """Read files, folders, archives, http(s) addresses and `lines` of JSON into the corpus.

        `metadata` is a table that describes files by name. `keep_duplicates` says whether near-duplicates
        count each by itself in the trends; the workspace remembers it. `allow_private` lets addresses of the
        own network be fetched. `ledger` names a CSV file for what became of each item. Raises InputError when
        no item came in, and with `strict` when any was refused; the ledger then says why, item by item.
        """
        today = today or date.today()  # noqa: DTZ011
        described = _sidecar(metadata, today)
        if ledger is not None:
            from cmo_nlp.export import check_place

            check_place(Path(ledger))
        with self._writing() as connection:
            report = pipeline.ingest(
                connection,
                pipeline.Sources(sources, lines, described, allow_private),
                self.settings,
                self._progress,
                today,
            )
            if keep_duplicates is not None:
                pipeline.keep_duplicates(connection, keep_duplicates)
            if ledger is not None:
                from cmo_nlp.export import LedgerLine, write_ledger

                told = [
                    LedgerLine(i.source, i.outcome, i.reason, i.detail, i.document_id) for i in report.items
                ]
                write_ledger(connection, told, Path(ledger))
        if not report.came_in or (strict and report.refused):
            raise InputError(_nothing_came_in(report, self.folder))
        return report

    def annotate(self) -> StageReport:
        """Find sentences, mentions, statements and segments in the documents that lack them."""
        with self._writing() as connection:
            _require_documents(connection, self.folder)
            return pipeline.annotate(connection, self.settings, self._progress)

    def require_models(self) -> None:
        """Raise InputError, before minutes of work, for a model or a lexicon that will not do."""
        pipeline.require_models(self.settings)

    def topics(self) -> StageReport:
        """Fit the topics, after annotating what is not annotated yet."""
        with self._writing() as connection:
            _require_documents(connection, self.folder)
            self.require_models()
            pipeline.annotate(connection, self.settings, self._progress)
            return pipeline.topics(connection, self.settings, self._progress)

    def label_topic(self, topic: str, name: str) -> None:
        """Call a topic `name` from now on, also after another fit in which it comes back."""
        self._edit(lambda connection: pipeline.topic_edits.label(connection, topic, name))

    def merge_topics(self, topic: str, *others: str) -> None:
        """Make `others` a part of `topic`, also after another fit in which they come back."""
        self._edit(lambda connection: pipeline.topic_edits.merge(connection, topic, others))

    def hide_topics(self, *topics: str) -> None:
        """Leave topics out of everything that is read; their passages have the reason "hidden"."""
        self._edit(lambda connection: pipeline.topic_edits.hide(connection, topics))

    def reset_topics(self, *topics: str) -> None:
        """Undo what was edited of `topics`, or of all."""
        self._edit(lambda connection: pipeline.topic_edits.reset(connection, topics))

    def _edit(self, edit: Callable[[sqlite3.Connection], None]) -> None:
        with self._reading():
            pass  # a workspace that is not there is told, and not made
        with self._writing() as connection:
            edit(connection)

    def topic_list(self) -> tuple[tuple[Topic, ...], tuple[TopicEdit, ...]]:
        """Return the free topics as the user sees them, and all edits."""
        with self._reading() as connection:
            edits = read.topic_edits(connection)
            return tuple(topic for topic in read.topics(connection) if topic.kind == "free"), edits

    def topic_figures(self) -> tuple[TopicFigures | None, dict[str, float]]:
        """Return the figures of the last fit, and the mean consensus of the segments of each topic."""
        with self._reading() as connection:
            return read.topic_figures(connection), read.mean_consensus(connection)

    def topics_as_seen(self) -> tuple[Topic, ...]:
        """Return the topics as the user edited them, free ones first."""
        with self._reading() as connection:
            return read.topics(connection)

    def topic_view(self, topic: str) -> TopicView:
        """Return one topic from near; UsageError when there is none of that id."""
        with self._reading() as connection:
            return topic_view(connection, topic)

    def topics_over_time(self, length: "PeriodLength" = "year") -> tuple[TopicPeriod, ...]:
        """Return each topic in each calendar period, with its documents, words and passages."""
        with self._reading() as connection:
            return pipeline.topics_over_time(connection, length, self.settings)

    def undated(self, length: "PeriodLength" = "year") -> tuple[str, ...]:
        """Return the documents whose date does not say in which period they were published."""
        with self._reading() as connection:
            return pipeline.undated(connection, length)

    def themes(self) -> tuple[ThemeCount, ...]:
        """Return the guided themes with the share of documents that speak of them."""
        with self._reading() as connection:
            return pipeline.theme_counts(connection)

    def trends(self) -> StageReport:
        """Count and test the series, after annotating what is not annotated yet; topics count if there."""
        with self._writing() as connection:
            _require_documents(connection, self.folder)
            pipeline.annotate(connection, self.settings, self._progress)
            return pipeline.trends(connection, self.settings, self._progress)

    def query(self, text: str, limit: int | None = None) -> Answer:
        """Return the passages that hold all words of `text`, best first.

        Raises UsageError for a query without a word.
        """
        with self._reading() as connection:
            return search(connection, text, limit or self.settings.query.limit)

    def suggestions(self, minimum: int = 2, limit: int = 200) -> Suggestions:
        """Return the commonest forms that grammar found and the lexicon does not hold, for review.

        `minimum` is in documents, near-duplicates counted once; at most `limit` forms come back.
        """
        from cmo_nlp import lexicons, model_registry

        lexicon = lexicons.load_with(self.settings.annotate.lexicon)
        encoder = model_registry.load_encoder(self.settings.topics.encoder)
        with self._reading() as connection:
            return suggest(connection, lexicon, encoder, minimum, limit)

    def export(self, file: Path | str, *, force: bool = False, only_lexicon: bool = False) -> Path:
        """Write the whole analysis as JSON to `file`; UsageError when it is there and `force` is not set.

        With `only_lexicon`, mentions that grammar found and no lexicon gave are left out.
        """
        from cmo_nlp.export import write_json

        with self._reading() as connection:
            stages = {state.name: state.state for state in pipeline.states(connection, self.settings)}
            return write_json(
                connection, Path(file), self.settings, stages, force=force, only_lexicon=only_lexicon
            )

    def states(self) -> tuple[StageState, ...]:
        """Return which stage is up to date, stale or missing."""
        with self._reading() as connection:
            return pipeline.states(connection, self.settings)

    def sizes(self) -> read.Sizes:
        """Return how many documents, refusals, mentions, segments and topics there are."""
        with self._reading() as connection:
            return read.sizes(connection)

    def refusals(self) -> tuple[Refusal, ...]:
        """Return what did not come in, by source."""
        with self._reading() as connection:
            return tuple(read.refusals(connection))

    def summary(self) -> Summary:
        """Return what a writer wants to know first: the corpus, its skills, tools, topics and changes."""
        with self._reading() as connection:
            return summarise(connection)

    def changes(self) -> tuple[NamedChange, ...]:
        """Return the tests of all series that could be tested, the surest first."""
        with self._reading() as connection:
            return named_changes(connection, [c for c in read.changes(connection) if c.p is not None])

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


def _require_documents(connection: sqlite3.Connection, folder: Path) -> None:
    if not read.document_ids(connection):
        msg = f"the workspace {folder} holds no document; bring some in with: cmo-nlp ingest SOURCE"
        raise InputError(msg)


def _sidecar(file: Path | str | None, today: date) -> "Sidecar | None":
    if file is None:
        return None
    from cmo_nlp.ingest import read_sidecar

    try:
        return read_sidecar(Path(file).read_text(encoding="utf-8-sig"), today)
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the metadata in {file}: {error}"
        raise InputError(msg) from error


def _nothing_came_in(report: IngestReport, folder: Path) -> str:
    if not report.refused:
        return "nothing to read; name a file or a folder"
    first, *others = report.refused
    more = f" ({len(others)} more: cmo-nlp --workspace {folder} status --refused)" if others else ""
    what = "something was refused" if report.came_in else "nothing came in"
    return f"{what}: {first.source}: {first.detail} [{first.reason}]{more}"
