"""What the stages hand back, in lines."""

from typing import TYPE_CHECKING

import click

from cmo_nlp.pipeline import IngestReport, StageReport
from cmo_nlp.store.read import Sizes

if TYPE_CHECKING:
    from cmo_nlp.workspace import Workspace

__all__ = ["ingest_line", "print_sizes", "print_stage", "stage_line"]


def ingest_line(report: IngestReport) -> str:
    """Return the counts of an ingestion in one line."""
    parts = {
        "accepted": report.accepted,
        "unchanged": report.unchanged,
        "replaced": report.replaced,
        "copies of another": report.copies,
    }
    shown = [f"{count} {name}" for name, count in parts.items() if count or name == "accepted"]
    return f"ingest: {', '.join([*shown, f'{len(report.refused)} refused'])}"


def stage_line(report: StageReport) -> str:
    """Return what a stage did in one line."""
    return f"{report.name}: {f'{report.documents} documents' if report.worked else 'up to date'}"


def print_stage(report: StageReport, workspace: "Workspace") -> None:
    """Print what a stage did, its remarks, and how much there is now."""
    click.echo(stage_line(report))
    for remark in report.remarks:
        click.echo(remark, err=True)
    print_sizes(workspace.sizes())


def print_sizes(sizes: Sizes) -> None:
    """Print how much there is of everything."""
    click.echo(
        f"{sizes.documents} documents ({sizes.undated} without a date), {sizes.refused} refused; "
        f"{sizes.sentences} sentences, {sizes.mentions} mentions, {sizes.statements} statements; "
        f"{sizes.topics} topics over {sizes.assigned} of {sizes.segments} segments"
    )
