"""The words of a French text by shape alone: elisions, spelled acronyms, inclusive endings, addresses."""

import re
from collections.abc import Iterator

from cmo_nlp.french import split_elision

__all__ = ["raw_words"]

# Every repetition is bounded or possessive: a word takes time in its length, whatever an adversary writes.
_WORD = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+|\w[\w.+'-]{0,63}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,8}+"
    r"|[\w-]{1,63}+\.(?:fr|com|org|net|io|eu|be|ch|info)\b(?:/\S*)?)"
    r"|(?P<dotted>(?:[^\W\d_]\.){2,}|\b(?:[A-Z]\. ){2,3}[A-Z]\.(?!\w))"  # C.M.O., C. M. O.
    r"|(?P<spelled>\b[A-Z](?: [A-Z]){2,3}\b|(?<![\w-])[A-Z](?:-[A-Z]){2,3}(?![\w-]))"  # C M O, C-M-O
    r"|(?P<inclusive>\b(?P<base>[^\W\d_]++)(?:·[^\W\d_]+)+"  # directeur·rice·s
    r"|\b(?P<stem>[^\W\d_]++)(?:(?:[.•(](?:-?t?rice|e|fe|ne|euse|ère|s|se)|-t?rice)(?:[.•]s\b|s\b|\)s?|"
    r"\b(?![\w'-]))| \((?:-?t?rice|euse|se|ère)s?\)))"  # directeur(trice), directeur (-trice), directeur•rice
    r"|\d+(?:[.,]\d+)+"
    r"|[^\W_]+(?:'[^\W_]+)*'?"
    r"|\S"
)
_NOTE = re.compile(r"^([^\W\d_]{3,}?)(?:\d|[¹²³⁰⁴-⁹]{1,2})$")  # the mark of a footnote: CMO1, CMO²
_GENITIVE = re.compile(r"^([A-Z]{2,})'s$")  # « le CMO's Club »
_VERSIONS = frozenset({"HTML4", "HTML5", "CSS2", "CSS3", "MPEG2", "MPEG4"})  # the digit is of the name
# No elision comes near it, nor does a word that only looks elided, « presqu'îles ».
_ELISION_CHARACTERS = 32


def raw_words(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, surface, form) of the words and marks of `text` between two code points.

    `text` has plain apostrophes and hyphens. `surface` is as written, without the dots or spaces of a spelled
    acronym; `form` is lower case with its accents, inclusive endings dropped.

    >>> [form for *_, form in raw_words("L'équipe du C.M.O.", 0, 18)]
    ["l'", 'équipe', 'du', 'cmo']
    """
    for found in _WORD.finditer(text, start, end):
        kind = found.lastgroup
        if kind is None:
            word = found.group()
            if "'" in word or word[-1].isdigit():
                yield from _split(word, found.start())
            else:
                yield found.start(), found.end(), word, word.lower()
        elif kind == "inclusive":
            base = found["base"] or found["stem"]
            form = base + ("s" if found.group().rstrip(")")[-1] == "s" and base[-1] != "s" else "")
            yield found.start(), found.end(), form, form.lower()
        elif kind == "address":
            yield found.start(), found.end(), found.group(), found.group().lower()
        else:
            surface = re.sub(r"[. -]", "", found.group())
            yield found.start(), found.end(), surface, surface.lower()


def _split(word: str, start: int) -> Iterator[tuple[int, int, str, str]]:
    """Yield the elided words and what they lean on, apart; a footnote's number and « 's » are left out."""
    cut = 0
    while "'" in word and (elided := split_elision(word[cut : cut + _ELISION_CHARACTERS])[0]):
        yield start + cut, start + cut + len(elided), elided, elided.lower()
        cut += len(elided)
    start, rest = start + cut, word[cut:]
    note = _NOTE.match(rest) or _GENITIVE.match(rest)
    rest = note[1] if note and note[1].isupper() and rest not in _VERSIONS else rest
    yield start, start + len(rest), rest, rest.lower()
