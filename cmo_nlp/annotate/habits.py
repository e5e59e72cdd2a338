"""Whether a clause says what someone does as a rule, must do, did or will do; not what happened once."""

import re
from collections.abc import Sequence

from cmo_nlp.annotate.clauses import Verb, clauses, verbs
from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.passages import Passage, Subject, Word
from cmo_nlp.annotate.verbs import is_infinitive

__all__ = ["MINDS", "own_verb", "reach", "stands"]

_HABIT = re.compile(
    r" (?:chaque|tous les|toutes les|par (?:jour|semaine|mois|trimestre|an)|toujours|souvent|d' ordinaire|"
    r"d' habitude|en général|(?:l' )?essentiel (?:de|du)|la plupart du temps|surtout|d' abord|avant tout|"
    r"jamais|"
    r"au quotidien|aujourd'hui|désormais|dorénavant|autrefois|jadis|naguère|à l' époque|alors|"
    r"quotidiennement|régulièrement|(?:le|dès le) (?:lundi|mardi|mercredi|jeudi|vendredi)(?: matin)?(?! \d)|"
    r"à présent|au jour le jour) "
)
_DUTY = re.compile(
    r" (?:dois|doit|devons|devez|doivent|dev(?:rai|ra|rons|rez|ront|ais|ait|iez)|faut|faudra|fallait|"
    r"(?:suis|est|serez|êtes|sera|étais|était) (?:[\w-]+ )?(?:chargée?|responsable|garante?|comptable|tenue?|"
    r"jugée?|payée?|évaluée?|recrutée?|embauchée?|rattachée?|amenée?) (?:de|d'|du|des|à|au|sur|pour)|"
    r"consiste|consistait|consistera|ai la charge|"
    r"a la charge|réponds de|répond de|rends? (?:des )?comptes?|veille à|veille aux?|m' occupe|s' occupe) "
)
_FUNCTION = re.compile(
    r" (?:mon|ma|mes|son|sa|ses|notre|nos|votre|vos|ton|ta|tes|ce|cette) (?:[\w-]+ )?(?:métier|rôle|poste|"
    r"fonction|"
    r"mission|missions|"
    r"travail|quotidien|journées?|semaines?|équipes?|priorités?|responsabilités|service|direction) "
)
# What happened on one day.
_EVENT = re.compile(
    r" (?:(?<! d\' )hier|avant - hier|ce (?:matin|jour|soir|mardi|midi)(?: - là)?|cette (?:nuit|"
    r"semaine)(?: - là)?|"
    r"(?<!depuis )(?:la semaine|l' année|le mois|l' an|l' été|l' hiver) derni(?:er|ère)|"
    r"à (?:\d+|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|quinze|seize|dix - sept) (?:heures?|h)|"
    r"l' autre (?:jour|soir|lundi|mardi|mercredi|jeudi|vendredi)|un (?:jour|soir|matin|lundi|mardi|"
    r"mercredi|jeudi|vendredi|dimanche) (?!par )|soudain|aussitôt|"
    r"le (?:lundi |mardi |mercredi |jeudi |vendredi )?\d+ (?:janvier|février|mars|avril|mai|juin|juillet|"
    r"août|"
    r"septembre|octobre|novembre|décembre)|le lendemain|ce - là|au bout d' un|cette fois|tout à l' heure) "
)
# Verbs of saying, thinking and feeling: what they say of a person is not said of a function. A closed class.
MINDS = listed(
    "dire répondre expliquer raconter ajouter affirmer assurer avouer confier conclure constater croire "
    "penser savoir sentir espérer douter craindre aimer vouloir souhaiter préférer trouver juger estimer "
    "comprendre rappeler reconnaître nuancer objecter insister sourire rire soupirer soupçonner deviner "
    "remercier garantir regretter imaginer supposer entendre voir regarder ignorer oublier souvenir "
    "rêver parier répéter résumer noter jurer plaisanter appeler prétendre prédire promettre refuser "
    "demander accepter hésiter sembler paraître falloir appartenir admettre tenir avoir être pouvoir aller "
    "venir arriver partir rester faire dormir sortir entrer habiter naître mourir revenir finir commencer "
    "méfier conseiller recommander repenser attendre tromper apprendre "
    "conserver garder retrouver recevoir écouter"
)
_PRESENT_AUXILIARIES = listed("est suis a ai ont sont êtes avez avons sommes")
_HAVE = listed("ai as a avons avez ont avais avait avions aviez avaient aurai aura aurons aurez auront")
_BE = listed("suis es est sommes êtes sont étais était étions étaient serai sera serez seront")
_OF_MOVEMENT = listed(
    "devenu devenue devenus passé passée parti partie arrivé arrivée allé allée venu venue resté restée né "
    "née mort morte entré entrée sorti sortie monté montée descendu descendue tombé tombée retourné retournée"
)
_STANDING_CHANGE = re.compile(r"^(?:devenu|nommé|promu)e?s?$")
_ADVERBS_WITHIN = 4
_REACH_WORDS = 22
_STOPS = listed("; : . ! ? … » –")
_HEADS = re.compile(r" \w+ (?:(?:seule|seul|depuis \w+) )?(?:le|son|leur) marketing ")
_CLITICS = listed("ne n' me m' te t' se s' nous vous le la les l' lui leur y en")


def own_verb(passage: Passage, subject: Subject, *, adjacent: bool) -> Verb | None:
    """Return the finite verb of `subject`: right after a pronoun, else the first of its clause level."""
    found = [v for v in verbs(passage.words) if v.at >= subject[1]]
    if not adjacent:
        kinds = clauses(passage.words)
        level = kinds[subject[0]]
        return next((v for v in found if kinds[v.at] == level), None)
    i = subject[1]
    while i < len(passage.words) and passage.words[i].form in _CLITICS:
        i += 1
    return next((v for v in found if v.at == i), None)


def stands(passage: Passage, verb: Verb, *, evidence: bool) -> bool:
    """Tell whether the clause of `verb` holds as a rule. `evidence`: something of the trade is named in it.

    A verb of saying or feeling, « être » and « avoir » need evidence with a word of habit, or a word of
    duty or of the function; a passé composé must be of a change that holds (« est devenue »).
    """
    words = passage.words
    participle = _participle(words, verb.at)
    if participle is not None:
        return _is_standing_change(passage, verb, participle)
    if _is_no_rule(passage, verb):
        return False
    if _is_duty(passage, verb):
        return True
    minds = words[verb.at].lemma in MINDS or words[verb.at].form in _HAVE | _BE
    habit = _HABIT.search(passage.text) is not None or _has_duty_verb_after(words, verb.at)
    return not minds or (evidence and habit)


def _is_standing_change(passage: Passage, verb: Verb, participle: int) -> bool:
    """Tell whether a passé composé is of a change that holds now: « est devenue », « a appris à »."""
    words = passage.words
    at = participle + (words[participle].form == "été" and participle + 1 < len(words))
    change = _STANDING_CHANGE.match(words[at].form) is not None or _is_learnt(words, participle)
    return change and words[verb.at].form in _PRESENT_AUXILIARIES and _EVENT.search(passage.text) is None


def _is_no_rule(passage: Passage, verb: Verb) -> bool:
    """Tell whether the clause only presents someone, supposes something, or tells of one day."""
    words = passage.words
    if _is_presentation(passage, verb) or verb.tense == "conditional" or _is_simple_past(words[verb.at]):
        return True
    owed = words[verb.at].lemma == "devoir"
    empty = owed and not any(is_infinitive(w) for w in words[verb.at + 1 : verb.at + 5])
    return empty or _EVENT.search(passage.text) is not None


def _is_duty(passage: Passage, verb: Verb) -> bool:
    """Tell whether the verb, or what it stands beside, says that the clause is about the function."""
    after = passage.text[passage.offsets[verb.at] - 1 :]
    if _DUTY.match(after) or _FUNCTION.search(passage.text[: passage.offsets[verb.at]]):
        return True
    return _DUTY.search(after) is not None and _FUNCTION.search(passage.text) is not None


def reach(passage: Passage, verb: Verb) -> int:
    """Return where what `verb` says ends: at a stop, a colon, or after so many words."""
    last = min(verb.at + _REACH_WORDS, len(passage.words))
    stops = (k for k in range(verb.at, last) if passage.words[k].form in _STOPS)
    return next(stops, last)


def _is_learnt(words: Sequence[Word], participle: int) -> bool:
    """Tell whether « appris à » opens an infinitive."""
    after = [w.form for w in words[participle : participle + 2]]
    return after == ["appris", "à"] and participle + 2 < len(words) and is_infinitive(words[participle + 2])


def _is_presentation(passage: Passage, verb: Verb) -> bool:
    """Tell whether « dirige le marketing » says only whose role it is."""
    return _HEADS.match(passage.text[passage.offsets[verb.at] - 1 :]) is not None


def _has_duty_verb_after(words: Sequence[Word], at: int) -> bool:
    """Tell whether « vais », « peux », « sais » opens an infinitive: « je vais recruter »."""
    following = words[at + 1 : at + 3]
    return words[at].lemma in {"aller", "savoir", "pouvoir", "faire", "devoir"} and any(
        is_infinitive(word) for word in following
    )


def _participle(words: Sequence[Word], at: int) -> int | None:
    """Return the place of the past participle that makes the auxiliary at `at` a compound tense."""
    form = words[at].form
    if form not in _HAVE and form not in _BE:
        return None
    for k in range(at + 1, min(at + 1 + _ADVERBS_WITHIN, len(words))):
        word = words[k]
        if "VerbForm=Part" in word.morph and "Tense=Pres" not in word.morph:
            reflexive = at > 0 and words[at - 1].form in {"s'", "me", "m'", "se", "nous"}
            return k if form in _HAVE or reflexive or word.form in _OF_MOVEMENT else None
        if word.upos not in {"ADV", "PRON"}:
            return None
    return None


def _is_simple_past(word: Word) -> bool:
    return (
        "Tense=Past" in word.morph
        and "VerbForm=Fin" in word.morph
        and not word.form.endswith(("ais", "ait", "aient", "ions", "iez"))
    )
