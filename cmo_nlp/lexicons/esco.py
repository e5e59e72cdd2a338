"""The skills of ESCO, as the European Commission hands them out, turned into additions to a user's lexicon.

ESCO holds 13,500 skills of all trades. A skill that the lexicon holds already is joined to its concept, by
its address or by its preferred label, never by an alternative one: those are often wide (« CMS » stands under
the soldering of components). Another comes in when one of its labels speaks of marketing.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

from cmo_nlp.lexicons.additions import Additions
from cmo_nlp.lexicons.loader import Lexicon
from cmo_nlp.lexicons.tables import Row, fold, named_rows, refuse
from cmo_nlp.records import Concept, ConceptForm, Label

__all__ = ["NEEDED", "RELATED", "EscoImport", "read_esco"]

NEEDED = ("conceptUri", "preferredLabel", "altLabels")
RELATED = (
    "marketing", "mercatique", "marque", "publicité", "publicitaire", "média", "réseaux sociaux",
    "relation client", "étude de marché", "stratégie commerciale",
)  # fmt: skip
"""words of which one must stand in a label, in singular or plural, for a skill to come in."""

_SKILL = "KnowledgeSkillCompetence"
_JOINED: tuple[Label, ...] = ("skill", "tool")
_SHORT = 3
_ACRONYM = 6
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class EscoImport:
    """What is added, and what became of every skill and every label, by reason.

    `skills`: new, joined (their address was added to a concept of the lexicon), held (it was there),
    unrelated, elsewhere (a title or a counterpart has that label), unreleased, other (no skills). `labels`:
    added, held, taken (they lead to another concept already, under whatever label), too short (of one letter,
    which any text holds; a skill that is called so stays out).
    """

    additions: Additions
    skills: Counter[str]
    labels: Counter[str]


class _Skill(NamedTuple):
    uri: str
    preferred: str
    others: tuple[str, ...]


def read_esco(file: Path, lexicon: Lexicon, related: Collection[str] = RELATED) -> EscoImport:
    """Return what ESCO's table of skills adds to `lexicon`; all its skills where `related` is empty.

    The order of the lines does not show. Raises InputError, naming file and line, for a table without ESCO's
    columns, a skill without a label and an address that is none.
    """
    counts: Counter[str] = Counter()
    skills = list(_skills(named_rows(file, NEEDED), counts))
    draft = _Draft(lexicon)
    wanted = [_plain(word) for word in related]
    for skill in sorted(set(skills), key=lambda s: (fold(s.preferred), s)):
        counts[draft.take(skill, related=not wanted or _is_related(skill, wanted))] += 1
    return EscoImport(draft.additions(), counts, draft.labels)


def _skills(found: Iterable[Row], counts: Counter[str]) -> Iterator[_Skill]:
    for place, cells in found:
        if cells.get("conceptType", _SKILL) != _SKILL:
            counts["other"] += 1
        elif cells.get("status", "released") != "released":
            counts["unreleased"] += 1
        else:
            yield _skill(place, cells["conceptUri"].strip(), cells["preferredLabel"], cells["altLabels"])


def _skill(place: str, uri: str, preferred: str, others: str) -> _Skill:
    if not uri.startswith(("http://", "https://")) or " " in uri:
        refuse(place, f"{uri!r} is no URI; download the table from ESCO again")
    if not _slug(preferred):
        refuse(place, f"{uri} has no preferredLabel; download the table from ESCO again")
    labels = [" ".join(label.split()) for label in others.splitlines()]
    return _Skill(uri, " ".join(preferred.split()), tuple(dict.fromkeys(filter(fold, labels))))


class _Draft:
    """A lexicon that grows skill by skill."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._concepts = dict(lexicon.concepts)
        self._changed: dict[str, Concept] = {}
        self._forms: list[ConceptForm] = []
        self._of_uri = {uri: c.id for c in lexicon.concepts.values() for uri in c.uris}
        self._leads: dict[str, list[str]] = {}
        for form in lexicon.forms:
            self._lead(form.form, form.concept_id)
        self.labels: Counter[str] = Counter()

    def additions(self) -> Additions:
        """Return what came in, by id and by form."""
        return Additions(
            tuple(self._changed[key] for key in sorted(self._changed)),
            tuple(sorted(self._forms, key=lambda f: (f.concept_id, f.form))),
        )

    def take(self, skill: _Skill, *, related: bool) -> str:
        """Take a skill in, or not, and return what became of it."""
        held = self._of_uri.get(skill.uri)
        leads = self._leads.get(fold(skill.preferred), [])
        met = next((i for label in _JOINED for i in leads if self._concepts[i].label == label), None)
        if held or met:
            concept = self._concepts[held or met or ""]
            if not held:
                self._put(replace(concept, uris=(*concept.uris, skill.uri)))
        elif leads or not related:
            return "elsewhere" if leads else "unrelated"
        elif len(_slug(skill.preferred)) < _LEAST_LETTERS:
            return "too short"
        else:
            concept = Concept(
                self._free_id(skill.preferred), "skill", skill.preferred, "", None, (skill.uri,), "ESCO"
            )
            self._put(concept)
        for label in (skill.preferred, *skill.others):
            self._add_form(concept, label)
        return "held" if held else "joined" if met else "new"

    def _put(self, concept: Concept) -> None:
        self._concepts[concept.id] = self._changed[concept.id] = concept
        self._of_uri |= dict.fromkeys(concept.uris, concept.id)

    def _lead(self, form: str, identity: str) -> None:
        led = self._leads.setdefault(fold(form), [])
        if identity not in led:
            led.append(identity)

    def _free_id(self, label: str) -> str:
        """Return skill/words-of-the-label, with -esco behind where another concept has that id."""
        identity = f"skill/{_slug(label)}"
        while identity in self._concepts:
            identity += "-esco"
        return identity

    def _add_form(self, concept: Concept, label: str) -> None:
        if len(_slug(label)) < _LEAST_LETTERS:
            self.labels["too short"] += 1
            return
        leads = self._leads.get(fold(label))
        if leads:
            self.labels["held" if concept.id in leads else "taken"] += 1
            return
        self._lead(label, concept.id)
        self.labels["added"] += 1
        case = _case(label)
        if label != concept.name or case != "fold":  # a name is a form by itself, in any case
            self._forms.append(ConceptForm(concept.id, label, "fr", case, "ESCO"))


def _case(label: str) -> Literal["fold", "exact", "context"]:
    """Return how a label is met: an acronym as written, a single word in company, the others in any case."""
    if label.isupper() and len(label) <= _ACRONYM:
        return "exact"
    return "fold" if " " in label else "context"


def _is_related(skill: _Skill, wanted: Iterable[str]) -> bool:
    labels = [f" {_plain(label)} " for label in (skill.preferred, *skill.others)]
    return any(f" {word} " in label for word in wanted for label in labels)


def _plain(label: str) -> str:
    """Return the words of a label, folded and without the s or x of the plural.

    >>> _plain("Études de marchés")
    'etude de marche'
    """
    found = re.findall(r"[^\W_]+", fold(label))
    return " ".join(word[:-1] if len(word) > _SHORT and word[-1] in "sx" else word for word in found)


def _slug(label: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(label)))
