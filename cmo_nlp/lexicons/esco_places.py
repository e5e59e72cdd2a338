"""Where a skill of ESCO belongs among the concepts of the lexicon."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from cmo_nlp.lexicons.loader import Lexicon
from cmo_nlp.lexicons.tables import fold
from cmo_nlp.records import Concept

__all__ = ["BROADER", "Places", "placed", "plain_words"]

BROADER = ("broaderConceptUri", "broaderUri")
"""the columns, of which some of ESCO's tables have one, with the addresses of the wider skills."""

_SHORT = 3
_LINKS = {"le", "la", "les", "l", "un", "une", "de", "d", "du", "des", "en", "par"}
_LONGEST = 6  # words of a name that is looked for inside a label


class Places:
    """The names and sure forms of the lexicon's skills, to find the widest of them inside a label."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._known: dict[str, str] = {}
        for form in lexicon.forms:
            if lexicon.concepts[form.concept_id].label == "skill" and form.case == "fold":
                self._known.setdefault(_bare(form.form), form.concept_id)

    def of(self, label: str, but: str) -> str | None:
        """Return the skill whose name or form is the longest one inside `label`, None where none is.

        `but` is the concept that is looked for a place itself. Of two as long the first in the label counts:
        « marketing de contenu » is that for « créer une stratégie de marketing de contenu ».
        """
        inside = [p for p in _parts(_bare(label).split()) if self._known.get(p, but) != but]
        return self._known[max(inside, key=len)] if inside else None


def placed(concepts: Mapping[str, Concept], wider: Mapping[str, Collection[str]]) -> dict[str, Concept]:
    """Return the concepts of which the table tells a wider skill that is there, with that as `broader`.

    `wider` are the ids of the wider skills by id; what would lead round in a circle is left out.
    """
    moved = dict(concepts)
    for identity, above in sorted(wider.items()):
        found = next((a for a in sorted(above) if a in moved and not _leads(moved, a, identity)), None)
        if found and moved[found].label == moved[identity].label:
            moved[identity] = replace(moved[identity], broader=found)
    return {key: moved[key] for key in wider if moved[key] != concepts[key]}


def _leads(concepts: Mapping[str, Concept], below: str, above: str) -> bool:
    """Tell whether the chain of broader concepts leads from `below` to `above`."""
    at: str | None = below
    seen: set[str] = set()
    while at is not None and at in concepts and at not in seen:
        if at == above:
            return True
        seen.add(at)
        at = concepts[at].broader
    return False


def plain_words(label: str) -> str:
    """Return the words of a label, folded, without the s or x of the plural.

    >>> plain_words("Études de marchés")
    'etude de marche'
    """
    found = re.findall(r"[^\W_]+", fold(label))
    return " ".join(word[:-1] if len(word) > _SHORT and word[-1] in "sx" else word for word in found)


def _bare(label: str) -> str:
    """Return the plain words without articles and « de »: « plan de marketing », « plan marketing »."""
    return " ".join(word for word in plain_words(label).split() if word not in _LINKS)


def _parts(words: list[str]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            yield " ".join(words[start:end])
