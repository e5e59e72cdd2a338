"""An IRaMuTeQ corpus: each text under a line of starred variables.

    **** *id_0a1b2c3d4e5f6071 *source_lesechos *langue_fr *annee_2024 *am_202409 *date_20240911

The checker of IRaMuTeQ refuses a space or a hyphen in a variable and any asterisk in a text, and readers
disagree on several underscores: a variable is ASCII letters and digits around one underscore.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cmo_nlp.export.files import replacing
from cmo_nlp.export.sections import Row, Sections
from cmo_nlp.french import fold
from cmo_nlp.records import Description, Document

__all__ = ["ASTERISK", "write_iramuteq"]

ASTERISK = "∗"
"""stands for « * » in a text (U+2217); reading a corpus turns it back."""

_NOT_IN_A_VARIABLE = re.compile(r"[^a-z0-9]")
_OURS = frozenset(
    ("id", "source", "type", "langue", "annee", "am", "date", "auteur",
     "warnings", "otherlanguages", "unclearlanguage")  # what ingestion notes of a text
)  # fmt: skip
_LONGEST = 40  # characters of a value; a longer one is a text of its own and tells no group of texts


def write_iramuteq(sections: Sections, file: Path, _run: Row, *, force: bool) -> None:
    """Write the documents, by id, as one corpus."""
    with replacing(file, force=force) as stream:
        for number, document in enumerate(sections.documents()):
            starred = " ".join(f"*{name}_{value}" for name, value in _variables(document))
            stream.write("\n" * bool(number))
            stream.write(f"**** {starred}\n{document.text.replace('*', ASTERISK).strip()}\n")


def _variables(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the variables of a text, in an order that does not change."""
    said = document.description
    named: list[tuple[str, Iterable[str | None]]] = [
        ("id", [document.id]),
        ("source", [said.publisher]),
        ("type", [said.source_type]),
        ("langue", [said.language]),
        *_dates(said),
        ("auteur", said.authors),
        *((name, value.split(", ")) for name, value in sorted(said.metadata.items()) if _groups(name, value)),
    ]
    for name, values in named:
        squeezed = (_squeezed(value or "") for value in values)
        yield from ((_squeezed(name), value) for value in dict.fromkeys(squeezed) if value)


def _dates(said: Description) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield year, month and day, as far as they are known."""
    digits = said.published.date.replace("-", "") if said.published else ""
    for name, length in (("annee", 4), ("am", 6), ("date", 8)):
        if len(digits) >= length:
            yield name, [digits[:length]]


def _groups(name: str, value: str) -> bool:
    """Return whether a field of the metadata may tell groups of texts."""
    squeezed = _squeezed(name)
    return bool(squeezed) and squeezed not in _OURS and len(value) <= _LONGEST and "://" not in value


def _squeezed(written: str) -> str:
    """Return what a variable may hold of `written`.

    >>> _squeezed("Les Échos – Week-end"), _squeezed("Cœur de métier")
    ('lesechosweekend', 'coeurdemetier')
    """
    return _NOT_IN_A_VARIABLE.sub("", fold(written))
