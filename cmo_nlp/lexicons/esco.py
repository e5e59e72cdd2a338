"""The skills of ESCO, as the European Commission hands them out, turned into additions to a user's lexicon.

ESCO holds 13,500 skills of all trades. A skill that the lexicon holds already is joined to its concept: by
its address, or where its preferred label is the concept's name. What is called like another form of a concept
is something near it and no more (« espagnol » beside the foreign languages, « ML », a programming language,
beside machine learning): it is told and left out. Alternative labels join nothing: those are often wide
(« CMS » stands under the soldering of components). Another skill comes in when one of its labels speaks of
marketing.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

from cmo_nlp.lexicons.additions import Additions
from cmo_nlp.lexicons.esco_places import BROADER, Places, placed, plain_words
from cmo_nlp.lexicons.loader import Lexicon
from cmo_nlp.lexicons.marks import dead_mark
from cmo_nlp.lexicons.tables import Row, fold, named_rows, refuse
from cmo_nlp.lexicons.ways import Way, ways
from cmo_nlp.records import Concept, ConceptForm, Label

__all__ = ["NEEDED", "RELATED", "EscoImport", "Pair", "read_esco"]

NEEDED = ("conceptUri", "preferredLabel", "altLabels")
_FIELDS = {
    "étude de marché": "skill/etudes-de-marche",
    "réseaux sociaux": "skill/reseaux-sociaux",
    "relation client": "skill/relation-client",
    "stratégie commerciale": "skill/strategie-commerciale",
    "publicité": "skill/publicite",
    "publicitaire": "skill/publicite",
    "média": "skill/strategie-media",
    "marque": "skill/strategie-de-marque",
    "mercatique": "skill/strategie-marketing",
    "marketing": "skill/strategie-marketing",
}
RELATED = tuple(_FIELDS)
"""words of which one must stand in a label, in singular or plural, for a skill to come in.

A skill that has no other place comes under the concept of the first of them.
"""

_SKILL = "KnowledgeSkillCompetence"
_JOINED: tuple[Label, ...] = ("skill", "tool")
_ACRONYM = 6
_LEAST_LETTERS = 2


class Pair(NamedTuple):
    """A preferred label of ESCO and the concept that it was joined to, or that has it as a form."""

    label: str
    concept_id: str
    name: str


@dataclass(frozen=True, slots=True)
class EscoImport:
    """What is added, and what became of every skill and every label, by reason.

    `skills`: new, joined (their address was added to a concept of the lexicon), held (it was there),
    near (called like a form of a skill or a tool), unrelated, elsewhere (a title or a counterpart has that
    label), refused (switched off or answered with no), unmet (no text can meet one of its labels),
    unreleased, other (no skills). `labels`: added, held, taken (they lead to another concept already, under
    whatever label), refused, unmet, too short (of one letter, which any text holds; a skill called so stays
    out). `joined` and `near` are the pairs behind those counts, by label.
    """

    additions: Additions
    skills: Counter[str]
    labels: Counter[str]
    joined: tuple[Pair, ...] = ()
    near: tuple[Pair, ...] = ()


class _Skill(NamedTuple):
    uri: str
    preferred: str
    others: tuple[str, ...]
    wider: tuple[str, ...]


def read_esco(file: Path, lexicon: Lexicon, related: Collection[str] = RELATED) -> EscoImport:
    """Return what ESCO's table of skills adds to `lexicon`; all its skills where `related` is empty.

    The order of the lines does not show. Raises InputError, naming file and line, for a table without ESCO's
    columns, a skill without a label and an address that is none.
    """
    counts: Counter[str] = Counter()
    skills = list(_skills(named_rows(file, NEEDED), counts))
    draft = _Draft(lexicon)
    wanted = [plain_words(word) for word in related]
    for skill in sorted(set(skills), key=lambda s: (fold(s.preferred), s)):
        counts[draft.take(skill, related=not wanted or _is_related(skill, wanted))] += 1
    return EscoImport(draft.additions(), counts, draft.labels, tuple(draft.joined), tuple(draft.near))


def _skills(found: Iterable[Row], counts: Counter[str]) -> Iterator[_Skill]:
    for place, cells in found:
        if cells.get("conceptType", _SKILL) != _SKILL:
            counts["other"] += 1
        elif cells.get("status", "released") != "released":
            counts["unreleased"] += 1
        else:
            yield _skill(place, cells)


def _skill(place: str, cells: Mapping[str, str]) -> _Skill:
    uri, preferred = cells["conceptUri"].strip(), cells["preferredLabel"]
    if not uri.startswith(("http://", "https://")) or " " in uri:
        refuse(place, f"{uri!r} is no URI; download the table from ESCO again")
    if not _slug(preferred):
        refuse(place, f"{uri} has no preferredLabel; download the table from ESCO again")
    labels = [" ".join(label.split()) for label in cells["altLabels"].splitlines()]
    wider = re.findall(r"https?://[^\s|,;]+", next((cells[name] for name in BROADER if name in cells), ""))
    return _Skill(uri, " ".join(preferred.split()), tuple(dict.fromkeys(filter(fold, labels))), tuple(wider))


class _Draft:
    """A lexicon that grows skill by skill."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._concepts = dict(lexicon.concepts)
        self._changed: dict[str, Concept] = {}
        self._forms: list[ConceptForm] = []
        self._of_uri = {uri: c.id for c in lexicon.concepts.values() for uri in c.uris}
        self._named = {fold(c.name): c for c in lexicon.concepts.values() if c.label in _JOINED}
        self._refused = {way for label, form in lexicon.refused if label == "skill" for way in ways(form)}
        self._leads: dict[Way, list[str]] = {}
        for form in lexicon.forms:
            self._lead(form.form, form.concept_id)
        self._places = Places(lexicon)
        self._wider: dict[str, tuple[str, ...]] = {}
        self.labels: Counter[str] = Counter()
        self.joined: list[Pair] = []
        self.near: list[Pair] = []

    def additions(self) -> Additions:
        """Return what came in, by id and by form."""
        wider = {i: [self._of_uri[u] for u in uris if u in self._of_uri] for i, uris in self._wider.items()}
        changed = self._changed | placed(self._concepts, wider)
        return Additions(
            tuple(changed[key] for key in sorted(changed)),
            tuple(sorted(self._forms, key=lambda f: (f.concept_id, f.form))),
        )

    def take(self, skill: _Skill, *, related: bool) -> str:
        """Take a skill in, or not, and return what became of it."""
        held, named = self._of_uri.get(skill.uri), self._named.get(fold(skill.preferred))
        if held:
            concept, became = self._concepts[held], "held"
        elif named and _is_written_alike(skill.preferred, named.name):
            concept, became = self._join(self._concepts[named.id], skill), "joined"
        else:
            left_out = self._left_out(skill, related=related)
            if left_out:
                return left_out
            concept, became = self._make(skill), "new"
        for label in (skill.preferred, *skill.others):
            self._add_form(concept, label)
        return became

    def _join(self, concept: Concept, skill: _Skill) -> Concept:
        self.joined.append(Pair(skill.preferred, concept.id, concept.name))
        joined = replace(concept, uris=(*concept.uris, skill.uri))
        self._put(joined)
        return joined

    def _left_out(self, skill: _Skill, *, related: bool) -> str:
        """Return why a skill that is not in the lexicon stays out, "" where it comes in."""
        leads = self._led(skill.preferred)
        near = next((i for label in _JOINED for i in leads if self._concepts[i].label == label), None)
        if near:
            self.near.append(Pair(skill.preferred, near, self._concepts[near].name))
            return "near"
        if leads or not related:
            return "elsewhere" if leads else "unrelated"
        if len(_slug(skill.preferred)) < _LEAST_LETTERS:
            return "too short"
        if self._is_refused(skill.preferred):
            return "refused"
        return "" if any(self._is_new(label) for label in (skill.preferred, *skill.others)) else "unmet"

    def _is_new(self, label: str) -> bool:
        fits = len(_slug(label)) >= _LEAST_LETTERS and not dead_mark(label)
        return fits and not self._is_refused(label) and not self._led(label)

    def _is_refused(self, label: str) -> bool:
        return any(way in self._refused for way in ways(label))

    def _make(self, skill: _Skill) -> Concept:
        identity = self._free_id(skill.preferred)
        broader = self._places.of(skill.preferred, identity) or self._field(skill)
        concept = Concept(identity, "skill", skill.preferred, "", broader, (skill.uri,), "ESCO")
        self._wider[identity] = skill.wider
        self._put(concept)
        return concept

    def _field(self, skill: _Skill) -> str | None:
        inside = (i for word, i in _FIELDS.items() if _is_related(skill, [plain_words(word)]))
        return next((i for i in inside if i in self._concepts), None)

    def _put(self, concept: Concept) -> None:
        self._concepts[concept.id] = self._changed[concept.id] = concept
        self._of_uri |= dict.fromkeys(concept.uris, concept.id)

    def _lead(self, form: str, identity: str) -> None:
        for way in ways(form):
            led = self._leads.setdefault(way, [])
            if identity not in led:
                led.append(identity)

    def _led(self, form: str) -> list[str]:
        """Return the ids of the concepts that the same words lead to."""
        return [identity for way in ways(form) for identity in self._leads.get(way, ())]

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
        leads = self._led(label)
        if leads:
            self.labels["held" if concept.id in leads else "taken"] += 1
            return
        if self._is_refused(label) or dead_mark(label):
            self.labels["unmet" if dead_mark(label) else "refused"] += 1
            return
        self._lead(label, concept.id)
        self.labels["added"] += 1
        case = _case(label)
        if label != concept.name or case != "fold":  # a name is a form by itself, in any case
            self._forms.append(ConceptForm(concept.id, label, "fr", case, "ESCO"))


def _is_written_alike(label: str, name: str) -> bool:
    """Tell whether both are acronyms or neither is: « SPARK » is another thing than « Spark »."""
    return label.isupper() == name.isupper()


def _case(label: str) -> Literal["fold", "exact", "context"]:
    """Return how a label is met: an acronym as written, a single word in company, the others in any case."""
    if label.isupper() and len(label) <= _ACRONYM:
        return "exact"
    return "fold" if " " in label else "context"


def _is_related(skill: _Skill, wanted: Iterable[str]) -> bool:
    labels = [f" {plain_words(label)} " for label in (skill.preferred, *skill.others)]
    return any(f" {word} " in label for word in wanted for label in labels)


def _slug(label: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(label)))
