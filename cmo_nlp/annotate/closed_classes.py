"""The closed classes of French that several modules of this stage ask for, and how they are written down."""

from cmo_nlp.french import straighten

__all__ = ["DETERMINERS", "LINKS", "OWNED", "STANDS_FOR_NOUN", "is_determiner", "listed"]


def listed(words: str) -> frozenset[str]:
    """Return the words of a white-space separated list.

    >>> sorted(listed("le la les l'"))
    ["l'", 'la', 'le', 'les']
    """
    return frozenset(words.split())


DETERMINERS = listed("le la les l' un une ce cet cette ces son sa ses leur leurs notre nos votre vos")
LINKS = listed("de d' du des à au aux en")
"""Prepositions that tie a complement to its noun, with the articles that they swallow."""
OWNED = listed("sien sienne siens siennes mien mienne miens miennes nôtre nôtres vôtre vôtres")
STANDS_FOR_NOUN = OWNED | listed("celui celle ceux celles cela ceci ça")
"""Pronouns: what they stand for, another noun says."""
_BEFORE_NOUN = listed(
    "le la les l' un une des du de d' au aux ce cet cette ces mon ton son ma ta sa mes tes ses notre "
    "votre leur nos vos leurs en par sans chaque quelque quelques plusieurs certains certaines "
    "nouvelle nouvelles nouveaux grande grandes grands bonne bonnes mêmes autres toute toutes deux "
    "trois quatre cinq dix"
)


def is_determiner(form: str) -> bool:
    """Tell whether a noun phrase is open after `form` (an article, a possessive, « de », « sans »…)."""
    return straighten(form) in _BEFORE_NOUN
