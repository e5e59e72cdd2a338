"""Read a whole lexicon, and refuse what would make a match wrong or ambiguous."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cmo_nlp.errors import InputError
from cmo_nlp.lexicons.tables import (
    CONCEPT_COLUMNS,
    FORM_COLUMNS,
    check_broader,
    names,
    read_concepts,
    read_form,
    refuse_ambiguous,
    refuse_unmet,
    rows,
)
from cmo_nlp.lexicons.ways import Way, ways
from cmo_nlp.records import Concept, ConceptForm, Label

__all__ = ["CONCEPT_COLUMNS", "FORM_COLUMNS", "Lexicon", "load"]

_SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The concepts by id, in order of id, and all their forms, in order of concept and form.

    Each concept's `name` is among `forms`, unless a user's lexicon gave it to another concept or switched it
    off. Within one label a folded form leads to one concept. `refused` are labels and forms that a user's
    lexicon does not want found by grammar either: switched off, or answered with no. `digest` is the
    hexadecimal SHA-256 of the bytes of concepts.csv followed by those of forms.csv; where a user's lexicon is
    over it, that of both.
    """

    concepts: Mapping[str, Concept]
    forms: tuple[ConceptForm, ...]
    digest: str
    refused: frozenset[tuple[Label, str]] = frozenset()

    def by_way(self) -> dict[tuple[Label, Way], list[ConceptForm]]:
        """Return the forms by label and by the words of a text that meet them."""
        found: dict[tuple[Label, Way], list[ConceptForm]] = {}
        for form in self.forms:
            for way in ways(form.form):
                found.setdefault((self.concepts[form.concept_id].label, way), []).append(form)
        return found


def load(folder: Path | None = None) -> Lexicon:
    """Return the lexicon of `folder`, or the one that is shipped, which is read once.

    Raises InputError, naming file and line, for a missing or unreadable file, other columns than ours, an
    ill-formed or repeated id, an unknown label, language or case, an empty name or form, a form of an unknown
    concept or one that no text can meet, a `broader` that is unknown, of another label or its own ancestor,
    and a form listed twice or under two concepts of one label.
    """
    return _shipped() if folder is None else _read(folder)


@cache
def _shipped() -> Lexicon:
    return _read(_SHIPPED)


def _read(folder: Path) -> Lexicon:
    concepts_file, forms_file = (folder / name for name in ("concepts.csv", "forms.csv"))
    concepts_bytes, forms_bytes = _content(concepts_file), _content(forms_file)
    placed = read_concepts(rows(concepts_file, concepts_bytes, CONCEPT_COLUMNS))
    concepts = {key: concept for key, (_, concept) in sorted(placed.items())}
    for place, concept in placed.values():
        check_broader(place, concept, concepts)
    listed = [read_form(row, concepts) for row in rows(forms_file, forms_bytes, FORM_COLUMNS)]
    forms = [*names(placed, listed), *listed]
    refuse_unmet(placed, (p.form for p in forms))
    refuse_ambiguous(forms, concepts)
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
