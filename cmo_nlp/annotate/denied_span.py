"""How far a denial reaches: to the end of its clause, or back to what « n'est pas maîtrisé » is said of."""

import re
from collections.abc import Iterator, Sequence

from cmo_nlp.annotate.clauses import clauses
from cmo_nlp.annotate.closed_classes import LINKS, listed
from cmo_nlp.annotate.passages import Passage, Word
from cmo_nlp.annotate.verbs import is_infinitive, tense_at

__all__ = ["denied_before", "ends_clause", "reach"]

# What is denied stands before: « Le SEO n'est pas maîtrisé », « Coder n'est pas exigé », « Le SEO, il ne le
# maîtrise pas ».
_PASSIVE = re.compile(
    r" (?:n'|ne) (?:est|sont|sera|seront|était|étaient) (?:pas|plus|jamais|guère) "
    r"(?:(?:encore|toujours|vraiment) )?(?:maîtris|exploit|pratiqu|employ|utilis|"
    r"exig|demand|requis|souhait|nécessaire|indispensable|obligatoire|attendu|connu)(?:é?e?s?) "
)
_DISLOCATED = re.compile(
    r"^ (?P<object>(?:le|la|l'|les) (?:[\w'-]+ ){1,5}), (?:[\w'-]+ ){1,6}?(?:ne|n') "
    r"(?:le |la |l' |les |y |en )\w+ (?:pas|plus|jamais|guère) "
)
_CLAUSE_END = listed(
    ", ; : . ! ? … mais car qui que qu' dont où il elle ils elles on ) » afin pour profit bénéfice"
)
# What dates the denied thing is not denied: « n'a pas bougé depuis le CRM ».
_DATES = listed("depuis pendant durant lors")
_TIMES_OF = re.compile(r"(?:du|au) temps (?:de|d'|du|des|où) |à l' époque ")
_CLITICS = listed("ne n' se s' le la l' les lui leur y en")


def reach(passage: Passage, first: int) -> range:
    """Return the words from `first` to the end of the clause, or to what dates it.

    « et » and an infinitive go on where an infinitive is denied, not after « se passer du CRM ».
    """
    words, end, acts = passage.words, first, False
    kinds, home = clauses(words), max(first - 1, 0)
    while end < len(words) and not ends_clause(words, end):
        if kinds[end] not in {kinds[home], "bracket"}:  # « qui n'a pas le CRM pilote », « puisque la DSI… »
            break
        if words[end].form in _DATES or _TIMES_OF.match(passage.text, passage.offsets[end]):
            break
        if words[end].form == "et" and not acts and _infinitive_follows(words, end):
            break
        acts = acts or is_infinitive(words[end])
        end += 1
    return range(first, end)


def denied_before(passage: Passage) -> Iterator[int]:
    """Yield the words before the verb that denies them: subject of a passive, object taken up by « le »."""
    for first, _ in passage.find(_PASSIVE):
        start = first
        while start and not ends_clause(passage.words, start - 1):
            start -= 1
        yield from range(start, first)
    object_first = _DISLOCATED.match(passage.text)
    if object_first is not None:
        yield from range(passage.index(object_first.end("object") - 2) + 1)


def _infinitive_follows(words: Sequence[Word], at: int) -> bool:
    verb = at + 1
    while verb < len(words) and words[verb].form in _CLITICS:
        verb += 1
    return verb < len(words) and is_infinitive(words[verb])


def ends_clause(words: Sequence[Word], i: int) -> bool:
    """Tell whether word `i` is a mark or a word that ends a clause, or « et » before a verb.

    A finite verb, or a participle with a complement: « délivré de l'intendance et rendu à la marque ».
    """
    if words[i].form in _CLAUSE_END:
        return True
    if words[i].form not in {"et", "puis"}:
        return False
    verb = i + 1
    while verb < len(words) and words[verb].form in _CLITICS:
        verb += 1
    if verb + 1 >= len(words):
        return False
    tied = "VerbForm=Part" in words[verb].morph and words[verb + 1].form in LINKS
    return tied or tense_at(words, verb) is not None
