"""The statements of a document: what each sentence says of the role, on which horizon."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from cmo_nlp.annotate import adverts, role
from cmo_nlp.annotate.anaphora import Antecedent, anaphor, antecedent, duty, gone_on, office
from cmo_nlp.annotate.clauses import verbs
from cmo_nlp.annotate.doers import Doer, doers, names_another, names_holder
from cmo_nlp.annotate.habits import own_verb, reach, stands
from cmo_nlp.annotate.holders import Holders, Source, holders
from cmo_nlp.annotate.horizon import frame_of, horizon_of
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage, Subject
from cmo_nlp.annotate.products import lists_tools
from cmo_nlp.annotate.speech import CLOSING, OPENING, is_all_quoted
from cmo_nlp.annotate.years import reference_year
from cmo_nlp.records import Horizon, Statement

__all__ = ["Voice", "hear"]

_NO_SOURCE, _UNNAMED = Source(), Antecedent()


class Voice(NamedTuple):
    """What a passage has to do with the role. `listed` is what a list item names, if anything."""

    statement: Statement | None
    listed: str = ""  # "skill", "tool" or ""
    of_firm: bool = False  # in an advertisement, a sentence that does not speak of the role
    doers: tuple[Doer, ...] = ()  # who holds the role and acts in it, if she or he is spoken of in person


@dataclass(slots=True)
class _Thread:
    """What the reader still has in mind while going from sentence to sentence."""

    centred: bool = False  # the document is about the role: its headline names it, or many sentences do
    named: bool = False  # the role has been named in the document
    distance: int = 99  # sentences since the last one that spoke of the role
    last: Statement | None = None  # the statement right before
    antecedent: Antecedent = _UNNAMED  # what pronouns may stand for the role
    frame: Horizon | None = None  # what the antecedent of a pronoun is called: « le CMO de demain »
    lead_in: Passage | None = None  # what leads in a list that speaks of the role
    lead_horizon: Horizon | None = None
    person: int = 99  # sentences since the last one about a person who holds the role
    section: adverts.Section | None = None  # of an advertisement
    section_horizon: Horizon | None = None
    block: int = -1  # the list item last heard
    in_quotes: bool = False


# A possessive or « ce poste » still finds its antecedent across one sentence that speaks of something else.
_MEMORY_SENTENCES = 2
# Where a document is about the role, further; a person who holds it is remembered until another is named.
_LONG_MEMORY_SENTENCES = 5
_PERSON_MEMORY_SENTENCES = 4
# A document is about the role where its headline names it, or one sentence in twenty does.
_CENTRED_SHARE = 1 / 20
# « Le CMO, aujourd'hui membre du comité de direction, pilote… »: how many words may stand between.
_SUBJECT_TO_VERB = 10


def hear(
    passages: Sequence[Passage],
    found: Sequence[Sequence[Found]],
    published: int | None,
    source: Source = _NO_SOURCE,
) -> list[Voice]:
    """Return one voice per passage, in order; `found` are the mentions of each, `published` the year.

    `source` is what is known of the document beside its text.
    """
    cast = holders(passages, found, source)
    thread = _Thread(named=cast.advert, centred=_is_centred(found, source))
    voices: list[Voice] = []
    for i, (passage, mentions) in enumerate(zip(passages, found, strict=True)):
        titled = role.named_role(passage, [f for f in mentions if (i, f.first) not in cast.presented])
        said, distance = _is_said_by_holder(i, cast, thread), thread.distance
        if passage.sentence.kind == "item" and thread.lead_in is not None and _opens_item(passage, thread):
            voice = _item(passage, titled, thread, published)
        elif cast.advert and thread.section == "role" and _is_required(passage, thread):
            frame = None if verbs(passage.words) else thread.section_horizon
            voice = Voice(_statement(passage, None, frame, published), "skill")
        else:
            voice = _sentence(passage, titled, thread, published, inside=passage.sentence.kind == "item")
        heard = _in_person(voice, passage, i, cast, mentions, thread, published, said=said)
        if titled is not None and any(f.label == "counterpart" and f.first >= titled[1] for f in mentions):
            thread.antecedent = thread.antecedent._replace(last=False)
        if said and cast.quoted[i] is not None:
            thread.distance = 0  # « confie-t-elle. Elle pilote… »
        elif heard.statement is None and is_all_quoted(passage):
            thread.distance = distance
        of_firm = cast.advert and heard.statement is None and passage.sentence.kind != "heading"
        voices.append(heard._replace(of_firm=of_firm))
    return voices


def _is_centred(found: Sequence[Sequence[Found]], source: Source) -> bool:
    named = sum(any(f.label == "title" for f in of_passage) for of_passage in found)
    return source.titled or named >= _CENTRED_SHARE * len(found)


def _is_required(passage: Passage, thread: _Thread) -> bool:
    """Tell whether a sentence of an advertisement's section on the role names a duty or a quality."""
    if role.is_question(passage) or role.is_bare_lead_in(passage) or not adverts.is_requirement(passage):
        return False
    return (
        passage.sentence.kind == "prose"
        or _opens_item(passage, thread)
        or adverts.opens_with_infinitive(passage.words)
        or not verbs(passage.words)
    )


def _opens_item(passage: Passage, thread: _Thread) -> bool:
    """Tell whether `passage` is the first sentence of a list item; what follows there stands on its own."""
    first = passage.sentence.block != thread.block
    thread.block = passage.sentence.block
    return first


def _in_person(  # noqa: PLR0913, PLR0917
    voice: Voice,
    passage: Passage,
    i: int,
    cast: Holders,
    mentions: Sequence[Found],
    thread: _Thread,
    published: int | None,
    *,
    said: bool,
) -> Voice:
    """Hear what the passage says of a person who holds the role, where it has not been heard as a title."""
    quoted = _quoted(passage, thread)
    if cast.advert and adverts.opens_section(passage):
        thread.section = adverts.section(passage) or thread.section
        thread.section_horizon = horizon_of(passage, None, None, None, None)
    if cast.advert and voice.listed == "skill" and not adverts.is_requirement(passage):
        voice = Voice(None)
    goes_on = thread.person < _PERSON_MEMORY_SENTENCES
    acting = doers(passage, i, cast, quoted, goes_on=goes_on, said=said)
    about = bool(acting) or (said and cast.quoted[i] is not None) or names_holder(passage, i, cast)
    thread.person = 0 if about else 99 if names_another(i, cast) else thread.person + 1
    if role.is_question(passage) or role.is_bare_lead_in(passage):
        return voice
    standing = tuple(d for d in acting if _holds(passage, d, mentions, thread))
    if voice.statement is not None or not standing or passage.sentence.kind == "heading":
        return voice._replace(doers=(*voice.doers, *standing))
    statement = _statement(passage, standing[0].subject, None, published)
    return Voice(statement, voice.listed, doers=standing)


def _holds(passage: Passage, doer: Doer, mentions: Sequence[Found], thread: _Thread) -> bool:
    if doer.kind == "vous":
        return thread.section != "other" and not adverts.speaks_of_conditions(passage)
    if doer.verb.at < doer.subject[0]:
        return True  # « cela reste le gros de mes journées »
    end = reach(passage, doer.verb)
    said = [f for f in mentions if doer.verb.at <= f.first < end]
    evidence = any(f.label in {"skill", "tool"} for f in said)
    if doer.kind == "nous":
        return evidence and stands(passage, doer.verb, evidence=True)
    evidence = evidence or any(f.label == "counterpart" for f in said)
    return stands(passage, doer.verb, evidence=evidence)


def _is_said_by_holder(i: int, cast: Holders, thread: _Thread) -> bool:
    """Tell whether « je » in the quotes of the passage number `i` is who holds the role."""
    who, goes_on = cast.quoted[i], thread.person < _PERSON_MEMORY_SENTENCES
    if who is None:
        return goes_on and cast.known
    if who.kind != "pronoun":
        return who.kind == "holder"
    if goes_on:
        return cast.gender in {"", who.pronoun}
    return thread.distance == 0 and thread.antecedent.fits(who.pronoun)


def _quoted(passage: Passage, thread: _Thread) -> list[bool]:
    """Tell of each word whether it stands in quotes, which may have been opened in a sentence before."""
    if not thread.in_quotes and not any(mark in passage.text for mark in OPENING):
        return [False] * len(passage.words)
    inside: list[bool] = []
    for word in passage.words:
        thread.in_quotes = (thread.in_quotes or word.form in OPENING) and word.form not in CLOSING
        inside.append(thread.in_quotes)
    return inside


def _sentence(
    passage: Passage, titled: Subject | None, thread: _Thread, published: int | None, *, inside: bool
) -> Voice:
    """Hear a sentence; one `inside` a list item leaves the list open."""
    subject = titled or _antecedent(passage, thread)
    frame = _frame(passage, titled, thread)
    statement = None
    recruits = titled is not None and adverts.recruits(passage, titled)
    if subject is not None and not recruits and _states(passage, subject, thread):
        statement = _statement(passage, subject, frame, published)
    _remember(thread, passage, titled, subject, statement)
    if not inside:
        _announce(thread, passage, subject, published)
    return Voice(statement, doers=_role_acting(passage, subject) if statement and subject else ())


def _role_acting(passage: Passage, subject: Subject) -> tuple[Doer, ...]:
    """Return the role itself where it is the subject of a finite verb: « le CMO pilote la stratégie »."""
    verb = own_verb(passage, subject, adjacent=False)
    return (
        (Doer("role", subject, verb),)
        if verb is not None and verb.at - subject[1] <= _SUBJECT_TO_VERB
        else ()
    )


def _item(passage: Passage, titled: Subject | None, thread: _Thread, published: int | None) -> Voice:
    """Hear a list item whose lead-in speaks of the role."""
    listed = "tool" if thread.lead_in is not None and lists_tools(thread.lead_in) else "skill"
    states = listed == "skill" or (titled is not None and role.predicates(passage, titled))
    if not states or role.is_question(passage) or role.is_bare_lead_in(passage):
        return Voice(None, listed)
    statement = _statement(passage, titled, thread.lead_horizon, published)
    if thread.lead_horizon is not None and not adverts.opens_with_clause(passage):
        statement = replace(statement, horizon=thread.lead_horizon)
    return Voice(statement, listed)


def _antecedent(passage: Passage, thread: _Thread) -> Subject | None:
    """Return the words that go on about the role; a possessive does so for less long than « il faut »."""
    if thread.distance >= _MEMORY_SENTENCES:
        if not (thread.named and thread.centred):
            return None
        owed = duty(passage) if thread.distance < _LONG_MEMORY_SENTENCES else None
        return owed or office(passage)
    close = thread.distance == 0
    if close and role.continues_infinitive(passage):
        return 0, 1
    return anaphor(passage, thread.antecedent, close=close) or office(passage)


def _frame(passage: Passage, titled: Subject | None, thread: _Thread) -> Horizon | None:
    """Return the horizon that a present tense takes from what came before."""
    if titled is not None:
        return None
    if thread.last is not None and role.continues_infinitive(passage):
        return thread.last.horizon
    return thread.frame


def _states(passage: Passage, subject: Subject, thread: _Thread) -> bool:
    if role.is_question(passage) or role.is_bare_lead_in(passage):
        return False
    return role.predicates(passage, subject) or (
        thread.last is not None and role.continues_infinitive(passage)
    )


def _statement(
    passage: Passage, subject: Subject | None, frame: Horizon | None, published: int | None
) -> Statement:
    year = reference_year(passage, published)
    horizon = horizon_of(passage, subject, frame, year, published)
    return Statement(passage.sentence.start, passage.sentence.end, horizon, year)


def _remember(
    thread: _Thread,
    passage: Passage,
    titled: Subject | None,
    subject: Subject | None,
    statement: Statement | None,
) -> None:
    thread.named = thread.named or titled is not None
    thread.distance = 0 if subject is not None else thread.distance + 1
    thread.last = statement
    if titled is not None:
        thread.frame = frame_of(passage, titled)
        thread.antecedent = antecedent(passage, titled)
    elif subject is not None:
        thread.antecedent = gone_on(passage, subject, thread.antecedent)
    if titled is None and (subject is None or passage.sentence.kind == "heading"):
        thread.frame = None


def _announce(thread: _Thread, passage: Passage, subject: Subject | None, published: int | None) -> None:
    """Keep `passage` as the lead-in of the list that may follow, if it speaks of the role or its duties."""
    thread.lead_in = None
    duties = thread.named and role.speaks_of_duties(passage)
    opens = role.is_bare_lead_in(passage) or passage.sentence.kind == "heading"
    if opens and (subject is not None or duties):
        thread.lead_in = passage
        year = reference_year(passage, published)
        thread.lead_horizon = horizon_of(passage, subject, thread.frame, year, published)
