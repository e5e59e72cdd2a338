"""Who holds the role in a document: a person it names, who speaks in it, or the reader it recruits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cmo_nlp.annotate.adverts import is_advert
from cmo_nlp.annotate.apposition import FORMER, between, titled_person
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.offices import offices
from cmo_nlp.annotate.passages import Passage, Subject
from cmo_nlp.annotate.persons import Person, persons
from cmo_nlp.annotate.speech import Speaker, speakers

__all__ = ["Holders", "Source", "holders"]

# « dirige le marketing » says who holds the role without a title.
_HEADS_MARKETING = re.compile(
    r" (?:dirige|dirigeait|dirigent|pilote|conduit|mène|anime|supervise) (?:[\w-]+ ){0,3}?"
    r"(?:le|leur|son) marketing "
    r"| (?:à la tête|à la direction|(?:prend|prit|pris|assure|occupe|tient) (?:seule? )?la (?:tête|"
    r"direction)|"
    r"(?:en charge|chargée?|responsable)) du marketing "
)
_APPOINTED = re.compile(
    r" (?:il|elle) (?:y |en |en est |y est )?(?:(?:est |était )?(?:devient|devenue?|nommée?|promue?) |"
    r"(?:occupe|prend|tient|exerce|assure|assume) (?:[\w-]+ )?(?:le |la |les )?(?:poste|fonctions?|"
    r"responsabilités?|rôle|métier) de (?:la |l' )?|est (?:la |le |sa |son |leur )?)$"
)
_AUTHOR = re.compile(r" (?:l' auteure?|l' autrice|l' auteur·rice) ")
_SELF = re.compile(
    r" (?:(?:je (?:suis|fus|serai|reste|deviens|devins)|j' (?:étais|ai été|occupe)|"
    r"j' ai été (?:nommée?|recrutée?|embauchée?)|suis devenue?|me voici|moi|nous autres|en tant que|comme|"
    r"mon (?:métier|poste|travail|rôle|job|titre|bureau) (?:[\w-]+ )?de|ma (?:fonction|vie|"
    r"carrière) (?:[\w-]+ )?de) "
    r"(?:, )?(?:[\w-]+ ){0,3}?)$"
)
_VOCATIVE = re.compile(
    r"^ (?:ch[eè]re?s?|madame|monsieur|mesdames|messieurs|toi|vous) (?:,|le|la|les|futurs?|future)? ?$"
)
_HEADS_MYSELF = re.compile(r" je (?:dirige|dirigeais|pilote|conduis|supervise) (?:[\w-]+ )?le marketing ")
_NAMED_MYSELF = re.compile(r" (?:nommée?|recrutée?|devenue?|arrivée?) (?:[\w-]+ ){0,4}$")
_FIRST_PERSON = re.compile(r" (?:je|j') ")
_BY = re.compile(r"^ (?:par|texte|propos de|tribune de|signé|chronique de) (?::|par)? ?$|^ ?$")
_QUESTIONS_OF_AN_INTERVIEW = 3
_OPENING, _CLOSING = 8, 4
_LABEL_WORDS = 6


class Source(NamedTuple):
    """What is known of a document beside its text: who wrote it, whether its title names the role."""

    authors: tuple[str, ...] = ()
    titled: bool = False
    advert: bool = False


@dataclass(frozen=True, slots=True)
class Holders:
    """What a document says of who holds the role.

    `names` are the words of their names; `presented` the titles, by passage and first word, that present a
    person; `speaking` tells of each passage whether its « je » outside quotes holds the role, `quoted` who
    speaks in its quotes; `offices` are the titles of each with their firm, « le CMO de Valdor »; `advert` and
    `addressed`, whether its « vous » does: as the one recruited, or as the one that a letter is written to.
    """

    names: frozenset[str] = frozenset()
    gender: str = ""
    presented: frozenset[tuple[int, int]] = frozenset()
    speaking: tuple[bool, ...] = ()
    advert: bool = False
    addressed: bool = False
    quoted: tuple[Speaker | None, ...] = ()
    offices: tuple[tuple[Subject, ...], ...] = ()
    people: tuple[tuple[Person, ...], ...] = field(default=(), repr=False)

    @property
    def known(self) -> bool:
        """Whether anybody who holds the role is named, be it by the firm."""
        return bool(self.names) or any(self.offices)

    def holds(self, person: Person) -> bool:
        """Tell whether `person` is one of those who hold the role: the family name decides."""
        return person.parts[-1] in self.names


def holders(passages: Sequence[Passage], found: Sequence[Sequence[Found]], source: Source) -> Holders:
    """Return who holds the role, from all that a document says."""
    titles = [[f for f in of_passage if f.label == "title"] for of_passage in found]
    people = tuple(tuple(persons(passage.words)) for passage in passages)
    held_at = tuple(
        offices(passage, of_passage) for passage, of_passage in zip(passages, titles, strict=True)
    )
    names: set[str] = set()
    presented: set[tuple[int, int]] = set()
    genders: list[str] = []
    for i, passage in enumerate(passages):
        for title in titles[i]:
            held = titled_person(passage, title, people[i])
            if held is not None:
                names.add(held.parts[-1])
                presented.add((i, title.first))
                genders.append(_gender(passage.words[title.first].form))
        names.update(_heads(passages, people, i)[-1:])
        names.update(_appointed(passages, titles[i], people, i)[-1:])
    if not names:
        genders = [
            _gender(p.words[first].form)
            for p, spans in zip(passages, held_at, strict=True)
            for first, _ in spans
        ]
    kept = {gender for gender in genders if gender}
    cast = Holders(
        frozenset(names),
        kept.pop() if len(kept) == 1 else _commonest_pronoun(passages),
        frozenset(presented),
        people=people,
        advert=is_advert(passages, titles, titled=source.titled, declared=source.advert),
        addressed=_is_addressed(passages, titles),
        offices=held_at,
        quoted=speakers(passages, titles, people, frozenset(names)),
    )
    return replace(cast, speaking=_speaking(passages, titles, cast, source))


def _commonest_pronoun(passages: Sequence[Passage]) -> str:
    """Return the pronoun that more sentences open with: what a name of unknown gender is gone on with."""
    opened = [passage.words[0].form for passage in passages if passage.words]
    counts = {pronoun: opened.count(pronoun) for pronoun in ("elle", "il")}
    return "elle" if counts["elle"] > counts["il"] else "il" if counts["il"] > counts["elle"] else ""


def _is_addressed(passages: Sequence[Passage], titles: Sequence[Sequence[Found]]) -> bool:
    """Tell whether a document is a letter to the role: « Cher directeur marketing, »."""
    return any(
        _VOCATIVE.match(between(passage, 0, title.first))
        for passage, of_passage in zip(passages[:_OPENING], titles, strict=False)
        for title in of_passage
    )


def _gender(form: str) -> str:
    if form.endswith(("trice", "ève", "onne", "effe")):
        return "elle"
    return "il" if form.endswith(("teur", "tron", "ef")) else ""


def _heads(passages: Sequence[Passage], people: Sequence[Sequence[Person]], i: int) -> tuple[str, ...]:
    """Return the name of who « dirige le marketing » in a passage, looked for one sentence back too."""
    found = _HEADS_MARKETING.search(passages[i].text)
    if found is None or FORMER.search(passages[i].text[: found.start() + 1]):
        return ()
    at = passages[i].index(found.start() + 1)
    before = [person for person in people[i] if person.last <= at]
    if before:
        return before[-1].parts
    return people[i - 1][0].parts if i and people[i - 1] else ()


def _appointed(
    passages: Sequence[Passage], titles: Sequence[Found], people: Sequence[Sequence[Person]], i: int
) -> tuple[str, ...]:
    """Return the name that « il » stands for in « Il y occupe le poste de directeur marketing ».

    The last person named in the sentence before, or in this one before the pronoun.
    """
    for title in titles:
        found = _APPOINTED.search(between(passages[i], 0, title.first))
        if found is None:
            continue
        at = passages[i].index(found.start() + 1)
        before = [person for person in people[i] if person.last <= at] or list(people[i - 1] if i else ())
        if before:
            return before[-1].parts
    return ()


def _speaking(
    passages: Sequence[Passage], titles: Sequence[Sequence[Found]], cast: Holders, source: Source
) -> tuple[bool, ...]:
    """Tell of each passage whether a holder of the role speaks in it outside quotes."""
    questions = [passage.text.rstrip(" »*").endswith("?") and _asks_you(passage) for passage in passages]
    labels = [_label(passage, people) for passage, people in zip(passages, cast.people, strict=True)]
    if sum(questions) >= _QUESTIONS_OF_AN_INTERVIEW and cast.names:
        return _answering(passages, questions, labels, cast)
    writes = _writes(passages, titles, cast, source.authors)
    return tuple(writes for _ in passages)


def _asks_you(passage: Passage) -> bool:
    return (
        passage.sentence.kind == "heading"
        or re.search(r" (?:vous|votre|vos|tu|ton) ", passage.text) is not None
    )


def _label(passage: Passage, people: Sequence[Person]) -> Person | None:
    """Return whose turn a passage opens: « Florence Abalain : Non. »."""
    for person in people:
        if person.first <= 1 and person.last < min(len(passage.words), _LABEL_WORDS):
            return person if passage.words[person.last].form == ":" else None
    return None


def _answering(
    passages: Sequence[Passage], questions: Sequence[bool], labels: Sequence[Person | None], cast: Holders
) -> tuple[bool, ...]:
    speaking: list[bool] = []
    alone = not any(label is not None for label in labels)
    now, asked, block = False, False, -1
    for passage, asks, label in zip(passages, questions, labels, strict=True):
        if asks and passage.sentence.kind == "heading":
            now, asked = alone, True
        elif asks and passage.sentence.block != block:
            asked, now = True, False
            block = passage.sentence.block
        elif label is not None:
            now = cast.holds(label)
        elif asked and alone and passage.sentence.block != block:
            now = True
        speaking.append(now and not asks)
    return tuple(speaking)


def _writes(
    passages: Sequence[Passage],
    titles: Sequence[Sequence[Found]],
    cast: Holders,
    authors: Sequence[str],
) -> bool:
    """Tell whether the author holds the role: presented as such at either end, or by her or his own word."""
    if cast.advert or not any(_FIRST_PERSON.search(passage.text) for passage in passages):
        return False
    if any(author.split()[-1].lower().split("-")[-1] in cast.names for author in authors if author.split()):
        return True
    last = len(passages) - _CLOSING
    return any(
        _heads_marketing_in_person(passage)
        or any(_is_self(passage, title, i, cast, at_an_end=i < _OPENING or i >= last) for title in of_passage)
        for i, (passage, of_passage) in enumerate(zip(passages, titles, strict=True))
    )


def _heads_marketing_in_person(passage: Passage) -> bool:
    myself = _HEADS_MYSELF.search(passage.text)
    return myself is not None and not _is_quoted(passage, passage.index(myself.start() + 1))


def _is_self(passage: Passage, title: Found, i: int, cast: Holders, *, at_an_end: bool) -> bool:
    """Tell whether `title`, in passage number `i`, is the author's: « l'auteur », « je suis », a byline."""
    before = between(passage, 0, title.first)
    if at_an_end and _AUTHOR.search(passage.text) and not FORMER.search(before):
        return True
    named = _NAMED_MYSELF.search(before) and _FIRST_PERSON.search(passage.text)
    if (_SELF.search(before) or named) and not _is_quoted(passage, title.first):
        return True
    return at_an_end and (i, title.first) in cast.presented and _is_byline(passage, cast.people[i])


def _is_byline(passage: Passage, people: Sequence[Person]) -> bool:
    return (
        bool(people)
        and _BY.match(between(passage, 0, people[0].first)) is not None
        and not any(word.upos in {"VERB", "AUX"} for word in passage.words)
    )


def _is_quoted(passage: Passage, at: int) -> bool:
    return "«" in {w.form for w in passage.words[:at]}
