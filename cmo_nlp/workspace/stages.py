"""What changes a workspace: the stages, and the edits of a user."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_nlp import pipeline
from cmo_nlp.errors import InputError
from cmo_nlp.pipeline import IngestReport, StageReport
from cmo_nlp.report import NamedChange, named_changes
from cmo_nlp.store import check_structure, open_store, read
from cmo_nlp.workspace.counted_trends import CountedTrends
from cmo_nlp.workspace.frames import Records
from cmo_nlp.workspace.questions import Questions

if TYPE_CHECKING:
    from cmo_nlp.ingest import Sidecar

__all__ = ["Workspace", "read_metadata"]


class Workspace(Questions):
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
        described = read_metadata(metadata, today)
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

    def trends(self) -> CountedTrends:
        """Count and test the series, after annotating what is not annotated yet; topics count if there.

        Series that are up to date are left as they are. What comes back is the report of the stage, and the
        records of all tests: `frame(workspace.trends())`. `changes` and `series` read without counting.
        """
        with self._writing() as connection:
            _require_documents(connection, self.folder)
            pipeline.annotate(connection, self.settings, self._progress)
            report = pipeline.trends(connection, self.settings, self._progress)
            tests = Records(NamedChange, named_changes(connection, read.changes(connection)))
            return CountedTrends(report.name, report.worked, report.documents, report.remarks, tests)


def _require_documents(connection: sqlite3.Connection, folder: Path) -> None:
    if not read.document_ids(connection):
        msg = f"the workspace {folder} holds no document; bring some in with: cmo-nlp ingest SOURCE"
        raise InputError(msg)


def read_metadata(file: Path | str | None, today: date) -> "Sidecar | None":
    """Return what the table in `file` says of other files; InputError where it cannot be read."""
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
