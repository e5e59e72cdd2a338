"""Candidate terms: the nouns, adjectives and noun phrases that a topic may be described and named by.

A term is known by its key, the lemmas of its words (« gestion de relation client »), so that singular and
plural are one term; it is shown as it stands in the texts (« gestion de la relation client »).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cmo_nlp.french import fold
from cmo_nlp.topics.content_words import ContentWord
from cmo_nlp.topics.units import Unit

__all__ = ["Occurrence", "candidate_terms"]

_LINKS = frozenset({("de",), ("d'",), ("du",), ("des",), ("de", "la"), ("de", "l'"), ("de", "les")})
_LONGEST_LINK = 2
_LONGEST_ACRONYM = 4
"""letters; surnames in capitals are mostly longer."""
_NO_COMMON_NOUN = frozenset({"ADJ", "PROPN", "VERB"})
_ADJECTIVES = frozenset({"ADJ"})
_NUMBER = re.compile(r"\bNumber=(\w+)")


class Occurrence(NamedTuple):
    """A candidate term as it stands in a unit, white space folded. `words` counts its content words.

    `names` says whether it can name a thing: a phrase, an acronym or a common noun, no adjective, verb or
    proper name.
    """

    key: str
    surface: str
    words: int
    names: bool = True


def candidate_terms(units: Sequence[Unit]) -> list[list[Occurrence]]:
    """Return the candidate terms of each unit.

    They are its nominal words, pairs of them, « X de Y » and « X de Y Z », each over neighbouring tokens of
    one line with nothing but blanks between. A unit without a nominal word has what content words it has.
    """
    verbs = _verbs(word for unit in units for word in unit.words)
    lemmas = _merged_lemmas(units)
    nominal = [[word for word in unit.words if word.lemma not in verbs] or unit.words for unit in units]
    counted = [[word._replace(lemma=lemmas[word.lemma]) for word in row] for row in nominal]
    return [list(_occurrences(unit, row)) for unit, row in zip(units, counted, strict=True)]


def _verbs(words: Iterable[ContentWord]) -> set[str]:
    """Return the lemmas that stand as a noun or adjective nowhere, or less often than not."""
    votes: defaultdict[str, Counter[bool | None]] = defaultdict(Counter)
    for word in words:
        votes[word.lemma][word.nominal] += 1
    return {lemma for lemma, vote in votes.items() if not vote[True] or vote[True] < vote[False]}


def _merged_lemmas(units: Sequence[Unit]) -> dict[str, str]:
    """Return for each lemma the one that it is counted under.

    Lookup lemmas leave twins: a form written with a capital is not found (« Artificielle » beside
    « artificiel »), nor is the plural of a word that the table does not hold (« ups », « martechs »).
    """
    known = Counter(word.lemma for unit in units for word in unit.words)
    by_form: dict[str, str] = {}
    for unit in units:
        for word in unit.words:
            form = unit.passage(word.start, word.end)
            if form != word.lemma and form == form.lower():
                by_form.setdefault(form, word.lemma)
    merged = {lemma: by_form.get(lemma, lemma) for lemma in known}
    singular = {lemma: lemma[:-1] for lemma in known if lemma[-1] in "sx" and lemma[:-1] in known}
    return {lemma: singular.get(target, target) for lemma, target in merged.items()}


def _occurrences(unit: Unit, words: Sequence[ContentWord]) -> Iterator[Occurrence]:
    for word in words:
        yield _occurrence(unit, word, word, word.lemma, 1)
    for left, right in pairwise(words):
        link = _link(unit, left, right)
        if link is not None and _is_phrase(unit, left, right, link):
            yield _occurrence(unit, left, right, _key(left, right, link), 2)
    for left, middle, right in zip(words, words[1:], words[2:], strict=False):
        first, second = _link(unit, left, middle), _link(unit, middle, right)
        if (
            first
            and second == ()
            and _is_phrase(unit, left, middle, first)
            and _is_phrase(unit, middle, right, ())
        ):
            yield _occurrence(unit, left, right, f"{_key(left, middle, first)} {right.lemma}", 3)


def _link(unit: Unit, left: ContentWord, right: ContentWord) -> tuple[str, ...] | None:
    """Return the folded tokens between two words: () for neighbours, None where they are no phrase."""
    between = unit.tokens[left.last + 1 : right.first]
    if len(between) > _LONGEST_LINK or "\n" in unit.passage(left.end, right.start):
        return None
    link = tuple(fold(unit.passage(token.start, token.end)) for token in between)
    if link:
        return link if link in _LINKS else None
    return () if unit.passage(left.end, right.start).isspace() else None


def _is_phrase(unit: Unit, left: ContentWord, right: ContentWord, link: tuple[str, ...]) -> bool:
    """Tell a noun phrase: it holds a noun, both sides of « de » are nouns, an adjective agrees with its noun.

    What stands bare after a verb is a locution, no phrase: « tirer parti de la technologie ».
    """
    if link:
        is_locution = left.first > 0 and unit.tokens[left.first - 1].upos == "VERB"
        return not is_locution and not _ADJECTIVES & {left.upos, right.upos}
    kinds = {left.upos, right.upos}
    if kinds == _ADJECTIVES:
        return False
    numbers = {_number(unit, left), _number(unit, right)} - {""}
    return not _ADJECTIVES & kinds or len(numbers) < 2  # noqa: PLR2004 - they agree


def _number(unit: Unit, word: ContentWord) -> str:
    """Return "Sing", "Plur", or "" where the form does not say."""
    found = _NUMBER.search(unit.tokens[word.last].morph)
    return found[1] if found else ""


def _key(left: ContentWord, right: ContentWord, link: tuple[str, ...]) -> str:
    return f"{left.lemma} de {right.lemma}" if link else f"{left.lemma} {right.lemma}"


def _occurrence(unit: Unit, left: ContentWord, right: ContentWord, key: str, words: int) -> Occurrence:
    surface = " ".join(unit.passage(left.start, right.end).split())
    names = words > 1 or left.upos not in _NO_COMMON_NOUN or _is_acronym(surface)
    return Occurrence(key, surface, words, names and not _is_proper(surface))


def _is_acronym(surface: str) -> bool:
    """Tell « DSI », « RGPD », « B2B »: taggers take them for names, but most stand for common nouns."""
    return surface.isupper() and surface.isalnum() and len(surface) <= _LONGEST_ACRONYM


def _is_proper(surface: str) -> bool:
    """Tell whether a term is written as a name: « Ferlio », « Grand Hôtel », not « SEO », « DMP unique »."""
    return any(word[:1].isupper() and not word.isupper() for word in surface.split())
