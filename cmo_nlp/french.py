"""How written French folds: accents, apostrophes, ligatures, elisions, stems. Pure functions.

Folding never changes the length of what offsets count into: it serves keys and comparison, never storage.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import compress
from operator import itemgetter, not_
from typing import NamedTuple

import Stemmer

__all__ = [
    "HYPHENS",
    "INVISIBLE",
    "Word",
    "count_words",
    "exchange",
    "fold",
    "masculine_singular",
    "plain_signs",
    "search_keys",
    "singular",
    "split_elision",
    "straighten",
    "without_marks",
    "words",
]

_STEMMER = Stemmer.Stemmer("french")
_LIGATURES = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"}
HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2212\uff0d", "-")
"""hyphens that look like « - »: typographic, non-breaking, figure dash, minus, full-width."""
INVISIBLE = (
    "\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
"""marks of no width or of direction, which word processors and web pages leave inside words."""
_APOSTROPHES = dict.fromkeys("’‘‛ʼʹʻ′\uff07`´", "'")
_DOTS = "\u2219\u22c5\u2027"  # other signs for the middle dot of « directeur·rice »
_FULL_WIDTH = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_PLAIN = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\u3000\t", " ")
    | dict.fromkeys(_DOTS, "·")
    | _FULL_WIDTH
    | HYPHENS
)
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)'(?=\w)", re.IGNORECASE)
_WHOLE = {"aujourd'hui", "presqu'ile", "presqu'iles", "quelqu'un", "quelqu'une", "prud'homme", "prud'hommes"}
_INVARIABLE = {
    "sens",
    "cours",
    "plus",
    "temps",
    "corps",
    "avis",
    "processus",
    "campus",
    "cas",
    "mais",
    "tous",
    "sous",
}
_SHORT = 3  # letters: « pas », « SMS », « bus » end in s by themselves
_WORD = re.compile(r"(?:\w[\u0300-\u036f]*)+(?:['’ʼ](?:\w[\u0300-\u036f]*)+)*")


class Word(NamedTuple):
    """A word of a text without its elided article or pronoun, at code points `start` to `end`."""

    text: str
    start: int
    end: int


def straighten(text: str) -> str:
    """Return `text` with every apostrophe as « ' »; one code point for one, so offsets hold.

    >>> straighten("l’IA")
    "l'IA"
    """
    return exchange(text, _APOSTROPHES)


def plain_signs(text: str) -> str:
    """Return `text` with plain apostrophes, hyphens, dots, spaces and widths; one code point for one.

    >>> plain_signs("l’e‑mail\u202f: directeur‧rice")
    "l'e-mail : directeur·rice"
    """
    return straighten(text).translate(_PLAIN)


def exchange(text: str, signs: Mapping[str, str]) -> str:
    """Return `text` with each of the characters `signs` as what it maps to, none of which is a sign itself.

    A text has few different characters: str.translate takes several times as long.
    """
    for sign in signs.keys() & set(text):
        text = text.replace(sign, signs[sign])
    return text


def without_marks(text: str) -> str:
    """Return `text` decomposed (NFD), without its accents and other combining marks.

    >>> without_marks("Évêché à Nîmes")
    'Eveche a Nimes'
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    for mark in filter(unicodedata.combining, set(decomposed)):
        decomposed = decomposed.replace(mark, "")
    return decomposed


def fold(text: str) -> str:
    """Return `text` for comparison: no accents, no case, straight apostrophes, ligatures opened.

    >>> fold("L’Œuvre d'un chargé d’ÉTUDES")
    "l'oeuvre d'un charge d'etudes"
    """
    if text.isascii():
        return text.replace("`", "'").lower()
    opened = exchange(straighten(text), _LIGATURES)
    return unicodedata.normalize("NFC", without_marks(opened)).casefold()


def singular(form: str) -> str:
    """Return a folded form without its mark of the plural. Only equality of the results has a meaning.

    >>> singular("canaux") == singular("canal"), singular("processus")
    (True, 'processus')
    """
    if len(form) <= _SHORT or form.endswith("ss") or form in _INVARIABLE:
        return form
    if form.endswith("eaux"):
        return form[:-1]
    if form.endswith("aux"):
        return form[:-3] + "al"
    return form[:-1] if form.endswith(("s", "eux")) else form


def masculine_singular(form: str) -> str:
    """Return a folded form without its mark of the plural, and -trice and -euse as -teur and -eur.

    Only equality of the results has a meaning.

    >>> masculine_singular("directrices"), masculine_singular("acheteuse")
    ('directeur', 'acheteur')
    """
    alone = singular(form)
    for feminine, masculine in (("trice", "teur"), ("euse", "eur")):
        if alone.endswith(feminine) and len(alone) > len(feminine) + 1:
            return alone.removesuffix(feminine) + masculine
    return alone


@lru_cache(maxsize=65_536)
def split_elision(word: str) -> tuple[str, str]:
    r"""Return the elided part of `word` and the rest; words that only look elided stay whole.

    >>> split_elision("l’expérience"), split_elision("aujourd'hui"), split_elision("jusqu'ici")
    (('l’', 'expérience'), ('', "aujourd'hui"), ("jusqu'", 'ici'))
    """
    straight = straighten(word)
    if fold(straight) in _WHOLE:
        return "", word
    found = _ELIDED.match(straight)
    cut = found.end() if found else 0
    return word[:cut], word[cut:]


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text`, elisions stripped, with their code points.

    >>> [w.text for w in words("L’arrivée d'aujourd’hui, c'est l’A/B testing")]
    ['arrivée', 'aujourd’hui', 'est', 'A', 'B', 'testing']
    """
    for found in _WORD.finditer(text):
        elided, rest = split_elision(found.group())
        start = found.start() + len(elided)
        yield Word(rest, start, start + len(rest))


def count_words(text: str) -> int:
    """Return how many white-space separated pieces of `text` hold a letter or a digit.

    >>> count_words("Le CMO : 10 %, c'est peu !")
    5
    """
    # The first character decides nearly always; asking all of them took 13 % of the time of an ingest.
    pieces = text.split()
    begin_a_word = list(map(str.isalnum, map(itemgetter(0), pieces)))
    others = compress(pieces, map(not_, begin_a_word))
    return sum(begin_a_word) + sum(any(map(str.isalnum, piece)) for piece in others)


def search_keys(word: str, lemma: str = "") -> tuple[str, str]:
    """Return the two keys under which `word` is found: stem then fold, and fold then stem.

    They differ where an accent guides the stemmer, so that a query without accents still matches.

    >>> search_keys("données"), search_keys("donnees")
    (('don', 'donne'), ('donne', 'donne'))
    """
    base = exchange(straighten(lemma or word), _LIGATURES)
    plain = unicodedata.normalize("NFC", base).lower()
    return fold(_STEMMER.stemWord(plain)), fold(_STEMMER.stemWord(fold(plain)))
