"""A TXM folder: one `.txt` a text, and `metadata.csv` that describes them.

TXM makes XML of the texts, which cannot hold control characters: a space stands for them.
"""

import csv
from pathlib import Path

from cmo_nlp.export.description_table import FIELDS, NOT_IN_XML, DescriptionTable
from cmo_nlp.export.folders import replacing_folder
from cmo_nlp.export.sections import Row, Sections

__all__ = ["write_txm"]

_LISTING = "metadata.csv"


def write_txm(sections: Sections, folder: Path, _run: Row, *, force: bool) -> None:
    """Write the documents, by id, and what is known of them."""
    with (
        replacing_folder(folder, force=force, listed=_listed) as partial,
        (partial / _LISTING).open("w", encoding="utf-8", newline="") as stream,
    ):
        table = DescriptionTable(stream, sections)
        for document in sections.documents():
            text = NOT_IN_XML.sub(" ", document.text)
            (partial / f"{document.id}.txt").write_text(text, encoding="utf-8", newline="\n")
            table.add(document)


def _listed(folder: Path) -> frozenset[str]:
    """Return the files that `metadata.csv` describes, and itself; none where it is not ours."""
    try:
        with (folder / _LISTING).open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream, strict=True)
    except (OSError, ValueError, csv.Error):
        return frozenset()
    if tuple(head[: len(FIELDS)]) != FIELDS:
        return frozenset()
    return frozenset({_LISTING, *(f"{row[0]}.txt" for row in rows if row)})
