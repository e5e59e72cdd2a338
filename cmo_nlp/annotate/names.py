"""How far a name goes beyond its form in the lexicon: « CMO augmenté », « agences de communication »."""

import re
from collections.abc import Sequence

from cmo_nlp.annotate.passages import Word
from cmo_nlp.annotate.phrases import is_adjective, noun_end
from cmo_nlp.annotate.verbs import tense_at
from cmo_nlp.records import Label

__all__ = ["name_end"]

_NEW_ROLE = re.compile(r"^(?:augmentée?s?|b2b|b2c|btob|btoc)$")
# Words that name a partner only with what it works on.
_PARTNER = re.compile(
    r"^(?:agences?|enseignes?|équipes?|cabinets?|prestataires?|experte?s?|spécialistes?|consultante?s?|"
    r"éditeurs?|fournisseurs?|instituts?|sociétés?|entreprises?|start-?ups?)$"
)
_LEVEL = re.compile(
    r"^(?:grande?s?|petite?s?|locale?s?|actuel(?:le|s|les)?|différente?s?|nombreu(?:x|ses)|autres?|nouveaux?|"
    r"existante?s?|présente?s?|concernée?s?|capables?|prêts?)$"
)
_COMPLEMENT_WORDS = 4


def name_end(words: Sequence[Word], label: Label, first: int, last: int) -> int:
    """Return the end of the name that begins with the words `first` to `last` of a form of the lexicon.

    A title takes the adjective of a new role. A partner of one word takes its bare complement (« de
    conseil », « en données »: without an article, else it is another's) or one adjective of its trade.
    """
    if last >= len(words):
        return last
    if label == "title":
        return last + bool(_NEW_ROLE.match(words[last].form))
    if label != "counterpart" or last - first > 1 or not _PARTNER.match(words[first].form):
        return last
    if words[last].form in {"de", "d'", "en"}:
        return _complement_end(words, last)
    form = words[last].form
    is_trade = is_adjective(form) and tense_at(words, last) is None and not _LEVEL.match(form)
    return last + is_trade


def _complement_end(words: Sequence[Word], link: int) -> int:
    start = link + 1
    if start >= len(words) or words[start].form in {
        "la",
        "l'",
        "le",
        "les",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "ce",
    }:
        return link
    if words[start].form.endswith("ant") or words[start].surface[0].isupper():
        return link
    end = noun_end(words, start)
    return end if start < end <= start + _COMPLEMENT_WORDS else link
