"""Which of the mentions that overlap are kept."""

from collections.abc import Iterable, Sequence

from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Word

__all__ = ["settle"]

# A phrase found by grammar takes the place of what the lexicon names inside it where that is less than half
# of it: « pilotage du plan de communication » is another thing than « communication ».
_LEAST_SHARE = 0.5
_CLOSED = frozenset({"counterpart", "title", "tool"})


def settle(found: Iterable[Found], words: Sequence[Word]) -> list[Found]:
    """Return `found` sorted, without overlap within a label, without parts of names of another label.

    Within a label the lexicon's longest form comes first, then what grammar found, surest first. Across
    labels a mention inside a tool, a title or a counterpart is part of its name (« médias » in « médias
    digitaux »); inside a skill it stands (« régies » in « négocier avec les régies »). What is both a tool
    and a skill is a tool, and a skill too where a trigger says so (« maîtrise du SEO »).
    """
    every = _without_the_role(found)
    ranked = sorted(every, key=lambda f: (f.origin, _rank(f), f.first - f.last, f.first, f.concept_id or ""))
    kept: list[Found] = []
    for one in ranked:
        rivals = [k for k in kept if k.label == one.label and _overlap(k, one)]
        if not rivals or (one.origin == "pattern" and _outgrows(one, rivals, words)):
            kept = [k for k in kept if k not in rivals] + [one]
    announced = {(f.first, f.last) for f in every if f.label == "skill" and f.origin == "pattern"}
    free = [k for k in kept if not any(_is_part(k, other, announced) for other in kept)]
    return sorted(free, key=lambda f: (f.first, f.last, f.label))


def _without_the_role(found: Iterable[Found]) -> list[Found]:
    """Return `found` without the tools of grammar that hold a title or a counterpart of the lexicon."""
    every = list(found)
    people = [f for f in every if f.label in {"title", "counterpart"} and f.origin == "lexicon"]
    return [
        f
        for f in every
        if f.label != "tool" or f.origin != "pattern" or not any(_overlap(f, person) for person in people)
    ]


def _rank(one: Found) -> float:
    return -one.score if one.origin == "pattern" else 0.0


def _overlap(one: Found, other: Found) -> bool:
    return one.first < other.last and other.first < one.last


def _outgrows(phrase: Found, rivals: Sequence[Found], words: Sequence[Word]) -> bool:
    inside = all(phrase.first <= r.first and r.last <= phrase.last and r.origin == "lexicon" for r in rivals)
    covered = sum(_characters(r, words) for r in rivals)
    return inside and covered < _LEAST_SHARE * _characters(phrase, words)


def _characters(one: Found, words: Sequence[Word]) -> int:
    return words[one.last - 1].end - words[one.first].start


def _is_part(one: Found, other: Found, announced: set[tuple[int, int]]) -> bool:
    if one.label in {other.label, "title"} or not (other.first <= one.first and one.last <= other.last):
        return False
    same = (one.first, one.last) == (other.first, other.last)
    if not same:
        return other.label in _CLOSED
    if one.label != "skill":
        return one.label == "tool" and other.label == "counterpart"
    return other.label == "counterpart" or (other.label == "tool" and (one.first, one.last) not in announced)
