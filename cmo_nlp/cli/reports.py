"""What the stages hand back, in lines. What is made for readers of the corpus is in French."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cmo_nlp.pipeline import IngestReport, StageReport
from cmo_nlp.report import NamedChange, Summary
from cmo_nlp.store.read import ConceptCount, Sizes

if TYPE_CHECKING:
    from cmo_nlp.workspace import Workspace

__all__ = ["ingest_line", "print_sizes", "print_stage", "print_summary", "stage_line"]

_LABELS = {"skill": "Compétences", "tool": "Outils", "title": "Noms du rôle", "counterpart": "Interlocuteurs"}


def ingest_line(report: IngestReport) -> str:
    """Return the counts of an ingestion in one line."""
    parts = [(report.accepted, "accepted"), (report.unchanged, "unchanged"), (report.copies, "copies")]
    shown = [f"{count} {name}" for count, name in parts if count or name == "accepted"]
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


def print_summary(summary: Summary, file: Path) -> None:
    """Print the summary of a run."""
    sizes = summary.sizes
    years = f", de {summary.years[0]} à {summary.years[1]}" if summary.years else ""
    click.echo(f"\nCorpus : {_count(sizes.documents, 'document')}{years}, dont {sizes.undated} sans date ; "
               f"{_count(sizes.refused, 'refus')}.")  # fmt: skip
    for refusal in summary.refused[:5]:
        click.echo(f"  refusé : {refusal.source} ({refusal.reason})")
    for label, name in _LABELS.items():
        _print_concepts(name, summary.concepts[label])  # type: ignore[index]
    _print_topics(summary)
    _print_changes(summary)
    for remark in summary.remarks:
        click.echo(f"Remarque : {remark}")
    folder = file.parent
    click.echo(f"\nFichiers : {file} (analyse complète, JSON), {folder / 'cmo-nlp.sqlite'} (base)")
    click.echo(f'Pour citer : cmo-nlp --workspace {folder} query "relation client"')


def _print_concepts(name: str, counts: tuple[ConceptCount, ...]) -> None:
    shown = ", ".join(f"{count.concept.name} ({count.documents})" for count in counts)
    click.echo(f"{name} (nombre de documents) : {shown or 'aucun'}")


def _print_topics(summary: Summary) -> None:
    sizes = summary.sizes
    share = f"{sizes.assigned / sizes.segments:.0%}".replace("%", " %") if sizes.segments else "0 %"
    click.echo(f"Thèmes : {sizes.topics}, qui couvrent {share} des {_count(sizes.segments, 'passage')}")
    for topic in summary.topics:
        terms = ", ".join(term for term, _ in topic.terms[:6])
        stable = "" if topic.stability is None else f", stabilité {topic.stability:.0%}".replace("%", " %")
        click.echo(f"  {topic.name} ({_count(topic.segments, 'passage')}{stable}) : {terms}")


def _print_changes(summary: Summary) -> None:
    click.echo(f"Évolutions : {len(summary.changes)} sur {_count(summary.tested, 'série')} testées")
    for named in summary.changes[:10]:
        click.echo(f"  {_change(named)}")


def _change(named: NamedChange) -> str:
    arrow = "en hausse" if named.change.direction == "up" else "en baisse"
    first, last = named.first, named.last
    return (
        f"{named.name} : {arrow}, {first.n}/{first.N} documents en {first.period}, "
        f"{last.n}/{last.N} en {last.period} (q = {named.change.q:.3f})"
    )


def _count(number: int, noun: str) -> str:
    plural = "" if number < 2 or noun.endswith("s") else "s"  # noqa: PLR2004 - French plural begins at 2
    return f"{number} {noun}{plural}"
