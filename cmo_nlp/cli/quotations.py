"""Quotations on standard output, for readers and for programs."""

import dataclasses
import json
import sys
from collections.abc import Sequence

import click

from cmo_nlp.query import Answer, Hit, TopicQuotation
from cmo_nlp.records import PublicationDate

__all__ = ["found_line", "origin_line", "print_json", "print_text"]

_METHODS = {
    "metadata": "déclarée",
    "markup": "lue dans la page",
    "archive": "de l’archive",
    "filename": "du nom de fichier",
    "text": "lue dans le texte",
    "sidecar": "du tableau",
    "user": "donnée",
}


def found_line(answer: Answer, text: str) -> str:
    """Return how many passages were found, how many are shown, and what was not searched."""
    line = f"{len(answer.hits)} of {answer.found} passages" if answer.hits else f"no passage holds {text!r}"
    if len(answer.hits) < answer.found:
        line += "; more with --limit N"
    if answer.unsearched:
        line += f"; not searched: {answer.unsearched} documents without annotation, run: cmo-nlp annotate"
    return line


def print_json(hits: Sequence[Hit]) -> None:
    """Print the hits as a JSON list."""
    rows = []
    for hit in hits:
        row = dataclasses.asdict(hit)
        del row["authors"]
        row["segment"] = {"start": row.pop("start"), "end": row.pop("end")}
        rows.append(row)
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))


def print_text(hits: Sequence[Hit]) -> None:
    """Print the hits as quotations: bold hits on a terminal, [brackets] elsewhere."""
    for hit in hits:
        click.echo(f"« {_marked(hit)} »")
        click.echo(f"    {origin_line(hit)}\n")


def _marked(hit: Hit) -> str:
    before, after = ("\x1b[1m", "\x1b[0m") if sys.stdout and sys.stdout.isatty() else ("[", "]")
    pieces, last = [], 0
    for start, end in hit.hits:
        if start >= last:
            pieces += [hit.quotation[last:start], before, hit.quotation[start:end], after]
            last = end
    return " ".join("".join([*pieces, hit.quotation[last:]]).split())


def origin_line(of: Hit | TopicQuotation) -> str:
    """Return where a quotation comes from: title, authors, publisher, date, source and document."""
    parts = [f"« {of.title} »" if of.title else None, *of.authors, of.publisher, _date(of.published)]
    return ", ".join(part for part in [*parts, of.source, of.document_id] if part)


def _date(published: PublicationDate | None) -> str:
    if published is None:
        return "sans date"
    sure = f"{published.confidence:.0%}".replace("%", " %")
    return f"{published.date} (date {_METHODS[published.method]}, sûre à {sure})"
