"""A figure as a page shows it: a picture, its data as a table, and the sentences behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.report.charts import Chart
from cmo_nlp.report.view.evidence import Quotes

__all__ = ["Cell", "Column", "Figure", "QuoteGroup", "Table"]


class Column(NamedTuple):
    """A column: what readers call it, its name in the CSV file, whether it holds numbers."""

    heading: str
    name: str
    is_number: bool = False


class Cell(NamedTuple):
    """What a reader sees, the value that the CSV file has where that is another, and the language of a text.

    `language` is set for words of the corpus and of the program, "" for those of the page.
    """

    text: str
    value: str | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of each being its heading; `more` says what is left out and where it is."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    more: str = ""


class QuoteGroup(NamedTuple):
    """Quotations under one heading, and where those that are left out can be found.

    `heading_language` is set where the heading is a name from the corpus or the lexicon.
    """

    heading: str
    quotes: Quotes
    more: str = ""
    heading_language: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with all that stands behind it. `id` is unique in the page, `file` a name for downloads.

    `title_language` is set where `title` is a name from the corpus or the lexicon; `kind` says what it names,
    `aside` stands beside it and `facts` under it. `keys` explain marks: the class of each and its words.
    """

    id: str
    file: str
    title: str
    chart: Chart | None
    table: Table
    groups: Sequence[QuoteGroup]
    kind: str = ""
    aside: str = ""
    facts: Sequence[str] = ()
    note: str = ""
    title_language: str = ""
    keys: Sequence[tuple[str, str]] = ()
