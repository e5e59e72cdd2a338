"""A table as a file: CSV by RFC 4180, or Parquet."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cmo_nlp.export.tables import Table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["CsvFile", "ParquetFile", "TableFile"]

_TEXT_ROWS = 1_000  # rows of a row group with texts of 5 KB, which are held until it is full
_ROWS = 20_000


class TableFile(Protocol):
    """A file that takes the rows of one table."""

    def __init__(self, file: Path, table: Table) -> None: ...

    def add(self, row: Sequence[Any]) -> None:
        """Write a row, its values in the order of the columns."""

    def close(self) -> None:
        """Write what is still held."""


class CsvFile:
    """RFC 4180 in UTF-8: commas, CRLF between rows, double quotes where a cell holds one of these.

    No value is an empty cell. A cell is what the record holds to the letter, even where it begins with « = ».
    """

    def __init__(self, file: Path, table: Table) -> None:
        self._stream = file.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream)
        self._writer.writerow(column.name for column in table.columns)

    def add(self, row: Sequence[Any]) -> None:
        """Write a row."""
        self._writer.writerow([str(v).lower() if isinstance(v, bool) else v for v in row])

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


class ParquetFile:
    """Parquet with one type a column, compressed with Zstandard."""

    def __init__(self, file: Path, table: Table) -> None:
        import pyarrow.parquet as pq

        self._schema = _arrow_schema(table)
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[Sequence[Any]] = []
        self._most = _TEXT_ROWS if "text" in self._schema.names else _ROWS

    def add(self, row: Sequence[Any]) -> None:
        """Write a row."""
        self._rows.append(row)
        if len(self._rows) == self._most:
            self._flush()

    def close(self) -> None:
        """Write the last row group and the footer."""
        try:
            if self._rows:
                self._flush()
        finally:
            self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        columns = list(zip(*self._rows, strict=True))
        arrays = [pa.array(column, of.type) for column, of in zip(columns, self._schema, strict=True)]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
        self._rows = []


def _arrow_schema(table: Table) -> "pa.Schema":
    import pyarrow as pa

    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    said = [{"description": column.description} if column.description else None for column in table.columns]
    fields = [
        pa.field(column.name, kinds[column.kind], nullable=not column.is_required, metadata=of_it)
        for column, of_it in zip(table.columns, said, strict=True)
    ]
    return pa.schema(fields)
