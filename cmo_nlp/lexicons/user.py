"""A user's lexicon over the shipped one: the same two tables, which add to it, replace, or switch off.

A third table, refused.csv, holds what a reader answered with no: grammar finds it no more.

What wins is decided form by form, within one label: a form of the user's takes the place of every shipped
form that the same words of a text would meet, « gestion des marques » of « gestion de la marque ». The
shipped files are never edited.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cmo_nlp.errors import InputError
from cmo_nlp.lexicons.loader import Lexicon, load
from cmo_nlp.lexicons.tables import (
    CONCEPT_COLUMNS,
    FORM_COLUMNS,
    REFUSED_COLUMNS,
    PlacedConcept,
    PlacedForm,
    Row,
    both_needed,
    check_broader,
    check_named,
    fold,
    names,
    read_concepts,
    read_form,
    read_refused,
    refuse,
    refuse_ambiguous,
    refuse_unmet,
    rows,
)
from cmo_nlp.lexicons.ways import ways
from cmo_nlp.records import Concept, ConceptForm, Label

__all__ = [
    "CONCEPTS",
    "FORMS",
    "OFF",
    "REFUSED",
    "Extension",
    "Tables",
    "content",
    "extend",
    "load_with",
    "read_tables",
    "tables_of",
]

CONCEPTS, FORMS, REFUSED = "concepts.csv", "forms.csv", "refused.csv"
OFF = "off"
"""the `case` of a line that switches a shipped form off."""


class Tables(NamedTuple):
    """The bytes of the three files in `folder`; None for one that is not there."""

    folder: Path
    concepts: bytes | None
    forms: bytes | None
    refused: bytes | None = None


class _Own(NamedTuple):
    """What the user's tables hold: the concepts with their places, the forms, what is off or refused."""

    placed: Mapping[str, PlacedConcept]
    forms: Lexicon
    off: Sequence["_Off"]
    refused: frozenset[tuple[Label, str]]


class _Off(NamedTuple):
    """A shipped form that shall no longer name its concept, and the line that says so."""

    place: str
    concept_id: str
    form: str


@dataclass(frozen=True, slots=True)
class Extension:
    """The lexicon that comes of it, and how the user's tables changed the shipped one.

    `added` and `replaced` are ids of concepts, sorted; `own` the forms of the user's, names included;
    `taken` the shipped forms that lead to another concept now, `off` those that are switched off.
    """

    lexicon: Lexicon
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    own: tuple[ConceptForm, ...]
    taken: tuple[ConceptForm, ...]
    off: tuple[ConceptForm, ...]


def load_with(folder: str) -> Lexicon:
    """Return the shipped lexicon with that of the user in `folder` over it; the shipped one where it is "".

    Raises InputError as `load` does, naming the user's file and line.
    """
    return extend(load(), read_tables(Path(folder))).lexicon if folder else load()


def read_tables(folder: Path) -> Tables:
    """Return the tables of a folder; InputError where it holds none."""
    tables = tables_of(folder)
    if not any(part is not None for part in tables[1:]):
        what = f"holds neither {CONCEPTS} nor {FORMS} nor {REFUSED}" if folder.is_dir() else "is no folder"
        msg = f"the lexicon {folder} {what}; name a folder with one of them, or both"
        raise InputError(msg)
    return tables


def tables_of(folder: Path) -> Tables:
    """Return what of the tables a folder holds, which need not be there."""
    return Tables(folder, *(content(folder / name) for name in (CONCEPTS, FORMS, REFUSED)))


def extend(base: Lexicon, tables: Tables) -> Extension:
    """Return `base` with the user's tables over it.

    Raises InputError, naming file and line, for what `load` refuses and for a form switched off that `base`
    does not hold or that the same table lists.
    """
    placed = read_concepts(_rows(tables, CONCEPTS, tables.concepts, CONCEPT_COLUMNS))
    concepts = dict(sorted({**base.concepts, **{key: p.concept for key, p in placed.items()}}.items()))
    for place, concept in placed.values():
        check_broader(place, concept, concepts)
    found = list(_rows(tables, FORMS, tables.forms, FORM_COLUMNS))
    listed = [read_form(row, concepts) for row in found if row.cells["case"] != OFF]
    off = [_off(row, concepts) for row in found if row.cells["case"] == OFF]
    _check_off(off, listed, base)
    forms = [*_new_names(placed, listed, off, base), *listed]
    own = Lexicon(concepts, tuple(p.form for p in forms), _digest(base, tables))
    refuse_unmet(placed, (*base.forms, *own.forms))
    refuse_ambiguous(forms, concepts)
    refused = map(read_refused, _rows(tables, REFUSED, tables.refused, REFUSED_COLUMNS))
    return _merged(base, _Own(placed, own, off, frozenset(refused)))


def content(path: Path) -> bytes | None:
    """Return what a table holds, None where it is not there."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return None
    except OSError as error:
        msg = f"{path}: cannot read the lexicon ({error.strerror})"
        raise InputError(msg) from error


def _rows(tables: Tables, name: str, content: bytes | None, columns: tuple[str, ...]) -> Iterator[Row]:
    return iter(()) if content is None else rows(tables.folder / name, content, columns)


def _off(row: Row, concepts: Mapping[str, Concept]) -> _Off:
    check_named(row, concepts)
    return _Off(row.place, row.cells["concept_id"], row.cells["form"])


def _check_off(off: Iterable[_Off], listed: Iterable[PlacedForm], base: Lexicon) -> None:
    """Refuse to switch off what is not shipped, which is a slip of the pen, or what the table lists too."""
    shipped = {_key(form) for form in base.forms}
    own = {_key(p.form): p.place for p in listed}
    for place, concept_id, form in off:
        key = (concept_id, fold(form))
        if key in own:
            refuse(place, f"{form!r} of {concept_id} is listed at {own[key]} too; keep one of the two")
        if key not in shipped:
            refuse(place, f"{form!r} is no shipped form of {concept_id}; remove the line or mend the form")


def _new_names(
    placed: Mapping[str, PlacedConcept], listed: Iterable[PlacedForm], off: Iterable[_Off], base: Lexicon
) -> Iterator[PlacedForm]:
    """Yield the names that are forms by themselves: not those that are shipped, whose case stays as it is."""
    known = {_key(form) for form in base.forms}
    switched = {(o.concept_id, way) for o in off for way in ways(o.form)}
    for name in names(placed, listed):
        met = {(name.form.concept_id, way) for way in ways(name.form.form)}
        if _key(name.form) not in known and not met & switched:
            yield name


def _merged(base: Lexicon, tables: _Own) -> Extension:
    """Return what comes of the forms of `base` beside those of the user, whose concepts are those of both."""
    own, placed = tables.forms, tables.placed
    switched = {(o.concept_id, way) for o in tables.off for way in ways(o.form)}
    rivals = own.by_way()
    kept, taken, dropped = [], [], []
    for form in base.forms:
        label, met = own.concepts[form.concept_id].label, ways(form.form)
        against = [rivals.get((label, way), []) for way in met]
        if any(other.concept_id != form.concept_id for of_way in against for other in of_way):
            taken.append(form)
        elif any((form.concept_id, way) in switched for way in met):
            dropped.append(form)
        elif any(all(both_needed(form, other) for other in of_way) for of_way in against):
            kept.append(form)
    merged = tuple(sorted([*kept, *own.forms], key=lambda f: (f.concept_id, f.form)))
    return Extension(
        Lexicon(own.concepts, merged, own.digest, _unwanted(own, dropped, tables.refused)),
        added=tuple(sorted(placed.keys() - base.concepts.keys())),
        replaced=tuple(sorted(placed.keys() & base.concepts.keys())),
        own=own.forms,
        taken=tuple(taken),
        off=tuple(dropped),
    )


def _unwanted(
    own: Lexicon, dropped: Iterable[ConceptForm], refused: Iterable[tuple[Label, str]]
) -> frozenset[tuple[Label, str]]:
    """Return what grammar shall not find either; a form that the user's table lists is wanted."""
    wanted = own.by_way()
    switched = {(own.concepts[form.concept_id].label, form.form) for form in dropped}
    return frozenset(
        (label, form)
        for label, form in {*switched, *refused}
        if not any((label, way) in wanted for way in ways(form))
    )


def _key(form: ConceptForm) -> tuple[str, str]:
    return form.concept_id, fold(form.form)


def _digest(base: Lexicon, tables: Tables) -> str:
    """Return the digest of both lexicons: the folder's name does not count."""
    parts = [base.digest.encode(), *(hashlib.sha256(part or b"").digest() for part in tables[1:3])]
    if tables.refused is not None:
        parts.append(hashlib.sha256(tables.refused).digest())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
