"""Products whose names are words too: « Segment », « Zoom », « Base » count where grammar makes them names.

A proper name of a tool stands in the singular without an article. What it is shows in what it leans on: a
noun of what is made with tools (« un fichier Excel »), a preposition or a verb of use (« sur Slack »,
« maîtriser Excel »), another tool beside it, or a class of tools that says what it is (« Slack, une
messagerie »).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.passages import Word
from cmo_nlp.french import singular

__all__ = ["NameInPlace", "are_enumerated", "name_in_place"]

_DETERMINERS = listed(
    "le la les l' un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos "
    "leur leurs chaque quelques plusieurs aucun aucune quel quelle"
)
_FIRMS = listed(
    "chez m mr mme mlle monsieur madame maître dr société groupe cabinet entreprise agence maison rue"
)
_CLASSES = listed(
    "outil logiciel plateforme solution application appli progiciel suite technologie techno tableur "
    "messagerie messenger interface module extension plugin connecteur crm cdp cms dmp erp saas service "
    "réseau site chatbot bot assistant robot éditeur navigateur langage base"
)
_MADE_WITH = _CLASSES | listed(
    "licence version abonnement compte fichier feuille classeur tableau document présentation diaporama "
    "macro formule graphique modèle page canal chaîne fil groupe espace réunion appel visio "
    "visioconférence webinaire conférence session lien invitation intégration instance environnement "
    "format compétence formation certification niveau export import dashboard profil bouton api pack "
    "budget campagne publicité"
)
_OF_USE = re.compile(
    r"^(?:ma[iî]trise|usage|utilisation|pratique|connaissance|manipulation|déploiement|installation|"
    r"paramétrage|intégration|adoption|abandon|main|migration|bascule|passage|recours|licence|version|"
    r"abonnement|formation|"
    r"sert|servir|servent|servait|utilisat(?:eur|rice)|fonctionnalité|interface|administrat(?:eur|rice))s?$"
)
_TOWARDS = re.compile(
    r"^(?:pass|form|initi|migr|bascul|connect|intégr|intègr|branch|reli|recour|synchronis|export|import|"
    r"envoy|transfèr|transfér|acc[eéè]d|abonn|couplé|coupl|raccord)"
)
_USED = re.compile(
    r"^(?:utilis|ma[iî]tris|déplo[iy]|adopt|install|paramétr|configur|connect|intègr|intégr|ouvr|emplo[iy]|"
    r"manipul|exploit|abandonn|remplac|pratiqu|branch|manier|manie|équip|préfér|préfèr|apprend|appris|appren|"
    r"connaît|connaissant|connaître|délaiss|désinstall|télécharg)"
)
_WITH = re.compile(
    r"^(?:fai[rst]|fait|faite|crée|créé|réalis|construi|suivi|suivre|gér|gèr|travaill|produi|pilot|calcul|"
    r"automatis|connect|intégr|compatible|synchronis|mesur|écri|rédig|monté|montée|monter|conçu|concev|génér)"
)
_SWAPPED = re.compile(r"^(?:délaiss|quitt|abandon|remplac|troqu)")
_INSIDE = listed("sur dans via sous")
# « compte sur Claude », « insiste sur Mention »: what one relies on or speaks of.
_ABOUT = re.compile(r"^(?:zoom|insist|compt|pari|revien|reven|tomb|veill|concentr|focalis|interrog|question)")
# A noun needs its article, a name does not: « Drift permet de dialoguer ».
_DOES = re.compile(r"^(?:permet|permit|automatis|centralis|synchronis)")
_REPLACES = re.compile(r"^remplac")
_PRESENTS = listed(
    "( : , comme que qu' dont type appelé appelée nommé nommée baptisé baptisée notamment exemple"
)
_COPULAS = listed("est reste devient était sera demeure")
_BETWEEN = listed(", et ou / & + puis ni aussi que le la l' un une son sa notre votre leur")
_SEPARATORS = listed(", et ou / & + puis ni")
_OPENERS = listed('. ! ? … : ; « “ " – — • * - > · ▪')
_ROMAN = re.compile(r"^[IVX]{1,4}$|^[A-Z]$")
_ENUMERATION_WORDS, _WORDS_BEFORE, _VERSION_DIGITS, _SHOUTED_WORDS = 4, 4, 3, 3


class NameInPlace(NamedTuple):
    """What the place of a name says: nothing against a name, and whether it shows the use of a tool.

    `opens` tells that its capital may be that of the sentence, `shouted` that all of it is in capitals.
    """

    free: bool
    shown: bool
    opens: bool
    shouted: bool


def name_in_place(
    words: Sequence[Word], first: int, last: int, tools: Sequence[tuple[int, int]]
) -> NameInPlace:
    """Return what speaks for and against the name of a tool in the words `first` to `last`, `last` excluded.

    `tools` are the places of the sure tools: « le CRM Base » names what it is right before.
    """
    opens, shouted = _opens(words, first), _is_shouted(words)
    before = words[first - 1].form if first else ""
    if before in _DETERMINERS or before in _FIRMS or _is_numbered(words, last):
        return NameInPlace(free=False, shown=False, opens=opens, shouted=shouted)
    apposed = not opens and (singular(before) in _MADE_WITH or any(end == first for _, end in tools))
    free = apposed or not _is_word(words, last, opens=opens or shouted)
    used = not opens and _is_used(words, first) and not (shouted and before in {"de", "d'"})
    shown = apposed or used or _is_presented(words, first, last) or (opens and _acts(words, last, tools))
    return NameInPlace(free, free and shown, opens, shouted)


def are_enumerated(words: Sequence[Word], one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether only « , », « et », « ou » stand between two places, with an article at most."""
    (_, start), (end, _) = sorted((one, other))
    gap = [word.form for word in words[start:end]]
    return (
        0 < len(gap) < _ENUMERATION_WORDS
        and all(form in _BETWEEN for form in gap)
        and any(form in _SEPARATORS for form in gap)
    )


def _opens(words: Sequence[Word], first: int) -> bool:
    """Tell whether the word may have its capital from where it stands: after nothing, a mark or a number."""
    return not any(w.form[0].isalpha() for w in words[:first]) or words[first - 1].form in _OPENERS


def _is_shouted(words: Sequence[Word]) -> bool:
    spelled = [w.surface for w in words if w.surface[0].isalpha()]
    return len(spelled) >= _SHOUTED_WORDS and all(surface.isupper() for surface in spelled)


def _is_numbered(words: Sequence[Word], last: int) -> bool:
    """Tell whether a number or letter follows: « Tableau 3 », « Segment B », not « Excel 2016 »."""
    if last >= len(words):
        return False
    after = words[last].surface
    return (after.isdigit() and len(after) < _VERSION_DIGITS) or _ROMAN.match(after) is not None


def _is_word(words: Sequence[Word], last: int, *, opens: bool) -> bool:
    """Tell whether what follows makes a noun of the name: « Segment de clientèle », « Mention spéciale »."""
    if last + 1 >= len(words):
        return False
    form, after = words[last].form, words[last + 1]
    if form in {"de", "d'", "du", "des"}:
        return opens or not after.surface[0].isupper()
    if not opens:
        return False
    return form in {"sur", "à", "par", "en", "pour"} or words[last].upos in {"ADJ", "NOUN"}


def _is_used(words: Sequence[Word], first: int) -> bool:
    """Tell whether a preposition, a verb or a noun of use stands before the name."""
    before = words[first - 1].form
    near = [word.form for word in words[max(0, first - _WORDS_BEFORE) : first - 1]]
    if before in _INSIDE:
        return before != "sur" or not any(map(_ABOUT.match, near))
    if before in {"de", "d'"}:
        return singular(words[first - 2].form) in _MADE_WITH or any(map(_OF_USE.match, near))
    if before in {"à", "vers"}:
        return any(map(_TOWARDS.match, near))
    if before in {"pour", "par"}:
        return any(map(_SWAPPED.match, near))
    if before == "avec":
        return any(map(_WITH.match, near))
    at = first - 1
    while (
        at
        and (words[at].upos == "ADV" or words[at].form in {"pas", "plus", "à"})
        and first - at < _WORDS_BEFORE
    ):
        at -= 1
    return _USED.match(words[at].form) is not None


def _acts(words: Sequence[Word], last: int, tools: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a name does what tools do: « Drift permet de… », « Slack remplace l'e-mail »."""
    if last >= len(words):
        return False
    if _REPLACES.match(words[last].form):
        return any(last < start <= last + 2 for start, _ in tools)
    return _DOES.match(words[last].form) is not None


def _is_presented(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether a class of tools says what the name is, before it or behind it."""
    if first and words[first - 1].form in _PRESENTS:
        near = words[max(0, first - _WORDS_BEFORE - 1) : first - 1]
        if any(singular(word.form) in _CLASSES for word in near):
            return True
    if last < len(words) and (words[last].form in {",", "(", "comme"} or words[last].form in _COPULAS):
        said = words[last + 1 : last + 1 + _WORDS_BEFORE]
        stop = next(
            (i for i, word in enumerate(said) if word.form in {",", ")", ":", "et", "que", "qui"}), len(said)
        )
        return any(singular(word.form) in _CLASSES for word in said[:stop])
    return False
