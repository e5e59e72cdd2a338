"""Progress on standard error: a bar on a terminal, a line per stage and phase elsewhere."""

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

__all__ = ["Bar"]


class _Console(Console):
    """A console that falls silent where nobody is listening; rich's own ends the process."""

    def on_broken_pipe(self) -> None:
        self.quiet = True


class Bar:
    """A `cmo_nlp.pipeline.Progress` for people."""

    def __init__(self) -> None:
        self._console = _Console(stderr=True)
        self._progress: Progress | None = None
        self._stage = ""

    def start(self, stage: str, total: int | None) -> None:
        """Begin a stage of `total` steps, None where their number is not known."""
        self.finish()
        self._stage = stage
        if not self._console.is_terminal:
            self._console.print(f"{stage}{f' ({total})' if total else ''} …", highlight=False)
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._progress = Progress(*columns, TimeElapsedColumn(), console=self._console, transient=True)
        self._progress.add_task(stage, total=total)
        self._progress.start()

    def advance(self, steps: int = 1) -> None:
        """Count steps of the stage that began last."""
        if self._progress:
            self._progress.advance(self._progress.task_ids[0], steps)

    def phase(self, name: str) -> None:
        """Say what the stage is at."""
        if self._progress:
            self._progress.update(self._progress.task_ids[0], description=f"{self._stage}: {name}")
        elif not self._console.is_terminal:
            self._console.print(f"{self._stage}: {name} …", highlight=False)

    def finish(self) -> None:
        """Take the bar away."""
        if self._progress:
            self._progress.stop()
            self._progress = None
