"""Quotations on standard output, for readers and for programs."""

import sys
from collections.abc import Mapping
from typing import Any

import click

from cmo_nlp.cli.listing import Column, Listing, one_line
from cmo_nlp.query import Answer, Hit, Mode, TopicQuotation
from cmo_nlp.query.rows import plain
from cmo_nlp.records import PublicationDate

__all__ = ["found_line", "origin_line", "print_listing", "print_text"]

_HIT = (
    "quotation", "hits", "title", "publisher", "source", "published", "topic", "concepts", "score",
)  # fmt: skip
_FIELDS = (
    "quotation", "hits", "title", "publisher", "source", "published_date", "published_precision",
    "published_method", "published_confidence", "topic", "concepts", "score",
)  # fmt: skip
_OPENED, _CLOSED = "\ue000", "\ue001"  # of private use: they stand for marks until the line is harmless
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
        line = f"{shown} of {_passages(answer.found)} near in meaning"
    elif answer.found:
        line = f"{_passages(shown)}; what was asked for stands in {answer.found}"
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


def _passages(count: int) -> str:
    return f"{count} passage{'' if count == 1 else 's'}"


def print_listing(answer: Answer, style: str) -> None:
    """Print the hits as a table, JSON, JSON lines or CSV, by the contract of `query --format json`."""
    names = ("document_id", "segment_start", "segment_end", *_FIELDS)
    columns = (
        Column("date", lambda hit: hit.published.date if hit.published else "sans date"),
        Column("titre", lambda hit: hit.title or hit.source.rpartition("/")[2], elastic=True),
        Column("citation", lambda hit: hit.quotation, elastic=True),
        Column("thème", lambda hit: answer.names.get(hit.topic or "", ""), elastic=True),
        Column("document", lambda hit: hit.document_id),
    )
    Listing(columns, names, _row).print(answer.hits, style)


def _row(hit: Hit) -> dict[str, Any]:
    """Return a hit as a row, its spans as pairs: [[start, end], …]."""
    found = plain(hit)
    segment = {"start": hit.start, "end": hit.end}
    told = {name: found[name] for name in _HIT}
    return {
        "document_id": hit.document_id,
        "segment": segment,
        **told,
        "hits": [list(span) for span in hit.hits],
    }


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
    """Return the quotation on one line, harmless on a terminal, with its hits marked."""
    before, after = ("\x1b[1m", "\x1b[0m") if sys.stdout and sys.stdout.isatty() else ("[", "]")
    pieces, last = [], 0
    for start, end in hit.hits:
        if start >= last:
            pieces += [hit.quotation[last:start], _OPENED, hit.quotation[start:end], _CLOSED]
            last = end
    line = one_line("".join([*pieces, hit.quotation[last:]]))
    return line.replace(_OPENED, before).replace(_CLOSED, after)


def origin_line(of: Hit | TopicQuotation) -> str:
    """Return where a quotation comes from: title, authors, publisher, date, source and document."""
    parts = [f"« {of.title} »" if of.title else None, *of.authors, of.publisher, _date(of.published)]
    return ", ".join(part for part in [*parts, of.source, of.document_id] if part)


def _date(published: PublicationDate | None) -> str:
    if published is None:
        return "sans date"
    sure = f"{published.confidence:.0%}".replace("%", " %")
    return f"{published.date} (date {_METHODS[published.method]}, sûre à {sure})"
