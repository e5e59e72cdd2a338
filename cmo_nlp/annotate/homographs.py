"""Words of a competence that are something else by their grammar: « avoir le droit de », « fait savoir »."""

import re
from collections.abc import Sequence

from cmo_nlp.annotate.closed_classes import DETERMINERS, listed
from cmo_nlp.annotate.passages import Word
from cmo_nlp.annotate.verbs import is_infinitive

__all__ = ["is_homograph"]

# Two verbs that make a noun: « son savoir être », « du faire savoir ».
_TWO_VERBS = re.compile(r"^(?:savoir(?:être|faire|vivre|dire)|faire(?:savoir|valoir))$")
_OPENING = listed("savoir faire")
_NOUN_BEFORE = DETERMINERS | listed("de d' du des en au aux mon ma mes ton ta tes notre votre")
# After these « le » and « leur » are pronouns: « il faut le faire savoir ».
_VERB_BEFORE = listed(
    "faut faudra faudrait doit doivent devra devront devait devrait peut peuvent pourra veut veulent va vont "
    "pour de à sans puis et lui nous vous"
)
_GRANTED = listed(
    "avoir a ai as ont avons avez avait avaient aura auront ayant eu donner donne donnent perdre"
)
_LOCUTIONS = listed("en tout bon plein")
_NEAR = 4


def is_homograph(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether the words `first` to `last`, `last` excluded, only look like a competence."""
    if last - first == 1:
        return words[first].form == "droit" and _is_permission(words, first)
    if words[first].form not in _OPENING and words[first].lemma not in _OPENING:
        return False
    forms = [word.form for word in words[first:last]]
    both = {"".join(forms), "".join(word.lemma for word in words[first:last])}
    return "-" not in forms and any(map(_TWO_VERBS.match, both)) and not _is_noun(words, first, last)


def _is_permission(words: Sequence[Word], at: int) -> bool:
    """Tell whether « droit » is what one may do: « le droit de choisir », « en droit de », « a droit à »."""
    after = words[at + 1].form if at + 1 < len(words) else ""
    if at and words[at - 1].form in _LOCUTIONS:
        return True
    if after in {"de", "d'", "à"} and at + 2 < len(words):
        verb = (
            at
            + 2
            + (words[at + 2].form in {"se", "s'", "le", "la", "les", "l'", "y", "en", "ne", "n'", "pas"})
        )
        if verb < len(words) and is_infinitive(words[verb]):
            return True
    near = [word.form for word in words[max(0, at - _NEAR) : at]]
    return any(form in _GRANTED for form in near) and after in {"de", "d'", "à", "au", "aux"}


def _is_noun(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether an article or a possessive makes a noun of two verbs, or they stand in a list alone."""
    if not first:
        return last == len(words) or words[last].form in {",", "et", ";", ":", "/", "."}
    before = words[first - 1].form
    if before in {"le", "la", "les", "l'", "leur"}:
        return first < 2 or words[first - 2].form not in _VERB_BEFORE  # noqa: PLR2004 the word before the article
    return before in _NOUN_BEFORE - {"de", "d'"}
