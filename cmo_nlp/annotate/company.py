"""Which forms that need company have it: everyday words beside tools, names where grammar makes names."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from cmo_nlp.annotate.passages import Passage, Word
from cmo_nlp.annotate.product_names import are_enumerated, name_in_place
from cmo_nlp.records import Label

__all__ = ["Candidate", "Entry", "has_company", "is_name", "names_of_tools"]

_TOOL_COMPANY = re.compile(
    r" (?:outils?|logiciels?|plateformes?|plate - formes?|solutions?|applications?|applis?|tableurs?|suites?|"
    r"technologies?|progiciels?|messageries?|interfaces?|licences?|versions?|utilis\w+|intégr\w+|équip\w+|"
    r"déplo\w+|connect\w+|migr\w+|ma[iî]tris\w+|éditeurs?|saas|cloud|modules?|extensions?|macros?) "
)
# Two ambiguous names keep each other company only where they stand in one enumeration.
_ENUMERATION_WORDS = 4


class Entry(NamedTuple):
    """A form of the lexicon: `plain` is how it is written, without hyphens and spaces."""

    concept_id: str
    label: Label
    case: Literal["fold", "exact", "context"]
    plain: str


class Candidate(NamedTuple):
    """The words `first` to `last` of a passage, `last` excluded, which an entry may mean."""

    first: int
    last: int
    entry: Entry


def is_name(entry: Entry) -> bool:
    """Tell whether an entry is the name of a product that is also a word: no common noun, no acronym."""
    of_tool = entry.case == "context" and entry.label == "tool"
    return of_tool and not entry.plain.islower() and (len(entry.plain) == 1 or not entry.plain.isupper())


def names_of_tools(
    passage: Passage, names: Sequence[Candidate], sure: Sequence[Candidate]
) -> list[Candidate]:
    """Return the names that their place shows to be tools, and those enumerated with a tool or each other."""
    if not names:
        return []
    words, tools = passage.words, [(c.first, c.last) for c in sure if c.entry.label == "tool"]
    placed = [(c, name_in_place(words, c.first, c.last, tools)) for c in names]
    kept = [c for c, place in placed if place.shown]
    open_to = [(c, place) for c, place in placed if place.free and not place.shown and not place.shouted]
    while True:
        met = [*tools, *((c.first, c.last) for c in kept)]
        met += [(c.first, c.last) for c, place in open_to if not place.opens]
        more = [c for c, _ in open_to if _is_beside(words, c, met)]
        if not more:
            return kept
        kept += more
        open_to = [(c, place) for c, place in open_to if c not in more]


def _is_beside(words: Sequence[Word], candidate: Candidate, met: Iterable[tuple[int, int]]) -> bool:
    place = (candidate.first, candidate.last)
    return any(place != other and are_enumerated(words, place, other) for other in met)


def has_company(
    passage: Passage, candidate: Candidate, sure: Sequence[Candidate], doubtful: Sequence[Candidate]
) -> bool:
    """Tell whether an ambiguous tool stands beside a sure one, a word of the trade or another of its kind."""
    apart = [o for o in sure if o.entry.label == "tool" and not _overlap(candidate, o.first, o.last)]
    words = (found for found in passage.find(_TOOL_COMPANY) if not _overlap(candidate, *found))
    return bool(apart) or any(words) or any(_is_near(candidate, other) for other in doubtful)


def _overlap(candidate: Candidate, first: int, last: int) -> bool:
    return candidate.first < last and first < candidate.last


def _is_near(one: Candidate, other: Candidate) -> bool:
    gap = max(one.first - other.last, other.first - one.last)
    kind = one.entry.label == other.entry.label and one.entry.concept_id != other.entry.concept_id
    return kind and 0 <= gap < _ENUMERATION_WORDS
