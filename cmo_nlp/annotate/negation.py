"""What a sentence denies: « n'est plus un simple… », « sans maîtriser », « aucune compétence en »."""

import re

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.passages import Passage

__all__ = ["negated_words"]

_NEGATION = re.compile(
    r" (?:n'|ne) (?:[\w']+ ){1,4}?(?:pas|plus|jamais|guère|aucune?|ni|point) "
    r"(?!(?:seulement|uniquement|simplement|que|qu'|moins|encore seulement|toujours seulement) )"
)
_ABSENCE = re.compile(
    r" (?:sans|(?:manque|absence|défaut|carence|faute) (?:de|d'|du|des)|manquent? (?:de|d'|du)|"
    r"(?:pas|plus|guère|jamais) (?:de|d'|du|besoin de)|aucune?|ni|incapables? (?:de|d')|incapacité (?:à|de)|"
    r"au lieu (?:de|d')|plutôt (?:que|qu')|dépourvue?s? (?:de|d')|dénuée?s? (?:de|d')) "
    r"(?!(?:doute|cesse|compter|oublier|parler|surprise|conteste|précédent|plus attendre) )"
)
_CLAUSE_END = listed(", ; : . ! ? … mais car qui que qu' dont où il elle ils elles on ) » afin pour")


def negated_words(passage: Passage) -> frozenset[int]:
    """Return the indexes of the words that stand under a negation.

    A negation reaches from its last word to the end of its clause, never back to the subject. « ne … que »
    and « pas seulement » deny nothing.
    """
    under: set[int] = set()
    for pattern in (_NEGATION, _ABSENCE):
        for _, last in passage.find(pattern):
            under.update(_reach(passage, last))
    return frozenset(under)


def _reach(passage: Passage, first: int) -> range:
    end = first
    while end < len(passage.words) and passage.words[end].form not in _CLAUSE_END:
        end += 1
    return range(first, end)
