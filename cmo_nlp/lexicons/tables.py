"""Read the records of `concepts.csv` and `forms.csv`, and refuse a cell that says nothing or something wrong.

The columns are described in `docs/lexicons.md`. Every refusal is one line that names the file and the line
and says what to do, so that a hand-edited lexicon can be mended without reading this module.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn, TypeVar, get_args

from cmo_nlp.errors import InputError
from cmo_nlp.french import HYPHENS, INVISIBLE, exchange
from cmo_nlp.french import fold as fold_anew
from cmo_nlp.lexicons.marks import dead_mark
from cmo_nlp.records import Concept, ConceptForm, Label

__all__ = [
    "CONCEPT_COLUMNS", "FORM_COLUMNS", "REFUSED_COLUMNS", "PlacedConcept", "PlacedForm", "Row",
    "both_needed", "check_broader", "check_met", "check_named", "fold", "label_of_id", "named_rows",
    "names", "one_of", "read_concepts", "read_form", "read_refused", "refuse", "refuse_ambiguous",
    "refuse_unmet", "rows", "says_something",
]  # fmt: skip

CONCEPT_COLUMNS = ("concept_id", "label", "name", "name_en", "broader", "uris", "note")
FORM_COLUMNS = ("concept_id", "form", "language", "case", "note")
REFUSED_COLUMNS = ("label", "form", "note")

_ID = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")
_T = TypeVar("_T", bound=str)
_SIGNS = {**HYPHENS, **dict.fromkeys(INVISIBLE, "")}


# A user's lexicon asks for the folding of each shipped form five times: 0.1 s each, 6,400 forms.
fold = lru_cache(maxsize=1 << 17)(fold_anew)


class Row(NamedTuple):
    """One record of a CSV file: where it stands (`path:line`) and its cells by column."""

    place: str
    cells: Mapping[str, str]


class PlacedConcept(NamedTuple):
    """A concept and where it was read."""

    place: str
    concept: Concept


class PlacedForm(NamedTuple):
    """A form and where it was read."""

    place: str
    form: ConceptForm


def rows(path: Path, content: bytes, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the records of a CSV file; blank lines are passed over.

    Cells come in NFC with single spaces and plain hyphens, without marks of no width: as a text is read.
    """
    reader = csv.reader(_lines(path, content), strict=True)
    line = 1  # where a record begins: one with line ends in its cells has several
    try:
        header = next(reader, [])
        if tuple(header) != columns:
            refuse(f"{path}:1", _wrong_columns(header, columns))
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield _row(f"{path}:{line}", cells, columns)
            line = reader.line_num + 1
    except csv.Error as error:
        refuse(f"{path}:{line}", f"not CSV ({error}); close every quotation mark")


def _wrong_columns(header: list[str], columns: tuple[str, ...]) -> str:
    """Say what is wrong with a header; a French spreadsheet writes semicolons between cells."""
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            return f"{name} stand between the cells; save the table as CSV with commas"
    return f"the columns are {','.join(header)}; write {','.join(columns)}"


def named_rows(path: Path, needed: Collection[str]) -> Iterator[Row]:
    """Yield the records of a table that may have further columns, cells as they are, line ends included.

    Comma, semicolon (a French Excel) or tab stand between cells. Records without any content are passed over.
    """
    try:
        lines = _lines(path, path.read_bytes())
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise InputError(msg) from error
    first = lines[0] if lines else ""
    reader = csv.reader(lines, strict=True, delimiter=max(",;\t", key=first.count))
    line = 1
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(path, header, needed)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _named(f"{path}:{line}", cells, header)
            line = reader.line_num + 1
    except csv.Error as error:
        refuse(f"{path}:{line}", f"not CSV ({error}); close every quotation mark")


def _check_header(path: Path, header: list[str], needed: Collection[str]) -> None:
    missing = [name for name in needed if name not in header]
    twice = [name for name in needed if header.count(name) > 1]
    if missing or twice:
        what = f"there is no column {missing[0]}" if missing else f"two columns are named {twice[0]}"
        refuse(f"{path}:1", f"{what}; one each is needed of {', '.join(needed)}")


def _named(place: str, cells: list[str], header: list[str]) -> Row:
    if len(cells) != len(header):
        refuse(place, f"{len(cells)} cells; the first line names {len(header)} columns")
    return Row(place, dict(zip(header, map(_plain, cells), strict=True)))


def _lines(path: Path, content: bytes) -> list[str]:
    try:
        # Lines as an editor counts them: `splitlines` also cuts at form feeds and U+2028.
        return list(io.StringIO(content.decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        refuse(f"{path}:{line}", "not UTF-8; save the file as UTF-8")


def _row(place: str, cells: list[str], columns: tuple[str, ...]) -> Row:
    if len(cells) != len(columns):
        refuse(place, f"{len(cells)} cells; {len(columns)} are needed: {','.join(columns)}")
    return Row(place, dict(zip(columns, (" ".join(_plain(cell).split()) for cell in cells), strict=True)))


def _plain(cell: str) -> str:
    """Return a cell as a text is read, so that two forms that look alike are alike."""
    return unicodedata.normalize("NFC", exchange(cell, _SIGNS))


def read_concepts(found: Iterable[Row]) -> dict[str, PlacedConcept]:
    """Return the concepts by id, each with its place; `check_broader` is still to do."""
    placed: dict[str, PlacedConcept] = {}
    for row in found:
        concept = _concept(row)
        if concept.id in placed:
            refuse(row.place, f"{concept.id} is already at {placed[concept.id].place}; keep one of the two")
        placed[concept.id] = PlacedConcept(row.place, concept)
    return placed


def label_of_id(key: str) -> Label | None:
    """Return the label of a well-formed id, None for one that will not do."""
    label = key.split("/", maxsplit=1)[0]
    found: Label | None = next((known for known in get_args(Label) if known == label), None)
    return found if _ID.fullmatch(key) else None


def _concept(row: Row) -> Concept:
    cells = row.cells
    label: Label = one_of(row, "label", get_args(Label))
    key, uris = cells["concept_id"], tuple(cells["uris"].split())
    if not _ID.fullmatch(key) or not key.startswith(f"{label}/"):
        refuse(row.place, f"the id {key!r} will not do; write {label}/ and small letters, digits, hyphens")
    if not says_something(cells["name"]):
        refuse(row.place, f"{key} has no name; write its French name")
    for uri in uris:
        if not uri.startswith(("http://", "https://")):
            refuse(row.place, f"{uri!r} is no URI; write http://… or https://…, with spaces between several")
    return Concept(key, label, cells["name"], cells["name_en"], cells["broader"] or None, uris, cells["note"])


def check_broader(place: str, concept: Concept, concepts: Mapping[str, Concept]) -> None:
    """Refuse a chain of broader concepts that breaks off, leaves the label or comes back to `concept`."""
    broader = concept.broader
    if broader is None:
        return
    if broader not in concepts:
        refuse(place, f"the broader concept {broader!r} is unknown; add it or leave the cell empty")
    if concepts[broader].label != concept.label:
        refuse(place, f"the broader concept {broader} is no {concept.label}; choose one of the same label")
    seen = [concept.id]
    while broader is not None and broader in concepts and broader not in seen:
        seen.append(broader)
        broader = concepts[broader].broader
    if broader == concept.id:
        refuse(place, f"{' < '.join([*seen, broader])} goes round in a circle; change one broader concept")


def read_form(row: Row, concepts: Mapping[str, Concept]) -> PlacedForm:
    """Return the form in a row of forms.csv."""
    check_named(row, concepts)
    cells = row.cells
    language: Literal["fr", "en"] = one_of(row, "language", ("fr", "en"))
    case: Literal["fold", "exact", "context"] = one_of(row, "case", ("fold", "exact", "context"))
    form = ConceptForm(cells["concept_id"], cells["form"], language, case, cells["note"])
    return PlacedForm(row.place, form)


def read_refused(row: Row) -> tuple[Label, str]:
    """Return the label and the form that a reader wants to see no more."""
    label: Label = one_of(row, "label", get_args(Label))
    if not says_something(row.cells["form"]):
        refuse(row.place, "empty form; write the form or remove the line")
    return label, row.cells["form"]


def check_named(row: Row, concepts: Mapping[str, Concept]) -> None:
    """Refuse a row of forms.csv without a known concept or without a form."""
    if row.cells["concept_id"] not in concepts:
        refuse(row.place, f"the concept {row.cells['concept_id']!r} is unknown; add it to concepts.csv")
    if not says_something(row.cells["form"]):
        refuse(row.place, f"empty form of {row.cells['concept_id']}; write the form or remove the line")
    check_met(row.place, row.cells["form"])


def check_met(place: str, form: str) -> None:
    """Refuse a form that no text can meet, for no match runs across « ( », « , » or « : »."""
    mark = dead_mark(form)
    if mark:
        refuse(place, f"{form!r} is never met: no match runs across « {mark} »; write the words without it")


def says_something(form: str) -> bool:
    """Tell whether a form has a letter or a digit: not « --- », nor one of invisible characters only."""
    return any(character.isalnum() for character in form)


def names(placed: Mapping[str, PlacedConcept], listed: Iterable[PlacedForm]) -> Iterator[PlacedForm]:
    """Yield each concept's name as a French form in any case, unless forms.csv lists that very name.

    A name that no text can meet, « Java (langage) », only shows.
    """
    known = {(p.form.concept_id, p.form.form) for p in listed}
    for place, concept in placed.values():
        if (concept.id, concept.name) not in known and not dead_mark(concept.name):
            yield PlacedForm(place, ConceptForm(concept.id, concept.name, "fr", "fold"))


def refuse_unmet(placed: Mapping[str, PlacedConcept], forms: Iterable[ConceptForm]) -> None:
    """Refuse a concept whose name no text can meet and that has no other form."""
    met = {form.concept_id for form in forms}
    for place, concept in placed.values():
        if concept.id not in met and dead_mark(concept.name):
            refuse(place, f"no text can meet the name {concept.name!r}; list a form of {concept.id} too")


def refuse_ambiguous(forms: Iterable[PlacedForm], concepts: Mapping[str, Concept]) -> None:
    """Refuse a form that leads to two concepts of one label, or that says nothing new of its own concept."""
    seen: dict[tuple[Label, str], list[PlacedForm]] = {}
    for placed in forms:
        key = (concepts[placed.form.concept_id].label, fold(placed.form.form))
        for other in seen.setdefault(key, []):
            if not both_needed(placed.form, other.form):
                refuse(
                    placed.place,
                    f"{placed.form.form!r} of {placed.form.concept_id} folds to {other.form.form!r} of "
                    f"{other.form.concept_id} at {other.place}; keep one of the two",
                )
        seen[key].append(placed)


def both_needed(one: ConceptForm, other: ConceptForm) -> bool:
    """Whether two forms that fold alike are two spellings of one concept that must be met as written."""
    same_concept = one.concept_id == other.concept_id
    return same_concept and one.case == other.case == "exact" and one.form != other.form


def one_of(row: Row, column: str, known: tuple[_T, ...]) -> _T:
    """Return the cell of a column that holds one of a few words."""
    value = next((value for value in known if row.cells[column] == value), None)
    if value is None:
        choice = f"{', '.join(known[:-1])} or {known[-1]}"
        refuse(row.place, f"unknown {column} {row.cells[column]!r}; write {choice}")
    return value


def refuse(place: str, what: str) -> NoReturn:
    """Raise the one line that every refusal is."""
    msg = f"{place}: {what}"
    raise InputError(msg)
