"""One document a row: CSV, TSV and JSON lines."""
