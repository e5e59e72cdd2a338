"""Who speaks in quotes: « « Je pilote la marque », explique la directrice marketing de Valdor »."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage
from cmo_nlp.annotate.persons import Person

__all__ = ["CLOSING", "OPENING", "Speaker", "is_all_quoted", "speakers"]

OPENING, CLOSING = frozenset("«“"), frozenset("»”")
# Verbs that a French paper puts after a quotation; a closed class, by stem.
_SAYS = (
    r"(?:(?:a|ont|avait|avaient) )?(?:(?:expliqu|racont|ajout|affirm|assur|avou|confi|constat|estim|jug|"
    r"rappel|insist|nuanc|résum|not|soulign|précis|indiqu|déclar|comment|analys|observ|détaill|témoign|gliss|lâch|lanc|"
    r"plaid|remarqu|regrett|déplor|annonc|expos|concéd|concèd|exclam|enthousiasm|félicit|réjou|souvien|souven|"
    r"martel|martèl|prôn|répond|répèt|répét|conclu|reconn|admet|soutien|souten|prévien|préven|poursui|repren|"
    r"repr[iî]|renchéri|souri|promet|prétend|prédi|soupir|défen|avert|juge)\w*|dit|disent|disait|lit|pense|croit)"
)
_CLITICS = r"(?:(?:se|s'|en|nous|m'|me|lui|l'|y|ne|n') )*"
# « », confie-t-elle », « », explique la directrice marketing ».
_AFTER = re.compile(
    rf"^ (?:[,.!?…] )*{_CLITICS}{_SAYS} (?:- (?:t - )?(?P<pronoun>ils?|elles?|on|je|nous|vous) )?"
    r"(?:(?:ainsi|aussi|alors|pour sa part|de son côté|quant à (?:lui|elle)) ,? ?)?"
)
# « Selon la directrice marketing de Valdor, « », « La directrice marketing explique : « ».
_ACCORDING = re.compile(r"^ (?:(?:selon|pour|d' après|à en croire) )(?:[^:;.!?]{1,120}(?:,|:) )$")
_ANNOUNCES = re.compile(
    rf" {_CLITICS}{_SAYS} (?:- (?:t - )?(?P<pronoun>ils?|elles?) )?(?:[^:;.!?]{{1,60}} )?(?::|que|qu') $"
)
_SUBJECT_WORDS = 4
# A quotation whose end was forgotten must not swallow the document.
_LONGEST = 12


class Speaker(NamedTuple):
    """Who is said to speak: a holder of the role, somebody else, or whom a pronoun stands for."""

    kind: Literal["holder", "other", "pronoun"]
    pronoun: str = ""


_OTHER = Speaker("other")
_PRONOUNS = frozenset({"il", "elle", "ils", "elles"})


def speakers(
    passages: Sequence[Passage],
    titles: Sequence[Sequence[Found]],
    people: Sequence[Sequence[Person]],
    names: frozenset[str],
) -> tuple[Speaker | None, ...]:
    """Return who speaks in the quotes of each passage, None where nothing says so.

    A quotation over several sentences is its speaker's from its first; one that nothing is said of, right
    after another one, goes on in the same voice. `names` are the family names of those who hold the role.
    """
    found: list[Speaker | None] = [None] * len(passages)
    opened, before = -1, None
    for i, passage in enumerate(passages):
        if opened >= 0 and i - opened > _LONGEST:
            opened = -1
        for k, opens in _marks(passage):
            if opens:
                if opened < 0:
                    opened, before = i, _announced(passage, k, titles[i], people[i], names)
            elif opened >= 0:
                who = _named_after(passage, k, titles[i], people[i], names) or before or found[i]
                who = who or (found[opened - 1] if opened else None)
                found[opened : i + 1] = [one or who for one in found[opened : i + 1]]
                opened = -1
    return tuple(found)


def _marks(passage: Passage) -> Iterator[tuple[int, bool]]:
    """Yield the places of the quotation marks, and whether they open."""
    if not any(mark in passage.text for mark in (*OPENING, *CLOSING)):
        return
    for k, word in enumerate(passage.words):
        if word.form in OPENING or word.form in CLOSING:
            yield k, word.form in OPENING


def is_all_quoted(passage: Passage) -> bool:
    """Tell whether a sentence is a quotation and nothing else: the reader still has in mind who was named."""
    forms = [word.form for word in passage.words if word.form.isalnum() or word.form in OPENING | CLOSING]
    return (
        bool(forms) and forms[0] in OPENING and forms[-1] in CLOSING and sum(f in CLOSING for f in forms) == 1
    )


def _named_after(
    passage: Passage, close: int, titles: Sequence[Found], people: Sequence[Person], names: frozenset[str]
) -> Speaker | None:
    """Return who « explique X » or « confie-t-elle » after the quotation that ends at word `close` names."""
    if close + 1 >= len(passage.words):
        return None
    start = passage.offsets[close + 1]
    said = _AFTER.match(passage.text[start - 1 :])
    if said is None:
        return None
    if said["pronoun"]:
        return _of_pronoun(said["pronoun"])
    first = passage.index(start - 1 + said.end() - 1) + 1
    return _named_at(passage, first, titles, people, names)


def _announced(
    passage: Passage, opening: int, titles: Sequence[Found], people: Sequence[Person], names: frozenset[str]
) -> Speaker | None:
    """Return who « Selon X, » or « X explique : » before the quotation that opens at word `opening` names."""
    before = passage.text[: passage.offsets[opening]]
    if _ACCORDING.match(before):
        return _named_at(passage, 1, titles, people, names)
    said = _ANNOUNCES.search(before)
    if said is None:
        return None
    form = said["pronoun"] or passage.words[0].form
    return _of_pronoun(form) if form in _PRONOUNS else _named_at(passage, 0, titles, people, names)


def _of_pronoun(form: str) -> Speaker:
    return Speaker("pronoun", form) if form in _PRONOUNS else _OTHER


def _named_at(
    passage: Passage, first: int, titles: Sequence[Found], people: Sequence[Person], names: frozenset[str]
) -> Speaker:
    """Return whom the noun phrase at word `first` names: a title or a name near its start is the holder's."""
    for person in people:
        if first <= person.first < first + _SUBJECT_WORDS:
            return Speaker("holder") if person.parts[-1] in names else _OTHER
    near = any(
        first <= title.first < first + _SUBJECT_WORDS and not _is_held_apart(passage, first, title.first)
        for title in titles
    )
    return Speaker("holder") if near else _OTHER


def _is_held_apart(passage: Passage, first: int, title: int) -> bool:
    """Tell « l'adjoint du directeur marketing », « le client au directeur marketing »: another's phrase."""
    before = passage.text[passage.offsets[first] - 1 : passage.offsets[title]]
    return (
        re.search(r"[\w-] (?:du|des|de|d'|aux?|à) |^ (?:à|aux?) | (?:ex|ancien(?:ne)?) ", before) is not None
    )
