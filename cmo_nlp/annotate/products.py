"""Tools that the lexicon does not hold: « outils tels que X, Y et Z », « plateformes comme X »."""

import re
from collections.abc import Iterator, Sequence

from cmo_nlp.annotate.closed_classes import LINKS, listed
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage, Word
from cmo_nlp.annotate.phrases import is_action, noun_end, opening

__all__ = ["announced_tools", "is_product", "item_tools", "lists_tools", "used_tools"]

_ANNOUNCED, _CLASS_SCORE, _ITEM = 0.6, 0.5, 0.5
_CLASS = (
    r"(?:outils?|logiciels?|plateformes?|plate - formes?|solutions?|technologies?|applications?|progiciels?|"
    r"suites?|technos?)"
)
_EXAMPLES = re.compile(
    rf" {_CLASS} (?:(?!et |ou |qui |que |pour |dans )[\w'-]+ ){{0,4}}?"
    r"(?:tel(?:le)?s? (?:que|qu')|comme|du type|de type|type|par exemple) "
)
# After « dont », « notamment », « ( » or « : » only proper names are taken: these words open much else.
_NAMES = re.compile(
    rf" {_CLASS} (?:(?!et |ou |qui |que |pour |dans )[\w'-]+ ){{0,4}}?(?:dont|notamment|\(|:|, notamment) "
)
# Who masters or uses a name masters a product: « maîtriser Zorblux », « nous utilisons Klapio ».
_USED = re.compile(
    r" (?:ma[iî]tris(?:er|es?|ez|ent|ons|ait|aient|era|eront|erez|ant)|"
    r"utilis(?:er|es?|ez|ent|ons|ait|aient|era|eront|erez|ant)|"
    r"(?:parfaite |bonne |solide )?(?:ma[iî]trise|utilisation|pratique|usage) (?:de|d')|"
    r"(?:paramétr|déploy|install)(?:er|ez)) (?:(?:parfaitement|aussi|également|déjà|couramment|bien|donc) )?"
)
_LEAD_IN = re.compile(rf" {_CLASS} (?:.* )?: $")
# A class of tools with what it is for: « logiciels de gestion des stocks », « outils de mesure ».
_CLASS_OF = re.compile(
    r" (?:outils?|logiciels?|plateformes?|plate - formes?|solutions?|applications?|systèmes?|technologies?) "
    r"(?:de|d') (?!(?:hier|demain|travail|facilité|repli|continuité|production|la|l'|valeurs?|référence|"
    r"pointe|ce|cette|leur|son) )"
)
_CLASS_KIND = re.compile(
    rf" {_CLASS} (?:digita(?:l|le|ux|les)|numériques?|technologiques?|martech|adtech|marketing|analytiques?|"
    r"collaborati(?:f|fs|ve|ves)|décisionnel(?:le|s|les)?|prédicti(?:f|fs|ve|ves)|saas|cloud|open source|"
    r"no code) "
)
_PUBLIC = listed(
    "des tous toutes un une autre autres ce ces leur leurs ses son sa celle celui ceux celles on il"
)
# An « outil » may be of anything; a « plateforme de meubles » is a shop, one « de mesure » a tool.
_OF_ANYTHING = re.compile(r"^(?:outil|logiciel)s?$")
_WORK = re.compile(r"(?:ing|data|données?|ventes?|achats?|veille|contenus?|e-?mails?|enchères?|calcul)$")
_MEMBER_WORDS, _PURPOSE_WORDS = 4, 6


def announced_tools(passage: Passage) -> Iterator[Found]:
    """Yield the classes of tools that a text describes, and the tools given as examples of a class."""
    for _, last in passage.find(_EXAMPLES):
        yield from _members(passage.words, last, names_only=False)
    for _, last in passage.find(_NAMES):
        yield from _members(passage.words, last, names_only=True)
    for first, last in passage.find(_CLASS_KIND):
        yield Found("tool", None, first, last, "pattern", _CLASS_SCORE)
    for first, last in passage.find(_CLASS_OF):
        end = noun_end(passage.words, last)
        works = _OF_ANYTHING.match(passage.words[first].form) or _is_work(passage.words[last].form)
        if works and last < end <= last + _MEMBER_WORDS and not _is_name(passage.words[last]):
            yield Found("tool", None, first, end, "pattern", _CLASS_SCORE)


def used_tools(passage: Passage) -> Iterator[Found]:
    """Yield the names of products that somebody masters or uses; for sentences that speak of the role."""
    words = passage.words
    for _, last in passage.find(_USED):
        for one in _members(words, last, names_only=True):
            if _is_used_bare(words, one):
                yield one


def _is_used_bare(words: Sequence[Word], one: Found) -> bool:
    """Tell a product from what else has a capital: « l'Europe » has its article, « RGPD » is an acronym.

    The acronyms that are tools stand in the lexicon.
    """
    article = one.first and words[one.first - 1].form in {"le", "la", "l'", "les"}
    surface = words[one.first].surface
    return not article and not (one.last == one.first + 1 and len(surface) > 1 and surface.isupper())


def is_product(words: Sequence[Word], start: int, end: int) -> bool:
    """Tell whether the phrase is nothing but a name in mid-sentence: « Zorblux », no acronym, no « Chine ».

    A capital after a mark may open a sentence or an item.
    """
    opens = start == 0 or not words[start - 1].form[0].isalnum()
    apart = words[start - 1].form in {",", "/", "("} if start else False
    shapes = [w.surface for w in words[start:end] if w.form not in LINKS]
    names = all((s[0].isupper() and not (len(s) > 1 and s.isupper())) or s[0].isdigit() for s in shapes)
    return bool(shapes) and names and shapes[0][0].isupper() and (apart or not opens)


def lists_tools(lead_in: Passage) -> bool:
    """Tell whether the items under `lead_in` are tools (« Les outils du CMO : »)."""
    return _LEAD_IN.search(lead_in.text) is not None


def item_tools(passage: Passage) -> Iterator[Found]:
    """Yield the tool that a list item names, where `lists_tools` says that items do."""
    start = opening(passage.words, 0)
    end = noun_end(passage.words, start)
    if start < end <= start + _MEMBER_WORDS:
        yield Found("tool", None, start, end, "pattern", _ITEM)


def _members(words: Sequence[Word], i: int, *, names_only: bool) -> Iterator[Found]:
    while i < len(words):
        start = i
        while start < len(words) and words[start].form in {"le", "la", "les", "l'", "d'", "de"}:
            start += 1
        end = _member_end(words, start)
        if end == start or (words[start].form in _PUBLIC) or (names_only and not _is_name(words[start])):
            return
        yield Found("tool", None, start, end, "pattern", _ANNOUNCED)
        end = _after_purpose(words, end)
        if end >= len(words) or words[end].form not in {",", "/", "et", "ou"}:
            return
        i = end + 1
        if i < len(words) and words[i].form in {"et", "ou", "encore"}:
            i += 1
            i += words[i].form == "encore" if i < len(words) else 0


def _is_work(form: str) -> bool:
    """Tell whether a noun is something that is done, or what it is done with: « mesure », « données »."""
    return is_action(form) or _WORK.search(form) is not None


def _after_purpose(words: Sequence[Word], end: int) -> int:
    """Return `end`, or where what a tool is for ends: « Brevo pour les courriels, Klapio pour les devis »."""
    if end >= len(words) or words[end].form != "pour":
        return end
    stops = (
        k for k in range(end, min(end + _PURPOSE_WORDS, len(words))) if words[k].form in {",", "et", "ou"}
    )
    return next(stops, end)


def _member_end(words: Sequence[Word], start: int) -> int:
    """Return the end of a name (capitals and digits that follow each other) or of a short noun phrase."""
    end = start
    while end < len(words) and _is_name(words[end]) and end - start < _MEMBER_WORDS:
        end += 1
    if end > start:
        return end
    end = noun_end(words, start)
    return end if end - start <= _MEMBER_WORDS else start


def _is_name(word: Word) -> bool:
    return word.surface[0].isupper() or (word.surface[0].isdigit() and len(word.surface) < _MEMBER_WORDS)
