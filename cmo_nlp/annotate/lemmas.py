"""Lemmas where the pipeline knows no parts of speech: a table alone reads « données » as « donner »."""

import re

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.french import straighten

__all__ = ["is_determiner", "lemma_in_context"]

_INFINITIVE = re.compile(r".(?:er|ir|re)$")
_BEFORE_NOUN = listed(
    "le la les l' un une des du de d' au aux ce cet cette ces mon ton son ma ta sa mes tes ses notre "
    "votre leur nos vos leurs en par sans chaque quelque quelques plusieurs certains certaines "
    "nouvelle nouvelles nouveaux grande grandes grands bonne bonnes mêmes autres toute toutes deux "
    "trois quatre cinq dix"
)
_PARTICIPLE = re.compile(r"[éiu]e?s$")


def is_determiner(form: str) -> bool:
    """Tell whether a noun phrase is open after `form` (an article, a possessive, « de », « sans »…)."""
    return straighten(form) in _BEFORE_NOUN


def lemma_in_context(form: str, looked_up: str, before: str) -> str:
    """Return the lemma of `form`, where the table's answer is an infinitive and the place asks for a noun.

    After an article a form is a noun. A form in -es is one anywhere: its only verbal reading, « tu donnes »,
    is not met in the press. Forms in -és and -ées may be participles, and need the article.

    >>> lemma_in_context("données", "donner", "des"), lemma_in_context("données", "donner", "sont")
    ('donnée', 'donner')
    >>> lemma_in_context("marques", "marquer", "grandes"), lemma_in_context("pilote", "piloter", "il")
    ('marque', 'piloter')
    """
    lower = form.lower()
    if lower == looked_up or not _INFINITIVE.search(looked_up):
        return looked_up
    if is_determiner(before):
        return _singular(lower)
    if lower.endswith("es") and not _PARTICIPLE.search(lower):
        return _singular(lower)
    return looked_up


def _singular(form: str) -> str:
    return form.removesuffix("s") if not form.endswith("ss") else form
