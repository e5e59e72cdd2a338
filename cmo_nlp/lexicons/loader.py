"""Read `concepts.csv` and `forms.csv`, and refuse what would make a match wrong or ambiguous.

The columns are described in `docs/lexicons.md`. Every refusal is one line that names the file and the line
and says what to do, so that a hand-edited lexicon can be mended without reading this module.
"""

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn, TypeVar, get_args

from cmo_nlp.errors import InputError
from cmo_nlp.french import fold
from cmo_nlp.records import Concept, ConceptForm, Label

__all__ = ["CONCEPT_COLUMNS", "FORM_COLUMNS", "Lexicon", "load"]

CONCEPT_COLUMNS = ("concept_id", "label", "name", "name_en", "broader", "uris", "note")
FORM_COLUMNS = ("concept_id", "form", "language", "case", "note")

_SHIPPED = Path(__file__).parent
_ID = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")
_T = TypeVar("_T", bound=str)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The concepts by id, in order of id, and all their forms, in order of concept and form.

    Each concept's `name` is among `forms`. Within one label a folded form leads to one concept. `digest` is
    the hexadecimal SHA-256 of the bytes of concepts.csv followed by those of forms.csv.
    """

    concepts: Mapping[str, Concept]
    forms: tuple[ConceptForm, ...]
    digest: str


class _Row(NamedTuple):
    """One record of a CSV file: where it stands (`path:line`) and its cells by column."""

    place: str
    cells: Mapping[str, str]


class _PlacedForm(NamedTuple):
    place: str
    form: ConceptForm


def load(folder: Path | None = None) -> Lexicon:
    """Return the lexicon of `folder`, or the one that is shipped.

    Raises InputError, naming file and line, for a missing or unreadable file, other columns than ours, an
    ill-formed or repeated id, an unknown label, language or case, an empty name or form, a form of an unknown
    concept, a `broader` that is unknown, of another label or its own ancestor, and a form listed twice or
    under two concepts of one label.
    """
    concepts_file, forms_file = ((folder or _SHIPPED) / name for name in ("concepts.csv", "forms.csv"))
    concepts_bytes, forms_bytes = _content(concepts_file), _content(forms_file)
    placed = _concepts(_rows(concepts_file, concepts_bytes, CONCEPT_COLUMNS))
    concepts = {key: concept for key, (_, concept) in sorted(placed.items())}
    listed = [_form(row, concepts) for row in _rows(forms_file, forms_bytes, FORM_COLUMNS)]
    forms = [*_names(placed, listed), *listed]
    _refuse_ambiguous(forms, concepts)
    return Lexicon(
        concepts=concepts,
        forms=tuple(sorted((p.form for p in forms), key=lambda f: (f.concept_id, f.form))),
        digest=hashlib.sha256(concepts_bytes + forms_bytes).hexdigest(),
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"{path}: cannot read the lexicon ({error.strerror}); it needs concepts.csv and forms.csv"
        raise InputError(msg) from error


def _rows(path: Path, content: bytes, columns: tuple[str, ...]) -> Iterator[_Row]:
    """Yield the records of a CSV file, cells in NFC with single spaces; blank lines are passed over."""
    reader = csv.reader(_lines(path, content), strict=True)
    try:
        header = next(reader, [])
        if tuple(header) != columns:
            _refuse(f"{path}:1", f"the columns are {','.join(header)}; write {','.join(columns)}")
        for cells in reader:
            if cells:
                yield _row(f"{path}:{reader.line_num}", cells, columns)
    except csv.Error as error:
        _refuse(f"{path}:{reader.line_num}", f"not CSV ({error}); close every quotation mark")


def _lines(path: Path, content: bytes) -> list[str]:
    try:
        return content.decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse(f"{path}:{line}", "not UTF-8; save the file as UTF-8")


def _row(place: str, cells: list[str], columns: tuple[str, ...]) -> _Row:
    if len(cells) != len(columns):
        _refuse(place, f"{len(cells)} cells; {len(columns)} are needed: {','.join(columns)}")
    tidy = (" ".join(unicodedata.normalize("NFC", cell).split()) for cell in cells)
    return _Row(place, dict(zip(columns, tidy, strict=True)))


def _concepts(rows: Iterable[_Row]) -> dict[str, tuple[str, Concept]]:
    """Return the concepts by id, each with its place."""
    placed: dict[str, tuple[str, Concept]] = {}
    for row in rows:
        concept = _concept(row)
        if concept.id in placed:
            _refuse(row.place, f"{concept.id} is already at {placed[concept.id][0]}; keep one of the two")
        placed[concept.id] = (row.place, concept)
    for place, concept in placed.values():
        _check_broader(place, concept, placed)
    return placed


def _concept(row: _Row) -> Concept:
    cells = row.cells
    label: Label = _one_of(row, "label", get_args(Label))
    key, uris = cells["concept_id"], tuple(cells["uris"].split())
    if not _ID.fullmatch(key) or not key.startswith(f"{label}/"):
        _refuse(row.place, f"the id {key!r} will not do; write {label}/ and small letters, digits, hyphens")
    if not fold(cells["name"]):
        _refuse(row.place, f"{key} has no name; write its French name")
    for uri in uris:
        if not uri.startswith(("http://", "https://")):
            _refuse(row.place, f"{uri!r} is no URI; write http://… or https://…, with spaces between several")
    return Concept(key, label, cells["name"], cells["name_en"], cells["broader"] or None, uris, cells["note"])


def _check_broader(place: str, concept: Concept, placed: Mapping[str, tuple[str, Concept]]) -> None:
    """Refuse a chain of broader concepts that breaks off, leaves the label or comes back to `concept`."""
    broader = concept.broader
    if broader is None:
        return
    if broader not in placed:
        _refuse(place, f"the broader concept {broader!r} is unknown; add it or leave the cell empty")
    if placed[broader][1].label != concept.label:
        _refuse(place, f"the broader concept {broader} is no {concept.label}; choose one of the same label")
    seen = [concept.id]
    while broader is not None and broader in placed and broader not in seen:
        seen.append(broader)
        broader = placed[broader][1].broader
    if broader == concept.id:
        _refuse(place, f"{' < '.join([*seen, broader])} goes round in a circle; change one broader concept")


def _form(row: _Row, concepts: Mapping[str, Concept]) -> _PlacedForm:
    cells = row.cells
    if cells["concept_id"] not in concepts:
        _refuse(row.place, f"the concept {cells['concept_id']!r} is unknown; add it to concepts.csv")
    if not fold(cells["form"]):
        _refuse(row.place, f"empty form of {cells['concept_id']}; write the form or remove the line")
    language: Literal["fr", "en"] = _one_of(row, "language", ("fr", "en"))
    case: Literal["fold", "exact", "context"] = _one_of(row, "case", ("fold", "exact", "context"))
    form = ConceptForm(cells["concept_id"], cells["form"], language, case, cells["note"])
    return _PlacedForm(row.place, form)


def _names(placed: Mapping[str, tuple[str, Concept]], listed: Iterable[_PlacedForm]) -> Iterator[_PlacedForm]:
    """Yield each concept's name as a French form in any case, unless forms.csv lists that very name."""
    known = {(p.form.concept_id, p.form.form) for p in listed}
    for place, concept in placed.values():
        if (concept.id, concept.name) not in known:
            yield _PlacedForm(place, ConceptForm(concept.id, concept.name, "fr", "fold"))


def _refuse_ambiguous(forms: Iterable[_PlacedForm], concepts: Mapping[str, Concept]) -> None:
    """Refuse a form that leads to two concepts of one label, or that says nothing new of its own concept."""
    seen: dict[tuple[Label, str], list[_PlacedForm]] = {}
    for placed in forms:
        key = (concepts[placed.form.concept_id].label, fold(placed.form.form))
        for other in seen.setdefault(key, []):
            if not _both_needed(placed.form, other.form):
                _refuse(
                    placed.place,
                    f"{placed.form.form!r} of {placed.form.concept_id} folds to {other.form.form!r} of "
                    f"{other.form.concept_id} at {other.place}; keep one of the two",
                )
        seen[key].append(placed)


def _both_needed(one: ConceptForm, other: ConceptForm) -> bool:
    """Whether two forms that fold alike are two spellings of one concept that must be met as written."""
    same_concept = one.concept_id == other.concept_id
    return same_concept and one.case == other.case == "exact" and one.form != other.form


def _one_of(row: _Row, column: str, known: tuple[_T, ...]) -> _T:
    value = next((value for value in known if row.cells[column] == value), None)
    if value is None:
        choice = f"{', '.join(known[:-1])} or {known[-1]}"
        _refuse(row.place, f"unknown {column} {row.cells[column]!r}; write {choice}")
    return value


def _refuse(place: str, what: str) -> NoReturn:
    msg = f"{place}: {what}"
    raise InputError(msg)
