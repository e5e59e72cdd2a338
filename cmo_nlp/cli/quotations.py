"""Quotations on standard output, for readers and for programs."""

import dataclasses
import json
import sys
from collections.abc import Mapping, Sequence

import click

from cmo_nlp.query import Answer, Hit, Mode, TopicQuotation
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


def found_line(answer: Answer, text: str, mode: Mode) -> str:
    """Return how many passages were found, how many are shown, and what was not looked at."""
    shown = len(answer.hits)
    if mode == "semantic":
        line = f"{shown} of {answer.found} passages near in meaning"
    elif answer.found:
        line = f"{shown} passages; {answer.found} hold what was asked for"
    else:
        line = f"no passage holds {text!r}" + (f"; {shown} are near in meaning" if shown else "")
    if shown < answer.found:
        line += "; more with --limit N"
    for word, forms in answer.near_forms:
        line += f"; the corpus has no {word!r}" + (f", but: {', '.join(forms)}" if forms else "")
    if answer.undated:
        line += f"; left out: {answer.undated} documents without a date"
    if answer.unsearched:
        line += f"; not searched: {answer.unsearched} documents without annotation, run: cmo-nlp annotate"
    if answer.unmeasured:
        line += (
            f"; not compared by meaning: {answer.unmeasured} passages without a vector, run: cmo-nlp topics"
        )
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


def print_text(answer: Answer) -> None:
    """Print the hits as quotations: bold hits on a terminal, [brackets] elsewhere."""
    for hit in answer.hits:
        quoted = _marked(hit)
        click.echo(quoted if _is_quoted(quoted) else f"« {quoted} »")
        click.echo(f"    {origin_line(hit)}")
        if told := _subjects(hit, answer.names):
            click.echo(f"    {told}")
        click.echo()


def _is_quoted(text: str) -> bool:
    """Return whether `text` is in guillemets as a whole."""
    inner = text[1:-1]
    return text.startswith("«") and text.endswith("»") and "«" not in inner and "»" not in inner


def _subjects(hit: Hit, names: Mapping[str, str]) -> str:
    """Return the topic of the passage and the concepts that the quotation mentions, in French."""
    topic = f"thème : {names[hit.topic]}" if hit.topic and hit.topic in names else ""
    concepts = [names[identity] for identity in hit.concepts if identity in names]
    near = "" if hit.hits else "proche par le sens"
    return " · ".join(filter(None, (near, topic, f"notions : {', '.join(concepts)}" if concepts else "")))


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
