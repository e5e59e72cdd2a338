"""The words of a unit that can carry a theme."""

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cmo_nlp.french import fold, straighten
from cmo_nlp.records import Token
from cmo_nlp.topics.stop_words import is_stop_word

if TYPE_CHECKING:
    from cmo_nlp.topics.units import Unit

__all__ = ["ContentWord", "content_terms", "content_words", "telling_text"]

_OPEN_CLASSES = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "X", ""})
_HYPHENS = frozenset("-‐‑")
_DETERMINER_LIST = """
le la les l' un une des du de d' au aux en ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre
vos leur leurs chaque plusieurs quelques aucun aucune deux trois quatre cinq six dix
"""
_DETERMINERS = frozenset(fold(_DETERMINER_LIST).split())
_PRONOUNS = frozenset({"le", "la", "les", "l'", "leur"})
_INFINITIVES = ("er", "ir", "re", "oir")


class ContentWord(NamedTuple):
    """A word at code points `start` to `end` of its document, with its lemma in lower case and NFC.

    `first` and `last` are the places of its tokens in the unit: a hyphenated compound has several.
    `nominal` says whether it stands as a noun or adjective, None where that cannot be told here.
    """

    lemma: str
    start: int
    end: int
    first: int
    last: int
    upos: str
    nominal: bool | None


def content_terms(unit: "Unit") -> list[str]:
    """Return the lemmas of the content words of `unit`, in order, with their accents, in lower case."""
    return [word.lemma for word in unit.words]


def telling_text(unit: "Unit") -> str:
    """Return the content words of `unit` that are no verb, as they stand there, in order.

    That is what an encoder reads that takes the mean of its words: half of the words of French carry no
    theme, and pull all means together.
    """
    told = [word for word in unit.words if word.upos != "VERB" and word.nominal is not False]
    return " ".join(unit.passage(word.start, word.end) for word in told)


def content_words(unit: "Unit") -> Iterator[ContentWord]:
    """Yield the words of `unit` that are no stop word, number or sign.

    Words glued by hyphens that the tokenizer took apart (« start », « - », « ups ») count as one.
    """
    index = 0
    while index < len(unit.tokens):
        last = _compound_end(unit, index)
        if _is_content(unit, unit.tokens[index]):
            yield _content_word(unit, index, last)
        index = last + 1


def _compound_end(unit: "Unit", index: int) -> int:
    """Return the place of the last token of the compound that starts at `index`, which may be `index`."""
    tokens = unit.tokens
    if not _is_content(unit, tokens[index]):
        return index
    while index + 2 < len(tokens):
        hyphen, following = tokens[index + 1 : index + 3]
        glued = tokens[index].end == hyphen.start and hyphen.end == following.start
        part = unit.passage(following.start, following.end)
        is_word = part.isalpha() and len(part) > 1 and not is_stop_word(part)
        if not (glued and is_word and unit.passage(hyphen.start, hyphen.end) in _HYPHENS):
            break
        index += 2
    return index


def _is_content(unit: "Unit", token: Token) -> bool:
    surface = unit.passage(token.start, token.end)
    letters = sum(char.isalpha() for char in surface)
    if letters < 2 or not surface[0].isalpha() or token.upos not in _OPEN_CLASSES:  # noqa: PLR2004
        return False
    short_word = letters == 2 and not surface.isupper()  # noqa: PLR2004 - « IA », « RH », not « cf »
    stopped = is_stop_word(surface) or (
        token.upos in {"VERB", "ADJ", ""} and is_stop_word(_lemma(unit, token))
    )
    return not (short_word or stopped)


def _lemma(unit: "Unit", token: Token) -> str:
    written = token.lemma or unit.passage(token.start, token.end)
    return unicodedata.normalize("NFC", straighten(written)).lower().rstrip(".")


def _content_word(unit: "Unit", first: int, last: int) -> ContentWord:
    tokens = unit.tokens[first : last + 1]
    lemma = "".join(_lemma(unit, token) for token in tokens)
    nominal = True if last > first else _nominal(unit, first, lemma)
    end = tokens[-1].end - unit.passage(tokens[-1].start, tokens[-1].end).endswith(".")  # « le B2B. »
    return ContentWord(lemma, tokens[0].start, end, first, last, tokens[0].upos, nominal)


def _nominal(unit: "Unit", index: int, lemma: str) -> bool | None:
    """Tell noun or adjective from verb, by the part of speech or else by what stands before.

    A lookup lemmatiser gives « data » and « agences » the lemmas of verbs (« dater », « agencer »), so
    that an infinitive alone proves nothing: a determiner before it speaks for the noun.
    """
    token = unit.tokens[index]
    if token.upos:
        return token.upos != "VERB"
    if not lemma.endswith(_INFINITIVES):
        return True
    before = fold(unit.passage(unit.tokens[index - 1].start, unit.tokens[index - 1].end)) if index else ""
    if not any(char.isalnum() for char in before):
        return None
    if fold(unit.passage(token.start, token.end)) == fold(lemma):
        return _before_infinitive(before)
    return before in _DETERMINERS


def _before_infinitive(before: str) -> bool | None:
    """Tell « un métier » from « de transformer »; « le métier » and « le transformer » tell nothing."""
    return None if before in _PRONOUNS else before in _DETERMINERS - {"de", "d'", "en"}
