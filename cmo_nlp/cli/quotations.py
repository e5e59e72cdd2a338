"""Quotations on standard output, for readers and for programs."""

import dataclasses
import json
import sys
from collections.abc import Sequence

import click

from cmo_nlp.query import Hit

__all__ = ["print_json", "print_text"]


def print_json(hits: Sequence[Hit]) -> None:
    """Print the hits as a JSON list."""
    rows = []
    for hit in hits:
        row = dataclasses.asdict(hit)
        row["segment"] = {"start": row.pop("start"), "end": row.pop("end")}
        rows.append(row)
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))


def print_text(hits: Sequence[Hit]) -> None:
    """Print the hits as quotations: bold hits on a terminal, [brackets] elsewhere."""
    for hit in hits:
        click.echo(f"« {_marked(hit)} »")
        click.echo(f"    {_origin(hit)}\n")


def _marked(hit: Hit) -> str:
    before, after = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("[", "]")
    pieces, last = [], 0
    for start, end in hit.hits:
        if start >= last:
            pieces += [hit.quotation[last:start], before, hit.quotation[start:end], after]
            last = end
    return " ".join("".join([*pieces, hit.quotation[last:]]).split())


def _origin(hit: Hit) -> str:
    date = f"{hit.published.date} ({hit.published.confidence:.0%} sûr)" if hit.published else "sans date"
    parts = [f"« {hit.title} »" if hit.title else None, hit.publisher, date, hit.source, hit.document_id]
    return ", ".join(part for part in parts if part)
