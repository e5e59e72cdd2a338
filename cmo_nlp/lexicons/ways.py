"""What a form is the same words as: without number, case, accents, articles, contractions and hyphens.

Matching knows a form by its ways, and so does what decides between two forms: « gestion de la marque » and
« gestion des marques » are met by the same words of a text.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from cmo_nlp.french import fold, plain_signs, singular
from cmo_nlp.raw_words import raw_words

__all__ = ["ARTICLES", "JOINERS", "Way", "paths", "ways", "word_key"]

Way = tuple[str, ...]
"""The keys of the words of a form, in order."""

# Between the words of a form any of these may stand: « piloter sa marque », « gestion d'un budget ».
_LISTED = (
    "le la les l' un une mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces"
)
ARTICLES = frozenset(_LISTED.split())
JOINERS = frozenset("-–‑/&·'")
_CONTRACTIONS = {"du": "de", "des": "de", "d'": "de", "au": "a", "aux": "a"}


# The shipped lexicon has 14,000 forms; laying a user's over it and building the tree both ask for their ways.
@lru_cache(maxsize=1 << 15)
def ways(form: str) -> tuple[Way, ...]:
    """Return what the matcher knows a form by: one way, or two where it has hyphens.

    >>> ways("pilotage des marques"), ways("e-réputation")
    ((('pilotage', 'de', 'marque'),), (('e', 'reputation'), ('ereputation',)))
    """
    plain = plain_signs(form)
    return tuple(paths(word for *_, word in raw_words(plain, 0, len(plain))))


def paths(forms: Iterable[str]) -> Iterator[Way]:
    """Yield the ways of the words `forms`, which are lower case: as they are, and joined up at hyphens."""
    words = list(forms)
    kept = (w for i, w in enumerate(words) if not (w in JOINERS or (i and w in ARTICLES)))
    yield tuple(map(word_key, kept))
    if "-" in words:
        joined = "".join(w if w == "-" else f" {w} " for w in words).replace(" - ", "")
        yield tuple(word_key(w) for w in joined.split() if w not in ARTICLES)


@lru_cache(maxsize=50_000)
def word_key(form: str) -> str:
    """Return what the matcher knows one word by."""
    return singular(fold(_CONTRACTIONS.get(form, form)))
