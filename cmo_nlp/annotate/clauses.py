"""Which words of a sentence stand in its main clauses: the horizon is that of the main clause."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.passages import Word
from cmo_nlp.annotate.verbs import Tense, tense_at

__all__ = ["Clause", "Verb", "clauses", "verbs"]

_RELATIVES = listed("qui dont où lequel laquelle lesquels lesquelles auquel duquel")
_SUBORDINATORS = listed("quand lorsque lorsqu' puisque puisqu' parce quoique quoiqu'")
_WITH_THAT = listed("alors tandis bien dès afin après avant pendant depuis maintenant sans pour")
_AFTER_IF = listed("il ils elle elles on le la les l' ce c' un une des ses son sa nous vous tous certains")
_NOUNS_WITH_THAT = listed(
    "idée fait preuve sentiment impression certitude conviction temps fois moment espoir crainte hypothèse "
    "signe risque manière façon sorte condition mesure principe constat avis doute chance constat année "
    "jour lieu plupart annonce rappel"
)
_COMPARING = listed(
    "plus moins aussi autant mieux davantage même mêmes tel telle tels telles tellement ne n'"
)
_BEFORE_VERB = listed("ne n' se s' y en lui leur le la l' les")
_TIES = listed("et ou ni mais")
_SENTENCES = 2_000  # of a batch; what is remembered of more would take memory for nothing

Clause = Literal["main", "relative", "subordinate", "bracket"]


class Verb(NamedTuple):
    """A finite verb: where it stands among the words of its sentence, its tense, whether in a main clause."""

    at: int
    tense: Tense
    main: bool


def verbs(words: Sequence[Word]) -> tuple[Verb, ...]:
    """Return the finite verbs of a sentence in order."""
    return _verbs(tuple(words))


def clauses(words: Sequence[Word]) -> tuple[Clause, ...]:
    """Return the kind of clause that each word stands in.

    A subordinate clause ends at a comma; a relative clause also where a second finite verb begins. A clause
    in « que » after a verb of saying counts with the main clause: it says what the sentence is about.
    """
    return _clauses(tuple(words))


# Each rule asks for the verbs of the sentence that it looks at, up to 30 times for one sentence.
@lru_cache(maxsize=_SENTENCES)
def _verbs(words: tuple[Word, ...]) -> tuple[Verb, ...]:
    kinds = clauses(words)
    tenses = [(i, tense_at(words, i)) for i in range(len(words))]
    return tuple(Verb(i, tense, kinds[i] == "main") for i, tense in tenses if tense is not None)


@lru_cache(maxsize=_SENTENCES)
def _clauses(words: tuple[Word, ...]) -> tuple[Clause, ...]:
    kinds: list[Clause] = []
    inside: Clause = "main"
    seen_verb, brackets = False, 0
    for i, word in enumerate(words):
        brackets += (word.form == "(") - (word.form == ")" and brackets > 0)
        if word.form in {",", ";", ":", "»"}:
            inside = "main"
        opened = _opens(words, i)
        if opened is not None:
            inside, seen_verb = opened, False
        elif inside == "relative" and tense_at(words, i) is not None:
            inside = "main" if seen_verb and not _is_coordinated(words, i) else inside
            seen_verb = True
        kinds.append("bracket" if brackets or word.form == ")" else inside)
    return tuple(kinds)


def _is_coordinated(words: Sequence[Word], i: int) -> bool:
    """Tell whether the verb at word `i` is tied to the one before: « qui pilote et ne code pas »."""
    before = i - 1
    while before > 0 and words[before].form in _BEFORE_VERB:
        before -= 1
    return words[before].form in _TIES


def _is_object_relative(words: Sequence[Word], i: int) -> bool:
    """Tell whether « que » stands right after a noun, or its comma: « une équipe que son patron dirige ».

    « plus de marques que… » compares, « l'idée que… » says what the idea is.
    """
    noun = i - 1 - (i > 1 and words[i - 1].form == ",")
    if noun < 1 or words[noun].upos not in {"NOUN", "PROPN"} or words[noun].form in _NOUNS_WITH_THAT:
        return False
    return not any(word.form in _COMPARING for word in words[:i])


def _opens(words: Sequence[Word], i: int) -> Clause | None:
    form = words[i].form
    after = words[i + 1].form if i + 1 < len(words) else ""
    if (form in _RELATIVES and i) or (form in {"que", "qu'"} and _is_object_relative(words, i)):
        return "relative"
    if form in _SUBORDINATORS or (form in _WITH_THAT and after in {"que", "qu'"}):
        return "subordinate"
    if form in {"si", "s'"} and after in (_AFTER_IF if form == "si" else {"il", "ils"}):
        return "subordinate"
    return "subordinate" if form == "comme" and (i == 0 or words[i - 1].form == ",") else None
