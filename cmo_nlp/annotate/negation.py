"""What a sentence denies: « n'est plus un simple… », « sans maîtriser », « non par X mais par Y »."""

import re
from collections.abc import Iterator, Sequence

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.denied_span import denied_before, ends_clause, reach
from cmo_nlp.annotate.passages import Passage, Word
from cmo_nlp.annotate.verbs import is_infinitive, tense_at

__all__ = ["denies_role", "negated_words"]

# « ne peut ignorer », « n'a pas cessé de »: a verb that denies, denied.
_DENYING = (
    r"(?:(?:l'|les?|la|en|y|s'|se|pour|autant) ){0,2}(?:ignorer|oublier|négliger|omettre|sous - estimer|"
    r"passer (?:de|d'|du|des)|perdre de vue|faire l' impasse|cess(?:é|er)|arrêt(?:é|er)|renonc(?:é|er)|"
    r"hésit(?:é|er) à|manqu(?:é|er) (?:de|d')|content(?:é|er) (?:de|d')|limit(?:é|er) (?:à|aux?)|"
    r"borné(?:r)? (?:à|aux?)|loin (?:de|d')) "
)
# « n'hésite pas à », « ne manque pas de », « ne se contente pas de », « n'a jamais eu autant besoin de ».
_AFFIRMING = re.compile(
    r" (?:n'|ne) (?:se |s' )?(?:(?:hésit|manqu|content|limit|born|désarm|démord|abandonn|délaiss|redout|"
    r"refus|évit)\w+|crai(?:nt|gn\w+)|(?:a|ont|avait|avaient|aura|auront) (?:pas|plus|jamais) peur|"
    r"suffi(?:t|sent|sait)|"
    r"(?:a|ont|avait|avaient) (?:jamais|pas) (?:eu|été|connu|vu) (?:autant|aussi|si|plus))(?= )"
)
_NEGATION = re.compile(
    r" (?:n'|ne) (?!(?:ignore|oublie|néglige)(?:nt|ra|ront)? )(?:[\w']+ ){0,4}?"
    r"(?:pas|plus|jamais|guère|aucune?|nul(?:le)?|ni|point|personne|rien) "
    r"(?!(?:seulement|uniquement|simplement|que|qu'|moins|encore seulement|toujours seulement) )"
    rf"(?!{_DENYING})"
)
_ABSENCE = re.compile(
    r" (?:sans|(?:manque|absence|défaut|carence|faute) (?:de|d'|du|des)|manquent? (?:de|d'|du)|"
    r"(?:pas|plus|guère|jamais) (?:de|d'|du|(?:besoin|question) (?:(?:pour|aux?) (?:[\w-]+ ){1,5}?)?"
    r"(?:de|d'|du|des))|aucune?|ni|incapables? (?:de|d')|"
    r"incapacité (?:à|de)|au lieu (?:de|d')|plutôt (?:que|qu')|"
    r"(?:dépourvu|dénué|délivré|libéré|dispensé|débarrassé|affranchi|exempté|déchargé)e?s? (?:de|d'|du|des)|"
    r"(?<=(?:st|nt) )privée?s? (?:de|d'|du|des)|nul(?:le)? (?:besoin|nécessité) (?:de|d'|du|des)|"
    r"inutile (?:de|d')(?! (?:dire|rappeler|préciser|ajouter|insister))) "
    r"(?!(?:(?:aucun |nul )?doute|cesse|compter|parler|surprise|conteste|précédent|(?:plus )?attendre|"
    r"crainte|peur|honte|complexes?|détours?|réserve|effort|peine|difficulté|hésitation|appréhension|"
    r"contact(?! avec )|excès|fils?|relâche|faille|arrêt|tarder|hésiter|pareil|égale?|équivoque) )"
    rf"(?!{_DENYING})"
)
# « plus de » without « ne » affirms, but where nothing has a verb: « Plus question de… », « Plus de CRM. ».
_VERBLESS_BEFORE = listed(", ; : . ! ? … – — - ( « et mais")
_QUANTITY = re.compile(r"^ plus (?:de|d'|du) (?:la |l' |les |\d)| (?:que|qu') ")
_LESS = re.compile(r" (?:moins|davantage|autant|encore plus|toujours plus) ")
_STRONG_STOPS = listed("; : . ! ? …")
# « Aucun CMO ne… », « Personne ne… », « Jamais le CMO ne… »: what is denied stands behind « ne ».
_NOBODY = re.compile(
    r" (?:(?:nul(?:le)?|aucune?) (?:[\w'-]+ ){1,8}?|"
    r"(?<! la )(?<! une )(?<! cette )(?<! chaque )personne (?:d' autre )?|nul |rien |"
    r"jamais (?:[\w'-]+ ){1,6}?)(?:n'|ne) (?!empêche|interdit|ignore)(?!(?:[\w']+ )?(?:pas|plus) )"
    rf"(?!(?:[\w']+ )?{_DENYING})(?!(?:[\w']+ ){{1,3}}(?:autant|aussi|si|plus|tant) )"
)
_SUBJECT_OF_NE = re.compile(r"^(?: (?!ne |n' )[\w'-]+){1,8}? (?:n'|ne) ")
# « Aucune compétence en SEO n'est requise » denies its subject.
_NOT_NEEDED = re.compile(
    r" (?:n'|ne) (?:est|sont|sera|seront|était|étaient) (?:plus |jamais )?"
    r"(?:requis|nécessaire|demandé|exigé|attendu|indispensable|utile|utilisé)e?s? "
)
# « et non le DSI », « non par la DMP mais par le CRM », « , pas par la DMP »: without a verb of its own.
_CONTRAST = re.compile(
    r" (?:non pas |(?:,|et|mais|ou) (?:non|pas) (?=(?:par|avec|dans|sur|à|au|aux|en|chez|pour|de|du|des|d'|"
    r"le|la|l'|les|un|une|son|sa|ses) )|non (?=(?:[\w'-]+ ){1,8}?mais ))"
    r"(?!(?:seulement|uniquement|simplement|plus|-|que|qu'|encore|sans|à pas) )"
)
_FAR_FROM = re.compile(r" (?<! pas )(?<! plus )loin (?:de|d') ")
_ENDED = re.compile(
    r" (?:(?:cess|arrêt)(?:e|ent|é|er|ait|aient|era|eront|ant) (?:de|d')|"
    r"refus(?:e|ent|é|er|ait|aient|era|eront) (?:de|d')|évit(?:e|ent|é|er|ait|aient|era|eront) (?:de|d')|"
    r"s' (?:abst(?:ient|iennent|enir|iendra)|interdi(?:t|sent|re|ra)) (?:de|d')|"
    r"renon(?:ce|cent|cé|cer|çait|çaient|cera|ceront|çant) (?:à|aux?)|"
    r"(?<! il )(?:se|s') pass(?:e|ent|é|er|ait|aient|era|eront|ant) (?:de|d'|du|des)|"
    r"(?:se|s') débarrass(?:e|ent|é|er|ait|aient|era|eront|ant) (?:de|d'|du|des)|"
    r"(?:abandonn|délaiss|ignor)(?:e|ent|er|ait|aient|era|eront|ant)|(?:a|ont) (?:abandonn|délaiss)é) "
    r"(?!(?:commentaires?|l' autre|que|qu'|si|comment|pourquoi) )"
    rf"(?!{_DENYING})"
)
# « Le CMO ne sait coder »: these verbs deny without « pas »; « ne sait que » does not.
_BARE_NE = re.compile(
    r" (?:ne|n') (?:(?:sai|peu|saurai)t|savent|peuvent|sauraient|ose|osent|savait|pouvait|pourra|saura) "
    r"(?!(?:[\w']+ ){0,4}?(?:pas|plus|jamais|guère|que|qu'|ni|point|rien|personne|aucune?) )"
    rf"(?!(?:[\w']+ ){{0,4}}?{_DENYING})(?=(?:(?:le|la|l'|les|lui|leur|y|en|se|s') )?[\w']+(?:er|ir|re) )"
)
# « On n'attend pas du CMO qu'il maîtrise »: the verb is denied for what follows.
_RAISING = listed(
    "attend attendent attendait attendra demande demandent exige exigent veut veulent faut faudra pense "
    "pensent croit croient imagine"
)
_OPENS_CLAUSE = listed("il elle ils elles on le la les l' un une ce cette son sa ses")
# The role is denied where one is said not to be it, or to lack it; else what is denied is said of it.
_DENIED_ROLE = re.compile(
    r" (?:(?:n'|ne) (?:est|sont|était|étaient|sera|seront|suis|serait) (?:[\w-]+ )?(?:pas|plus|jamais|point)|"
    r"loin d' être|non pas|et non) (?:(?:un|une|le|la|l'|les|des|de|d') )?(?:(?:vrai|simple|bon|véritable|"
    r"seul)e?s? )?$| (?:sans|(?:pas|plus|jamais|guère) (?:de|d')|(?:absence|défaut) (?:de|d'|du)) $"
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
_BEFORE_ENDED = listed("ne n' sans question")
# « Impossible pour un CMO d'ignorer », « le temps où il pouvait ignorer »: a lack that cannot be, or is over.
_NO_LACK = re.compile(
    r" (?:(?:impossible|impensable|inconcevable|inimaginable|inenvisageable|exclu|interdit) [^;:.!?…]*|"
    r"(?:temps|époque|ère|âge|années|jours) où [^,;:.!?…]*)$"
)
# « N'est-ce pas du service ? » expects a yes.
_EXPECTS_YES = re.compile(r" (?:n'|ne) (?:[\w']+ ){1,3}- (?:t - )?(?:ce|ils?|elles?|on|vous|nous) pas ")
# What a denied verb says of its object, not the object, is denied: « prendre la mesure pour une météo »,
# and in « n'allez jamais voir le client avec une promesse » the manner.
_SAID_OF = re.compile(
    r" (?:pren\w+|pris|consid[éè]r\w+|trait\w+|regard\w+|vo[iy]\w+) (?:(?:pas|plus|jamais) )?"
    r"(?P<object>(?:le|la|l'|les|son|sa|ses|leurs?) "
    r"(?:(?!et |ou )[\w'-]+ ){1,6}?)(?:pour (?:une?|des)|comme) "
    r"| (?:n'|ne) \w+(?:ez|ons) (?:pas|plus|jamais) (?P<goal>(?:(?!sans )[\w'-]+ ){1,8}?)avec "
)
_AFFIRMED_SCOPE = 4  # words from « ne » to « pas de »


def negated_words(passage: Passage) -> frozenset[int]:
    """Return the indexes of the words that stand under a negation.

    A negation reaches from its last word to the end of its clause or to « et » and a finite verb, never
    back to the subject. « ne … que » and « pas seulement » deny nothing, nor do two negations: « ne peut
    ignorer », « n'a pas cessé de », « aucun … sans ».
    """
    has_ne = " ne " in passage.text or " n' " in passage.text
    under: set[int] = set(denied_before(passage)) if has_ne else set()
    for pattern in (_NEGATION, _ABSENCE, _NOBODY, _CONTRAST):
        for first, last in passage.find(pattern):
            if passage.words[first].form == "plus" and not _is_verbless(passage, first):
                continue
            if not _is_undone(passage, first, last) and not _affirms(passage, first):
                under.update(_scope(passage, first, last, absent=pattern is _ABSENCE))
    under.update(_under_verbs(passage))
    return frozenset(under - set(_untouched(passage)))


def _under_verbs(passage: Passage) -> Iterator[int]:
    """Yield the words under what denies without « pas »: « loin de », « cesse de », « ne sait coder »."""
    for _, last in passage.find(_FAR_FROM):
        if last < len(passage.words) and is_infinitive(passage.words[last]):
            yield from reach(passage, last)
    for _, last in passage.find(_BARE_NE):
        reached = reach(passage, last)
        yield from range(last, next((i for i in reached if passage.words[i].form == "sans"), reached.stop))
    for first, last in passage.find(_ENDED):
        if tense_at(passage.words, first) is None and passage.words[first].upos in {"NOUN", "DET"}:
            continue  # « l'arrêté de mars »
        if not _is_no_lack(passage, first):
            yield from reach(passage, last)


def denies_role(passage: Passage, first: int) -> bool:
    """Tell whether the title at word `first` is denied: « ce n'est pas le CMO », « sans CMO ».

    Elsewhere under a negation it is what is said of the role that is denied: « on n'attend pas du CMO… ».
    """
    return _DENIED_ROLE.search(_text(passage.words[:first])) is not None


def _scope(passage: Passage, first: int, last: int, *, absent: bool) -> Iterator[int]:
    """Yield the words that the negation from word `first` to `last` denies; what is `absent`, to the verb."""
    words = passage.words
    if absent and words[first].form in {"aucun", "aucune"} and _is_subject(passage, last):
        return  # « aucune automatisation ne corrige… »: what is denied stands behind « ne »
    reached = reach(passage, last)
    if absent:  # « une équipe sans CRM perd… »
        predicate = next((i for i in reached if tense_at(words, i) is not None), reached.stop)
        reached = range(last, predicate)
    yield from reached
    opens = reached.stop + 1
    raised = any(word.form in _RAISING for word in words[first : last + 1])
    if raised and opens < len(words) and words[opens - 1].form in {"que", "qu'"}:
        yield from reach(passage, opens + (words[opens].form in _OPENS_CLAUSE))


def _is_no_lack(passage: Passage, first: int) -> bool:
    """Tell whether the verb that denies, at word `first`, is denied itself: « impossible d'ignorer »."""
    words, start = passage.words, first
    while start and not ends_clause(words, start - 1):
        start -= 1
    if any(word.form in _BEFORE_ENDED for word in words[start:first]):
        return True
    return _NO_LACK.search(_text(words[:first])) is not None


def _untouched(passage: Passage) -> Iterator[int]:
    """Yield the words of objects of which something is denied that is not the object."""
    for found in _SAID_OF.finditer(passage.text):
        group = "object" if found["object"] else "goal"
        yield from range(passage.index(found.start(group)), passage.index(found.end(group) - 2) + 1)


def _is_verbless(passage: Passage, at: int) -> bool:
    """Tell « Plus de CRM pour le CMO. », « plus question de… » from more of something: « il faut plus de… ».

    It opens a stretch of words that has no verb, and nothing is counted or compared in it.
    """
    words = passage.words
    if at and words[at - 1].form not in _VERBLESS_BEFORE:
        return False
    first = next((i + 1 for i in range(at - 1, -1, -1) if words[i].form in _STRONG_STOPS), 0)
    last = next((i for i in range(at, len(words)) if words[i].form in _STRONG_STOPS), len(words))
    if any(tense_at(words, i) is not None for i in range(first, last)):
        return False
    return not _QUANTITY.search(_text(words[at:last])) and not _LESS.search(_text(words[first:last]))


def _is_subject(passage: Passage, at: int) -> bool:
    """Tell whether « ne » follows what « aucun » opens, other than to say that it is not needed."""
    behind = passage.text[passage.offsets[at] - 1 :] if at < len(passage.words) else ""
    return _SUBJECT_OF_NE.match(behind) is not None and _NOT_NEEDED.search(behind) is None


def _is_undone(passage: Passage, first: int, last: int) -> bool:
    """Tell whether « sans » and « aucun », « personne », « pas de » undo each other in one clause."""
    words = passage.words
    if words[first].form == "sans":
        start = first
        while start and not ends_clause(words, start - 1):
            start -= 1
        return _NOT_WITHOUT.search(_text(words[start:first])) is not None or _is_needed(words, last)
    is_first = _NO_SUBJECT.search(_text(words[first:last])) is not None
    return is_first and any(words[i].form == "sans" for i in reach(passage, last))


def _is_needed(words: Sequence[Word], first: int) -> bool:
    """Tell « sans la créativité, il n'est rien »: what follows denies the lack."""
    start = first
    while start < len(words) and words[start].form != ",":
        start += 1
    return _IS_NOTHING.search(_text(words[start:])) is not None


def _affirms(passage: Passage, first: int) -> bool:
    """Tell a verb that affirms when it is denied: « n'hésite pas à négocier », « rien ne remplace »."""
    near = range(first - _AFFIRMED_SCOPE, first + 1)
    if any(a <= first < b for a, b in passage.find(_EXPECTS_YES)):
        return True
    return any(a in near for a, _ in passage.find(_AFFIRMING)) or any(
        a == first for a, _ in passage.find(_IRREPLACEABLE)
    )


def _text(words: Sequence[Word]) -> str:
    return " " + "".join(word.form + " " for word in words)
