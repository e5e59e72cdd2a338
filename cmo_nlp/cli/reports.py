"""What the stages hand back, in lines."""

from typing import TYPE_CHECKING

import click

from cmo_nlp.pipeline import IngestReport, ItemOutcome, StageReport
from cmo_nlp.store.read import Sizes

if TYPE_CHECKING:
    from cmo_nlp.workspace import Workspace

__all__ = ["ingest_line", "print_sizes", "print_stage", "stage_line"]

_OUTCOMES: dict[ItemOutcome, tuple[str, str]] = {
    "accepted": ("accepted", "accepted"),
    "unchanged": ("unchanged", "unchanged"),
    "replaced": ("replaced", "replaced"),
    "copy": ("copy of another", "copies of another"),
    "near-duplicate": ("near-duplicate", "near-duplicates"),
    "refused": ("refused", "refused"),
}


def ingest_line(report: IngestReport) -> str:
    """Return the counts of an ingestion in one line."""
    counts = report.counts
    shown = [
        f"{counts.get(outcome, 0)} {names[counts.get(outcome, 0) != 1]}"
        for outcome, names in _OUTCOMES.items()
        if outcome in counts or outcome in {"accepted", "refused"}
    ]
    return f"ingest: {', '.join(shown)}"


def stage_line(report: StageReport) -> str:
    """Return what a stage did in one line."""
    return f"{report.name}: {_documents(report.documents) if report.worked else 'up to date'}"


def _documents(number: int) -> str:
    return f"{number} {'document' if number == 1 else 'documents'}"


def print_stage(report: StageReport, workspace: "Workspace") -> None:
    """Print what a stage did, its remarks, and how much there is now."""
    click.echo(stage_line(report))
    for remark in report.remarks:
        click.echo(remark, err=True)
    print_sizes(workspace.sizes())


def print_sizes(sizes: Sizes) -> None:
    """Print how much there is of everything."""
    click.echo(
        f"{_documents(sizes.documents)} ({sizes.undated} without a date), {sizes.refused} refused; "
        f"{sizes.sentences} sentences, {sizes.mentions} mentions, {sizes.statements} statements; "
        f"{sizes.topics} topics over {sizes.assigned} of {sizes.segments} segments, "
        f"{sizes.themes} guided themes"
    )
