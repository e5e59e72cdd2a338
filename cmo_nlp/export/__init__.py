"""Handing the analysis on: one file per format."""

from cmo_nlp.export.json_file import schema, write_json

__all__ = ["schema", "write_json"]
