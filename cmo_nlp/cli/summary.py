"""The summary of a run, in French: it is made for readers of the corpus."""

import re
from pathlib import Path

import click

from cmo_nlp.cli.topic_figures import figures_line, holds
from cmo_nlp.cli.verdicts import certainty, effect, held, verdict
from cmo_nlp.records import Label
from cmo_nlp.report import NamedChange, Summary
from cmo_nlp.report.french_periods import periods_between

__all__ = ["change_line", "print_summary"]

_HEADINGS: dict[Label, str] = {
    "skill": "Compétences",
    "tool": "Outils",
    "title": "Noms du rôle",
    "counterpart": "Interlocuteurs",
}
_SHOWN_REFUSALS = 5
_SHOWN_CHANGES = 10
_SHOWN_TERMS = 6
_SHOWN_THEMES = 8


def print_summary(summary: Summary, file: Path) -> None:
    """Print what a writer wants to know first, and where the files are."""
    click.echo("")
    _print_corpus(summary, file.parent)
    for label, heading in _HEADINGS.items():
        _print_concepts(summary, label, heading)
    _print_topics(summary)
    _print_changes(summary, file.parent)
    for remark in summary.remarks:
        click.echo(f"Remarque : {remark}")
    click.echo(f"\nFichiers : {file} (analyse complète, JSON), {file.parent / 'cmo-nlp.sqlite'} (base)")
    if summary.example:
        click.echo(f'Pour citer : cmo-nlp --workspace {file.parent} query "{summary.example}"')


def change_line(named: NamedChange) -> str:
    """Return a change in one line: what, how much, how sure."""
    told = (half for half in (named.early, named.late) if half)
    halves = ", ".join(f"{h.n}/{h.N} documents ({periods_between(h.first, h.last)})" for h in told)
    parts = [verdict(named.change), halves, effect(named.change), certainty(named.change)]
    thing = f"{named.what} « {named.name} »{held(named.change.stratum)}"
    return f"{thing} : {', '.join(part for part in parts if part)}"


def _print_corpus(summary: Summary, folder: Path) -> None:
    sizes = summary.sizes
    years = ""
    if summary.years:
        first, last = summary.years
        years = f", de {first} à {last}" if first != last else f", de {first}"
    line = f"Corpus : {_count(sizes.documents, 'document')}{years}"
    line += f" ; sans date : {sizes.undated} ; refusés : {sizes.refused}"
    line += f" ; sans aucune mention du rôle dans leur texte : {summary.offtopic}" if summary.offtopic else ""
    click.echo(line)
    for refusal in summary.refused[:_SHOWN_REFUSALS]:
        click.echo(f"  refusé : {refusal.source} ({refusal.reason})")
    if len(summary.refused) > _SHOWN_REFUSALS:
        more = len(summary.refused) - _SHOWN_REFUSALS
        click.echo(f"  et {more} de plus : cmo-nlp --workspace {folder} status --refused")


def _print_concepts(summary: Summary, label: Label, heading: str) -> None:
    counts = summary.concepts[label]
    shown = ", ".join(f"{count.concept.name} ({count.documents})" for count in counts) or "aucun"
    more = summary.named[label] - len(counts)
    others = [f"{more} de plus"] if more else []
    others += [f"{_count(summary.unnamed[label], 'mention')} hors lexique"] if summary.unnamed[label] else []
    click.echo(" ; ".join([f"{heading} (documents) : {shown}", *others]))


def _print_topics(summary: Summary) -> None:
    sizes = summary.sizes
    click.echo(f"Thèmes : {sizes.topics}, pour {sizes.assigned} des {_count(sizes.segments, 'passage')}")
    for topic in summary.topics:
        if topic.kind == "guided":
            continue
        named = {*re.split(" et | : |, ", topic.name)}
        others = [term for term, _ in topic.terms if term not in named]
        line = f"  {topic.name} ({_count(topic.segments, 'passage')}{holds(topic, summary.figures)})"
        click.echo(f"{line} : {', '.join(others[:_SHOWN_TERMS])}" if others else line)
    if summary.figures and (line := figures_line(summary.figures)):
        click.echo(f"  {line}")
    themes = sorted((t for t in summary.topics if t.kind == "guided"), key=lambda t: (-t.documents, t.id))
    if themes:
        shown = [f"{theme.name} ({theme.documents})" for theme in themes[:_SHOWN_THEMES] if theme.documents]
        click.echo(
            f"Thèmes guidés (documents) : {', '.join(shown) or 'aucun'}{_more(len(themes) - len(shown))}"
        )


def _more(number: int) -> str:
    return f" ; {number} de plus" if number > 0 else ""


def _print_changes(summary: Summary, folder: Path) -> None:
    tested = _count(summary.tested, "test")
    if not summary.changes:
        click.echo(
            f"Évolutions : aucune n’est établie ({tested}, {_count(summary.sizes.documents, 'document')})"
        )
        return
    click.echo(f"Évolutions : {len(summary.changes)} établies sur {tested}")
    for named in summary.changes[:_SHOWN_CHANGES]:
        click.echo(f"  {change_line(named)}")
    if len(summary.changes) > _SHOWN_CHANGES:
        click.echo(f"  la suite : cmo-nlp --workspace {folder} trends")


def _count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: in French, the plural begins at two."""
    return f"{number} {noun if number < 2 else plural or noun + 's'}"  # noqa: PLR2004
