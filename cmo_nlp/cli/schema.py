"""The JSON Schema of the export, printed or written."""

import json
from pathlib import Path

import click

__all__ = ["show_schema"]


def show_schema(output: str | None, *, force: bool) -> None:
    """Print the schema, or write it to `output`."""
    from cmo_nlp.export import schema
    from cmo_nlp.export.files import replacing

    text = json.dumps(schema(), ensure_ascii=False, indent=2)
    if output is None:
        click.echo(text)
        return
    with replacing(Path(output), force=force) as stream:
        stream.write(text + "\n")
