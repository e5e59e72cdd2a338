"""What adverbials say of the time of a sentence: « demain », « depuis dix ans », « autrefois »."""

import re

from cmo_nlp.annotate.clauses import Verb, clauses, verbs
from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.passages import Passage, Subject, Word
from cmo_nlp.annotate.years import is_compared
from cmo_nlp.records import Horizon

__all__ = ["adverbial", "is_bygone"]

_FUTURE = re.compile(
    r" (?<! de )(?:demain|à l' avenir|dans (?:l' avenir|un avenir|le futur|un futur)|bientôt|prochainement|"
    r"à terme|d' ici (?:là|peu|quelques|la fin|à|(?:20)?\d\d|un|une|deux|trois|cinq|dix|quinze|vingt)|"
    r"(?:le mois|l' an|l' année|la semaine|la décennie|l' été|le trimestre) prochaine?|"
    r"sous (?:[\w-]+ )?(?:\w+ )?(?:ans|mois|semaines|jours)|"
    r"(?:à l' )?horizon 20\d\d|"
    r"dans (?:les|ces) (?:[\w-]+ )?(?:prochaines|années à venir)(?: années)?|années à venir|"
    r"prochaines années|dans (?:les|ces) [\w-]+ (?:ans|années) à venir|"
    r"dans (?:quelques|deux|trois|quatre|cinq|dix|quinze|vingt|trente|cent|\d+) ans|"
    r"après - demain|tôt ou tard) "
)
_PRESENT = re.compile(
    r" (?:(?<! d' )aujourd'hui|désormais|dorénavant|maintenant|actuellement|à présent|de nos jours|"
    r"en ce moment|à l' heure (?:actuelle|où)|plus que jamais|à ce jour) "
)
# « depuis dix ans », « depuis 2012 »; « nommé depuis peu » says nothing of the sentence.
_HAVE = listed("ai as a avons avez ont")
_SINCE = re.compile(r" depuis (?!peu )")
_PAST = re.compile(
    r" (?:autrefois|jadis|naguère|à l' époque|(?<! d' )hier|(?<! depuis )longtemps|historiquement|"
    r"par le passé|il y a (?:encore |à peine |une |un )?(?:[\w-]+ )?(?:d' )?(?:ans|années|décennies?|siècle)|"
    r"au siècle dernier|"
    r"(?:dans|au tournant|au début|à la fin|au cours) (?:les|des) années (?:19|20)?\d0|à l' origine|"
    r"au temps où|du temps où|avant internet|avant l' ère) (?!que |qu' )"
)
_TIMES = re.compile(r" (?:le temps|les temps|l' époque|une époque|un temps|les années) où ")
_OVER = re.compile(
    r"(?:^ | (?:est|sont) )(?:bien |donc |désormais |définitivement )?(?:finie?s?|révolue?s?|terminée?s?|"
    r"loin|oubliée?s?) (?:le temps|les temps|l' époque|l' ère|les années|les jours|l' âge) "
    r"| (?:temps|époque|ère|âge|années|jours) (?:où|de|du|des|d') [^.;:]{1,200}?(?:est|sont|semble) "
    r"(?:bien |donc |désormais |définitivement |déjà )?(?:finie?s?|révolue?s?|terminée?s?|loin|derrière|"
    r"passée?s?|close?) "
)
_ENOUGH_ADVERBS = 3
_STOPS = listed(", ; : . )")


def adverbial(
    passage: Passage, subject: Subject | None, verb: Verb | None, year: int | None
) -> Horizon | None:
    """Return what the adverbials say; where they disagree, « désormais » beats the rest."""
    if _PRESENT.search(passage.text) or _is_since(passage, verb, year):
        return "present"
    if _says(passage, _FUTURE, subject, verb):
        return "future"
    if _says(passage, _PAST, subject, verb):
        return "past"
    return None


def _says(passage: Passage, pattern: re.Pattern[str], subject: Subject | None, verb: Verb | None) -> bool:
    """Tell whether an adverbial of `pattern` speaks of the clause of `verb`.

    Not one in a clause under it (« alors qu'il achetait hier… »), nor one that opens an apposition (« le CMO,
    hier publicitaire, pilote… »), nor what is compared with.
    """
    kinds = clauses(passage.words)
    clause = kinds[verb.at] if verb is not None else "main"
    for found in pattern.finditer(passage.text):
        first = passage.index(found.start() + 1)
        last = passage.index(found.end() - 2)
        same = kinds[first] in {"main", clause} or (subject is not None and kinds[subject[0]] == kinds[first])
        if same and not _is_apposed(passage, last + 1) and not is_compared(passage.text, found.start()):
            return True
    return False


def _is_apposed(passage: Passage, after: int) -> bool:
    """Tell whether « hier » opens « hier publicitaire, » or « longtemps cantonné à la publicité, »."""
    words = passage.words
    if after >= len(words) or not _is_attribute(words[after]):
        return False
    stop = next((k for k in range(after, len(words)) if words[k].form in _STOPS), len(words))
    told = any(after <= verb.at < stop for verb in verbs(words))
    return stop < len(words) and words[stop].form in {",", ")"} and not told


def _is_attribute(word: Word) -> bool:
    return word.upos in {"NOUN", "ADJ", "PROPN"} or "VerbForm=Part" in word.morph


def _is_since(passage: Passage, verb: Verb | None, year: int | None) -> bool:
    """Tell whether « depuis » lasts until now: not beside a passé composé of another year."""
    if _SINCE.search(passage.text) is None:
        return False
    return verb is None or year is None or f" depuis {year} " in passage.text or not _is_done(passage, verb)


def _is_done(passage: Passage, verb: Verb) -> bool:
    return passage.words[verb.at].form in _HAVE and any(
        "VerbForm=Part" in word.morph for word in passage.words[verb.at + 1 : verb.at + 1 + _ENOUGH_ADVERBS]
    )


def is_bygone(passage: Passage, subject: Subject | None) -> bool:
    """Tell whether a sentence says that the times of the role are over, whatever its main clause's tense.

    « Le temps où le CMO décidait seul est révolu. », « Fini le temps des grandes campagnes. »
    """
    if _OVER.search(passage.text):
        return True
    times = _TIMES.search(passage.text)
    if times is None or subject is None or passage.index(times.end() - 2) > subject[0]:
        return False
    own = [verb for verb in verbs(passage.words) if verb.at >= subject[1]]
    return bool(own) and own[0].tense == "past"
