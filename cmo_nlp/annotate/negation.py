"""What a sentence denies: « n'est plus un simple… », « sans maîtriser », « aucune compétence en »."""

import re
from collections.abc import Sequence

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.passages import Passage, Word
from cmo_nlp.annotate.verbs import tense_at

__all__ = ["negated_words"]

# « ne peut ignorer », « n'a pas cessé de »: a verb that denies, denied.
_DENYING = (
    r"(?:(?:l'|les?|la|en|y|s'|se|pour|autant) ){0,2}(?:ignorer|oublier|négliger|omettre|sous - estimer|"
    r"passer (?:de|d'|du|des)|perdre de vue|faire l' impasse|cess(?:é|er)|arrêt(?:é|er)|renonc(?:é|er)|"
    r"hésit(?:é|er) à|manqu(?:é|er) (?:de|d')|content(?:é|er) (?:de|d')|limit(?:é|er) (?:à|aux?)|"
    r"borné(?:r)? (?:à|aux?)) "
)
# « n'hésite pas à », « ne manque pas de », « ne se contente pas de », « n'a jamais eu autant besoin de ».
_AFFIRMING = re.compile(
    r" (?:n'|ne) (?:se |s' )?(?:(?:hésit|manqu|content|limit|born|désarm|démord)\w+|suffi(?:t|sent|sait)|"
    r"(?:a|ont|avait|avaient) (?:jamais|pas) (?:eu|été|connu|vu) (?:autant|aussi|si|plus))(?= )"
)
_NEGATION = re.compile(
    r" (?:n'|ne) (?!(?:ignore|oublie|néglige)(?:nt|ra|ront)? )(?:[\w']+ ){1,4}?"
    r"(?:pas|plus|jamais|guère|aucune?|ni|point) "
    r"(?!(?:seulement|uniquement|simplement|que|qu'|moins|encore seulement|toujours seulement) )"
    rf"(?!{_DENYING})"
)
_ABSENCE = re.compile(
    r" (?:sans|(?:manque|absence|défaut|carence|faute) (?:de|d'|du|des)|manquent? (?:de|d'|du)|"
    r"(?:pas|plus|guère|jamais) (?:de|d'|du|besoin de)|aucune?|ni|incapables? (?:de|d')|incapacité (?:à|de)|"
    r"au lieu (?:de|d')|plutôt (?:que|qu')|dépourvue?s? (?:de|d')|dénuée?s? (?:de|d')) "
    r"(?!(?:(?:aucun |nul )?doute|cesse|compter|parler|surprise|conteste|précédent|plus attendre|"
    r"contact(?! avec )|excès|fils?|relâche|faille|arrêt|tarder|hésiter|pareil|égale?|équivoque) )"
    rf"(?!{_DENYING})"
)
_NOBODY = re.compile(
    r" (?:nul(?:le)? (?:[\w-]+ ){1,4}?|(?<! la )(?<! une )(?<! cette )(?<! chaque )personne (?:d' autre )?|"
    r"nul |rien )(?:n'|ne) (?!empêche|interdit)(?!(?:[\w']+ )?(?:pas|plus) )"
    rf"(?!(?:[\w']+ )?{_DENYING})"
)
_ENDED = re.compile(
    r" (?:(?:cess|arrêt)(?:e|ent|é|er|ait|aient|era|eront|ant) (?:de|d')|"
    r"renon(?:ce|cent|cé|cer|çait|çaient|cera|ceront|çant) (?:à|aux?)) "
)
_NOT_WITHOUT = re.compile(
    r" (?:impossible|impensable|inconcevable|inutile|difficile|(?:saurait|sauraient|peut|peuvent)|"
    r"rien|nul(?:le)?|non|pas|jamais|guère|aucune?|personne) "
)
_NO_SUBJECT = re.compile(r" (?:aucune?|nul(?:le)?|personne|rien|(?:pas|point) (?:de|d')) ")
_IS_NOTHING = re.compile(
    r" (?:n'|ne) (?:est|sont|sera|seront|vaut|valent|peut|peuvent|serait) (?:plus )?(?:rien|pas) "
)
_IRREPLACEABLE = re.compile(
    r" (?:rien|personne|nul(?:le)?|aucune?(?: [\w-]+){1,4}?) (?:ne|n') (?:remplace|remplacera|vaut|égale|"
    r"surpasse|bat|peut se passer|se passe|saurait se passer)(?= )"
)
_BEFORE_ENDED = listed("ne n' sans")
_ENDED_SCOPE = 4
_AFFIRMED_SCOPE = 4  # words from « ne » to « pas de »
_CLAUSE_END = listed(", ; : . ! ? … mais car qui que qu' dont où il elle ils elles on ) » afin pour")
_CLITICS = listed("ne n' se s' le la l' les lui leur y en")


def negated_words(passage: Passage) -> frozenset[int]:
    """Return the indexes of the words that stand under a negation.

    A negation reaches from its last word to the end of its clause or to « et » and a finite verb, never
    back to the subject. « ne … que » and « pas seulement » deny nothing, nor do two negations: « ne peut
    ignorer », « n'a pas cessé de », « aucun … sans ».
    """
    under: set[int] = set()
    for pattern in (_NEGATION, _ABSENCE, _NOBODY):
        for first, last in passage.find(pattern):
            if not _is_undone(passage, first, last) and not _affirms(passage, first):
                under.update(_reach(passage, last))
    for first, last in passage.find(_ENDED):
        if tense_at(passage.words, first) is None and passage.words[first].upos in {"NOUN", "DET"}:
            continue  # « l'arrêté de mars »
        before = passage.words[max(0, first - _ENDED_SCOPE) : first]
        if not any(word.form in _BEFORE_ENDED for word in before):
            under.update(_reach(passage, last))
    return frozenset(under)


def _reach(passage: Passage, first: int) -> range:
    end = first
    while end < len(passage.words) and not _ends_clause(passage.words, end):
        end += 1
    return range(first, end)


def _ends_clause(words: Sequence[Word], i: int) -> bool:
    """Tell whether word `i` is a mark or a word that ends a clause, or « et » before a finite verb."""
    if words[i].form in _CLAUSE_END:
        return True
    if words[i].form not in {"et", "puis"}:
        return False
    verb = i + 1
    while verb < len(words) and words[verb].form in _CLITICS:
        verb += 1
    return verb < len(words) and tense_at(words, verb) is not None


def _is_undone(passage: Passage, first: int, last: int) -> bool:
    """Tell whether « sans » and « aucun », « personne », « pas de » undo each other in one clause."""
    words = passage.words
    if words[first].form == "sans":
        start = first
        while start and not _ends_clause(words, start - 1):
            start -= 1
        return _NOT_WITHOUT.search(_text(words[start:first])) is not None or _is_needed(words, last)
    is_first = _NO_SUBJECT.search(_text(words[first:last])) is not None
    return is_first and any(words[i].form == "sans" for i in _reach(passage, last))


def _is_needed(words: Sequence[Word], first: int) -> bool:
    """Tell « sans la créativité, il n'est rien »: what follows denies the lack."""
    start = first
    while start < len(words) and words[start].form != ",":
        start += 1
    return _IS_NOTHING.search(_text(words[start:])) is not None


def _affirms(passage: Passage, first: int) -> bool:
    """Tell a verb that affirms when it is denied: « n'hésite pas à négocier », « rien ne remplace »."""
    near = range(first - _AFFIRMED_SCOPE, first + 1)
    return any(a in near for a, _ in passage.find(_AFFIRMING)) or any(
        a == first for a, _ in passage.find(_IRREPLACEABLE)
    )


def _text(words: Sequence[Word]) -> str:
    return " " + "".join(word.form + " " for word in words)
