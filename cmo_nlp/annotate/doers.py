"""Which words of a sentence stand for who holds the role: « vous », « je », a name, « la directrice »."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cmo_nlp.annotate.clauses import Verb, clauses, verbs
from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.habits import own_verb
from cmo_nlp.annotate.holders import Holders
from cmo_nlp.annotate.impersonal import IMPERSONAL
from cmo_nlp.annotate.passages import Passage, Subject

__all__ = ["Doer", "doers", "names_another", "names_holder"]

_FUNCTION = (
    r"(?:métier|rôle|poste|fonction|missions?|travail|quotidien|journées?|priorités?|responsabilités?|"
    r"tâches?|"
    r"objectifs?|défis?|équipes?)"
)
_OFFICE = re.compile(
    r" (?:le|la|l') (?P<who>directrice|directeur|patronne?|candidate?|personne (?:recrutée|retenue)|"
    r"titulaire(?: du poste)?|responsable|"
    r"dirigeante?) (?!de |du |des |d' |général|commercial|financi|administrat|artistique|techni|adjoint|"
    r"marketing |mode |-|informat|industri|régional|achats)"
)
_SECOND = {"vous": listed("êtes faites dites"), "tu": listed("es as")}
_SUBORDINATES = listed("que qu' dont où si s' comme quand lorsque lorsqu' puisque puisqu' car")


# « cela reste le gros de mes journées », « c'est mon métier »
_IS_ALL = re.compile(
    r"^ (?:est|reste|était|sera|fait|occupe|prend|demeure) (?:désormais |aussi |surtout )?"
    r"(?:(?:le|la|l') (?:[\w-]+ )?(?:gros|part|partie|cœur|essentiel|moitié|tiers) (?:de |d' ))?$"
)


# « il vous revient de fixer l'ordre », « il vous faudra trouver »
_IMPOSED = re.compile(
    r" il (?P<who>vous|te|t') (?:faut|faudra|revient|reviendra|appartient|appartiendra|incombe) "
)


_SOUGHT = re.compile(
    r" (?:personne|candidate?|quelqu'un|celui|celle|titulaire|professionnel(?:le)?) (?:qui|à|recherchée?|"
    r"recrutée?|"
    r"retenue?|idéale?|capable|ayant) "
)


_IMPERSONAL = re.compile(rf" {IMPERSONAL}")


class Doer(NamedTuple):
    """Who acts, where she or he is named, and the finite verb; no verb under « mon métier, … »."""

    kind: str  # "vous" of an advertisement, "you" of a letter, "je", "nous", "name", "pronoun"
    subject: Subject
    verb: Verb


def doers(  # noqa: PLR0913
    passage: Passage, i: int, cast: Holders, quoted: Sequence[bool], *, goes_on: bool, said: bool
) -> list[Doer]:
    """Return those who hold the role and act in the passage number `i`, in order.

    `quoted` tells of each word whether it stands in quotes; `goes_on`, whether the sentence before was about
    a holder, so that « il » or « elle » at the start goes on about her or him; `said`, whether a holder
    speaks in the quotes.
    """
    found: list[Doer] = []
    if cast.advert:
        found += _pronouns(passage, ("vous", "tu"), "vous")
        found += _functions(passage, "votre|vos|ton|tes", "vous")
        found += _offices(passage) + _imposed(passage)
        if goes_on:
            found += _continued(passage, cast, quoted)
    elif cast.addressed:
        found += [d._replace(kind="you") for d in _pronouns(passage, ("vous",), "vous")]
        found += _functions(passage, "votre|vos", "you")
    if cast.speaking[i]:
        free = _pronouns(passage, ("je", "j'"), "je") + _functions(passage, "mon|ma|mes", "je")
        found += [d for d in free if not quoted[d.subject[0]]]
        found += [d for d in _pronouns(passage, ("nous",), "nous") if not quoted[d.subject[0]]]
    elif said:
        own = _pronouns(passage, ("je", "j'"), "je") + _functions(passage, "mon|ma|mes|notre|nos", "je")
        if cast.quoted[i] is not None:
            own += _pronouns(passage, ("nous",), "nous")
        found += [d for d in own if quoted[d.subject[0]]]
    if cast.known and not cast.speaking[i] and not cast.advert:
        acting = [*_named(passage, i, cast), *_at_firms(passage, cast.offices[i])]
        acting += _offices(passage) if cast.names else []
        found += [d for d in acting if not quoted[d.subject[0]]]
        if goes_on:
            found += _continued(passage, cast, quoted)
            found += [d for d in _functions(passage, "son|sa|ses", "pronoun") if not quoted[d.subject[0]]]
    return sorted(found, key=lambda d: d.subject)


def names_holder(passage: Passage, i: int, cast: Holders) -> bool:
    """Tell whether a holder is named in the passage, as subject or not, or the one that is sought."""
    if cast.advert and _SOUGHT.search(passage.text):
        return True
    return (
        bool(cast.offices[i])
        or any(cast.holds(person) for person in cast.people[i])
        or (bool(cast.names) and any(w.form in cast.names and w.surface[0].isupper() for w in passage.words))
    )


def names_another(i: int, cast: Holders) -> bool:
    """Tell whether someone who does not hold the role is named in the passage."""
    return any(not cast.holds(person) for person in cast.people[i])


def _imposed(passage: Passage) -> list[Doer]:
    found: list[Doer] = []
    for match in _IMPOSED.finditer(passage.text):
        subject = passage.index(match.start("who")), passage.index(match.end("who") - 1) + 1
        verb = own_verb(passage, subject, adjacent=True)
        if verb is not None:
            found.append(Doer("vous", subject, verb))
    return found


def _pronouns(passage: Passage, forms: Sequence[str], kind: str) -> list[Doer]:
    found: list[Doer] = []
    for at, word in enumerate(passage.words):
        if word.form in forms:
            verb = own_verb(passage, (at, at + 1), adjacent=True)
            if at and passage.words[at - 1].form in _SUBORDINATES:
                continue
            if verb is not None and _agrees(passage, verb, word.form):
                found.append(Doer(kind, (at, at + 1), verb))
    kinds = clauses(passage.words)
    return [d for d in found if kinds[d.subject[0]] == "main"]


def _agrees(passage: Passage, verb: Verb, pronoun: str) -> bool:
    form = passage.words[verb.at].form
    if pronoun == "vous":
        return form.endswith("ez") or form in _SECOND["vous"]
    if pronoun == "nous":
        return form.endswith("ons") or form == "sommes"
    return pronoun != "tu" or form.endswith("s")


def _functions(passage: Passage, possessives: str, kind: str) -> list[Doer]:
    found: list[Doer] = []
    for match in re.finditer(rf" (?:{possessives}) (?:[\w-]+ )?{_FUNCTION} ", passage.text):
        first = passage.index(match.start() + 1)
        subject = (first, passage.index(match.end() - 2) + 1)
        if clauses(passage.words)[first] != "main":
            continue
        verb = own_verb(passage, subject, adjacent=False)
        if verb is not None and verb.at - subject[1] < 6:  # noqa: PLR2004
            found.append(Doer(kind, subject, verb))
            continue
        before = [v for v in verbs(passage.words) if v.at < first and v.main]
        if before and _IS_ALL.search(
            passage.text[passage.offsets[before[-1].at] - 1 : passage.offsets[first]]
        ):
            found.append(Doer(kind, subject, before[-1]))
    return found


def _offices(passage: Passage) -> list[Doer]:
    found: list[Doer] = []
    for match in _OFFICE.finditer(passage.text):
        subject = passage.index(match.start("who")), passage.index(match.end("who") - 1) + 1
        verb = own_verb(passage, subject, adjacent=False)
        if clauses(passage.words)[subject[0]] == "main" and verb is not None:
            found.append(Doer("name", subject, verb))
    return found


def _named(passage: Passage, i: int, cast: Holders) -> list[Doer]:
    spans = [(p.first, p.last) for p in cast.people[i] if cast.holds(p)]
    inside = {k for p in cast.people[i] for k in range(p.first, p.last)}
    spans += [
        (k, k + 1)
        for k, word in enumerate(passage.words)
        if k not in inside and word.form in cast.names and word.surface[0].isupper()
    ]
    found: list[Doer] = []
    for span in sorted(spans):
        before = passage.words[span[0] - 1].form if span[0] else ""
        if before in {"de", "d'", "à", "avec", "chez", "par", "pour", "que", "qu'", "selon"}:
            continue
        verb = own_verb(passage, span, adjacent=False)
        if verb is not None and clauses(passage.words)[span[0]] == "main":
            found.append(Doer("name", span, verb))
    return found[:1]


def _at_firms(passage: Passage, spans: Sequence[Subject]) -> list[Doer]:
    """Return who acts under title and firm: « la directrice marketing de Valdor fixe les prix »."""
    kinds = clauses(passage.words) if spans else ()
    acting = [(span, own_verb(passage, span, adjacent=False)) for span in spans if kinds[span[0]] == "main"]
    return [Doer("name", span, verb) for span, verb in acting if verb is not None][:1]


def _continued(passage: Passage, cast: Holders, quoted: Sequence[bool]) -> list[Doer]:
    forms = (cast.gender,) if cast.gender else ("il", "elle")
    found = [d for d in _pronouns(passage, forms, "pronoun") if not quoted[d.subject[0]]]
    if not cast.names:  # a title and a firm are less in mind than a person: « Elle pilote… » only
        found = [d for d in found if d.subject[0] == 0 and cast.gender]
    return [d for d in found if not _is_impersonal(passage, d)][:1]


def _is_impersonal(passage: Passage, doer: Doer) -> bool:
    if passage.words[doer.subject[0]].form != "il":
        return False
    after = passage.text[passage.offsets[doer.subject[1]] - 1 :]
    return _IMPERSONAL.match(after) is not None
