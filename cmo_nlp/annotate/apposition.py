"""Whose title it is: a person's in apposition, by « est », or named right after it."""

import re
from collections.abc import Sequence

from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage
from cmo_nlp.annotate.persons import Person

__all__ = ["FORMER", "between", "titled_person"]

_IS = r"(?:est|devient|était|fut|sera|reste|(?:(?:a|avait) été |vient d' être )?nommée?|devenue?)"
# Between a name and the title that it holds: « , 33 ans, », « est depuis mars la », « (».
_NAME_TO_TITLE = re.compile(
    rf"^ (?:, (?:[\w-]+ ){{1,3}}ans ,? ?)?(?:(?:,|\(|–|—|-|:) (?:la |le |l' |nouveau |nouvelle )?|"
    rf"(?:{_IS}) (?:[\w-]+ ){{0,4}}?(?:la |le |l' )?)$"
)
# Between a title and the name of who holds it: « de la maison Quérel, », « (Valdor) », nothing.
_TITLE_TO_NAME = re.compile(r"^ (?:(?:[^,;:.!?()]+ )?, |\([^()]*\) ,? ?)?$")
_LONGEST_COMPLEMENT = 60
FORMER = re.compile(r" (?:ancien|ancienne|ex|ex -|future?|prédécesseure?|successeure?|précédente?) $")


def between(passage: Passage, first: int, last: int) -> str:
    """Return the text from word `first` up to word `last`, one space around each word."""
    ends = passage.offsets[last] if last < len(passage.words) else len(passage.text)
    return passage.text[passage.offsets[first] - 1 : ends] if first < len(passage.words) else " "


def titled_person(passage: Passage, title: Found, people: Sequence[Person]) -> Person | None:
    """Return the person that `title` is given to: in apposition, by « est », or named right after it."""
    if FORMER.search(between(passage, 0, title.first)):
        return None
    apposed = next((p for p in people if _is_apposed(passage, title, p)), None)
    if apposed is not None:
        return apposed
    for person in people:
        if person.last <= title.first and _NAME_TO_TITLE.match(between(passage, person.last, title.first)):
            return person
    for person in people:
        if person.first >= title.last:
            gap = between(passage, title.last, person.first)
            if len(gap) <= _LONGEST_COMPLEMENT and _TITLE_TO_NAME.match(gap):
                return person
            return None
    return None


def _is_apposed(passage: Passage, title: Found, person: Person) -> bool:
    """Tell whether « , Quentin Allaire, » stands right after the title: it names no one before it."""
    return (
        person.first == title.last + 1
        and passage.words[title.last].form == ","
        and person.last < len(passage.words)
        and passage.words[person.last].form == ","
    )
