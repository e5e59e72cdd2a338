"""The closed classes of French that several modules of this stage ask for, and how they are written down."""

__all__ = ["DETERMINERS", "LINKS", "listed"]


def listed(words: str) -> frozenset[str]:
    """Return the words of a white-space separated list.

    >>> sorted(listed("le la les l'"))
    ["l'", 'la', 'le', 'les']
    """
    return frozenset(words.split())


DETERMINERS = listed("le la les l' un une ce cet cette ces son sa ses leur leurs notre nos votre vos")
LINKS = listed("de d' du des à au aux en")
"""Prepositions that tie a complement to its noun, with the articles that they swallow."""
