"""A word cut at the end of a line: whether its hyphen is the printer's or the author's.

The document decides where it writes the word elsewhere within a line. Else French does: a printer leaves two
letters at least, cuts before a consonant, and knows no capital inside a word; and some words always have a hyphen
after or before them. English compounds that stand nowhere else in the document lose theirs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cmo_nlp.french import fold
from cmo_nlp.ingest.article import PAGE_MARK

__all__ = ["Vocabulary", "join_lines", "read_vocabulary"]

Vocabulary = Counter[str]
"""How often the document writes each word within a line: folded parts (`chef`) and pairs (`chef-d'oeuvre`)."""

_LONGEST_WORD = 60  # characters
_TOKEN = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LAST_PART = re.compile(r"([^\W_]+)-\Z")
_FIRST_PART = re.compile(r"((?:[ldjmtsnc]|qu)[’'])?([^\W_]+)", re.IGNORECASE)
_ELIDED_AT_END = re.compile(r"(?<!\w)(?:[ldjmtsnc]|(?:jus|lors|puis|quoi)?qu)[’']\Z", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouy]")
_NUMBERS = frozenset(
    "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts "
    "trente quarante cinquante soixante cent cents mille".split()
)
_HYPHEN_AFTER = frozenset(  # folded; a printer cuts no word just behind these
    "apres arriere avant celle celles celui ceux chef demi faire grand haut laisser laissez libre mieux non peut "
    "porte quasi quelques rendez savoir semi tiers tout vice".split()
)
_HYPHEN_BEFORE = frozenset(
    "a cle cles clef clefs delà dela je meme memes dire vis disant il elle on ils elles".split()
)
_LINKS = frozenset(
    "a au aux d de des du en et la le les l par sur sous t".split()
)  # « sur-le-champ », « a-t-il »
_PAIRS = re.compile(
    r"(?:est|fut|sera|serait|soit)-ce|\w+[sx]-tu|\w+[sz]-(?:nous|vous)|(?!voi-)\w+-la|(?:au|ci|la|par)-(?:dessus|dessous|"
    r"dedans|dehors|devant|bas|haut|contre|apres)|(?:plus|moins)-values?|soi-memes?|bien-etre|sous-(?!cri|tract|trai[rt]\b|sign)\w+"
)
# Before a vowel a printer cuts only behind these: mal-adroit, trans-action.
_PREFIXES = frozenset(
    "ab ad an anti auto bi bio bis co con de des dis en ex extra geo hyper il in infra inter intra macro mal mes "
    "micro mono multi neo no para per peri poly post pre pro radio re res retro semi socio sub super sur tele trans "
    "tri ultra video".split()
)


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
        if found and not _keeps_hyphen(found[1], line, words):
            joined[-1] = joined[-1][:-1]
        elif not found and not _touch(before, line):
            joined.append(" ")
        joined.append(after)
    return "".join(joined)


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
    return _is_compound(a, b, line[first.end() :].startswith("-"))


def _is_compound(a: str, b: str, goes_on: bool) -> bool:  # noqa: FBT001 - one of three facts
    """Return whether French writes `a`-`b` with a hyphen; `goes_on` where another follows `b`."""
    if len(a) == 1 or {a, b} <= _NUMBERS or (goes_on and b in _LINKS):
        return True
    if a in _HYPHEN_AFTER or b in _HYPHEN_BEFORE or _PAIRS.fullmatch(f"{a}-{b}"):
        return True
    return bool(_VOWEL.match(b)) and a not in _PREFIXES
