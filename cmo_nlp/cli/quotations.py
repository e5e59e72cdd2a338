"""Quotations on standard output, for readers and for programs."""

import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from cmo_nlp.cli.listing import Column, Listing, one_line
from cmo_nlp.french import fold
from cmo_nlp.query import Answer, Hit, Mode, TopicQuotation
from cmo_nlp.query.near_names import quoted
from cmo_nlp.query.rows import plain
from cmo_nlp.records import PublicationDate

__all__ = [
    "documents",
    "file_name",
    "found_line",
    "in_guillemets",
    "origin_line",
    "passage_line",
    "print_listing",
    "print_text",
]

_HIT = (
    "quotation", "hits", "title", "publisher", "source", "published", "topic", "concepts", "score", "authors",
    "reprints",
)  # fmt: skip
_FIELDS = (
    "quotation", "hits", "title", "publisher", "source", "published_date", "published_precision",
    "published_method", "published_confidence", "topic", "concepts", "score", "authors", "start", "end",
    "reprints",
)  # fmt: skip
_OPENED, _CLOSED_MARK = "\ue000", "\ue001"  # of private use: they stand for marks until the line is harmless
_LINE_END = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\f|\r[^\S\n\r]*\r|\u2029")
_CLOSED = re.compile(rf"[.!?…:;,][»”\")\]\s{_OPENED}{_CLOSED_MARK}]*$")
_WRAPPED_FROM = 50  # characters: a line that a converter broke is no shorter
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
        line = f"no passage {'that was searched ' if answer.unsearched else ''}holds {quoted(text)}"
        line += f"; {shown} are near in meaning" if shown else ""
    if shown + answer.repeated < answer.found:
        line += "; more with --limit N"
    line += "".join(_lacking(word, forms, text, answer) for word, forms in answer.near_forms)
    if answer.undated:
        line += f"; left out: {documents(answer.undated)} without a date"
    if answer.unsearched:
        line += f"; not searched: {documents(answer.unsearched)} without annotation, run: cmo-nlp annotate"
    if answer.unmeasured:
        line += (
            f"; not compared by meaning: {answer.unmeasured} passages without a vector, run: cmo-nlp topics"
        )
    return line


def _lacking(word: str, forms: Sequence[str], text: str, answer: Answer) -> str:
    """Return what is said of a word that no passage holds, "" where that was said and nothing is near it."""
    near = ", ".join(forms)
    if fold(word) == fold(text.strip()) or answer.unsearched:
        return f"; near it: {near}" if near else ""
    return f"; the corpus has no {quoted(word)}" + (f", but: {near}" if near else "")


def documents(count: int) -> str:
    """Return a number of documents in words."""
    return f"{count} document{'' if count == 1 else 's'}"


def _passages(count: int) -> str:
    return f"{count} passage{'' if count == 1 else 's'}"


def print_listing(answer: Answer, style: str) -> None:
    """Print the hits as a table, JSON, JSON lines or CSV, by the contract of `query --format json`."""
    names = ("document_id", "segment_start", "segment_end", *_FIELDS)
    columns = (
        Column("date", lambda hit: hit.published.date if hit.published else "sans date"),
        Column("titre", lambda hit: hit.title or file_name(hit.source), elastic=True),
        Column("citation", lambda hit: passage_line(hit.quotation), elastic=True),
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
        **hit.place._asdict(),
    }


def print_text(answer: Answer) -> None:
    """Print the hits as quotations: bold hits on a terminal, [brackets] elsewhere."""
    for hit in answer.hits:
        click.echo(in_guillemets(_marked(hit)))
        click.echo(f"    {origin_line(hit)}")
        if hit.reprints:
            click.echo(f"    et {_reprints(hit.reprints)} : {', '.join(hit.reprints)}")
        if told := _subjects(hit, answer.names):
            click.echo(f"    {told}")
        click.echo()


def _reprints(documents: Sequence[str]) -> str:
    return f"{len(documents)} reprise{'' if len(documents) == 1 else 's'}"


def in_guillemets(text: str) -> str:
    """Return `text` in guillemets, as it is where it stands in them as a whole."""
    inner = text[1:-1]
    has_them = text.startswith("«") and text.endswith("»") and "«" not in inner and "»" not in inner
    return text if has_them else f"« {text} »"


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
            pieces += [hit.quotation[last:start], _OPENED, hit.quotation[start:end], _CLOSED_MARK]
            last = end
    line = passage_line("".join([*pieces, hit.quotation[last:]]))
    return line.replace(_OPENED, before).replace(_CLOSED_MARK, after)


def passage_line(text: str) -> str:
    r"""Return a passage on one line, harmless, with a dash where a heading or an item has no end of its own.

    >>> passage_line("La note de onze mois\n\nLa matinée appartenait au NPS.")
    'La note de onze mois — La matinée appartenait au NPS.'
    """
    text, pieces, last = text.strip(), [], 0
    for found in _LINE_END.finditer(text):
        line = text[last : found.start()]
        pieces += [line, " — " if _ends_block(line, found.group()) else " "]
        last = found.end()
    return one_line("".join([*pieces, text[last:]]))


def _ends_block(line: str, gap: str) -> bool:
    """Return whether a block ends with `line` that has no mark at its end to tell so."""
    short = len(line) < _WRAPPED_FROM or _BLANK_LINE.search(gap.replace("\r\n", "\n"))
    return bool(short) and not _CLOSED.search(line)


def file_name(source: str) -> str:
    """Return the name of the file of a source, without its folders."""
    return source.rpartition("/")[2]


def origin_line(of: Hit | TopicQuotation) -> str:
    """Return where a quotation comes from: title, authors, publisher, date, source and document.

    A text without a title goes by the name of its file.
    """
    name = in_guillemets(of.title) if of.title else file_name(of.source)
    source = None if name == of.source else of.source
    parts = [name, *of.authors, of.publisher, _date(of.published), source, of.document_id]
    return ", ".join(part for part in parts if part)


def _date(published: PublicationDate | None) -> str:
    if published is None:
        return "sans date"
    sure = f"{published.confidence:.0%}".replace("%", " %")
    return f"{published.date} (date {_METHODS[published.method]}, sûre à {sure})"
