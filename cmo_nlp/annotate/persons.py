"""Names of persons in a sentence: « Hélène Caradec », « Yasmine Tahri-Lecoq », « Mme Anquetil »."""

from collections.abc import Sequence
from typing import NamedTuple

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.passages import Word

__all__ = ["Person", "persons"]

_PARTICLES = listed("de d' du le la van von ben el")
_CIVILITIES = listed("m mm mme mmes mlle madame monsieur")
_FULL_NAME = 2


class Person(NamedTuple):
    """The words `first` to `last` (excluded) of a full name; `parts` are its capitalised words."""

    first: int
    last: int
    parts: tuple[str, ...]


def persons(words: Sequence[Word]) -> list[Person]:
    """Return the full names in a sentence: at least two capitalised words in a row, or one after « Mme »."""
    found: list[Person] = []
    i = 0
    while i < len(words):
        person = _person_at(words, i)
        if person is not None:
            found.append(person)
        i = person.last if person is not None else i + 1
    return found


def _person_at(words: Sequence[Word], i: int) -> Person | None:
    if not _is_capitalised(words[i]):
        return None
    civil = words[i].form in _CIVILITIES
    first = i + 1 + (civil and i + 1 < len(words) and words[i + 1].form == ".") if civil else i
    parts: list[str] = []
    hyphens, j = 0, first
    while j < len(words):
        if _is_capitalised(words[j]):
            parts.append(words[j].form)
        elif not (parts and _goes_on(words, j)):
            break
        hyphens += words[j].form == "-"
        j += 1
    needed = 1 if civil else _FULL_NAME
    return Person(first, j, tuple(parts)) if len(parts) - hyphens >= needed else None


def _goes_on(words: Sequence[Word], j: int) -> bool:
    """Tell whether a hyphen or a particle at `j` stands inside a name."""
    if j + 1 >= len(words) or not _is_capitalised(words[j + 1]):
        return False
    if words[j].form == "-":
        return words[j].start == words[j - 1].end
    return words[j].form in _PARTICLES and words[j].form not in {"de", "du", "d'"}


def _is_capitalised(word: Word) -> bool:
    shape = word.surface
    is_name = shape[0].isupper() and not (len(shape) > 1 and shape.isupper())
    return is_name and word.upos not in {"DET", "PRON", "ADP", "VERB", "AUX", "CCONJ", "SCONJ", "ADV"}
