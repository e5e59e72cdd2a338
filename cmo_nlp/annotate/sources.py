"""Who a text cites: research houses and firms that are its sources, and the studies that they publish.

The annotation guide leaves them out: « selon Gartner », « une étude de Bain », « Forrester prévoit que ».
"""

import re
from collections.abc import Sequence

from cmo_nlp.annotate.closed_classes import DETERMINERS, LINKS, listed
from cmo_nlp.annotate.passages import Word

__all__ = ["is_cited", "is_cited_study"]

_HOUSES = listed("cabinet cabinets institut instituts société sociétés firme bureau agence groupe")
_STUDY = re.compile(r"^(?:études?|enquêtes?|rapports?|sondages?|baromètres?|prévisions?|estimations?)$")
_OBSERVED = re.compile(r"^(?:étude|analyse)s?$")
# What says a figure of its own accord, and what says something only with « que » behind it.
_FORECASTS = listed("prévoir estimer prédire évaluer chiffrer pronostiquer tabler")
_TELLS = _FORECASTS | listed(
    "affirmer annoncer anticiper assurer calculer constater indiquer montrer noter observer prévenir "
    "rappeler rapporter relever révéler souligner"
)
_OF = listed("de d' du des par")
_NO_SUBJECT_AFTER = LINKS | listed("par avec chez pour contre chef dans sur sans entre vers")
_BEFORE_INVERSION = listed(", » ? ! …")
_BREAKS = listed(", ; : . ( ) que qui qu' et ou dont")
# « une étude publiée en mai par Bain », « une étude récente de Bain », « estime, en mai, que ».
_STUDY_WORDS, _ADJECTIVES, _CLAUSE_WORDS = 7, 2, 3


def is_cited(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether the name in the words `first` to `last`, `last` excluded, is a source of the text.

    A name has a capital. An acronym with its article may be a function (« selon la DRH »): that is none.
    """
    if words[first].form in _HOUSES and last < len(words):  # « l'institut » of « l'institut Kantar »
        first, last = last, last + 1
    surface = words[first].surface
    if not surface[0].isupper():
        return False
    at = _before_name(words, first)
    if surface.isupper() and at < first and words[first - 1].form in DETERMINERS:
        return False
    return _is_after_citation(words, at) or _is_of_study(words, at) or _tells(words, at, last)


def is_cited_study(words: Sequence[Word], first: int, complement: int) -> bool:
    """Tell whether « étude » at `first`, with its complement from `complement`, is one that the text cites.

    « Selon une étude de 2010 », « l'étude du cabinet Forrester », no « étude de la concurrence ».
    """
    if not _OBSERVED.match(words[first].form):
        return False
    if _is_after_citation(words, _before_name(words, first)):
        return True
    while complement < len(words) and words[complement].form in DETERMINERS:
        complement += 1
    if complement >= len(words):
        return False
    author = words[complement]
    return author.form in _HOUSES or author.surface[0].isupper()


def _before_name(words: Sequence[Word], first: int) -> int:
    """Return where what names the same body begins: « le cabinet Gartner », « Forrester et Gartner »."""
    at = first
    while at:
        before = words[at - 1]
        joined = at > 1 and before.form in {"et", ","} and words[at - 2].surface[0].isupper()
        if joined:
            at -= 2
        elif before.form in DETERMINERS or before.form in _HOUSES:
            at -= 1
        else:
            break
    return at


def _is_after_citation(words: Sequence[Word], at: int) -> bool:
    before = [word.form for word in words[max(0, at - 2) : at]]
    return before[-1:] == ["selon"] or before in (["d'", "après"], ["source", ":"])


def _is_of_study(words: Sequence[Word], at: int) -> bool:
    """Tell whether a study is right before `at`, or what stands there made it: « étude menée par »."""
    if not at:
        return False
    if _STUDY.match(words[at - 1].form):
        return True
    if words[at - 1].form not in _OF:
        return False
    reach = _STUDY_WORDS if words[at - 1].form == "par" else _ADJECTIVES
    for word in reversed(words[max(0, at - 1 - reach) : at - 1]):
        if word.form in _BREAKS:
            return False
        if _STUDY.match(word.form):
            return True
    return False


def _tells(words: Sequence[Word], at: int, last: int) -> bool:
    """Tell whether the name is the subject of a verb of forecast or report, before or behind it."""
    if at > 1 and words[at - 1].lemma in _TELLS and words[at - 2].form in _BEFORE_INVERSION:
        return True
    if at and words[at - 1].form in _NO_SUBJECT_AFTER:
        return False
    verb = last + (last < len(words) and words[last].form in {"a", "ont", "avait"})
    if verb >= len(words) or words[verb].lemma not in _TELLS:
        return False
    after = {word.form for word in words[verb + 1 : verb + 1 + _CLAUSE_WORDS]}
    return words[verb].lemma in _FORECASTS or bool(after & {"que", "qu'"})
