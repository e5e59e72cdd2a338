"""An IRaMuTeQ corpus: each text under a line of starred variables.

    **** *id_0a1b2c3d4e5f6071 *source_lesechos *langue_fr *annee_2024 *am_202409 *date_20240911

The checker of IRaMuTeQ refuses a space or a hyphen in a variable and any asterisk in a text, and readers
disagree on several underscores: a variable is ASCII letters and digits around one underscore. What no
variable can say stands in a table beside the corpus, which `cmo-nlp ingest --metadata` reads with it.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cmo_nlp.export.description_table import DescriptionTable
from cmo_nlp.export.files import replacing
from cmo_nlp.export.sections import Row, Sections
from cmo_nlp.french import fold
from cmo_nlp.records import Description, Document

__all__ = ["starless", "table_beside", "write_iramuteq"]

_STARS = re.compile("[*∗]\ufe0e*")
_STAND_IN = "∗"  # U+2217
_SELECTOR = "\ufe0e"  # asks for the plain form of the character before it, as « ∗ » has it anyway
_NOT_IN_A_VARIABLE = re.compile(r"[^a-z0-9]")
_OURS = frozenset(
    ("id", "source", "type", "langue", "annee", "am", "date", "auteur", "famille", "reprise")
)  # fmt: skip
_OF_MACHINES = frozenset(
    ("created", "creator", "producer", "rules", "wordcount", "runninglines", "draft", "layout", "slug",
     "reference", "guid", "charset", "generator", "crawled", "warnings", "otherlanguages", "unclearlanguage")
)  # fmt: skip
_LONGEST = 40  # characters of a value; a longer one is a text of its own and tells no group of texts


def table_beside(file: Path) -> Path:
    """Return the place of the table: `corpus.metadata.csv` for `corpus.txt` and `corpus.txt.gz`."""
    bare = file.with_suffix("") if file.suffix.lower() in {".gz", ".zst"} else file
    return bare.with_suffix(".metadata.csv")


def write_iramuteq(sections: Sections, file: Path, _run: Row, *, force: bool) -> str:
    """Write the documents, by id, as one corpus, and the table; return what else there is to say."""
    left_out: set[str] = set()
    with (
        replacing(file, force=force) as stream,
        replacing(table_beside(file), force=force) as beside,
    ):
        table = DescriptionTable(beside, sections)
        for number, document in enumerate(sections.documents()):
            starred = " ".join(f"*{name}_{value}" for name, value in _variables(document))
            stream.write("\n" * bool(number))
            stream.write(f"**** {starred}\n{starless(document.text)}\n")
            table.add(document)
            left_out |= {name for name in document.description.metadata if _squeezed(name) in _OF_MACHINES}
    fields = f"; fields of machines are no variables: {', '.join(sorted(left_out))}" if left_out else ""
    return f"with {table_beside(file).name} for ingest --metadata{fields}"


def starless(text: str) -> str:
    r"""Return `text` with « ∗ » (U+2217) for « * ».

    An even number of selectors (U+FE0E, not seen) after it stands for « * » and half of them, an odd one for
    « ∗ » of the text itself and half of the others, so that reading gives the same text to the letter.

    >>> [ascii(starless(text)) for text in ("2*3", "2∗3", "*\ufe0e")]
    ["'2\\u22173'", "'2\\u2217\\ufe0e3'", "'\\u2217\\ufe0e\\ufe0e'"]
    """
    return _STARS.sub(_starless, text)


def _starless(found: re.Match[str]) -> str:
    selectors = len(found[0]) - 1
    return _STAND_IN + _SELECTOR * (2 * selectors + (found[0][0] == _STAND_IN))


def _variables(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the variables of a text, in an order that does not change."""
    said = document.description
    named: list[tuple[str, Iterable[str | None]]] = [
        ("id", [document.id]),
        ("source", [said.publisher]),
        ("type", [said.source_type]),
        ("langue", [said.language]),
        *_dates(said),
        ("famille", [document.family]),
        ("reprise", ["non" if document.family in {None, document.id} else "oui"]),
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
    is_told = bool(squeezed) and squeezed not in _OURS | _OF_MACHINES
    return is_told and len(value) <= _LONGEST and "://" not in value


def _squeezed(written: str) -> str:
    """Return what a variable may hold of `written`.

    >>> _squeezed("Les Échos – Week-end"), _squeezed("Cœur de métier")
    ('lesechosweekend', 'coeurdemetier')
    """
    return _NOT_IN_A_VARIABLE.sub("", fold(written))
