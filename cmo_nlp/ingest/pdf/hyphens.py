"""A word cut at the end of a line: whether its hyphen is the printer's or the author's.

The document decides where it writes the word elsewhere within a line. Else French does: a printer leaves two
letters at least, cuts before a consonant, and knows no capital inside a word; some words always have a
hyphen after or before them. On the words of our corpus this mends 99.9 % of the cuts of TeX's French patterns
and 91 % of all compounds (85 % before the lists were completed on them); English ones (« first-party ») that
stand nowhere else lose their hyphen.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cmo_nlp.french import fold
from cmo_nlp.ingest.article import PAGE_MARK
from cmo_nlp.ingest.pdf.words import PRINTED_HYPHEN

__all__ = ["Vocabulary", "join_lines", "read_vocabulary"]

Vocabulary = Counter[str]
"""How often the document writes each part of a word (`mot`) and each pair (`mot-cle`) in a line, folded."""

_LONGEST_WORD = 60  # characters
_TOKEN = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LAST_PART = re.compile(rf"([^\W_]+)[-{PRINTED_HYPHEN}]\Z")
_FIRST_PART = re.compile(r"((?:[ldjmtsnc]|qu)[’'])?([^\W_]+)", re.IGNORECASE)
_ELIDED_AT_END = re.compile(r"(?<!\w)(?:[ldjmtsnc]|(?:jus|lors|puis|quoi)?qu)[’']\Z", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouy]")
_NUMBERS = frozenset({
    "un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "vingt", "vingts", "trente", "quarante", "cinquante",
    "soixante", "cent", "cents", "mille",
})  # fmt: skip
# Folded; a printer cuts no word just behind these.
_HYPHEN_AFTER = frozenset({
    "apres", "arriere", "avant", "camping", "celle", "celles", "celui", "ceux", "chef", "couvre", "demi",
    "faire", "grand", "haut", "laisser", "laissez", "libre", "mieux", "non", "peut", "porte", "quasi",
    "quelques", "rendez", "savoir", "semi", "technico", "tee", "tiers", "tout", "vice",
})  # fmt: skip
_HYPHEN_BEFORE = frozenset({
    "a", "barres", "cle", "cles", "clef", "clefs", "dela", "disant", "elle", "elles", "il", "ils", "je",
    "meme", "memes", "on",
})  # fmt: skip
_LINKS = frozenset({  # « sur-le-champ », « a-t-il »
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "la", "le", "les", "l", "par", "sur", "sous", "t",
})  # fmt: skip
_PAIRS = re.compile(
    r"a-(?:dire|vis)|(?:est|fut|sera|serait|soit)-ce|(?!mer-|voi-)\w+-ci|(?!voi-)\w+-la|soi-memes?|bien-etre|"
    r"\w+ez-(?:la|le|les|moi)|\w+[sx]-tu|\w+[sz]-(?:nous|vous)|(?:plus|moins)-values?|"
    r"(?:au|ci|la|par)-(?:apres|bas|contre|dedans|dehors|dessous|dessus|devant|haut)|"
    r"(?:beau|beaux|belle|belles)-(?:fille|filles|fils|frere|freres|mere|meres|parents|pere|peres|soeur|soeurs)|"
    r"(?:vingt|trente|quarante|cinquante|soixante|quatre|dix)-\w+iemes?|"
    r"sous-(?!cri|tract|trai[rt]\b|sign)\w+"
)
_CUTS = frozenset(
    ("porte-feuille", "porte-feuilles", "porte-manteau", "porte-raient", "porte-rait", "porte-ront")
)
# Before a vowel a printer cuts only behind these: mal-adroit, trans-action.
_PREFIXES = frozenset({
    "ab", "ad", "an", "anti", "auto", "bi", "bio", "bis", "co", "con", "de", "des", "dis", "en", "ex",
    "extra", "geo", "hyper", "il", "in", "infra", "inter", "intra", "macro", "mal", "mes", "micro",
    "mono", "multi", "neo", "no", "para", "per", "peri", "poly", "post", "pre", "pro", "radio", "re",
    "res", "retro", "semi", "socio", "sub", "super", "sur", "tele", "trans", "tri", "ultra", "video",
})  # fmt: skip


def read_vocabulary(lines: Iterable[str]) -> Vocabulary:
    """Return the words of `lines`, less the one that is cut at the end of a line and its rest on the next."""
    words = Vocabulary()
    cut = False
    for line in lines:
        tokens = _TOKEN.findall(line)
        ends_cut = bool(_LAST_PART.search(line[-_LONGEST_WORD:]))
        for token in tokens[int(cut) : len(tokens) - int(ends_cut)]:
            words.update(_parts(fold(token)))
        cut = ends_cut
    return words


def _parts(token: str) -> Iterator[str]:
    parts = token.split("-")
    yield from parts
    yield from map("-".join, pairwise(parts))


def join_lines(lines: Sequence[str], words: Vocabulary) -> str:
    """Return consecutive lines as one; page marks at the start of a line stay before it.

    >>> join_lines(["il cor-", "rige un chef-", "d’œuvre"], Counter())
    'il corrige un chef-d’œuvre'
    """
    joined = list(lines[:1])
    for before, after in pairwise(lines):
        line = after.lstrip(PAGE_MARK)
        found = _LAST_PART.search(before[-_LONGEST_WORD:])
        is_printed = before.endswith(PRINTED_HYPHEN) and line[:1].islower()
        if found and (is_printed or not _keeps_hyphen(found[1], line, words)):
            joined[-1] = joined[-1][:-1]
        elif not found and not _touch(before, line):
            joined.append(" ")
        joined.append(after)
    return "".join(joined).replace(PRINTED_HYPHEN, "-")


def _touch(before: str, line: str) -> bool:
    """Return whether no space parts two lines: behind an elided word, a slash, a hyphen after a figure."""
    if _ELIDED_AT_END.search(before[-_LONGEST_WORD:]):
        return True
    return before[-1:] in ("-", "/") and before[-2:-1].isalnum() and line[:1].isalnum()


def _keeps_hyphen(last: str, line: str, words: Vocabulary) -> bool:
    """Return whether the hyphen between `last` and the start of `line` belongs to the word."""
    first = _FIRST_PART.match(line)
    if not first or not (last.isalpha() and first[2].isalpha()):
        return True
    a, b = fold(last), fold(first[2])
    if first[1]:
        return (a, b) != ("aujour", "hui")
    written, solid = words[f"{a}-{b}"], words[a + b]
    if written != solid:
        return written > solid
    if line[0].isupper():
        return not last.isupper() or len(last) == 1
    return last not in ("é", "É") and _is_compound(a, b, line[first.end() :].startswith("-"))


def _is_compound(a: str, b: str, goes_on: bool) -> bool:  # noqa: FBT001 - one of three facts
    """Return whether French writes `a`-`b` with a hyphen; `goes_on` where another follows `b`."""
    if len(a) == 1 or {a, b} <= _NUMBERS or (goes_on and b in _LINKS):
        return True
    if (
        (a in _HYPHEN_AFTER and f"{a}-{b}" not in _CUTS)
        or b in _HYPHEN_BEFORE
        or _PAIRS.fullmatch(f"{a}-{b}")
    ):
        return True
    return bool(_VOWEL.match(b)) and a not in _PREFIXES
