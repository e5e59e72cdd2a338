"""The statements of a document: what each sentence says of the role, on which horizon."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.annotate import role
from cmo_nlp.annotate.horizon import Subject, frame_of, horizon_of
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage
from cmo_nlp.annotate.products import lists_tools
from cmo_nlp.annotate.years import reference_year
from cmo_nlp.records import Horizon, Statement

__all__ = ["Voice", "hear"]


class Voice(NamedTuple):
    """What a passage has to do with the role. `listed` is what a list item names, if anything."""

    statement: Statement | None
    listed: str = ""  # "skill", "tool" or ""


@dataclass(slots=True)
class _Thread:
    """What the reader still has in mind while going from sentence to sentence."""

    named: bool = False  # the role has been named in the document
    distance: int = 99  # sentences since the last one that spoke of the role
    last: Statement | None = None  # the statement right before
    frame: Horizon | None = None  # what the antecedent of a pronoun is called: « le CMO de demain »
    lead_in: Passage | None = None  # what leads in a list that speaks of the role
    lead_horizon: Horizon | None = None


# A possessive or « ce poste » still finds its antecedent across one sentence that speaks of something else.
_MEMORY_SENTENCES = 2


def hear(passages: Sequence[Passage], found: Sequence[Sequence[Found]], published: int | None) -> list[Voice]:
    """Return one voice per passage, in order; `found` are the mentions of each, `published` the year."""
    thread = _Thread()
    voices: list[Voice] = []
    for passage, mentions in zip(passages, found, strict=True):
        titled = role.named_role(passage, mentions)
        if passage.sentence.kind == "item" and thread.lead_in is not None:
            voices.append(_item(passage, titled, thread, published))
        else:
            voices.append(_sentence(passage, titled, thread, published))
    return voices


def _sentence(passage: Passage, titled: Subject | None, thread: _Thread, published: int | None) -> Voice:
    subject = titled or _antecedent(passage, thread)
    frame = _frame(passage, titled, thread)
    statement = None
    if subject is not None and _states(passage, subject, thread):
        statement = _statement(passage, subject, frame, published)
    _remember(thread, passage, titled, subject, statement)
    _announce(thread, passage, subject, published)
    return Voice(statement)


def _item(passage: Passage, titled: Subject | None, thread: _Thread, published: int | None) -> Voice:
    """Hear a list item whose lead-in speaks of the role."""
    listed = "tool" if thread.lead_in is not None and lists_tools(thread.lead_in) else "skill"
    states = listed == "skill" or (titled is not None and role.predicates(passage, titled))
    if not states or role.is_question(passage) or role.is_bare_lead_in(passage):
        return Voice(None, listed)
    return Voice(_statement(passage, titled, thread.lead_horizon, published), listed)


def _antecedent(passage: Passage, thread: _Thread) -> Subject | None:
    if thread.distance >= _MEMORY_SENTENCES:
        return None
    close = thread.last is not None
    if close and role.continues_infinitive(passage):
        return 0, 1
    return role.anaphor(passage, close=close)


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
    year = reference_year(passage.text, published)
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
    elif subject is None or passage.sentence.kind == "heading":
        thread.frame = None


def _announce(thread: _Thread, passage: Passage, subject: Subject | None, published: int | None) -> None:
    """Keep `passage` as the lead-in of the list that may follow, if it speaks of the role or its duties."""
    thread.lead_in = None
    duties = thread.named and role.speaks_of_duties(passage)
    opens = role.is_bare_lead_in(passage) or passage.sentence.kind == "heading"
    if opens and (subject is not None or duties):
        thread.lead_in = passage
        year = reference_year(passage.text, published)
        thread.lead_horizon = horizon_of(passage, subject, thread.frame, year, published)
